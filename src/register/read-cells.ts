/** What stands in the cells of one row, as the register has it. */

import { foldName } from '../campaign/spelling.ts'
import type { Unit, UnitGroup } from '../campaign/unit.ts'
import type { Instant } from '../lang.ts'
import { GROUP_LABELS } from '../report/explain-count.ts'
import type { SheetRow } from './sheet.ts'

/** Told in a sentence that begins with the row. */
export class CellError extends Error {
  override name = 'CellError'
}

/** Null: the cell is empty, and leaves what is known. */
export type UnitCells = {
  readonly name: string
  readonly group: UnitGroup | null
  readonly cluster: string | null
  readonly code: string | null
  readonly aliases: readonly string[]
  readonly addresses: readonly string[]
  readonly contact: string | null
  readonly since: Instant | null
  readonly until: Instant | null
  readonly confirmed: boolean | null
}

/** @throws CellError */
export function readCells({ cells }: SheetRow): UnitCells {
  const { name = '', group, cluster = null, code = null, aliases, addresses, contact = null, confirmed } = cells
  return {
    name,
    group: group === undefined ? groupByName(name) : readGroup(group),
    cluster,
    code,
    aliases: listOf(aliases),
    addresses: listOf(addresses).map(readAddress),
    contact,
    since: cells.since === undefined ? null : readDay(cells.since),
    until: cells.until === undefined ? null : readDay(cells.until),
    confirmed: confirmed === undefined ? null : readAnswer(confirmed),
  }
}

function readGroup(text: string): UnitGroup {
  const group = (Object.keys(GROUP_LABELS) as UnitGroup[]).find(
    (each) => each === text || foldName(GROUP_LABELS[each]) === foldName(text),
  )
  if (group === undefined)
    throw new CellError(`nhóm "${text}" phải là một trong: ${Object.values(GROUP_LABELS).join('; ')}`)
  return group
}

const COMMUNE = ['xã', 'phường', 'thị trấn', 'ủy ban nhân dân xã', 'ủy ban nhân dân phường', 'ủy ban nhân dân thị trấn']
const DEPARTMENT = ['phòng', 'văn phòng', 'thanh tra']

/** By its first words, where they say it. */
function groupByName(name: string): UnitGroup | null {
  const begins = (words: readonly string[]) =>
    words.some((word) => `${foldName(name)} `.startsWith(`${foldName(word)} `))
  if (begins(COMMUNE)) return 'commune'
  return begins(DEPARTMENT) ? 'department' : null
}

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '')

function readAddress(text: string): Unit['addresses'][number] {
  const address = text.toLowerCase()
  if (!/^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+$/.test(address))
    throw new CellError(`"${text}" không phải địa chỉ thư điện tử`)
  return address
}

/** ISO/IEC 29500-1, 18.17.4.1: days are counted from the turn of 1900, which lies so far before 1970. */
const EXCEL_DAYS_BEFORE_1970 = 25_569
const DAY_MS = 86_400_000
const OFFSET_MS = 7 * 3_600_000

/** dd/mm/yyyy, yyyy-mm-dd, or the number of a day in Excel: its first moment (GMT+7). */
function readDay(text: string): Instant {
  const serial = /^\d{5}(?:\.0+)?$/.test(text) ? Number(text) : null
  if (serial !== null) return ((serial - EXCEL_DAYS_BEFORE_1970) * DAY_MS - OFFSET_MS) as Instant
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  const iso = year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  const at = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(`${iso}T00:00:00+07:00`) : Number.NaN
  // Some days that do not exist are read as later ones.
  if (Number.isNaN(at) || new Date(at + OFFSET_MS).toISOString().slice(0, 10) !== iso) {
    throw new CellError(`"${text}" không phải ngày dạng 01/07/2025`)
  }
  return at as Instant
}

const YES = ['có', 'x', 'đã', 'đã xác nhận', 'true', '1'].map(foldName)
const NO = ['không', 'chưa', 'chưa xác nhận', 'false', '0'].map(foldName)

function readAnswer(text: string): boolean {
  if (YES.includes(foldName(text))) return true
  if (NO.includes(foldName(text))) return false
  throw new CellError(`"${text}" phải là "có" hoặc "không"`)
}
