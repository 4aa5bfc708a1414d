/** PDF pages that fill from top to bottom: A4, margins and page numbers as NĐ 30/2020/NĐ-CP, Phụ lục I has them. */
import { PDFDocument, type PDFPage, rgb } from 'pdf-lib'
import type { Bytes } from '../bytes.ts'
import { paperText } from './paper-text.ts'
import { embedTypefaces, type Face, type Typefaces } from './pdf-text.ts'

/** Points: margins of 20, 20, 30 and 15 mm. */
const A4 = { short: 595.28, long: 841.89 } as const
const MARGIN = { top: 56.7, bottom: 56.7, left: 85, right: 42.5 } as const
const LINE = 0.6
/** Of a frame that names no colour the library fills the inside. */
const BLACK = rgb(0, 0, 0)
const NUMBER = { size: 13, below: 34 } as const

export type Pages = {
  readonly faces: Typefaces
  /** A part with a page, and a numbering, of its own. */
  readonly begin: (isWide: boolean) => void
  readonly left: number
  readonly width: () => number
  /** What a page holds at most. */
  readonly height: () => number
  readonly next: () => void
  /** Takes so much from the page, or from a new one where not enough is left, and returns where it begins. */
  readonly take: (height: number) => number
  readonly hasRoom: (height: number) => boolean
  readonly write: (text: string, at: { readonly x: number; readonly y: number }, face: Face, size: number) => void
  readonly stroke: (x: number, y: number, toX: number, toY: number) => void
  readonly frame: (x: number, y: number, width: number, height: number) => void
  readonly bytes: () => Promise<Bytes>
}

export async function openPages(title: string): Promise<Pages> {
  // Without the time of day, so that the same paper has the same bytes.
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle(paperText(title))
  document.setLanguage('vi-VN')
  const faces = await embedTypefaces(document)
  const now: { page: PDFPage | null; isWide: boolean; number: number; y: number } = {
    ...{ page: null, isWide: false, number: 0, y: 0 },
  }
  const size = () => (now.isWide ? { width: A4.long, height: A4.short } : { width: A4.short, height: A4.long })
  const width = () => size().width - MARGIN.left - MARGIN.right
  const height = () => size().height - MARGIN.top - MARGIN.bottom
  const hasRoom = (asked: number) => now.page !== null && now.y - asked >= MARGIN.bottom
  const turn = (): PDFPage => {
    const { width: across, height: down } = size()
    now.page = document.addPage([across, down])
    now.number++
    now.y = down - MARGIN.top
    if (now.number > 1) {
      const text = String(now.number)
      const x = (across - faces.regular.widthOf(text, NUMBER.size)) / 2
      now.page.drawText(text, { x, y: down - NUMBER.below, size: NUMBER.size, font: faces.regular.font })
    }
    return now.page
  }
  const page = () => now.page ?? turn()
  return {
    faces,
    begin: (isWide) => {
      Object.assign(now, { isWide, number: 0 })
      turn()
    },
    next: () => void turn(),
    left: MARGIN.left,
    width,
    height,
    hasRoom,
    take: (asked) => {
      if (!hasRoom(asked)) turn()
      const top = now.y
      now.y -= asked
      return top
    },
    write: (text, { x, y }, face, textSize) => page().drawText(text, { x, y, size: textSize, font: faces[face].font }),
    stroke: (x, y, toX, toY) => page().drawLine({ start: { x, y }, end: { x: toX, y: toY }, thickness: LINE }),
    frame: (x, y, across, down) =>
      page().drawRectangle({ x, y, width: across, height: down, borderWidth: LINE, borderColor: BLACK }),
    bytes: () => document.save(),
  }
}
