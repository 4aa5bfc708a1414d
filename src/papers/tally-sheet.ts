/** The tally in Excel: BẢNG TỔNG HỢP KẾT QUẢ NỘP VĂN BẢN KÝ SỐ. */
import type { Campaign } from '../campaign/campaign.ts'
import { GROUP_LABELS, unitStateInWords } from '../report/explain-count.ts'
import { groupedUnits } from '../report/grouped-units.ts'
import type { UnitTally } from '../tally/tally.ts'
import { groundInWords, type PeriodCount, planInFull, quarterInWords } from './period.ts'
import { countCell, type Sheet, type SheetRow, textCell, timeCell } from './sheet.ts'
import { percentComplete, summaryOf } from './summary.ts'
import { NUMBER_COLUMNS, remarkOn, totalsOf } from './unit-numbers.ts'

export function tallySheet({ period, tally }: PeriodCount): Sheet {
  const { campaign, units } = tally
  const of = quarterInWords(period)
  return {
    name: 'Tổng hợp',
    titles: [
      `BẢNG TỔNG HỢP KẾT QUẢ NỘP VĂN BẢN KÝ SỐ${of === null ? '' : ` ${of.toLocaleUpperCase('vi')}`}`,
      `Theo ${planInFull(campaign)}`,
      `(${groundInWords(period)}, giờ Việt Nam)`,
    ],
    columns: [
      { heading: 'STT', width: 6 },
      { heading: 'Cơ quan, đơn vị', width: 42 },
      { heading: 'Nhóm', width: 22 },
      ...NUMBER_COLUMNS.map(({ heading }) => ({ heading, width: 9 })),
      { heading: 'Tình trạng', width: 16 },
      { heading: 'Nộp lần cuối', width: 18 },
      { heading: 'Ghi chú', width: 26 },
    ],
    rows: [
      ...[...groupedUnits(units)].flatMap(([group, rows]): SheetRow[] => [
        { look: 'group', cells: [textCell(GROUP_LABELS[group])] },
        ...rows.map(({ tally, number }) => unitRow(tally, number, campaign)),
        totalRow(
          'Cộng nhóm',
          rows.map((row) => row.tally),
        ),
      ]),
      totalRow('Tổng cộng', units),
    ],
    notes: ['', `Tỷ lệ đơn vị hoàn thành (%): ${percentComplete(summaryOf(units))}`, 'NGƯỜI LẬP BIỂU / TRƯỞNG PHÒNG'],
  }
}

function unitRow(row: UnitTally, number: number, campaign: Campaign): SheetRow {
  return {
    look: 'plain',
    cells: [
      countCell(number),
      textCell(row.unit.name),
      textCell(GROUP_LABELS[row.unit.group]),
      ...NUMBER_COLUMNS.map(({ numberOf }) => countCell(numberOf(row))),
      textCell(unitStateInWords(row)),
      timeCell(row.lastReceivedAt),
      textCell(remarkOn(row, campaign)),
    ],
  }
}

function totalRow(label: string, rows: readonly UnitTally[]): SheetRow {
  const empty = textCell('')
  return {
    look: 'total',
    cells: [empty, textCell(label), empty, ...totalsOf(rows).map(countCell), empty, empty, empty],
  }
}
