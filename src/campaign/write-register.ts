/** The register as the data file that `readRegister` reads. */
import type { Instant } from '../lang.ts'
import type { Unit } from './unit.ts'

export function writeRegister(units: readonly Unit[]): string {
  return JSON.stringify(
    units.map((unit) => ({ ...unit, since: dayOf(unit.since), until: dayOf(unit.until) })),
    null,
    2,
  )
}

/** Viet Nam keeps one offset the whole year. */
const OFFSET_MS = 7 * 3_600_000

/** yyyy-mm-dd of the day whose first moment it is. */
function dayOf(at: Instant | null): string | null {
  return at === null ? null : new Date(at + OFFSET_MS).toISOString().slice(0, 10)
}
