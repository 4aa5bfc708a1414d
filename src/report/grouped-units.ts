/** Units as an office lists them: by group, in Vietnamese order, numbered through. */
import type { UnitGroup } from '../campaign/unit.ts'
import { inUnitOrder } from '../campaign/unit-order.ts'
import { keptBy } from '../kept-by.ts'
import type { UnitTally } from '../tally/tally.ts'

export type NumberedUnit = { readonly tally: UnitTally; readonly number: number }

export const groupedUnits = keptBy((units: readonly UnitTally[]): ReadonlyMap<UnitGroup, readonly NumberedUnit[]> => {
  const sorted = inUnitOrder(units, ({ unit }) => unit)
  return Map.groupBy(
    sorted.map((tally, index) => ({ tally, number: index + 1 })),
    ({ tally }) => tally.unit.group,
  )
})
