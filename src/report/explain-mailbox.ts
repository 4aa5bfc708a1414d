/** How the reading of a mailbox stands, and what happened to it, in words. */
import { assertNever } from '../lang.ts'
import type { MailboxEvent, MailboxStanding } from '../mail/mailbox.ts'
import { vietnameseNumber } from './vietnamese-number.ts'

export const STANDING_LABELS = {
  new: 'mới',
  good: 'tốt',
  late: 'trễ',
  stopped: 'ngừng',
} as const satisfies Record<MailboxStanding, string>

export function explainMailboxEvent({ kind, letters }: Pick<MailboxEvent, 'kind' | 'letters'>): string {
  const count = `${vietnameseNumber(letters)} thư`
  switch (kind) {
    case 'renumbered':
      return `Máy chủ thư đánh số lại toàn bộ thư; đã nhận ra ${count} đã có mà không phải tải lại, không thư nào bị tính hai lần.`
    case 'unnumbered':
      return 'Máy chủ thư không đánh số thư cố định; mỗi lần đọc phải so lại toàn bộ hộp thư, nên chậm hơn.'
    case 'gone':
      return `${count} đã bị xóa hoặc chuyển khỏi hộp thư; bản đã nhận còn nguyên và kết quả đếm không đổi.`
    case 'unfetchable':
      return `Máy chủ thư nhiều lần không đưa ra được ${count}; chương trình tự thử lại mỗi ngày.`
    default:
      return assertNever(kind)
  }
}
