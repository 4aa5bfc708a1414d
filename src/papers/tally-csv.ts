/** The tally as CSV, for programs: a row for each unit, without titles and totals. */
import { csvLine, UTF8_MARK } from '../report/csv.ts'
import { GROUP_LABELS, unitStateInWords } from '../report/explain-count.ts'
import { groupedUnits } from '../report/grouped-units.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import type { Tally } from '../tally/tally.ts'
import { paperText } from './paper-text.ts'
import { NUMBER_COLUMNS, remarkOn } from './unit-numbers.ts'

export function tallyCsv({ campaign, units }: Tally): string {
  const headings = ['STT', 'Mã đơn vị', 'Cơ quan, đơn vị', 'Nhóm', ...NUMBER_COLUMNS.map(({ heading }) => heading)]
  const rows = [...groupedUnits(units).values()]
    .flat()
    .map(({ tally, number }) => [
      String(number),
      tally.unit.id,
      tally.unit.name,
      GROUP_LABELS[tally.unit.group],
      ...NUMBER_COLUMNS.map(({ numberOf }) => String(numberOf(tally))),
      unitStateInWords(tally),
      tally.lastReceivedAt === null ? '' : vietnameseDateTime(tally.lastReceivedAt),
      remarkOn(tally, campaign),
    ])
  const lines = [[...headings, 'Tình trạng', 'Nộp lần cuối', 'Ghi chú'], ...rows]
  return UTF8_MARK + lines.map((cells) => csvLine(cells.map(paperText))).join('')
}
