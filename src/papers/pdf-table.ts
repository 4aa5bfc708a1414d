/** Tables on PDF pages: rows that no page cuts, and a head that each page repeats. */
import { type Align, rowsTogether, type Table, type TableRow } from './paper.ts'
import { BODY, type Box, drawLine, LEADING, type Look } from './pdf-blocks.ts'
import type { Pages } from './pdf-pages.ts'

/** Around the text of a cell, as a part of its size. */
const PADDING = 0.2
/** Below a table, in points. */
const GAP = 6
/** A cell that asks for more is cut: every row fits on a page. */
const MAX_LINES = 30

type Cell = { readonly lines: readonly string[]; readonly box: Box; readonly look: Look }

export function writeTable(pages: Pages, { columns, rows }: Table, size: number): void {
  const boxes = boxesOf(pages, columns)
  const cellsOf = ({ look, cells }: TableRow, align?: Align): readonly Cell[] => {
    const face = look === 'plain' ? 'regular' : 'bold'
    const spans = look === 'group' ? [{ x: pages.left, width: pages.width() }] : boxes
    return spans.map((box, index) => ({
      lines: cut(pages.faces[face].linesOf(cells[index] ?? '', size, box.width - 2 * PADDING * size)),
      box,
      look: { ...BODY, size, face, align: align ?? (look === 'group' ? 'left' : columns[index]?.align) ?? 'left' },
    }))
  }
  const headings = columns.map(({ heading }) => heading)
  // A table of labels and values has no head.
  const head = headings.every((heading) => heading === '') ? [] : cellsOf({ look: 'total', cells: headings }, 'center')
  const body = rowsTogether(rows).map((each) => each.map((row) => cellsOf(row)))
  if (!pages.hasRoom(heightOf(head) + heightOfAll(body[0] ?? []))) pages.next()
  drawRow(pages, head)
  const makeRoom = (height: number) => {
    if (pages.hasRoom(height)) return
    pages.next()
    drawRow(pages, head)
  }
  for (const together of body) {
    makeRoom(heightOfAll(together))
    for (const cells of together) {
      // Where they are more than a page.
      makeRoom(heightOf(cells))
      drawRow(pages, cells)
    }
  }
  pages.take(GAP)
}

function boxesOf(pages: Pages, columns: Table['columns']): readonly Box[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0)
  let x = pages.left
  return columns.map(({ share }) => {
    const box = { x, width: (pages.width() * share) / shares }
    x += box.width
    return box
  })
}

function cut(lines: readonly string[]): readonly string[] {
  return lines.length <= MAX_LINES ? lines : [...lines.slice(0, MAX_LINES - 1), '…']
}

function heightOf(cells: readonly Cell[]): number {
  return Math.max(0, ...cells.map(({ lines, look }) => (lines.length * LEADING + 2 * PADDING) * look.size))
}

const heightOfAll = (rows: readonly (readonly Cell[])[]) => rows.reduce((sum, cells) => sum + heightOf(cells), 0)

function drawRow(pages: Pages, cells: readonly Cell[]): void {
  const height = heightOf(cells)
  const top = pages.take(height)
  for (const { lines, box, look } of cells) {
    const padding = PADDING * look.size
    const inner = { x: box.x + padding, width: box.width - 2 * padding }
    const spare = height - lines.length * look.size * LEADING
    lines.forEach((line, index) => {
      drawLine(pages, line, look, inner, top - spare / 2 - index * look.size * LEADING)
    })
    pages.frame(box.x, top - height, box.width, height)
  }
}
