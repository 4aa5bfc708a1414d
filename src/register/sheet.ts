/** A table of units as an office keeps it: which column holds what, told by its heading. */
import { foldName } from '../campaign/spelling.ts'
import { GROUP_LABELS } from '../report/explain-count.ts'

export const COLUMNS = {
  id: ['mã đơn vị', 'mã', 'id'],
  name: ['tên đơn vị', 'đơn vị', 'cơ quan, đơn vị', 'tên cơ quan, đơn vị', 'tên'],
  group: ['nhóm', 'loại', 'nhóm đơn vị'],
  cluster: ['cụm'],
  code: ['mã hành chính', 'mã đơn vị hành chính', 'mã số'],
  aliases: ['tên gọi khác', 'tên khác'],
  addresses: ['địa chỉ thư', 'hộp thư', 'thư điện tử', 'thư công vụ', 'email'],
  contact: ['liên hệ', 'người liên hệ', 'đầu mối'],
  since: ['từ ngày', 'hoạt động từ ngày'],
  until: ['kết thúc từ ngày', 'thôi hoạt động từ ngày'],
  successor: ['sáp nhập vào', 'nhập vào'],
  confirmed: ['đã xác nhận', 'xác nhận'],
} as const satisfies Record<string, readonly string[]>

export type ColumnName = keyof typeof COLUMNS

/** One row; a column that the table has not, or leaves empty, is not in it. */
export type SheetRow = {
  /** As the program shows it that holds the table. */
  readonly number: number
  readonly cells: Readonly<Partial<Record<ColumnName, string>>>
}

/** Titles stand above the headings, in practice on no more than a few lines. */
const MAX_TITLE_ROWS = 20

const BY_HEADING: ReadonlyMap<string, ColumnName> = new Map(
  (Object.keys(COLUMNS) as ColumnName[]).flatMap((column) =>
    COLUMNS[column].map((heading) => [foldName(heading), column] as const),
  ),
)

/** Under the last unit: sums. */
const SUMS = ['tổng cộng', 'cộng', 'tổng số'].map(foldName)

/** Of a column that numbers the rows. */
const COUNTERS = new Set(['stt', 'tt', 'số tt', 'số thứ tự'].map(foldName))

const GROUPS = new Set(Object.values(GROUP_LABELS).map(foldName))

export type Sheet = {
  readonly rows: readonly SheetRow[]
  /** Headings that say nothing to us, as they are written. */
  readonly ignored: readonly string[]
}

/**
 * Null where no row holds the heading of the name. A row that names a group alone is the heading of those below it; rows
 * without a name, and sums, are no units.
 */
export function readSheet(rows: readonly (readonly string[])[]): Sheet | null {
  const columnsOf = (row: readonly string[]) => row.map((cell) => BY_HEADING.get(foldName(cell)))
  const head = rows.slice(0, MAX_TITLE_ROWS).findIndex((row) => columnsOf(row).includes('name'))
  if (head < 0) return null
  const columns = columnsOf(rows[head] ?? [])
  const ignored = (rows[head] ?? []).filter(
    (cell, at) => cell.trim() !== '' && columns[at] === undefined && !COUNTERS.has(foldName(cell)),
  )
  let group: Pick<SheetRow['cells'], 'group'> = {}
  const found = rows.slice(head + 1).flatMap((row, index): SheetRow[] => {
    const cells = cellsOf(row, columns)
    const name = foldName(cells.name ?? '')
    if (name === '' || SUMS.includes(name)) return []
    if (GROUPS.has(name) && cells.name !== undefined) {
      group = { group: cells.name }
      return []
    }
    return [{ number: head + index + 2, cells: { ...group, ...cells } }]
  })
  return { rows: found, ignored }
}

function cellsOf(row: readonly string[], columns: readonly (ColumnName | undefined)[]): SheetRow['cells'] {
  const cells: Partial<Record<ColumnName, string>> = {}
  for (const [at, text] of row.entries()) {
    const column = columns[at]
    // A list in one cell stands on several lines, too; a name that is broken over two is one name.
    const lines = column === 'aliases' || column === 'addresses' ? text.replace(/[\r\n]+/g, ';') : text
    const value = lines.normalize('NFC').replace(/\s+/gu, ' ').trim()
    if (column !== undefined && value !== '') cells[column] ??= value
  }
  return cells
}
