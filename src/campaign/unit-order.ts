/** The order in which an office lists its units: by group, then by the Vietnamese alphabet, without the common prefixes. */
import { keptBy } from '../kept-by.ts'
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

/** Of the names that were sorted last: comparing thousands of them takes longer than all else of a page. */
let ranks: ReadonlyMap<string, number> = new Map()

/** Units that are read anew have the names that they had. */
const rankedAs = keptBy(({ group, name }: Unit): string => `${group} ${name}`)

/** The units that were sorted last, and where each stands: of a count that is kept up they stay the same. */
let last: { readonly units: readonly Unit[]; readonly order: readonly number[] } = { units: [], order: [] }

/** In the order of an office. */
export function inUnitOrder<T>(items: readonly T[], unitOf: (item: T) => Unit): readonly T[] {
  const units = items.map(unitOf)
  const isSame = units.length === last.units.length && units.every((unit, at) => unit === last.units[at])
  if (!isSame) last = { units, order: orderOf(units) }
  return last.order.map((at) => items[at] as T)
}

function orderOf(units: readonly Unit[]): readonly number[] {
  const withRank = (unit: Unit, at: number) => ({ at, rank: ranks.get(rankedAs(unit)) ?? -1 })
  let ranked = units.map(withRank)
  if (ranked.some(({ rank }) => rank < 0)) {
    ranks = new Map(units.toSorted(compareUnits).map((unit, rank) => [rankedAs(unit), rank]))
    ranked = units.map(withRank)
  }
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ at }) => at)
}
