/** Tables of a Word paper: fixed columns, a head that each page repeats, rows that no page cuts, sums that do not stand alone. */
import {
  AlignmentType,
  type Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import { type Align, type TableRow as PaperRow, type Table as PaperTable, rowsTogether } from './paper.ts'
import { paragraph, SIZE } from './word-text.ts'

const ALIGNMENTS = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const satisfies Record<Align, unknown>

/** @param width in twentieths of a point. */
export function wordTable({ columns, rows }: PaperTable, width: number): Table {
  const shares = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.floor((width * share) / shares))
  const size = columns.length > NARROW_FROM ? SIZE.recipients : SIZE.table
  const cell = (text: string, index: number, { bold = true, align = 'left', span = 1, keepNext = false }: Look) =>
    new TableCell({
      children: [paragraph(text, { size, bold, align: ALIGNMENTS[align], keepNext })],
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      columnSpan: span,
      verticalAlign: VerticalAlign.CENTER,
    })
  // Word keeps a row with the next one where its paragraphs are kept with the next.
  const row = ({ look, cells }: PaperRow, keepNext: boolean) =>
    new TableRow({
      cantSplit: true,
      children:
        look === 'group'
          ? [cell(cells[0] ?? '', 0, { span: columns.length, keepNext })]
          : columns.map(({ align }, index) =>
              cell(cells[index] ?? '', index, { bold: look === 'total', align, keepNext }),
            ),
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    margins: { left: 57, right: 57, top: 20, bottom: 20, marginUnitType: WidthType.DXA },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ heading }, index) => cell(heading, index, { align: 'center' })),
      }),
      ...rowsTogether(rows).flatMap((each) => each.map((one, index) => row(one, index < each.length - 1))),
    ],
  })
}

type Look = {
  readonly bold?: boolean
  readonly align?: Align
  readonly span?: number
  readonly keepNext?: boolean
}

/** Tables with more columns than this are set smaller. */
const NARROW_FROM = 8

/** Two cells side by side without lines: the head of a paper, and its foot. */
export function sideBySide(left: Side, right: Side): Table {
  const cell = ({ width, children }: Side) =>
    new TableCell({ children: [...children], width: { size: width, type: WidthType.DXA } })
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: left.width + right.width, type: WidthType.DXA },
    columnWidths: [left.width, right.width],
    margins: { left: 0, right: 0, marginUnitType: WidthType.DXA },
    borders: NO_BORDERS,
    rows: [new TableRow({ cantSplit: true, children: [cell(left), cell(right)] })],
  })
}

type Side = { readonly width: number; readonly children: readonly Paragraph[] }

const NONE = { style: 'none', size: 0, color: 'auto' } as const
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE }
