/** Where the widgets of new signatures lie: on one page, and over no more of it than signatures need. ISO 32000-2, 12.5.2 and 12.7.5.5. */

import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary } from '../../format/pdf/narrow.ts'
import type { PdfDictionary } from '../../format/pdf/object.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { areaOf, readBox } from './box.ts'
import { isNextTo } from './update.ts'
import { widgetArea } from './widget-area.ts'
import { deny, numberOf, type Work } from './work.ts'

const COVER = {
  /** The share of a page above which the pictures of signatures are left to a person, all of one page together: seals and numbers are far smaller. */
  page: 0.25,
  /**
   * In square points. Up to this size pictures are not added to those of others: minutes are signed by thirty people on one page, each
   * in 180 by 72 points. What one update brings is added up, or a page could be drawn anew in strips.
   */
  small: 25_000,
} as const

/**
 * A widget that several pages list, or one page twice, is drawn over more than its signer saw. A time-stamp is given to
 * anybody, and nobody answers for its picture: a figure before a sum is another sum.
 */
export function explainWidgetPlaces(work: Work): void {
  const { file, after } = work.update
  if (work.widgets.size === 0) return
  const placed = new Set<number>()
  for (const { number } of pagesTouched(work)) {
    const page = asDictionary(file.object(number, after)?.value)
    const items = asArray(file.resolve(page?.entries.get('Annots'), after))?.items ?? []
    let own = 0
    for (const widget of items.map(numberOf).filter((item) => work.widgets.has(item))) {
      if (placed.has(widget)) refuse(work, widget, 'signature at several places')
      placed.add(widget)
      if (page) own += placeWidget(work, { number, dictionary: page, own }, widget)
    }
    work.covered.set(number, coveredWith(work, number, own))
  }
}

/** All pages where a field that was there before is signed: it may be met on any of them. */
function pagesTouched({ update, widgets }: Work) {
  const { file, after, overridden, added } = update
  const pages = readPages(file, after)
  if ([...widgets].some((widget) => !added.has(widget))) return pages
  const isChanged = (object: number) => overridden.has(object) || added.has(object)
  const isClose = isNextTo(update, isChanged)
  return pages.filter(({ number }) => {
    if (!isClose(number)) return false
    const list = asDictionary(file.object(number, after)?.value)?.entries.get('Annots')
    return isChanged(number) || isChanged(numberOf(list))
  })
}

type Page = {
  readonly number: number
  readonly dictionary: PdfDictionary
  /** What the widgets before this one cover of it, of the same update. */
  readonly own: number
}

/** @returns how much of the page it covers. */
function placeWidget(work: Work, page: Page, widget: number): number {
  const { file, after } = work.update
  const dictionary = asDictionary(file.object(widget, after)?.value)
  const area = dictionary && widgetArea(file, after, dictionary)
  if (dictionary === null || area === null) return 0
  const paper = paperOf(work, page.dictionary)
  if (Number.isNaN(area) || !paper) {
    refuse(work, widget, 'signature without a place')
    return 0
  }
  if (area === 0) return 0
  const covered = coveredWith(work, page.number, page.own + area)
  // NaN, of a page without an area, is nothing that the page is known to have room for.
  if (!(covered <= COVER.page * paper)) refuse(work, widget, 'signature that covers the page')
  if (work.stamps.has(widget) && dictionary.entries.has('AP')) refuse(work, widget, 'time-stamp that is drawn')
  return area
}

/** What signatures cover of the page with `own`, that of this update. */
function coveredWith({ covered }: Work, page: number, own: number): number {
  return (covered.get(page) ?? 0) + (own > COVER.small ? own : 0)
}

/** Then it is an annotation like any other. */
function refuse(work: Work, widget: number, what: string): void {
  work.widgets.delete(widget)
  deny(work, widget, what)
}

/** In square points, of what a viewer shows of the page (ISO 32000-2, 14.11.2). */
function paperOf({ update: { file, after } }: Work, page: PdfDictionary): number | null {
  const boxes = ['CropBox', 'MediaBox'].map((key) => inherited(file, after, page, key)).filter((box) => box !== null)
  const areas = boxes.map((box) => readBox(file, after, box)).map((box) => (box ? areaOf(box) : Number.NaN))
  return areas.length === 0 ? null : Math.min(...areas)
}
