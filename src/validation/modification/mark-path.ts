/** Paths of the picture of a button, in the space of its widget. ISO 32000-2, 8.5.2. */
import { type Box, boxAround, type Point } from './box.ts'
import { heightOf, type Outline, widthOf } from './mark-shape.ts'
import { pointsOf } from './path-points.ts'
import { type Matrix, transform } from './text-pen.ts'

/** Operators that close the path, those that paint it as well among them (ISO 32000-2, tables 58 and 59). */
const CLOSING = new Set(['h', 's', 'b', 'b*'])

/** Adds what an operator draws; false for one that draws none of a path. */
export function addToPath(path: Outline[], operator: string, numbers: readonly number[], matrix: Matrix): boolean {
  const last = path.at(-1)
  if (CLOSING.has(operator) && last) path.splice(-1, 1, { ...last, isClosed: true })
  const points = pointsOf(operator, numbers).map((point) => transform(matrix, point))
  switch (operator) {
    case 'm':
      path.push({ points, curves: 0, isClosed: false })
      return true
    case 'l':
    case 'c':
    case 'v':
    case 'y':
      path.splice(-1, 1, {
        points: [...(last?.points ?? []), ...points],
        curves: (last?.curves ?? 0) + (operator === 'l' ? 0 : 1),
        isClosed: false,
      })
      return true
    case 're':
      path.push({ points, curves: 0, isClosed: true })
      return true
    default:
      return operator === 'h'
  }
}

/** Points by which writers round. */
const ROUNDING = 1

/** What lies beyond the box is cut off, and what is left of it has another shape. */
export const isWithin = ([x, y]: Point, box: Box): boolean =>
  x >= box.left - ROUNDING && x <= box.right + ROUNDING && y >= box.bottom - ROUNDING && y <= box.top + ROUNDING

/** The part of the box that a clip leaves: what is seen through a narrow one is a bar. */
const WINDOW = 0.6

/** A clip may give what is painted through it any shape. */
export function isWindow({ points, curves }: Outline, box: Box): boolean {
  const around = boxAround(points)
  const isUpright = points.every((point, index) => {
    const [x, y] = points[(index + 1) % points.length] ?? point
    return x === point[0] || y === point[1]
  })
  if (!around || curves > 0 || points.length !== 4 || !isUpright) return false
  return widthOf(around) >= WINDOW * widthOf(box) && heightOf(around) >= WINDOW * heightOf(box)
}
