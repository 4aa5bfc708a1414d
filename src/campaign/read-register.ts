/** The register of units as a data file that Phòng Nội vụ edits. */
import { z } from 'zod'
import type { Instant } from '../lang.ts'
import { DataFileError, readEntry, readJson } from './data-file.ts'
import { existTogether } from './register.ts'
import { foldName } from './spelling.ts'
import type { Unit, UnitGroup, UnitId } from './unit.ts'

const FILE = 'Danh mục đơn vị'

const text = z.string({ error: 'phải là một chuỗi chữ' }).trim().min(1, 'không được để trống')
const list = { error: 'phải là một danh sách trong dấu ngoặc vuông' }
const groups = ['department', 'service', 'commune'] as const satisfies readonly UnitGroup[]

const idSchema = text
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'chỉ được gồm chữ thường không dấu, chữ số và dấu gạch nối')
  .transform((id) => id as UnitId)

/** Days are written; a unit begins, and ends, with the first moment of one (GMT+7). */
const day = z
  .nullable(z.iso.date({ error: 'phải là ngày dạng năm-tháng-ngày, ví dụ 2025-07-01' }))
  .default(null)
  .transform((written) => (written === null ? null : (Date.parse(`${written}T00:00:00+07:00`) as Instant)))

const unitSchema = z.strictObject(
  {
    id: idSchema,
    name: text,
    group: z.enum(groups, { error: `phải là một trong các giá trị: ${groups.join(', ')}` }),
    cluster: z.nullable(text).default(null),
    code: z.nullable(text),
    aliases: z.array(text, list),
    addresses: z.array(
      text
        .toLowerCase()
        .regex(/^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+$/, 'phải là địa chỉ thư điện tử, ví dụ ten@quangtri.gov.vn'),
      list,
    ),
    subjects: z.array(text, list).default([]),
    contact: z.nullable(text).default(null),
    since: day,
    until: day,
    successor: z.nullable(idSchema).default(null),
    confirmed: z.boolean({ error: 'phải là true hoặc false' }),
  },
  { error: unexpectedShape },
) satisfies z.ZodType<Unit>

/**
 * The units in the order of the file, as `checkRegister` wants them.
 *
 * @throws DataFileError naming the row.
 */
export function readRegister(json: string): readonly Unit[] {
  const rows = readJson(json, FILE)
  if (!Array.isArray(rows)) throw new DataFileError(`${FILE}: phải là một danh sách các đơn vị trong dấu ngoặc vuông.`)
  return checkRegister(rows.map((row, index) => readEntry(unitSchema, row, rowName(row, index))))
}

/**
 * Ids differ, ever; names, aliases, addresses and subjects of units that exist together do: one spelling that named two
 * units would name neither. Of two that follow each other both may bear one name. A successor is in the register.
 *
 * @throws DataFileError naming the row.
 */
export function checkRegister(units: readonly Unit[]): readonly Unit[] {
  const owners = new Map<string, Unit[]>()
  for (const [index, unit] of units.entries()) {
    for (const [key, shown] of claimsOf(unit)) {
      const others = owners.get(key) ?? []
      const owner = others.find((other) => other !== unit && (key.startsWith('id ') || existTogether(other, unit)))
      if (owner) throw new DataFileError(`${rowName(unit, index)}: ${shown} đã được dùng cho "${owner.name}".`)
      owners.set(key, [...others, unit])
    }
    checkSuccession(unit, units, rowName(unit, index))
  }
  return units
}

function checkSuccession({ id, since, until, successor }: Unit, units: readonly Unit[], where: string): void {
  if (since !== null && until !== null && since >= until) {
    throw new DataFileError(`${where}: mục "since" phải trước mục "until".`)
  }
  if (successor === null) return
  if (until === null) throw new DataFileError(`${where}: có mục "successor" thì phải có mục "until".`)
  const heir = units.find((unit) => unit.id === successor)
  if (heir === undefined)
    throw new DataFileError(`${where}: mục "successor": không có đơn vị nào mang mã "${successor}".`)
  // A successor lives on when its predecessor ends, so that no succession goes in a circle.
  if (heir.id === id || (heir.until !== null && heir.until <= until)) {
    throw new DataFileError(`${where}: mục "successor": đơn vị "${heir.name}" không còn hoạt động sau mục "until".`)
  }
}

/** What only one unit may have, each as a key for comparison and as words for the message. */
function claimsOf(unit: Unit): readonly (readonly [key: string, shown: string])[] {
  return [
    [`id ${unit.id}`, `mã "${unit.id}"`],
    ...[unit.name, ...unit.aliases].map((name) => [`name ${foldName(name)}`, `tên gọi "${name}"`] as const),
    ...unit.addresses.map((address) => [`address ${address}`, `địa chỉ thư "${address}"`] as const),
    ...unit.subjects.map((subject) => [`subject ${subject}`, `chứng thư số "${subject}"`] as const),
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
