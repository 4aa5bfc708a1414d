/** A paper as a PDF file, in the layout of the Word file: to be read and sent on, not to be issued. */
import type { Bytes } from '../bytes.ts'
import { type Annex, annexGround, type Block, OPEN, type Paper } from './paper.ts'
import { BODY, CENTRED, type Line, writeParagraph, writeSideBySide } from './pdf-blocks.ts'
import { writeHead } from './pdf-head.ts'
import { openPages, type Pages } from './pdf-pages.ts'
import { writeTable } from './pdf-table.ts'

export async function pdfFile(paper: Paper): Promise<Bytes> {
  const { typeName, subject, to, blocks, annexes } = paper
  const pages = await openPages([...(typeName === null ? [] : [typeName]), ...subject].join(' '))
  pages.begin(false)
  writeHead(pages, paper.head, numberAndDay(paper))
  writeParagraph(pages, '', CENTRED)
  if (typeName !== null) {
    writeParagraph(pages, typeName, TITLE)
    subject.forEach((line, index) => {
      writeParagraph(pages, line, index === subject.length - 1 ? { ...TITLE, after: 10, stroke: 0.2 } : TITLE)
    })
  }
  writeParagraph(pages, `Kính gửi: ${to}`, { ...CENTRED, after: 10 })
  blocks.forEach((block, index) => {
    if (index === blocks.length - 1 && block.kind === 'text' && !pages.hasRoom(CLOSING_ROOM)) pages.next()
    writeBlock(pages, block)
  })
  writeFoot(pages, paper)
  for (const annex of annexes) writeAnnex(pages, annex, paper)
  return pages.bytes()
}

/** The last text, of three lines, and the foot, in points: a signature does not stand alone on a page. */
const CLOSING_ROOM = 170

const TITLE = { ...CENTRED, size: 13, face: 'bold' } as const
const JUSTIFIED = { ...BODY, indent: 36 } as const

function numberAndDay({ head, symbol, year, typeName, subject }: Paper) {
  const small = { ...CENTRED, size: 11 }
  const number: Line[] = [{ text: `Số:${OPEN}${symbol}`, look: small }]
  const about: readonly Line[] =
    typeName === null
      ? subject.map((line, index) => ({ text: index === 0 ? `V/v ${line}` : line, look: { ...small, size: 10 } }))
      : []
  const day: Line = {
    text: `${head.place}, ngày${OPEN}tháng${OPEN}năm ${year}`,
    look: { ...CENTRED, face: 'italic' },
  }
  return { left: [...number, ...about], right: [day] }
}

function writeBlock(pages: Pages, block: Block): void {
  switch (block.kind) {
    case 'part':
    case 'item':
      // A heading does not stand alone at the foot of a page.
      if (!pages.hasRoom(60)) pages.next()
      writeParagraph(pages, block.text, { ...JUSTIFIED, face: 'bold' })
      break
    case 'text':
      writeParagraph(pages, block.text, JUSTIFIED)
      break
    case 'table':
      writeTable(pages, block.table, block.table.columns.length > NARROW_FROM ? 9 : 10)
  }
}

/** Tables with more columns than this are set smaller. */
const NARROW_FROM = 8

function writeFoot(pages: Pages, { head, recipients }: Paper): void {
  writeParagraph(pages, '', { ...BODY, size: 6 })
  const left: Line[] = [
    { text: 'Nơi nhận:', look: { ...BODY, size: 11, face: 'italic', after: 0 } },
    ...recipients.map((each, index) => ({
      text: `- ${each}${index === recipients.length - 1 ? '.' : ';'}`,
      look: { ...BODY, size: 10, after: 0 },
    })),
  ]
  const right: Line[] = [
    { text: head.head, look: { ...CENTRED, face: 'bold', after: 64 } },
    { text: '[Họ và tên]', look: { ...CENTRED, face: 'bold' } },
  ]
  writeSideBySide(pages, [
    { share: 0.5, lines: left },
    { share: 0.5, lines: right },
  ])
}

function writeAnnex(pages: Pages, { label, title, isWide, blocks }: Annex, paper: Paper): void {
  pages.begin(isWide)
  writeParagraph(pages, label, TITLE)
  writeParagraph(pages, title.toLocaleUpperCase('vi'), TITLE)
  writeParagraph(pages, annexGround(paper), { ...CENTRED, face: 'italic', after: 12, stroke: 0.2 })
  for (const block of blocks) writeBlock(pages, block)
}
