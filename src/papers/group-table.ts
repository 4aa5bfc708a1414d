/** How the groups of units stand, as a table: in the report, and on the page that it is taken from. */
import { GROUP_LABELS } from '../report/explain-count.ts'
import { vietnameseNumber } from '../report/vietnamese-number.ts'
import type { Tally } from '../tally/tally.ts'
import type { Table, TableRow } from './paper.ts'
import { groupSummaries, percentComplete, type Summary, summaryOf } from './summary.ts'

export function groupTable(tally: Tally): Table {
  const headings = ['Số đơn vị', 'Đạt', 'Thiếu', 'Chưa nộp', 'Cần xử lý', 'Tỷ lệ đạt (%)', 'Văn bản hợp lệ']
  return {
    columns: [
      { heading: 'Nhóm đơn vị', share: 27, align: 'left' },
      ...headings.map((heading) => ({ heading, share: 10, align: 'center' as const })),
    ],
    rows: [
      ...groupSummaries(tally).map(([group, each]) => rowOf('plain', GROUP_LABELS[group], each)),
      rowOf('total', 'Tổng cộng', summaryOf(tally.units)),
    ],
  }
}

function rowOf(look: TableRow['look'], name: string, each: Summary): TableRow {
  const { units, complete, lacking, none, needsPerson, valid } = each
  const numbers = [units, complete, lacking, none, needsPerson].map((value) => vietnameseNumber(value))
  return { look, cells: [name, ...numbers, percentComplete(each), vietnameseNumber(valid)] }
}
