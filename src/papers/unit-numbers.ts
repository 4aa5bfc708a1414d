/** The columns of the tally table, one definition for every paper: BẢNG TỔNG HỢP KẾT QUẢ NỘP VĂN BẢN KÝ SỐ. */
import type { Campaign } from '../campaign/campaign.ts'
import { officialDate } from '../report/vietnamese-date.ts'
import { documentCount } from '../report/vietnamese-number.ts'
import type { UnitTally } from '../tally/tally.ts'

type NumberColumn = { readonly heading: string; readonly numberOf: (row: UnitTally) => number }

export const NUMBER_COLUMNS: readonly NumberColumn[] = [
  { heading: 'Yêu cầu', numberOf: ({ required }) => required },
  { heading: 'Đã nộp', numberOf: submittedOf },
  { heading: 'Hợp lệ', numberOf: ({ valid }) => valid },
  { heading: 'Trong đó thủ công', numberOf: ({ byPerson }) => byPerson },
  { heading: 'Tạm tính', numberOf: ({ provisional }) => provisional },
  { heading: 'Cần xem xét', numberOf: ({ review }) => review },
  { heading: 'Đang kiểm tra', numberOf: ({ pending }) => pending },
  { heading: 'Bị từ chối', numberOf: ({ refused }) => refused },
  { heading: 'Trễ hạn', numberOf: ({ late }) => late },
  { heading: 'Bản trùng', numberOf: ({ duplicate }) => duplicate },
  { heading: 'Còn thiếu', numberOf: ({ missing }) => missing },
]

/** Distinct documents, whatever became of them; not those that a person has set aside. */
function submittedOf({ valid, provisional, review, pending, late, refused }: UnitTally): number {
  return valid + provisional + review + pending + late + refused
}

/** In the order of `NUMBER_COLUMNS`. */
export function totalsOf(rows: readonly UnitTally[]): readonly number[] {
  return NUMBER_COLUMNS.map(({ numberOf }) => rows.reduce((sum, row) => sum + numberOf(row), 0))
}

/** Ghi chú: in what a unit differs from the others; '' in nothing. */
export function remarkOn({ deadline, required, countedLate }: UnitTally, campaign: Campaign): string {
  return [
    ...(deadline === campaign.deadline ? [] : [`Hạn nộp riêng ${officialDate(deadline)}`]),
    ...(required === campaign.required ? [] : [`Số văn bản yêu cầu riêng: ${documentCount(required)}`]),
    ...(countedLate === 0 ? [] : [`${documentCount(countedLate)} nhận sau hạn được tính`]),
  ].join('; ')
}
