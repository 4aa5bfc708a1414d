/** The head that papers of the office begin with, on a PDF page. NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục II. */
import type { Letterhead } from './letterhead.ts'
import { CENTRED, type Line, writeSideBySide } from './pdf-blocks.ts'
import type { Pages } from './pdf-pages.ts'

/** @param below what stands under each side: number, place and day. */
export function writeHead(
  pages: Pages,
  head: Letterhead,
  below: { readonly left: Line[]; readonly right: Line[] },
): void {
  const line = (text: string, look: Partial<Line['look']> = {}): Line => ({
    text,
    look: { ...CENTRED, size: 11, ...look },
  })
  writeSideBySide(pages, [
    {
      share: 0.4,
      lines: [line(head.superior), line(head.office, { face: 'bold', after: 8, stroke: 0.35 }), ...below.left],
    },
    {
      share: 0.6,
      lines: [
        line('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { face: 'bold' }),
        line('Độc lập - Tự do - Hạnh phúc', { face: 'bold', size: 12, after: 8, stroke: 0.62 }),
        ...below.right,
      ],
    },
  ])
}
