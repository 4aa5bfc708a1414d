/** Where two pictures of one page differ: a few boxes around what a person would call one place. */
import type { Box } from '../src/validation/modification/drawn-page.ts'

/** Four bytes a pixel, row by row from the top: red, green, blue, alpha. */
export type Bitmap = { readonly width: number; readonly height: number; readonly data: Uint8Array | Uint8ClampedArray }

export const COMPARE_BUDGET = {
  /** Boxes at most: what is listed beneath a picture is read. */
  boxes: 12,
  /**
   * Steps of 255 by which a colour may differ. One program draws both, so equal content gives equal pixels; an eighth lets pass
   * what a rounded coordinate does to the edge of a letter, and no ink that can be seen on paper.
   */
  tolerance: 32,
  /** Pixels a side. In pictures of 1,600 pixels for A4 the letters and words of a line lie nearer than that, two paragraphs do not. */
  cell: 16,
} as const

/** At most `limit`, in the order of reading. Nothing where the pictures have other sizes. */
export function changedBoxes(before: Bitmap, after: Bitmap, limit: number = COMPARE_BUDGET.boxes): readonly Box[] {
  if (before.width !== after.width || before.height !== after.height) return []
  const spots = changedSpots(before, after)
  // Places that lie nearer than a cell become one; wider cells make fewer of them, at the end a single one.
  for (let cell: number = COMPARE_BUDGET.cell; ; cell *= 2) {
    const boxes = joinSpots(spots, cell)
    if (boxes.length <= limit) return boxes.sort((a, b) => a.top - b.top || a.left - b.left)
  }
}

/** The smallest rectangle around the pixels of one cell that differ; right and bottom are within. */
type Spot = { left: number; top: number; right: number; bottom: number }

function changedSpots(before: Bitmap, after: Bitmap): readonly Spot[] {
  const { width, height } = after
  const columns = Math.ceil(width / COMPARE_BUDGET.cell)
  const spots = new Map<number, Spot>()
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / COMPARE_BUDGET.cell) * columns
    for (let x = 0; x < width; x++) {
      if (!differs(before.data, after.data, 4 * (y * width + x))) continue
      const cell = row + Math.floor(x / COMPARE_BUDGET.cell)
      const spot = spots.get(cell)
      if (spot) widen(spot, { left: x, top: y, right: x, bottom: y })
      else spots.set(cell, { left: x, top: y, right: x, bottom: y })
    }
  }
  return [...spots.values()]
}

function differs(a: Bitmap['data'], b: Bitmap['data'], at: number): boolean {
  for (let channel = at; channel < at + 4; channel++)
    if (Math.abs((a[channel] ?? 0) - (b[channel] ?? 0)) > COMPARE_BUDGET.tolerance) return true
  return false
}

function widen(spot: Spot, { left, top, right, bottom }: Spot): void {
  spot.left = Math.min(spot.left, left)
  spot.top = Math.min(spot.top, top)
  spot.right = Math.max(spot.right, right)
  spot.bottom = Math.max(spot.bottom, bottom)
}

/** Joins those in cells of that width that touch, corners included. */
function joinSpots(spots: readonly Spot[], cell: number): Box[] {
  const cells = new Map<string, Spot[]>()
  for (const spot of spots) {
    const key = keyOf(Math.floor(spot.left / cell), Math.floor(spot.top / cell))
    const shared = cells.get(key)
    if (shared) shared.push(spot)
    else cells.set(key, [spot])
  }
  const boxes: Box[] = []
  // What touches a cell is taken out with it, so that none is met twice.
  for (const start of cells.keys()) {
    const { left, top, right, bottom } = takeGroup(cells, start)
    boxes.push({ left, top, width: right - left + 1, height: bottom - top + 1 })
  }
  return boxes
}

const keyOf = (column: number, row: number): string => `${column} ${row}`

/** What lies in `start` and in all cells that touch it, or touch those. */
function takeGroup(cells: Map<string, Spot[]>, start: string): Spot {
  const group: Spot = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  const open = [start]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const here = cells.get(key)
    if (!here) continue
    cells.delete(key)
    for (const spot of here) widen(group, spot)
    const [column = 0, row = 0] = key.split(' ').map(Number)
    for (const aside of [-1, 0, 1]) for (const below of [-1, 0, 1]) open.push(keyOf(column + aside, row + below))
  }
  return group
}
