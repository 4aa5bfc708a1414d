/** An official paper before it is a file: what it says, and in which parts. NĐ 30/2020/NĐ-CP, Phụ lục I. */
import { vietnameseNumber } from '../report/vietnamese-number.ts'
import type { Letterhead } from './letterhead.ts'

export type Align = 'left' | 'center' | 'right'

export type Table = {
  /** `share`: of the width, compared with the other columns. */
  readonly columns: readonly { readonly heading: string; readonly share: number; readonly align: Align }[]
  readonly rows: readonly TableRow[]
}

/** `group`: one cell over the whole width. */
export type TableRow = { readonly look: 'plain' | 'group' | 'total'; readonly cells: readonly string[] }

/** `part`: I, II, III. `item`: 1, 2, 3. */
export type Block =
  | { readonly kind: 'part' | 'item' | 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly table: Table }

/** Rows that stay on one page: the name of a group with its first row, sums with the row before them. */
export function rowsTogether(rows: readonly TableRow[]): readonly (readonly TableRow[])[] {
  const together: TableRow[][] = []
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1]
    const isBound = before !== undefined && (row.look === 'total' || before.look === 'group')
    if (isBound) together.at(-1)?.push(row)
    else together.push([row])
  }
  return together
}

export const part = (text: string): Block => ({ kind: 'part', text })
export const item = (text: string): Block => ({ kind: 'item', text })
export const text = (text: string): Block => ({ kind: 'text', text })

/** A list that nobody reads on paper: a province has some hundreds of units. Longer ones are for the Excel file, which is made in a second. */
const MAX_ROWS = 500

export function tableBlock(table: Table): Block {
  const { length } = table.rows
  return length <= MAX_ROWS
    ? { kind: 'table', table }
    : text(`Danh sách có ${vietnameseNumber(length)} dòng, xem tệp Excel kèm theo.`)
}

export type Annex = {
  /** "Phụ lục I" */
  readonly label: string
  readonly title: string
  readonly isWide: boolean
  readonly blocks: readonly Block[]
}

export type Paper = {
  readonly head: Letterhead
  /** Behind the number, with the stroke: `/BC-NV`. */
  readonly symbol: string
  /** Its day is filled in when it is issued. */
  readonly year: number
  /** Null for a letter (công văn), which has none. */
  readonly typeName: string | null
  /** Trích yếu, as it is broken into lines. */
  readonly subject: readonly string[]
  readonly to: string
  readonly blocks: readonly Block[]
  readonly recipients: readonly string[]
  readonly annexes: readonly Annex[]
}

/** Room for the number and the day, which the clerk fills in who issues the paper. */
export const OPEN = '\u00a0'.repeat(6)

/** Under the title of an annex: the paper that it belongs to. */
export function annexGround({ typeName, symbol, year, head }: Paper): string {
  const name = typeName === null ? 'Công văn' : typeName.charAt(0) + typeName.slice(1).toLocaleLowerCase('vi')
  return `(Kèm theo ${name} số${OPEN}${symbol} ngày${OPEN}tháng${OPEN}năm ${year} của ${head.officeName})`
}
