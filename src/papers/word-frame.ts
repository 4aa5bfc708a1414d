/** What stands around the text of a Word paper: head, title, signature. NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục II. */
import { AlignmentType, type Paragraph, type Table } from 'docx'
import { type Annex, annexGround, OPEN, type Paper } from './paper.ts'
import { sideBySide } from './word-table.ts'
import { paragraph, SIZE, stroke } from './word-text.ts'

/** Left and right part of the head: the second holds the longest line of capitals. */
const HEAD = { left: 3_700, right: 5_655 } as const

/** Of an A4 page with the margins of `word.ts`, in twentieths of a point. */
export const TEXT_WIDTH = HEAD.left + HEAD.right

export function headOf({ head, symbol, year, typeName, subject }: Paper): Table {
  const left = [
    paragraph(head.superior, { size: SIZE.body }),
    paragraph(head.office, { size: SIZE.body, bold: true }),
    stroke(HEAD.left, 1_200, 80),
    paragraph(`Số:${OPEN}${symbol}`, { size: SIZE.body }),
    ...(typeName === null
      ? subject.map((line, index) =>
          paragraph(index === 0 ? `V/v ${line}` : line, {
            size: SIZE.table,
            spacing: { before: index === 0 ? 60 : 0 },
          }),
        )
      : []),
  ]
  const right = [
    paragraph('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: SIZE.body, bold: true }),
    paragraph('Độc lập - Tự do - Hạnh phúc', { size: SIZE.text, bold: true }),
    stroke(HEAD.right, 3_560, 80),
    paragraph(`${head.place}, ngày${OPEN}tháng${OPEN}năm ${year}`, { size: SIZE.text, italic: true }),
  ]
  return sideBySide({ width: HEAD.left, children: left }, { width: HEAD.right, children: right })
}

export function titleOf({ typeName, subject, to }: Paper): readonly Paragraph[] {
  const title =
    typeName === null
      ? []
      : [
          paragraph(typeName, { bold: true, spacing: { before: 240 } }),
          ...subject.map((line) => paragraph(line, { bold: true })),
          stroke(TEXT_WIDTH, 2_000, 120),
        ]
  return [...title, paragraph(`Kính gửi: ${to}`, { spacing: { before: 240, after: 240 } })]
}

export function footOf({ head, recipients }: Paper): Table {
  const half = TEXT_WIDTH / 2
  const left = [
    paragraph('Nơi nhận:', { size: SIZE.table, bold: true, italic: true, align: AlignmentType.LEFT }),
    ...recipients.map((each, index) =>
      paragraph(`- ${each}${index === recipients.length - 1 ? '.' : ';'}`, {
        size: SIZE.recipients,
        align: AlignmentType.LEFT,
      }),
    ),
  ]
  // Room for the signature, and then the name of whoever signs.
  const right = [
    paragraph(head.head, { bold: true, spacing: { after: 1_400 } }),
    paragraph('[Họ và tên]', { bold: true }),
  ]
  return sideBySide(
    { width: Math.floor(half), children: left },
    { width: TEXT_WIDTH - Math.floor(half), children: right },
  )
}

/** @param width of the text, in twentieths of a point. */
export function annexHead({ label, title }: Annex, paper: Paper, width: number): readonly Paragraph[] {
  return [
    paragraph(label, { bold: true }),
    paragraph(title.toLocaleUpperCase('vi'), { bold: true }),
    paragraph(annexGround(paper), { italic: true }),
    stroke(width, 2_000, 200),
  ]
}
