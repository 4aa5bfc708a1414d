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

/** In one walk: a page shows it of ten thousand rows. */
export function summaryOf(rows: readonly UnitTally[]): Summary {
  const states = { complete: 0, 'needs-person': 0, checking: 0, partial: 0, none: 0 } satisfies Record<
    UnitState,
    number
  >
  const sums = { valid: 0, byPerson: 0, refused: 0, late: 0, missing: 0 }
  for (const { state, valid, byPerson, refused, late, missing } of rows) {
    states[state]++
    sums.valid += valid
    sums.byPerson += byPerson
    sums.refused += refused
    sums.late += late
    sums.missing += missing
  }
  const { complete, checking, partial, none, 'needs-person': needsPerson } = states
  return { units: rows.length, complete, lacking: checking + partial, none, needsPerson, ...sums }
}

/** In the order of an office. */
export const groupSummaries = keptBy(({ units }: Tally): readonly (readonly [UnitGroup, Summary])[] =>
  [...groupedUnits(units)].map(([group, rows]) => [group, summaryOf(rows.map(({ tally }) => tally))]),
)

/** "87,5"; of no units "0,0". */
export function percentComplete({ complete, units }: Summary): string {
  return vietnameseNumber((100 * complete) / Math.max(1, units), 1)
}
