/** Shapes by which a box is ticked and nothing is written: a cross, a tick, a stroke, a dot. ISO 32000-2, 8.5. */
import { type Box, boxAround, type Point } from './box.ts'

/** A part of a path that hangs together, with the control points of its curves. */
export type Outline = { readonly points: readonly Point[]; readonly curves: number; readonly isClosed: boolean }

export type Segment = readonly [Point, Point]

/** Straight lines from point to point; null where some are curves, of which two are enough for a nought. */
export function segmentsOf({ points, curves, isClosed }: Outline): readonly Segment[] | null {
  if (curves > 0) return null
  const [first] = points
  const line = isClosed && first ? [...points, first] : points
  return line.slice(1).flatMap((to, index): Segment[] => {
    const from = line[index]
    return from && lengthOf([from, to]) > 0 ? [[from, to]] : []
  })
}

export const lengthOf = ([[x1, y1], [x2, y2]]: Segment): number => Math.hypot(x2 - x1, y2 - y1)

/**
 * One slanting stroke, two that cross, or two that meet in the lowest point of both. Upright and level strokes make a 1, a 4 and an 11,
 * two that meet above make a 7.
 */
export function isStrokedMark(segments: readonly Segment[]): boolean {
  const [first, second] = segments
  if (!first || segments.length > 2 || !segments.every(isSlanting)) return false
  return second === undefined || doCross(first, second) || doMeetBelow(first, second)
}

/** By how much a stroke may be steeper or flatter than half a right angle: at most by this factor. */
const SLANT = 2.5

function isSlanting([[x1, y1], [x2, y2]]: Segment): boolean {
  const slope = Math.abs((y2 - y1) / (x2 - x1))
  return slope >= 1 / SLANT && slope <= SLANT
}

/** Twice the area to the left of the way over three points. */
const turn = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

function doCross([a, b]: Segment, [c, d]: Segment): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
}

function doMeetBelow(one: Segment, other: Segment): boolean {
  const lowest = ([a, b]: Segment) => (a[1] < b[1] ? a : b)
  const highest = ([a, b]: Segment) => (a[1] < b[1] ? b : a)
  const [low, otherLow] = [lowest(one), lowest(other)]
  return lengthOf([low, otherLow]) === 0 && highest(one)[0] < low[0] !== highest(other)[0] < low[0]
}

/** A dot of four curves, a square or another shape with four sides about as wide as high, or the outline of a tick. */
export function isFilledMark(outline: Outline): boolean {
  const points = withoutReturn(outline.points)
  if (outline.curves === 4 && points.length === 12) return isConvex(points) && isCompact(points)
  if (outline.curves > 0 || points.length !== 4) return false
  return isConvex(points) ? isCompact(points) : isTick(points)
}

function withoutReturn(points: readonly Point[]): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)]
  return first && last && lengthOf([first, last]) === 0 ? points.slice(0, -1) : points
}

const at = (points: readonly Point[], index: number): Point =>
  points.at(index % points.length) ?? [Number.NaN, Number.NaN]

function isConvex(points: readonly Point[]): boolean {
  const turns = points.map((point, index) => turn(point, at(points, index + 1), at(points, index + 2)))
  return turns.every((one) => one >= 0) || turns.every((one) => one <= 0)
}

/** A bar is a 1 or a dash. */
const COMPACT = 1.5

function isCompact(points: readonly Point[]): boolean {
  const box = boxAround(points)
  const ratio = box ? widthOf(box) / heightOf(box) : Number.NaN
  return ratio >= 1 / COMPACT && ratio <= COMPACT
}

export const widthOf = ({ left, right }: Box): number => right - left
export const heightOf = ({ bottom, top }: Box): number => top - bottom

/** Four points, the lowest between one on its left and one on its right, and opposite to it the dent above it. */
function isTick(points: readonly Point[]): boolean {
  const heights = points.map(([, y]) => y)
  const lowest = heights.indexOf(Math.min(...heights))
  const [low, one, dent, other] = [0, 1, 2, 3].map((step) => at(points, lowest + step))
  if (!low || !one || !dent || !other) return false
  const isBetween = one[0] < low[0] !== other[0] < low[0]
  const isDented = [turn(low, one, dent), turn(one, other, dent), turn(other, low, dent)]
  return isBetween && (isDented.every((side) => side > 0) || isDented.every((side) => side < 0))
}

/**
 * Those of the dingbats by which boxes are ticked: ticks, crosses, a dot, a square, a diamond, a star. Among the others are bars and numbers
 * (ISO 32000-2, table 192 and annex D.6).
 */
export const isMarkSign = (letters: string): boolean => /^[345678lnuH]$/u.test(letters)
