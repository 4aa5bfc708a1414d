/** Scripts and actions that an update adds. ISO 32000-2, 12.6. */
import { sha256 } from '../../bytes.ts'
import { readCatalog } from '../../format/pdf/catalog.ts'
import { readFormFields } from '../../format/pdf/form-field.ts'
import { asArray, asDictionary, asName, asReference, asStream, asString } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { annotationsOf } from './annotation-changes.ts'
import type { Change } from './change.ts'
import type { Versions } from './comparison.ts'
import { decodeForComparison, spendStep } from './effort.ts'
import type { PageLists } from './page-changes.ts'

/** A place where something that acts may hang. */
type Place = {
  readonly where: string
  readonly page: number | null
  readonly value: PdfObject
  /** Acts when the document or page is shown or a field changes, not only for somebody who clicks. */
  readonly byItself: boolean
}

/** An action that was nowhere in the same kind of place before. */
export function diagnoseActiveContent(versions: Versions, lists: PageLists): readonly Change[] {
  const known = new Set<string>()
  for (const place of placesOf(versions, versions.before, lists.was)) {
    for (const action of actionsAt(versions, versions.before, place)) known.add(`${place.where} ${action}`)
  }
  return [...placesOf(versions, versions.after, lists.is)].flatMap((place): readonly Change[] => {
    const { where, page } = place
    const isNew = actionsAt(versions, versions.after, place).some((action) => !known.has(`${where} ${action}`))
    if (!isNew) return []
    const code = 'active-content-added'
    return [{ code, clause: 'ISO 32000-2, 12.6', page, facts: { where }, changeClass: 'other', objects: [] }]
  })
}

/** An action that does more than show another place: where it hangs, what kind it is, and whether it acts by itself. */
export type Acting = Omit<Place, 'value'> & { readonly kind: string }

export function actionsOf(versions: Versions, revision: number, pages: readonly number[]): readonly Acting[] {
  return [...placesOf(versions, revision, pages)].flatMap(({ value, ...place }) =>
    kindsIn(versions, revision, value, place.byItself).map(({ kind }) => ({ ...place, kind })),
  )
}

function* placesOf(versions: Versions, revision: number, pages: readonly number[]): Generator<Place> {
  const { file } = versions
  const at = (holder: PdfDictionary | null, key: string): PdfObject => file.resolve(holder?.entries.get(key), revision)
  const catalog = readCatalog(file, revision)
  const names = asDictionary(at(catalog, 'Names'))
  yield { where: 'catalog OpenAction', page: null, value: at(catalog, 'OpenAction'), byItself: true }
  yield { where: 'catalog AA', page: null, value: at(catalog, 'AA'), byItself: true }
  yield { where: 'catalog Names JavaScript', page: null, value: at(names, 'JavaScript'), byItself: true }
  for (const { dictionary } of readFormFields(file, revision))
    yield { where: 'field AA', page: null, value: at(dictionary, 'AA'), byItself: true }
  for (const [index, number] of pages.entries()) {
    const page = index + 1
    const dictionary = asDictionary(file.object(number, revision)?.value)
    yield { where: 'page AA', page, value: at(dictionary, 'AA'), byItself: true }
    for (const { dictionary, subtype } of annotationsOf(versions, number, revision).items) {
      yield { where: 'annotation A', page, value: at(dictionary, 'A'), byItself: false }
      // A field that is its own widget has been looked at.
      if (subtype !== 'Widget' || !dictionary.entries.has('T'))
        yield { where: 'annotation AA', page, value: at(dictionary, 'AA'), byItself: true }
    }
  }
}

/** Actions that show another place to whoever clicks on them: links, as any annotation may be one (ISO 32000-2, table 201). */
const LINKS = new Set(['GoTo', 'URI', 'Named', 'Thread'])

/** Keys under which trees of names, additional actions and actions hold further ones, without those that lead to pages and fields. */
const INNER = new Set('Next Kids Names E X D U Fo Bl PO PC PV PI O C WC WS DS WP DP K F V'.split(' '))

/** Each action that does more than show another place, as a text that is the same for the same action. */
function actionsAt(versions: Versions, revision: number, { value, byItself }: Place): readonly string[] {
  return kindsIn(versions, revision, value, byItself).flatMap(
    ({ kind, dictionary }) => describe(versions, revision, kind, dictionary) ?? [],
  )
}

function kindsIn(versions: Versions, revision: number, value: PdfObject, byItself: boolean) {
  return dictionariesIn(versions, revision, value).flatMap((dictionary) => {
    const kind = asName(versions.file.resolve(dictionary.entries.get('S'), revision))
    const isLink = kind !== null && (byItself ? kind === 'GoTo' : LINKS.has(kind))
    return kind === null || isLink ? [] : [{ kind, dictionary }]
  })
}

/** Those that an action, a set of additional actions or a tree of names consists of. */
function dictionariesIn({ file, effort }: Versions, revision: number, value: PdfObject): readonly PdfDictionary[] {
  const found: PdfDictionary[] = []
  const visited = new Set<number>()
  const open: PdfObject[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    spendStep(effort)
    const reference = asReference(next)
    if (reference && visited.has(reference.number)) continue
    if (reference) visited.add(reference.number)
    const resolved = file.resolve(next, revision)
    const dictionary = asDictionary(resolved)
    if (dictionary) found.push(dictionary)
    for (const item of dictionary ? innerOf(dictionary) : (asArray(resolved)?.items ?? [])) open.push(item)
  }
  return found
}

const innerOf = ({ entries }: PdfDictionary): readonly PdfObject[] =>
  [...entries].filter(([key]) => (entries.has('S') ? key === 'Next' : INNER.has(key))).map(([, value]) => value)

/** By kind, script, file and address; null where the script cannot be read, so that nothing is said of it. */
function describe(versions: Versions, revision: number, kind: string, action: PdfDictionary): string | null {
  const parts = ['JS', 'F', 'URI', 'Win', 'N'].map((key) => {
    const value = versions.file.resolve(action.entries.get(key), revision)
    const [string, stream, named] = [asString(value), asStream(value), asDictionary(value)]
    if (string) return sha256(string.bytes)
    if (stream) {
      const script = decodeForComparison(versions.file, versions.effort, stream, revision)
      return script && sha256(script)
    }
    return asName(value) ?? (named ? 'dictionary' : '')
  })
  return parts.includes(null) ? null : [kind, ...parts].join(' ')
}
