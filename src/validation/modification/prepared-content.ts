/** What lay in a file when it was signed and can hide, replace or bring content afterwards. ISO 32000-2, 8.10.4, 8.11, 12.6 and 12.7. */
import { readCatalog } from '../../format/pdf/catalog.ts'
import type { PdfFile } from '../../format/pdf/file.ts'
import { asArray, asDictionary, asReference, asStream } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { reading } from '../../format/read.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../report.ts'
import { type Acting, actionsOf } from './active-content.ts'
import { rectangleFact } from './annotation-area.ts'
import { annotationsOf } from './annotation-changes.ts'
import type { Versions } from './comparison.ts'
import { visibility } from './dormant-content.ts'
import { drawnStreams } from './drawn-streams.ts'
import { DIAGNOSIS_BUDGET, openEffort } from './effort.ts'
import { unlikeFields } from './unlike-fields.ts'
import { unusedContent } from './unused-content.ts'

type Facts = Readonly<Record<string, string>>

type Prepared = {
  readonly clause: string
  readonly facts: Facts
  /** Whether a viewer changes what is seen by it without any later revision, and without anybody's doing. */
  readonly alters: boolean
}

/**
 * Of `revision`, which somebody signed. What is beyond the first pages of a long document is not looked at: most of it is a remark,
 * and what a later revision makes of it is found by the comparison of the two. Where something cannot be read nothing is said.
 */
export function findPreparedContent(file: PdfFile, revision: number): readonly Finding[] {
  const effort = openEffort()
  const versions: Versions = { file, before: revision, after: revision, effort, same: new Set() }
  const listed = reading(() => readPages(file, revision).map(({ number }) => number))
  const pages = listed.ok ? listed.value.slice(0, DIAGNOSIS_BUDGET.preparedPages) : []
  const looks: readonly (() => readonly Prepared[])[] = [
    () => actionsOf(versions, revision, pages).flatMap(actionPrepared),
    ...pages.map((number, index) => () => pagePrepared(versions, revision, number, String(index + 1))),
    () => documentPrepared(file, revision),
    () => unlikeFields(versions, revision).map((one) => ({ clause: 'ISO 32000-2, 12.7.4.3', ...one })),
    () => unusedContent(versions, revision).map((facts) => risk('ISO 32000-2, 7.3.10', facts)),
  ]
  const found = looks.flatMap((look) => {
    const looked = reading(look)
    return looked.ok ? looked.value : []
  })
  // However many remarks were prepared, what decides is among the few that are named.
  const ordered = [...found.filter(({ alters }) => alters), ...found.filter(({ alters }) => !alters)]
  const all = ordered.map(({ clause, facts, alters }) =>
    finding(alters ? 'shadow-content' : 'shadow-risk', clause, facts),
  )
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()].slice(0, DIAGNOSIS_BUDGET.named)
}

const risk = (clause: string, facts: Facts): Prepared => ({ clause, facts, alters: false })
const alters = (clause: string, facts: Facts): Prepared => ({ clause, facts, alters: true })

/** Forms that a viewer builds from a description of its own (XFA), and layers that are not shown, or not always. */
function documentPrepared(file: PdfFile, revision: number): readonly Prepared[] {
  const catalog = readCatalog(file, revision)
  const at = (holder: PdfDictionary | null, key: string) =>
    asDictionary(file.resolve(holder?.entries.get(key), revision))
  const form = at(catalog, 'AcroForm')
  const isRendered = file.resolve(catalog?.entries.get('NeedsRendering'), revision) === true
  const xfa = { what: 'description of the form', where: 'form' }
  const layers = at(at(catalog, 'OCProperties'), 'D')
  const automatic = asArray(file.resolve(layers?.entries.get('AS'), revision))?.items.length ?? 0
  const hidden = layers ? [...visibility({ file }, revision)].filter(([, isShown]) => !isShown) : []
  return [
    ...(form?.entries.has('XFA') ? [isRendered ? alters(XFA, xfa) : risk(XFA, xfa)] : []),
    ...(automatic > 0 ? [risk(LAYERS, { what: 'layer that comes and goes', where: 'catalog' })] : []),
    ...hidden.map(([object]) => risk(LAYERS, { what: 'hidden layer', where: 'catalog', object: String(object) })),
  ]
}

const LAX = 'spelling that only some readers understand'
const XFA = 'ISO 32000-1:2008, 12.7.8'
const LAYERS = 'ISO 32000-2, 8.11.4'

