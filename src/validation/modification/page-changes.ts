/** What an update does to the pages: which there are, in which order, and what they show. ISO 32000-2, 7.7.3. */
import { readCatalog } from '../../format/pdf/catalog.ts'
import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary, asStream } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject, PdfStream } from '../../format/pdf/object.ts'
import type { Change } from './change.ts'
import { compareDrawings, type Drawing } from './compare.ts'
import type { Comparison, Versions } from './comparison.ts'
import { spendPair } from './effort.ts'

/** Object numbers of the pages, in their order, before and after. */
export type PageLists = { readonly was: readonly number[]; readonly is: readonly number[] }

const CLAUSE = 'ISO 32000-2, 7.7.3'

export function diagnosePages(versions: Versions, lists: PageLists): readonly Change[] {
  const tree = diagnosePageTree(lists)
  // Pages made from templates that were signed are a kind of form filling (ISO 32000-2, table 257); which ones are is not told here.
  const named = hasTemplates(versions) ? tree.filter(({ code }) => code !== 'page-added') : tree
  return [...named, ...diagnosePageContents(versions, lists)]
}

/** ISO 32000-2, 12.7.7: named pages. */
function hasTemplates({ file, before }: Versions): boolean {
  const names = asDictionary(file.resolve(readCatalog(file, before)?.entries.get('Names'), before))
  return names !== null && (names.entries.has('Templates') || names.entries.has('Pages'))
}

function diagnosePageTree({ was, is }: PageLists): readonly Change[] {
  const changes: Change[] = []
  const name = (code: 'page-added' | 'page-removed' | 'page-order-changed', places: readonly number[]) => {
    for (const place of places) {
      changes.push({ code, clause: CLAUSE, page: place + 1, facts: {}, changeClass: 'other', objects: [] })
    }
  }
  if (is.length > was.length) name('page-added', surplus(is, was))
  if (is.length < was.length) name('page-removed', surplus(was, is))
  name('page-order-changed', moved(was, is))
  return changes
}

/** Places of pages that were there and follow each other in another order now. A page shown twice has no place of its own. */
function moved(was: readonly number[], is: readonly number[]): readonly number[] {
  const [places, before] = [new Map(is.map((page, place) => [page, place])), new Set(was)]
  if (places.size !== is.length || before.size !== was.length) return []
  const keptWas = was.filter((page) => places.has(page))
  const keptIs = is.filter((page) => before.has(page))
  return keptIs.flatMap((page, index) => (page === keptWas[index] ? [] : (places.get(page) ?? [])))
}

/** Places in `longer` of what `shorter` does not have, or not as often. */
function surplus(longer: readonly number[], shorter: readonly number[]): readonly number[] {
  const left = new Map<number, number>()
  for (const page of shorter) left.set(page, (left.get(page) ?? 0) + 1)
  return longer.flatMap((page, place) => {
    const count = left.get(page) ?? 0
    left.set(page, count - 1)
    return count > 0 ? [] : [place]
  })
}

function diagnosePageContents(versions: Versions, lists: PageLists): readonly Change[] {
  return pagePairs(lists).flatMap(({ was, is, page }): readonly Change[] => {
    if (!spendPair(versions.effort)) return []
    const what = versions.file.object(was, versions.before)?.value
    const now = versions.file.object(is, versions.after)?.value
    const [before, after] = [asDictionary(what), asDictionary(now)]
    if (!before || !after) return []
    return changedParts(versions, before, after).map((part) => ({
      code: 'document-changed-after-signing',
      clause: 'ISO 32000-2, 7.8',
      page,
      facts: { what: part },
      changeClass: 'other',
      objects: [is],
    }))
  })
}

type PagePair = { readonly was: number; readonly is: number; readonly page: number }

/** Pages that were there and are: by their number, or by their place where as many pages have other numbers. */
function pagePairs({ was, is }: PageLists): readonly PagePair[] {
  const [old, now] = [new Set(was), new Set(is)]
  return is.flatMap((number, place): readonly PagePair[] => {
    if (old.has(number)) return [{ was: number, is: number, page: place + 1 }]
    const before = was.length === is.length ? was[place] : undefined
    // Another page that moved away from here is named by the order.
    return before === undefined || now.has(before) ? [] : [{ was: before, is: number, page: place + 1 }]
  })
}

