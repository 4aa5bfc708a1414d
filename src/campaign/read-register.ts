/** The register of units as a data file that Phòng Nội vụ edits. */
import { z } from 'zod'
import { DataFileError, readEntry, readJson } from './data-file.ts'
import { foldName } from './spelling.ts'
import type { Unit, UnitGroup, UnitId } from './unit.ts'

const FILE = 'Danh mục đơn vị'

const text = z.string({ error: 'phải là một chuỗi chữ' }).trim().min(1, 'không được để trống')
const list = { error: 'phải là một danh sách trong dấu ngoặc vuông' }
const groups = ['department', 'service', 'commune'] as const satisfies readonly UnitGroup[]

const unitSchema = z.strictObject(
  {
    id: text
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'chỉ được gồm chữ thường không dấu, chữ số và dấu gạch nối')
      .transform((id) => id as UnitId),
    name: text,
    group: z.enum(groups, { error: `phải là một trong các giá trị: ${groups.join(', ')}` }),
    code: z.nullable(text),
    aliases: z.array(text, list),
    addresses: z.array(
      text
        .toLowerCase()
        .regex(/^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+$/, 'phải là địa chỉ thư điện tử, ví dụ ten@quangtri.gov.vn'),
      list,
    ),
    confirmed: z.boolean({ error: 'phải là true hoặc false' }),
  },
  { error: unexpectedShape },
)

/**
 * The units in the order of the file. Ids, and names, aliases and addresses of different units must differ: one
 * spelling that named two units would name neither.
 *
 * @throws DataFileError naming the row.
 */
export function readRegister(json: string): readonly Unit[] {
  const rows = readJson(json, FILE)
  if (!Array.isArray(rows)) throw new DataFileError(`${FILE}: phải là một danh sách các đơn vị trong dấu ngoặc vuông.`)
  const units = rows.map((row, index) => readEntry(unitSchema, row, rowName(row, index)))
  const owners = new Map<string, Unit>()
  for (const [index, unit] of units.entries()) {
    for (const [key, shown] of claimsOf(unit)) {
      const owner = owners.get(key)
      if (owner === unit) continue
      if (owner) throw new DataFileError(`${rowName(unit, index)}: ${shown} đã được dùng cho "${owner.name}".`)
      owners.set(key, unit)
    }
  }
  return units
}

/** What only one unit may have, each as a key for comparison and as words for the message. */
function claimsOf(unit: Unit): readonly (readonly [key: string, shown: string])[] {
  return [
    [`id ${unit.id}`, `mã "${unit.id}"`],
    ...[unit.name, ...unit.aliases].map((name) => [`name ${foldName(name)}`, `tên gọi "${name}"`] as const),
    ...unit.addresses.map((address) => [`address ${address}`, `địa chỉ thư "${address}"`] as const),
  ]
}

function rowName(row: unknown, index: number): string {
  const id = typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string' ? ` (${row.id})` : ''
  return `${FILE}, đơn vị thứ ${index + 1}${id}`
}

function unexpectedShape(issue: { readonly code?: string; readonly keys?: readonly string[] }): string {
  return issue.code === 'unrecognized_keys'
    ? `có mục không dùng đến: ${(issue.keys ?? []).join(', ')}`
    : 'phải là các mục của một đơn vị trong dấu ngoặc nhọn'
}