/** Actions that change what is seen (ISO 32000-2, table 201); a script may do all of that. */
const CHANGING = new Set(['SetOCGState', 'Hide', 'ImportData', 'Rendition', 'JavaScript'])

/** Those that show or hide something as soon as the file is opened, whoever looks at it. Scripts mostly reckon, so that they are a remark. */
const SHOWING = new Set(['SetOCGState', 'Hide'])

function actionPrepared({ where, page, kind, byItself }: Acting): readonly Prepared[] {
  if (!CHANGING.has(kind)) return []
  const facts = {
    what: kind === 'JavaScript' ? 'script' : 'action',
    where,
    ...(page === null ? {} : { page: String(page) }),
  }
  const isShowing = SHOWING.has(kind) && byItself && where !== 'field AA' && where !== 'annotation AA'
  return [isShowing ? alters('ISO 32000-2, 12.6.4', facts) : risk('ISO 32000-2, 12.6.4', facts)]
}

/** Content that is fetched from another file, pictures that stand for pages of one, and annotations that are there and not seen. */
function pagePrepared(versions: Versions, revision: number, number: number, page: string): readonly Prepared[] {
  const { file } = versions
  const dictionary = asDictionary(file.object(number, revision)?.value)
  if (!dictionary) return []
  const streams = [...drawnStreams(versions, revision, number)].map((stream) => stream.dictionary.entries)
  const has = (key: string) => streams.some((entries) => entries.has(key))
  const isShort = streams.some((entries) => entries.has('Filter') && entries.has('DP'))
  return [
    ...(has('F') ? [alters('ISO 32000-2, 7.3.8.2', { what: 'content of another file', where: 'page', page })] : []),
    ...(has('Ref') ? [alters('ISO 32000-2, 8.10.4', { what: 'page of another file', where: 'page', page })] : []),
    // One decodes by what another does not look at (ISO 32000-2, table 91).
    ...(isShort ? [alters('ISO 32000-2, 7.3.8.2', { what: LAX, where: 'page', page })] : []),
    ...hiddenAnnotations(versions, revision, number, page),
    ...laxlySpelled(versions, revision, number).map((object) =>
      alters('ISO 32000-2, 7.3', { what: LAX, where: 'page', page, object }),
    ),
  ]
}

/**
 * The page, the nodes above it and the resources that it names, unless they are streams: some writers end the line behind `stream` with a
 * carriage return alone, which viewers read alike. What is in a number with a sign inside no two of them do.
 */
function laxlySpelled({ file }: Versions, revision: number, page: number): readonly string[] {
  const looked = new Set<number>()
  const lax: string[] = []
  const look = (place: PdfObject | undefined): PdfDictionary | null => {
    const number = asReference(place)?.number
    const found = number === undefined || looked.has(number) ? null : file.object(number, revision)
    if (number !== undefined) looked.add(number)
    if (found?.isLax && !asStream(found.value)) lax.push(String(number))
    return asDictionary(file.resolve(place, revision))
  }
  let node = look({ kind: 'reference', number: page, generation: 0 })
  for (let hops = 0; node && hops < DIAGNOSIS_BUDGET.depth; hops++) {
    for (const category of look(node.entries.get('Resources'))?.entries.values() ?? []) {
      for (const resource of look(category)?.entries.values() ?? []) look(resource)
    }
    const parent = node.entries.get('Parent')
    node = looked.has(asReference(parent)?.number ?? 0) ? null : look(parent)
  }
  return lax
}

/** Hidden or not to be viewed (ISO 32000-2, table 167). A signature without a picture has nothing to hide. */
const UNSEEN_FLAGS = 2 | 32

function hiddenAnnotations(versions: Versions, revision: number, number: number, page: string): readonly Prepared[] {
  const { file } = versions
  return annotationsOf(versions, number, revision).items.flatMap(({ dictionary, subtype }) => {
    const flags = file.resolve(dictionary.entries.get('F'), revision)
    const isUnseen = typeof flags === 'number' && (flags & UNSEEN_FLAGS) !== 0 && dictionary.entries.has('AP')
    const place = rectangleFact(versions, dictionary, revision)
    const facts = { what: 'hidden annotation', where: 'page', page, subtype, ...place }
    return isUnseen && place.rectangle !== undefined ? [risk('ISO 32000-2, 12.5.3', facts)] : []
  })
}
