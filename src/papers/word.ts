/** A paper as a Word file, the same bytes each time. Layout: NĐ 30/2020/NĐ-CP, Phụ lục I. */
import {
  Document,
  type FileChild,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx'
import type { Bytes } from '../bytes.ts'
import type { Block, Paper } from './paper.ts'
import { paperText } from './paper-text.ts'
import { repack } from './repack.ts'
import { annexHead, footOf, headOf, TEXT_WIDTH, titleOf } from './word-frame.ts'
import { wordTable } from './word-table.ts'
import { bodyText, FONT, SIZE } from './word-text.ts'

/** A4 with margins of 20, 20, 30 and 15 mm, the head of the page within the upper one; in twentieths of a point. */
const PAGE = { width: 11_906, height: 16_838 } as const
const MARGIN = { top: 1_134, bottom: 1_134, left: 1_701, right: 850, header: 567, footer: 567, gutter: 0 } as const
const WIDE_WIDTH = PAGE.height - MARGIN.left - MARGIN.right

export async function wordFile(paper: Paper): Promise<Bytes> {
  const document = new Document({
    creator: paperText(paper.head.officeName),
    lastModifiedBy: paperText(paper.head.officeName),
    title: paperText(paper.subject.join(' ')),
    styles: {
      default: { document: { run: { font: FONT, size: SIZE.text, color: '000000', language: { value: 'vi-VN' } } } },
    },
    sections: [
      section(
        [headOf(paper), ...titleOf(paper), ...blocksOf(paper.blocks, TEXT_WIDTH, true), gap(true), footOf(paper)],
        false,
      ),
      ...paper.annexes.map((annex) => {
        const width = annex.isWide ? WIDE_WIDTH : TEXT_WIDTH
        return section([...annexHead(annex, paper, width), ...blocksOf(annex.blocks, width)], annex.isWide)
      }),
    ],
  })
  return repack(await Packer.toBuffer(document))
}

/** Each part is numbered from 1 by itself, in Arabic, above the text, and not on its first page. */
function section(children: readonly FileChild[], isWide: boolean): ISectionOptions {
  return {
    properties: {
      titlePage: true,
      page: {
        size: { ...PAGE, orientation: isWide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
        margin: MARGIN,
        pageNumbers: { start: 1 },
      },
    },
    headers: {
      first: new Header({ children: [new Paragraph({})] }),
      default: new Header({
        children: [
          new Paragraph({
            alignment: 'center',
            children: [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.text })],
          }),
        ],
      }),
    },
    children: [...children],
  }
}

const gap = (keepNext = false) => new Paragraph({ spacing: { before: 120, after: 0 }, keepNext })

/** The last text of the body goes to the next page with the foot: a signature does not stand there alone. */
function blocksOf(blocks: readonly Block[], width: number, footFollows = false): readonly FileChild[] {
  return blocks.flatMap((block, index): FileChild[] => {
    // Behind a table stands a line of its own: Word joins two tables that touch.
    if (block.kind === 'table') return [wordTable(block.table, width), gap()]
    const isLast = footFollows && index === blocks.length - 1
    return [bodyText(block.text, block.kind === 'text' ? { keepNext: isLast } : { bold: true, keepNext: true })]
  })
}
