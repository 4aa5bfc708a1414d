/** Text on PDF pages: paragraphs, and columns side by side. */
import type { Align } from './paper.ts'
import type { Pages } from './pdf-pages.ts'
import type { Face } from './pdf-text.ts'

export type Look = {
  readonly size: number
  readonly face: Face
  readonly align: Align
  /** Of the first line. */
  readonly indent: number
  readonly after: number
  /** Draws a stroke below, as long as this part of the width; 0: none. */
  readonly stroke: number
}

export const BODY: Look = { size: 12, face: 'regular', align: 'left', indent: 0, after: 4, stroke: 0 }
export const CENTRED: Look = { ...BODY, align: 'center', after: 0 }

export type Line = { readonly text: string; readonly look: Look }
/** Where a line stands, from left to right. */
export type Box = { readonly x: number; readonly width: number }

export const LEADING = 1.3

export function writeParagraph(pages: Pages, text: string, look: Look): void {
  const box = { x: pages.left, width: pages.width() }
  partsOf(pages, text, look, box.width).forEach((part, index) => {
    const indent = index === 0 ? look.indent : 0
    drawLine(pages, part, look, { x: box.x + indent, width: box.width - indent }, pages.take(look.size * LEADING))
  })
  const y = pages.take(look.after)
  if (look.stroke > 0) drawStroke(pages, box, look, y)
}

/** Columns that begin at one height. What they hold is short: together they stay on one page. */
export function writeSideBySide(
  pages: Pages,
  columns: readonly { readonly share: number; readonly lines: readonly Line[] }[],
): void {
  const width = pages.width()
  const heights = columns.map(({ share, lines }) => heightOf(pages, lines, width * share))
  const top = pages.take(Math.max(0, ...heights))
  let x = pages.left
  for (const { share, lines } of columns) {
    const box = { x, width: width * share }
    let y = top
    for (const { text, look } of lines) {
      for (const part of partsOf(pages, text, look, box.width)) {
        drawLine(pages, part, look, box, y)
        y -= look.size * LEADING
      }
      if (look.stroke > 0) drawStroke(pages, box, look, y)
      y -= look.after
    }
    x += box.width
  }
}

function heightOf(pages: Pages, lines: readonly Line[], width: number): number {
  return lines.reduce(
    (sum, { text, look }) => sum + partsOf(pages, text, look, width).length * look.size * LEADING + look.after,
    0,
  )
}

function partsOf({ faces }: Pages, text: string, { face, size, indent }: Look, width: number): readonly string[] {
  const [first = '', ...others] = faces[face].linesOf(text, size, width - indent)
  if (indent === 0 || others.length === 0) return [first, ...others]
  return [first, ...faces[face].linesOf(others.join(' '), size, width)]
}

export function drawLine(pages: Pages, text: string, look: Look, box: Box, top: number): void {
  const { face, size, align } = look
  const spare = box.width - pages.faces[face].widthOf(text, size)
  const shift = align === 'center' ? spare / 2 : align === 'right' ? spare : 0
  pages.write(text, { x: box.x + shift, y: top - size }, face, size)
}

function drawStroke(pages: Pages, { x, width }: Box, { stroke }: Look, y: number): void {
  const side = (width * (1 - stroke)) / 2
  pages.stroke(x + side, y - 1, x + width - side, y - 1)
}
