/** Rules for pages: what signing, commenting and bookkeeping write into them and into the page tree. ISO 32000-2, 7.7.3. */
import { asArray, asName } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { explainAnnotations } from './annotation-rules.ts'
import { changedEntries, isDateOfPrivateData } from './unseen-entries.ts'
import { changedKeys, dictionaryOf, isNextTo } from './update.ts'
import { follow, grown, isExplained, numberOf, own, type Work } from './work.ts'

type Page = {
  readonly number: number
  /** Counted from 1. */
  readonly place: number
  readonly was: PdfDictionary
  readonly is: PdfDictionary
}

export function explainPages(work: Work): void {
  if (isExplained(work)) return
  const { overridden } = work.update
  const isClose = isNextTo(work.update, (object) => overridden.has(object))
  for (const page of readVersions(work, isClose)) if (isTouched(work, page)) explainTouched(work, page)
  // Of a page that stays as it was an annotation may be edited: what is left unexplained, or lies on several pages.
  if (!isExplained(work) || work.commented.size > 0)
    for (const page of readVersions(work, () => true)) if (!isTouched(work, page)) explainAnnotations(work, page)
  for (const object of overridden) explainTreeNode(work, object)
}

/** Of the pages before the update those that are `wanted`, as they were and are. */
function readVersions({ update }: Work, wanted: (page: number) => boolean): readonly Page[] {
  const { file, before, after } = update
  return readPages(file, before).flatMap(({ number }, index): readonly Page[] => {
    if (!wanted(number)) return []
    const was = dictionaryOf(file.object(number, before)?.value)
    const is = dictionaryOf(file.object(number, after)?.value)
    return was && is ? [{ number, place: index + 1, was, is }] : []
  })
}

/** Itself or its list of annotations is written anew. */
function isTouched({ update: { overridden } }: Work, { number, is }: Page): boolean {
  const list = numberOf(is.entries.get('Annots'))
  return overridden.has(number) || (list !== 0 && overridden.has(list))
}

function explainTouched(work: Work, page: Page): void {
  const { number, was, is } = page
  const { overridden } = work.update
  const list = numberOf(is.entries.get('Annots'))
  const gained = widgetsGained(work, page)
  if (gained === null && !explainAnnotations(work, page)) return
  if (list !== 0 && overridden.has(list)) explainList(work, list, number)
  if (!overridden.has(number)) return
  const hasMore = gained !== null && gained.length > 0
  const isHarmless = (key: string) => key === 'Annots' || isBookkeeping(work, page, key, hasMore)
  if (!changedEntries(work.update, was, is).every(isHarmless)) return
  work.explained.add(number)
  for (const key of changedKeys(was, is)) follow(work, is.entries.get(key))
}

/** Pages gain the widgets of fields that this update adds or signs (ISO 32000-2, 12.5.2); what was on them stays, in its order. Null for anything else. */
function widgetsGained({ update, widgets }: Work, { was, is }: Page): readonly PdfObject[] | null {
  const { file, before, after } = update
  const [old, now] = [file.resolve(was.entries.get('Annots'), before), file.resolve(is.entries.get('Annots'), after)]
  const more = grown(asArray(old), asArray(now))
  return more?.every((item) => widgets.has(numberOf(item))) ? more : null
}

function explainList(work: Work, list: number, page: number): void {
  work.explained.add(list)
  own(work, list, page)
  work.roots.push(list)
}

/** ISO 32000-2, table 31: by rows, by columns, by structure, by array, by widgets. */
const TAB_ORDERS = new Set(['R', 'C', 'S', 'A', 'W'])

/**
 * The order in which a keyboard goes from one annotation to the next; the place of a page in the tree of structure, given where
 * it had none (structure-rules.ts sees to the tree); when private data changed. None of them is drawn.
 */
function isBookkeeping(work: Work, page: Page, key: string, hasMore: boolean): boolean {
  const [was, is] = [page.was.entries.get(key), page.is.entries.get(key)]
  if (key === 'StructParents') return was === undefined && typeof is === 'number'
  if (key !== 'Tabs') return isDateOfPrivateData(key, is)
  if (is !== undefined && !TAB_ORDERS.has(asName(is) ?? '')) return false
  // Writers of tagged documents set it as they add a widget; by itself it is a matter of annotations.
  if (!hasMore || was !== undefined) {
    work.annotated.push({
      code: 'later-change-unknown',
      clause: 'ISO 32000-2, 12.5.1',
      page: page.place,
      facts: { object: String(page.number), where: 'page', what: 'tab order' },
      changeClass: 'annotation',
      objects: [page.number],
      isClear: () => true,
    })
  }
  return true
}

const TREE = ['catalog Pages', 'page Parent']

/** A node of the page tree of which nothing changes but private texts: which pages there are, and what they inherit, stays. */
function explainTreeNode(work: Work, object: number): void {
  const { file, before, after } = work.update
  const was = dictionaryOf(file.object(object, before)?.value)
  const is = dictionaryOf(file.object(object, after)?.value)
  const isNode = asName(was?.entries.get('Type')) === 'Pages' && asName(is?.entries.get('Type')) === 'Pages'
  if (was && is && isNode && changedEntries(work.update, was, is).length === 0) {
    work.explained.add(object)
    work.entrances.set(object, TREE)
    for (const value of is.entries.values()) follow(work, value)
  }
}
