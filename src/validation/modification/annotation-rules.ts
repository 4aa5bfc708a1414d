/** Rules for annotations: added, taken away or edited, and nothing else. Whether that was permitted, each signature says. ISO 32000-2, 12.5 and table 257. */

import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary, asName, asReference } from '../../format/pdf/narrow.ts'
import type { PdfDictionary } from '../../format/pdf/object.ts'
import { annotationArea, isRead, openPageCover } from './annotation-area.ts'
import { describeAnnotation, isEdited, isKept } from './annotation-changes.ts'
import { appearanceParts } from './appearance-parts.ts'
import { fieldName } from './field-name.ts'
import { changedKeys } from './update.ts'
import { allow, follow, numberOf, own, type Work } from './work.ts'

type Page = { readonly number: number; readonly place: number; readonly was: PdfDictionary; readonly is: PdfDictionary }

type Annotation = { readonly number: number; readonly dictionary: PdfDictionary; readonly subtype: string }

/** One before and after; one of the two may be missing. */
type Pair = { readonly was: Annotation | undefined; readonly is: Annotation | undefined }

/** By which somebody comments (ISO 32000-2, table 171), links, and the windows of notes; none that brings a file, a sound or a film. */
const COMMENTS = new Set(
  'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Caret Stamp Ink Popup'.split(
    ' ',
  ),
)

/** False where the annotations of the page changed in a way that is no comment; then nothing of it is explained. */
export function explainAnnotations(work: Work, page: Page): boolean {
  const { before, after, added } = work.update
  const was = annotationsOf(work, page.was, before)
  const is = annotationsOf(work, page.is, after)
  if (!was || !is || !sameOrder(was, is)) return false
  const [old, now] = [byNumber(was), byNumber(is)]
  const come = is.filter(({ number }) => !old.has(number) && !work.widgets.has(number))
  const gone = was.filter(({ number }) => !now.has(number))
  const edited = is
    .map((one): Pair => ({ was: old.get(one.number), is: one }))
    .filter((pair) => pair.was && isTouched(work, pair))
  const isComment =
    come.every((one) => added.has(one.number) && isPlainComment(work, one)) &&
    gone.every((one) => COMMENTS.has(one.subtype) || isFieldWidget(work, one)) &&
    edited.every(({ was, is }) => is && was?.subtype === is.subtype && isPlainComment(work, is))
  if (!isComment) return false
  for (const one of come) {
    allow(work, one.number, 'annotation')
    work.roots.push(one.number)
  }
  for (const one of gone) explainRemoved(work, one)
  for (const pair of edited) explainEdited(work, pair)
  record(work, page, was, [...moves(work, come, gone), ...edited])
  return true
}

const byNumber = (list: readonly Annotation[]) => new Map(list.map((one) => [one.number, one]))

/** Null where one is written into the list itself, or is none. */
function annotationsOf(
  { update: { file } }: Work,
  page: PdfDictionary,
  revision: number,
): readonly Annotation[] | null {
  const items = asArray(file.resolve(page.entries.get('Annots'), revision))?.items ?? []
  const found = items.flatMap((item): readonly Annotation[] => {
    const dictionary = asDictionary(file.resolve(item, revision))
    const subtype = asName(file.resolve(dictionary?.entries.get('Subtype'), revision))
    return dictionary && subtype && asReference(item) ? [{ number: numberOf(item), dictionary, subtype }] : []
  })
  return found.length === items.length && byNumber(found).size === found.length ? found : null
}

/** Those that stay keep their order: a later one is drawn over an earlier one. */
function sameOrder(was: readonly Annotation[], is: readonly Annotation[]): boolean {
  const [old, now] = [byNumber(was), byNumber(is)]
  const kept = is.filter(({ number }) => old.has(number))
  return was.filter(({ number }) => now.has(number)).every(({ number }, index) => kept[index]?.number === number)
}

/** Itself or a stream that draws it is written anew. Widgets are judged with their fields. */
function isTouched({ update, explained, commented }: Work, { was, is }: Pair): boolean {
  if (!is || (is.subtype === 'Widget' && was?.subtype === 'Widget')) return false
  const parts = appearanceParts(update.file, update.after, is.dictionary, is.number).map(({ object }) => object)
  return [is.number, ...parts].some(
    (object) => update.overridden.has(object) && (!explained.has(object) || commented.has(object)),
  )
}

/** What it does when it is clicked shows another place, or nothing (ISO 32000-2, 12.6.4). */
function isPlainComment({ update: { file, after } }: Work, { dictionary, subtype }: Annotation): boolean {
  const action = asDictionary(file.resolve(dictionary.entries.get('A'), after))
  const isLink = /^(?:GoTo|URI|Named)$/u.test(asName(file.resolve(action?.entries.get('S'), after)) ?? '')
  return (
    COMMENTS.has(subtype) &&
    !dictionary.entries.has('AA') &&
    (!dictionary.entries.has('A') || (isLink && !action?.entries.has('Next')))
  )
}

