/** What became of all files that were judged, in one line. */
import { OUTCOME_LABELS, outcomeLabel, TURNED_DOWN } from '../report/explain.ts'
import { vietnameseNumber } from '../report/vietnamese-number.ts'
import type { JudgedFile } from './judge-file.ts'

const UNREAD = 'Không đọc được'
const FAULTY = 'Chương trình gặp lỗi'

/** The order in which they are told. */
const LABELS = [
  OUTCOME_LABELS.valid,
  OUTCOME_LABELS.invalid,
  TURNED_DOWN,
  OUTCOME_LABELS.indeterminate,
  OUTCOME_LABELS.unsigned,
  OUTCOME_LABELS.unreadable,
  UNREAD,
  FAULTY,
] as const

export type TotalLabel = (typeof LABELS)[number]

export function totalLabel({ report, trouble }: JudgedFile): TotalLabel {
  if (trouble?.kind === 'unreadable') return UNREAD
  return trouble?.kind === 'internal' ? FAULTY : outcomeLabel(report)
}

/** "Tổng cộng 6 tệp: 3 hợp lệ, 1 chưa ký số, 2 không kiểm tra được." */
export function totalsInWords(labels: readonly TotalLabel[]): string {
  const parts = LABELS.flatMap((label) => {
    const count = labels.filter((each) => each === label).length
    return count === 0 ? [] : [`${vietnameseNumber(count)} ${label.toLocaleLowerCase('vi')}`]
  })
  return `Tổng cộng ${vietnameseNumber(labels.length)} tệp: ${parts.join(', ')}.`
}
