/** Upright rectangles of a page. ISO 32000-2, 7.9.5. */
import type { PdfFile } from '../../format/pdf/file.ts'
import { asArray } from '../../format/pdf/narrow.ts'
import type { PdfObject } from '../../format/pdf/object.ts'

export type Box = { readonly left: number; readonly bottom: number; readonly right: number; readonly top: number }

export type Point = readonly [number, number]

/** Four numbers, whichever corners they name; null for anything else. */
export function readBox(file: PdfFile, revision: number, value: PdfObject | undefined): Box | null {
  const corners = numbersIn(file, revision, value)
  const [x1 = Number.NaN, y1 = Number.NaN, x2 = Number.NaN, y2 = Number.NaN] = corners ?? []
  return corners?.length === 4 && Number.isFinite(x1 + y1 + x2 + y2)
    ? boxAround([
        [x1, y1],
        [x2, y2],
      ])
    : null
}

/** Null where not all items are numbers. */
export function numbersIn(file: PdfFile, revision: number, value: PdfObject | undefined): readonly number[] | null {
  const items = asArray(file.resolve(value, revision))?.items.map((item) => file.resolve(item, revision))
  return items?.every((item): item is number => typeof item === 'number') ? items : null
}

/** Null without a point. */
export function boxAround(points: readonly Point[]): Box | null {
  const [first] = points
  if (!first) return null
  let [left, bottom, right, top] = [...first, ...first] as const
  for (const [x, y] of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    bottom = Math.min(bottom, y)
    top = Math.max(top, y)
  }
  return { left, bottom, right, top }
}

/** In square points. */
export const areaOf = ({ left, bottom, right, top }: Box): number => (right - left) * (top - bottom)

/** Edges that touch are no overlap. A box without an area still covers what it crosses. */
export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top
}

/** As the report gives it: "x1 y1 x2 y2", in points of the page. */
export function describeBox({ left, bottom, right, top }: Box): string {
  return [left, bottom, right, top].map((value) => String(Math.round(value * 100) / 100)).join(' ')
}
