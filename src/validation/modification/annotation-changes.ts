/** Annotations that an update adds, takes away or edits. ISO 32000-2, 12.5. */

import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary, asName } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { rectangleFact } from './annotation-area.ts'
import type { Change } from './change.ts'
import { compareValues } from './compare.ts'
import type { Versions } from './comparison.ts'
import { spendStep } from './effort.ts'
import type { PageLists } from './page-changes.ts'
import { changedKeys } from './update.ts'
import { type ChangeClass, numberOf } from './work.ts'

type Annotation = {
  /** 0 for a direct dictionary. */
  readonly number: number
  readonly dictionary: PdfDictionary
  readonly subtype: string
}

/** `holders` are the page and its list of annotations, where nothing else about them changed. */
type Page = { readonly page: number; readonly holders: readonly number[] }

/** `known` are the widgets of fields that the update signs, and annotations of which all is said. Pages that the update adds or takes away are named as such. */
export function diagnoseAnnotations(
  versions: Versions,
  { was, is }: PageLists,
  known: ReadonlySet<number>,
): readonly Change[] {
  const old = new Set(was)
  return is.flatMap((number, place): readonly Change[] => {
    if (!old.has(number)) return []
    const before = annotationsOf(versions, number, versions.before)
    const after = annotationsOf(versions, number, versions.after)
    if (before.items.length === 0 && after.items.length === 0) return []
    const page: Page = {
      page: place + 1,
      holders: [...(isOnlyAnnotated(versions, number) ? [number] : []), after.list],
    }
    const gone = removed(before.items, after.items)
    const come = added(versions, before.items, after.items)
    // One that is gone and has come again as it was only got another number.
    const isSame = (old: Annotation, now: Annotation) =>
      old.subtype === now.subtype && !isEdited(versions, old.dictionary, now.dictionary)
    const isNews = ({ number }: Annotation) => !known.has(number)
    return [
      ...come
        .filter((now) => isNews(now) && !gone.some((old) => isSame(old, now)))
        .map((one) => change(versions, page, one, 'added', classOf(versions, one))),
      ...gone
        .filter((old) => isNews(old) && !come.some((now) => isSame(old, now)))
        .map((one) => change(versions, page, one, 'removed', 'annotation')),
      ...edited(versions, page, before.items.filter(isNews), after.items),
    ]
  })
}

function isOnlyAnnotated({ file, before, after }: Versions, page: number): boolean {
  const was = asDictionary(file.object(page, before)?.value)
  const is = asDictionary(file.object(page, after)?.value)
  return was !== null && is !== null && changedKeys(was, is).every((key) => key === 'Annots')
}

export function annotationsOf(
  { file, effort }: Versions,
  page: number,
  revision: number,
): { readonly list: number; readonly items: readonly Annotation[] } {
  const place = asDictionary(file.object(page, revision)?.value)?.entries.get('Annots')
  const items = (asArray(file.resolve(place, revision))?.items ?? []).flatMap((item): readonly Annotation[] => {
    spendStep(effort)
    const dictionary = asDictionary(file.resolve(item, revision))
    const subtype = asName(file.resolve(dictionary?.entries.get('Subtype'), revision))
    // A window that belongs to a note comes and goes with it (ISO 32000-2, 12.5.6.14).
    if (!dictionary || subtype === null || subtype === 'Popup') return []
    return [{ number: numberOf(item), dictionary, subtype }]
  })
  return { list: numberOf(place), items }
}

function added(versions: Versions, was: readonly Annotation[], is: readonly Annotation[]): readonly Annotation[] {
  const old = new Set(was.map(({ number }) => number))
  return is.filter(({ number, dictionary }) => (number === 0 ? !hasEqual(versions, was, dictionary) : !old.has(number)))
}

/** A place to sign is no note on a page: it is more than a certification for signing permits only where it forbids to sign. */
function classOf({ file, after }: Versions, { dictionary, subtype }: Annotation): ChangeClass {
  const isSignature = subtype === 'Widget' && asName(inherited(file, after, dictionary, 'FT')) === 'Sig'
  return isSignature ? 'signature' : 'annotation'
}

