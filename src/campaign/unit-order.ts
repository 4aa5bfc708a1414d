/** The order in which an office lists its units: by group, then by the Vietnamese alphabet, without the common prefixes. */
import type { Unit, UnitGroup } from './unit.ts'

const GROUP_ORDER = { department: 0, service: 1, commune: 2 } as const satisfies Record<UnitGroup, number>

/** "UBND xã Húc" stands under H, "Phòng Tư pháp" under T. */
const PREFIX = /^(?:(?:UBND|Ủy ban nhân dân|xã|phường|thị trấn|phòng)\s+)+/iu

const collator = new Intl.Collator('vi')

function compareUnits(a: Unit, b: Unit): number {
  return (
    GROUP_ORDER[a.group] - GROUP_ORDER[b.group] ||
    collator.compare(a.name.replace(PREFIX, ''), b.name.replace(PREFIX, '')) ||
    collator.compare(a.name, b.name)
  )
}

/** Of the units that were sorted last: comparing thousands of names takes longer than all else of a page. */
let ranks = new WeakMap<Unit, number>()

/** In the order of an office. */
export function inUnitOrder<T>(items: readonly T[], unitOf: (item: T) => Unit): readonly T[] {
  if (items.some((item) => !ranks.has(unitOf(item)))) {
    const sorted = items.map(unitOf).toSorted(compareUnits)
    ranks = new WeakMap(sorted.map((unit, rank) => [unit, rank]))
  }
  const rankOf = (item: T) => ranks.get(unitOf(item)) ?? 0
  return items.toSorted((a, b) => rankOf(a) - rankOf(b))
}