/** A signature is no comment, and its widget is no annotation that may be deleted. */
function isFieldWidget({ update: { file, before } }: Work, { dictionary, subtype }: Annotation): boolean {
  const type = asName(inherited(file, before, dictionary, 'FT'))
  return subtype === 'Widget' && type !== null && type !== 'Sig'
}

function explainEdited(work: Work, { was, is }: Pair): void {
  if (!was || !is) return
  const { file, before, after, overridden } = work.update
  const comment = (object: number) => {
    allow(work, object, 'annotation')
    work.commented.add(object)
  }
  if (overridden.has(is.number)) comment(is.number)
  work.redrawn.add(is.number)
  const old = new Set(appearanceParts(file, before, was.dictionary, was.number).map(({ object }) => object))
  for (const { object, owner } of appearanceParts(file, after, is.dictionary, is.number)) {
    if (!overridden.has(object) || !old.has(object)) continue
    comment(object)
    own(work, object, owner)
  }
  follow(work, is.dictionary)
}

/** What refers to it from elsewhere, and what it says of its place, may go with it. */
const PLACE_KEYS = new Set(['StructParent', 'P', 'Popup'])

function explainRemoved(work: Work, { number, dictionary, subtype }: Annotation): void {
  const { file, before, after, overridden } = work.update
  work.classes.add('annotation')
  work.removed.set(number, dictionary)
  const is = asDictionary(file.object(number, after)?.value)
  if (overridden.has(number) && is && changedKeys(dictionary, is).every((key) => PLACE_KEYS.has(key)))
    work.explained.add(number)
  if (subtype === 'Widget') explainLostWidget(work, dictionary, fieldName(file, before, dictionary))
}

/** The field of a widget that is gone: it loses the kid and keeps its value. A lock is asked about it (checkLocks). */
function explainLostWidget(work: Work, widget: PdfDictionary, name: string): void {
  const { file, before, after, overridden } = work.update
  const parent = numberOf(widget.entries.get('Parent'))
  const was = asDictionary(file.object(parent, before)?.value)
  const is = asDictionary(file.object(parent, after)?.value)
  work.changedFields.push(name)
  if (!overridden.has(parent) || !was || !is || changedKeys(was, is).some((key) => key !== 'Kids')) return
  const kids = (holder: PdfDictionary, revision: number) =>
    (asArray(file.resolve(holder.entries.get('Kids'), revision))?.items ?? []).map(numberOf)
  const left = kids(was, before).filter((kid) => !work.removed.has(kid))
  if (left.join() === kids(is, after).join()) allow(work, parent, 'annotation')
}

/** One that is gone and has come again under another number as it was is one change. */
function moves(work: Work, come: readonly Annotation[], gone: readonly Annotation[]): readonly Pair[] {
  const isSame = (a: Annotation, b: Annotation) =>
    a.subtype === b.subtype && !isEdited(work.versions, a.dictionary, b.dictionary)
  return [
    ...come.map((is): Pair => ({ was: gone.find((was) => isSame(was, is)), is })),
    ...gone.filter((was) => !come.some((is) => isSame(was, is))).map((was): Pair => ({ was, is: undefined })),
  ]
}

/** What a note says, shown to whoever opens it; with a picture of its own some viewers draw it on the page (ISO 32000-2, 12.5.6.14). */
const isPlainWindow = ({ dictionary, subtype }: Annotation): boolean =>
  subtype === 'Popup' && !dictionary.entries.has('AP')

function record(work: Work, page: Page, others: readonly Annotation[], pairs: readonly Pair[]): void {
  const { versions } = work
  const covers = openPageCover(
    versions,
    page.was,
    others.filter(({ subtype }) => isRead(subtype)).map(({ dictionary }) => dictionary),
  )
  for (const { was, is } of pairs) {
    const shown = is ?? was
    if (!shown) continue
    const isWindow = [was, is].every((one) => one === undefined || isPlainWindow(one))
    const isSeen = !isWindow && !(was && is && !isEdited(versions, was.dictionary, is.dictionary))
    const isUnseen = isWindow || (was && is && isKept(versions, was.dictionary, is.dictionary))
    const areas = [
      ...(was ? [annotationArea(versions, was.dictionary, was.subtype, versions.before)] : []),
      ...(is ? [annotationArea(versions, is.dictionary, is.subtype, versions.after)] : []),
    ]
    const what = !was ? 'added' : !is ? 'removed' : 'edited'
    work.annotated.push({
      ...describeAnnotation(versions, page.place, shown, what),
      code: isSeen ? 'annotation-added' : 'later-change-unknown',
      changeClass: 'annotation',
      objects: [shown.number, page.number],
      isClear: () => isUnseen || !covers(was?.dictionary, areas),
    })
  }
}
