/** Changes of the register of units in words: what an import would change, and what was changed. */
import { changedFields, type UnitChange } from '../campaign/register-change.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import { printable } from '../printable.ts'
import { GROUP_LABELS } from './explain-count.ts'
import { vietnameseDate } from './vietnamese-date.ts'

const FIELD_LABELS = {
  name: 'tên',
  group: 'nhóm',
  cluster: 'cụm',
  code: 'mã hành chính',
  aliases: 'tên gọi khác',
  addresses: 'địa chỉ thư',
  subjects: 'chứng thư số',
  contact: 'liên hệ',
  since: 'từ ngày',
  until: 'kết thúc từ ngày',
  successor: 'sáp nhập vào',
  confirmed: 'đã xác nhận',
} as const satisfies Record<Exclude<keyof Unit, 'id'>, string>

/**
 * A line, and one more, indented, for each further field.
 *
 * @param nameOf of a unit, by its id.
 */
export function explainChange({ kind, before, after }: UnitChange, nameOf: (id: UnitId) => string): string {
  const day = after.until === null ? '' : ` từ ngày ${vietnameseDate(after.until)}`
  const line = () => {
    switch (kind) {
      case 'added':
        return `Thêm: ${after.name} (${after.id}; ${GROUP_LABELS[after.group]})`
      case 'renamed':
        return `Đổi tên: ${before?.name} thành ${after.name}`
      case 'merged':
        return `Sáp nhập: ${after.name} vào ${after.successor === null ? '' : nameOf(after.successor)}${day}`
      case 'ended':
        return `Kết thúc: ${after.name}${day}`
      case 'changed':
        return `Sửa: ${after.name}`
    }
  }
  const told: readonly string[] = TOLD[kind]
  const rest = before === null ? [] : changedFields(before, after).filter((field) => !told.includes(field))
  const details = rest.map(
    (field) => `\n    ${FIELD_LABELS[field as keyof typeof FIELD_LABELS]}: ${shownValue(after, field)}`,
  )
  return printableLinesOf(`${line()}${details.join('')}`)
}

/** What the first line says already. */
const TOLD = {
  added: [],
  renamed: ['name', 'aliases'],
  merged: ['successor', 'until'],
  ended: ['until'],
  changed: [],
} as const satisfies Record<UnitChange['kind'], readonly (keyof Unit)[]>

function shownValue(unit: Unit, field: keyof Unit): string {
  const value = unit[field]
  if (field === 'group') return GROUP_LABELS[unit.group]
  if (typeof value === 'number') return vietnameseDate(value)
  if (typeof value === 'boolean') return value ? 'có' : 'không'
  if (typeof value === 'string') return value
  return value === null ? 'không' : value.join('; ')
}

const printableLinesOf = (text: string): string => text.split('\n').map(printable).join('\n')

const SUMMARY_LABELS = {
  added: 'thêm',
  renamed: 'đổi tên',
  merged: 'sáp nhập',
  ended: 'kết thúc',
  changed: 'sửa',
} as const satisfies Record<UnitChange['kind'], string>

export function summarize(changes: readonly UnitChange[], untouched: number): string {
  const counts = Object.entries(SUMMARY_LABELS).flatMap(([kind, label]) => {
    const count = changes.filter((change) => change.kind === kind).length
    return count === 0 ? [] : [`${label} ${count}`]
  })
  const what = counts.length === 0 ? 'Không có gì thay đổi' : `Tổng cộng: ${counts.join(', ')}`
  return `${what}; giữ nguyên ${untouched} đơn vị.`
}