function changedParts(versions: Versions, was: PdfDictionary, is: PdfDictionary): readonly string[] {
  const parts: string[] = []
  const [drawn, draws] = [drawingOf(versions, was, versions.before), drawingOf(versions, is, versions.after)]
  if (drawn && draws && compareDrawings(versions, drawn, draws) === 'different') parts.push('content')
  // The others follow the media box and the crop box, so the first one says it.
  const box = BOXES.find((key) => compareBox(versions, was, is, key) === 'different')
  if (box) parts.push(box)
  for (const [key, otherwise] of NUMBERS) {
    const [a, b] = [
      numberIn(versions, was, versions.before, key, otherwise),
      numberIn(versions, is, versions.after, key, otherwise),
    ]
    if (a !== null && b !== null && a !== b) parts.push(key)
  }
  return parts
}

/** Null where the content is neither a stream nor a list of streams. */
function drawingOf({ file }: Versions, page: PdfDictionary, revision: number): Drawing | null {
  const contents = file.resolve(page.entries.get('Contents'), revision)
  const parts = asArray(contents)?.items ?? (contents === null ? [] : [contents])
  const streams = parts.map((part) => asStream(file.resolve(part, revision)))
  if (!streams.every((stream): stream is PdfStream => stream !== null)) return null
  return { streams, resources: inherited(file, revision, page, 'Resources') }
}

const BOXES = ['MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox']

/** In points, where two programs rounded the same paper differently. */
const BOX_ROUNDING = 1

/** The boxes that hold: a crop box is the media box where there is none, each other the crop box (ISO 32000-2, 14.11.2). */
function compareBox(versions: Versions, was: PdfDictionary, is: PdfDictionary, key: string): Comparison {
  const [a, b] = [box(versions, was, versions.before, key), box(versions, is, versions.after, key)]
  if (!a || !b) return 'unsure'
  const distance = Math.max(...a.map((corner, index) => Math.abs(corner - (b[index] ?? Number.NaN))))
  return distance === 0 ? 'same' : distance > BOX_ROUNDING ? 'different' : 'unsure'
}

function box(versions: Versions, page: PdfDictionary, revision: number, key: string): readonly number[] | null {
  const { file } = versions
  const isHandedDown = key === 'MediaBox' || key === 'CropBox'
  const value = isHandedDown ? inherited(file, revision, page, key) : file.resolve(page.entries.get(key), revision)
  if (value === null)
    return key === 'MediaBox' ? null : box(versions, page, revision, key === 'CropBox' ? 'MediaBox' : 'CropBox')
  const corners = asArray(value)?.items.map((corner) => file.resolve(corner, revision)) ?? []
  const [x1, y1, x2, y2] = corners.map((corner) => (typeof corner === 'number' ? corner : Number.NaN))
  const sides = [x1, y1, x2, y2].every((side): side is number => side !== undefined && !Number.isNaN(side))
  if (!sides || corners.length !== 4) return null
  const [left = 0, bottom = 0, right = 0, top = 0] = [x1, y1, x2, y2]
  return [Math.min(left, right), Math.min(bottom, top), Math.max(left, right), Math.max(bottom, top)]
}

/** With what holds where they are absent (ISO 32000-2, table 31). */
const NUMBERS = [
  ['Rotate', 0],
  ['UserUnit', 1],
] as const

function numberIn(
  { file }: Versions,
  page: PdfDictionary,
  revision: number,
  key: string,
  otherwise: number,
): number | null {
  const value: PdfObject =
    key === 'Rotate' ? inherited(file, revision, page, key) : file.resolve(page.entries.get(key), revision)
  if (value === null) return otherwise
  if (typeof value !== 'number') return null
  return key === 'Rotate' ? ((value % 360) + 360) % 360 : value
}
