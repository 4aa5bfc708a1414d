/** The tally as a table of a paper: all units by group with their numbers, and the totals. */
import { GROUP_LABELS, unitStateInWords } from '../report/explain-count.ts'
import { groupedUnits } from '../report/grouped-units.ts'
import type { UnitTally } from '../tally/tally.ts'
import type { Table, TableRow } from './paper.ts'
import { NUMBER_COLUMNS, totalsOf } from './unit-numbers.ts'

export function tallyTable(units: readonly UnitTally[]): Table {
  return {
    columns: [
      { heading: 'STT', share: 4, align: 'center' },
      { heading: 'Cơ quan, đơn vị', share: 20, align: 'left' },
      ...NUMBER_COLUMNS.map(({ heading }) => ({ heading, share: 6, align: 'center' as const })),
      { heading: 'Tình trạng', share: 11, align: 'left' },
    ],
    rows: [
      ...[...groupedUnits(units)].flatMap(([group, rows]): TableRow[] => [
        { look: 'group', cells: [GROUP_LABELS[group]] },
        ...rows.map(({ tally, number }) => unitRow(tally, number)),
        { look: 'total', cells: ['', 'Cộng nhóm', ...totals(rows.map(({ tally }) => tally)), ''] },
      ]),
      { look: 'total', cells: ['', 'Tổng cộng', ...totals(units), ''] },
    ],
  }
}

function unitRow(row: UnitTally, number: number): TableRow {
  const numbers = NUMBER_COLUMNS.map(({ numberOf }) => String(numberOf(row)))
  return { look: 'plain', cells: [String(number), row.unit.name, ...numbers, unitStateInWords(row)] }
}

const totals = (rows: readonly UnitTally[]) => totalsOf(rows).map(String)
