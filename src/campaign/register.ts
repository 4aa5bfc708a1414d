/** The register through time: which units there are at an instant, and which of them answers for one that is no more. */
import { keptBy } from '../kept-by.ts'
import type { Instant } from '../lang.ts'
import type { Unit, UnitId } from './unit.ts'

export function existsAt({ since, until }: Pick<Unit, 'since' | 'until'>, at: Instant): boolean {
  return (since === null || since <= at) && (until === null || at < until)
}

/** True when there is an instant at which both exist: then nothing may mean either of them. */
export function existTogether(a: Unit, b: Unit): boolean {
  const starts = Math.max(a.since ?? Number.NEGATIVE_INFINITY, b.since ?? Number.NEGATIVE_INFINITY)
  const ends = Math.min(a.until ?? Number.POSITIVE_INFINITY, b.until ?? Number.POSITIVE_INFINITY)
  return starts < ends
}

const unitsById = keptBy((units: readonly Unit[]) => new Map(units.map((unit) => [unit.id, unit])))

export type Heirs = (id: UnitId) => Unit | null

/**
 * The unit itself while it exists, else the one it was merged into, or that one's successor; null where none exists at
 * that instant. Merged communes keep sending under their old seals for as long as the certificates last.
 */
export function heirsAt(units: readonly Unit[], at: Instant): Heirs {
  const byId = unitsById(units)
  return (id) => {
    const passed = new Set<UnitId>()
    let unit = byId.get(id)
    while (unit && !passed.has(unit.id)) {
      if (existsAt(unit, at)) return unit
      if (unit.until === null || at < unit.until || unit.successor === null) return null
      passed.add(unit.id)
      unit = byId.get(unit.successor)
    }
    return null
  }
}
