/** How units stand together: the numbers of a report's first page. */
import type { UnitGroup } from '../campaign/unit.ts'
import { keptBy } from '../kept-by.ts'
import { groupedUnits } from '../report/grouped-units.ts'
import { vietnameseNumber } from '../report/vietnamese-number.ts'
import type { Tally, UnitState, UnitTally } from '../tally/tally.ts'

export type Summary = {
  readonly units: number
  /** The four that the overview tells apart; they add up to `units`. */
  readonly complete: number
  readonly lacking: number
  readonly none: number
  readonly needsPerson: number
  /** Documents. */
  readonly valid: number
  readonly byPerson: number
  readonly refused: number
  readonly late: number
  readonly missing: number
}

export function summaryOf(rows: readonly UnitTally[]): Summary {
  const unitsIn = (...states: readonly UnitState[]) => rows.filter(({ state }) => states.includes(state)).length
  const sumOf = (name: 'valid' | 'byPerson' | 'refused' | 'late' | 'missing') =>
    rows.reduce((sum, row) => sum + row[name], 0)
  return {
    units: rows.length,
    complete: unitsIn('complete'),
    lacking: unitsIn('checking', 'partial'),
    none: unitsIn('none'),
    needsPerson: unitsIn('needs-person'),
    valid: sumOf('valid'),
    byPerson: sumOf('byPerson'),
    refused: sumOf('refused'),
    late: sumOf('late'),
    missing: sumOf('missing'),
  }
}

/** In the order of an office. */
export const groupSummaries = keptBy(({ units }: Tally): readonly (readonly [UnitGroup, Summary])[] =>
  [...groupedUnits(units)].map(([group, rows]) => [group, summaryOf(rows.map(({ tally }) => tally))]),
)

/** "87,5"; of no units "0,0". */
export function percentComplete({ complete, units }: Summary): string {
  return vietnameseNumber((100 * complete) / Math.max(1, units), 1)
}