function removed(was: readonly Annotation[], is: readonly Annotation[]): readonly Annotation[] {
  const now = new Set(is.map(({ number }) => number))
  return was.filter(({ number, subtype }) => number !== 0 && subtype !== 'Widget' && !now.has(number))
}

function edited(
  versions: Versions,
  page: Page,
  was: readonly Annotation[],
  is: readonly Annotation[],
): readonly Change[] {
  const old = new Map(was.map((annotation) => [annotation.number, annotation]))
  return is.flatMap((annotation) => {
    const before = annotation.number === 0 ? undefined : old.get(annotation.number)
    // What happens to the widget of a field is judged with the field.
    if (!before || (annotation.subtype === 'Widget' && before.subtype === 'Widget')) return []
    return isEdited(versions, before.dictionary, annotation.dictionary)
      ? [change(versions, page, annotation, 'edited', 'annotation')]
      : []
  })
}

/** What an annotation shows, says and does; not when it was changed or by whom (ISO 32000-2, tables 166 to 195). */
const SHOWN_KEYS = (
  'Subtype Rect Contents AP AS C IC CA ca Border BS BE QuadPoints InkList Vertices L LE DA DS Q RC RD CL IT Name H ' +
  'OverlayText Repeat RO MK Sy Dest FS'
).split(' ')

/** Flags that say what may be done with an annotation, not whether it is seen: ReadOnly, Locked, LockedContents (table 167). */
const KEEPING_FLAGS = 64 | 128 | 512

export function isEdited(versions: Versions, was: PdfDictionary, is: PdfDictionary): boolean {
  const { file, before, after } = versions
  const flags = (value: PdfObject) => (typeof value === 'number' ? value : 0) & ~KEEPING_FLAGS
  if (flags(file.resolve(was.entries.get('F'), before)) !== flags(file.resolve(is.entries.get('F'), after))) return true
  return SHOWN_KEYS.some((key) => compareValues(versions, was.entries.get(key), is.entries.get(key)) === 'different')
}

function hasEqual(versions: Versions, was: readonly Annotation[], dictionary: PdfDictionary): boolean {
  return was.some((one) => one.number === 0 && compareValues(versions, one.dictionary, dictionary) !== 'different')
}

/**
 * Whether nothing that it shows, says or does can have changed: what is not known to be the same is not. Its picture is asked about
 * in any case, for it may be drawn by a stream that was written over in place (ISO 32000-2, 12.5.5).
 */
export function isKept(versions: Versions, was: PdfDictionary, is: PdfDictionary): boolean {
  const isHarmless = (key: string) =>
    SILENT_KEYS.has(key) || (SHOWN_KEYS.includes(key) && saysSame(versions, was, is, key))
  const isKeptBy = (key: string) => isHarmless(key) || (key === 'F' && !isEdited(versions, was, is))
  return changedKeys(was, is).every(isKeptBy) && saysSame(versions, was, is, 'AP')
}

const saysSame = (versions: Versions, was: PdfDictionary, is: PdfDictionary, key: string) =>
  compareValues(versions, was.entries.get(key), is.entries.get(key)) === 'same'

/** When it was made or changed, what it is called, and where it belongs (ISO 32000-2, tables 166 and 172). */
const SILENT_KEYS = new Set('Type M CreationDate NM P Popup StructParent'.split(' '))

/** What is said of one annotation, whatever happened to it. */
export function describeAnnotation(
  versions: Versions,
  page: number,
  { number, dictionary, subtype }: Annotation,
  what: 'added' | 'removed' | 'edited',
) {
  const place = rectangleFact(versions, dictionary, what === 'removed' ? versions.before : versions.after)
  const facts = { subtype, what, ...(number === 0 ? {} : { object: String(number) }), ...place }
  return { code: 'annotation-added', clause: 'ISO 32000-2, 12.5.2', page, facts } as const
}

function change(
  versions: Versions,
  { page, holders }: Page,
  annotation: Annotation,
  what: 'added' | 'removed' | 'edited',
  changeClass: ChangeClass,
): Change {
  const objects = [annotation.number, ...holders, numberOf(annotation.dictionary.entries.get('Parent'))]
  return { ...describeAnnotation(versions, page, annotation, what), changeClass, objects }
}
