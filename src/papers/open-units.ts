/** Units that have not done what the plan asks, as a table, and those of them that must send more whatever becomes of what waits. */
import { isToBeReminded } from '../notices/reminder.ts'
import { unitStateInWords } from '../report/explain-count.ts'
import { groupedUnits } from '../report/grouped-units.ts'
import type { UnitTally } from '../tally/tally.ts'
import type { Table } from './paper.ts'

export const openUnits = (units: readonly UnitTally[]): readonly UnitTally[] =>
  units.filter(({ state }) => state !== 'complete')

/** Documents that a person or a list of revoked certificates may yet let count. */
const waitingOf = ({ provisional, review, pending }: UnitTally): number => provisional + review + pending

/** Nobody is reminded of what may be there already: the rule of the letters that the service sends by itself. */
export const unitsToRemind = (units: readonly UnitTally[]): readonly UnitTally[] => units.filter(isToBeReminded)

export function openUnitTable(units: readonly UnitTally[]): Table {
  const number = (heading: string) => ({ heading, share: 9, align: 'center' as const })
  const rows = [...groupedUnits(units).values()].flat()
  return {
    columns: [
      { heading: 'STT', share: 7, align: 'center' },
      { heading: 'Cơ quan, đơn vị', share: 36, align: 'left' },
      ...['Yêu cầu', 'Hợp lệ', 'Chờ kết quả', 'Còn thiếu'].map(number),
      { heading: 'Tình trạng', share: 21, align: 'left' },
    ],
    rows: rows.map(({ tally, number }) => ({
      look: 'plain',
      cells: [
        String(number),
        tally.unit.name,
        ...[tally.required, tally.valid, waitingOf(tally), tally.missing].map(String),
        unitStateInWords(tally),
      ],
    })),
  }
}
