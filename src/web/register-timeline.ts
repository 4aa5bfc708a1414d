/** The register through its changes: what each of them changed, for all units and for one. */
import { changesBetween, type UnitChange, withUnits } from '../campaign/register-change.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import { keptBy } from '../kept-by.ts'
import type { RegisterChange } from '../store/store.ts'

export type TimelineEntry = Omit<RegisterChange, 'units'> & {
  /** 1 for the first state of the register. */
  readonly number: number
  readonly changes: readonly UnitChange[]
}

/** Newest first, as `history` is, which the store gives as the same one as long as nothing was changed. */
export const timelineOf = keptBy((history: readonly RegisterChange[]): readonly TimelineEntry[] => {
  let register: readonly Unit[] = []
  const entries = history.toReversed().map(({ units, ...rest }, index): TimelineEntry => {
    const changes = changesBetween(register, units)
    register = withUnits(register, units)
    return { ...rest, number: index + 1, changes }
  })
  return entries.toReversed()
})

/** What became of one unit; another that was merged into it is told, too. */
export function ofUnit(entries: readonly TimelineEntry[], id: UnitId): readonly TimelineEntry[] {
  return entries.flatMap((entry) => {
    const changes = entry.changes.filter(({ after }) => after.id === id || after.successor === id)
    return changes.length === 0 ? [] : [{ ...entry, changes }]
  })
}
