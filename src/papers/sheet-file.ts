/** Excel files of our own: typed cells, a head that stays in view, the same bytes each time. No cell is ever a formula. */
import type { Blob } from 'node:buffer'
import type Stream from 'node:stream'
import writeExcelFile, { type CellObject, type Feature, type Row } from 'write-excel-file/node'
import type { Bytes } from '../bytes.ts'
import { VIETNAM_OFFSET_MS } from '../campaign/vietnamese-day.ts'
import { paperText } from './paper-text.ts'
import { repack } from './repack.ts'
import type { Sheet, SheetCell, SheetRow } from './sheet.ts'

const FONT = { fontFamily: 'Times New Roman', fontSize: 12 } as const
const BORDER = { borderStyle: 'thin', alignVertical: 'center' } as const

export async function sheetFile(sheet: Sheet): Promise<Bytes> {
  const { name, titles, columns, rows, notes } = sheet
  const width = columns.length
  const head = titles.length + 1
  const data: Row[] = [
    ...titles.map((title, index) => across(title, width, index === 0 ? TITLE : SUBTITLE)),
    columns.map(({ heading }) => ({ ...written(heading), ...BORDER, ...HEADING })),
    ...rows.map((row) => bodyRow(row, columns)),
    ...notes.map((note) => across(note, width, NOTE)),
  ]
  const options = {
    sheet: name,
    orientation: 'landscape' as const,
    stickyRowsCount: head,
    columns: columns.map((column) => ({ width: column.width })),
  }
  const features = [onOnePageWidth(`'${name}'!$${head}:$${head}`)]
  return repack(await writeExcelFile(data, options, { ...FONT, features }).toBuffer())
}

const BOLD = { fontWeight: 'bold' } as const
const TITLE = { ...BOLD, fontSize: 14, align: 'center', height: 21 } as const
const SUBTITLE = { align: 'center', fontStyle: 'italic', height: 17 } as const
const HEADING = { ...BOLD, align: 'center', wrap: true, height: 48 } as const
const NOTE = { align: 'left', height: 17 } as const
const GROUP = { ...BORDER, ...BOLD, align: 'left', height: 17 } as const

function bodyRow({ look, cells }: SheetRow, columns: Sheet['columns']): Row {
  if (look === 'group') return across(textOf(cells[0]), columns.length, GROUP)
  const lines = Math.max(1, ...cells.map((cell, index) => linesOf(textOf(cell), columns[index]?.width ?? 1)))
  const height = Math.min(lines * LINE_HEIGHT, MAX_HEIGHT)
  return cells.map((cell) => ({ ...cellOf(cell), ...BORDER, ...(look === 'total' ? BOLD : {}), height }))
}

/** Points, of a line of 12 points; and the highest row that Excel takes. */
const LINE_HEIGHT = 16
const MAX_HEIGHT = 400

/** No program makes a row higher by itself where a library wrote it. Letters are narrower than the digits that widths are counted in. */
const linesOf = (text: string, width: number): number => Math.ceil(text.length / width)

/** One cell over all columns; the library asks for the covered ones too. */
function across(text: string, width: number, look: CellObject): Row {
  return [{ ...written(text), ...look, columnSpan: width }, ...Array.from({ length: width - 1 }, () => null)]
}

const textOf = (cell: SheetCell | undefined): string => (cell?.kind === 'text' ? cell.text : '')

function cellOf(cell: SheetCell): CellObject {
  switch (cell.kind) {
    case 'text':
      return { ...written(cell.text), align: 'left', wrap: true }
    case 'count':
      return { value: cell.value, type: Number, align: 'center', format: '#,##0' }
    case 'time':
      return cell.at === null
        ? { align: 'center' }
        : // A cell holds a time without a zone, which the library takes from UTC.
          { value: new Date(cell.at + VIETNAM_OFFSET_MS), type: Date, align: 'center', format: 'dd/mm/yyyy hh:mm' }
  }
}

/** A string, whatever it begins with. */
function written(text: string): CellObject {
  // `_x000D_` and its like would be read as the character of that number (ISO/IEC 29500-1, 22.9.2.19).
  const literal = paperText(text).replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_')
  // The library takes U+FFFD out, and nobody would see that something stood there.
  return { value: literal.replaceAll('\ufffd', '\u25a1'), type: String }
}

/** As wide as one sheet of paper, however long, with the head on each. */
function onOnePageWidth(headRow: string): Feature<Stream | Buffer | Blob> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string) =>
            xml
              .replace('<sheetViews>', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>')
              .replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" '),
        },
        'xl/workbook.xml': {
          transform: (xml: string) =>
            xml.replace(
              '<definedNames/>',
              `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">${headRow}</definedName></definedNames>`,
            ),
        },
      },
    },
  }
}
