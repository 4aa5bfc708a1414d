/** The order in which an office lists its units: by group, then by the Vietnamese alphabet, without the common prefixes. */
import type { Unit, UnitGroup } from './unit.ts'

const GROUP_ORDER = { department: 0, service: 1, commune: 2 } as const satisfies Record<UnitGroup, number>

/** "UBND xã Húc" stands under H, "Phòng Tư pháp" under T. */
const PREFIX = /^(?:(?:UBND|Ủy ban nhân dân|xã|phường|thị trấn|phòng)\s+)+/iu

const collator = new Intl.Collator('vi')

export function compareUnits(a: Unit, b: Unit): number {
  return (
    GROUP_ORDER[a.group] - GROUP_ORDER[b.group] ||
    collator.compare(a.name.replace(PREFIX, ''), b.name.replace(PREFIX, '')) ||
    collator.compare(a.name, b.name)
  )
}
