/** How the reading of a mailbox stands, and what happened to it, in words. */
import { assertNever, type Instant } from '../lang.ts'
import {
  FOLDER_ACCOUNT,
  type MailboxEvent,
  type MailboxName,
  type MailboxStanding,
  PRACTICE_ACCOUNT,
} from '../mail/mailbox.ts'
import { printable } from '../printable.ts'
import { vietnameseDate } from './vietnamese-date.ts'
import { vietnameseNumber } from './vietnamese-number.ts'

export const STANDING_LABELS = {
  new: 'mới',
  good: 'tốt',
  late: 'trễ',
  stopped: 'ngừng',
} as const satisfies Record<MailboxStanding, string>

/** Behind the word "hộp thư". */
export function mailboxName({ account, folder }: MailboxName): string {
  if (account === PRACTICE_ACCOUNT) return 'thực hành'
  if (account === FOLDER_ACCOUNT) return `trên máy này, thư mục ${folder}`
  return folder === INBOX ? account : `${account}, thư mục ${folder}`
}

/** RFC 3501, 5.1: the one folder that every mailbox has. */
const INBOX = 'INBOX'

const DAY_MS = 86_400_000

export function explainLoginEnd(account: string, endsAt: Instant, now: Instant): string {
  const day = vietnameseDate(endsAt)
  if (endsAt <= now) return `Quyền đọc hộp thư ${printable(account)} đã hết hạn ngày ${day}. ${RENEW}`
  const days = Math.ceil((endsAt - now) / DAY_MS)
  return `Quyền đọc hộp thư ${printable(account)} hết hạn ngày ${day}, còn ${days} ngày. ${RENEW}`
}

const RENEW =
  'Chủ hộp thư cần gia hạn hoặc ủy quyền lại; sau đó cập nhật tệp mật khẩu hoặc mã trong cấu hình rồi khởi động lại chương trình.'

/** @param aheadMs by so much the clock of the server is ahead of ours. */
export function explainClock(account: string, aheadMs: number): string {
  const minutes = vietnameseNumber(Math.max(1, Math.round(Math.abs(aheadMs) / 60_000)))
  const way = aheadMs > 0 ? 'chậm hơn' : 'nhanh hơn'
  return (
    `Đồng hồ của máy này ${way} đồng hồ của máy chủ thư (${printable(account)}) khoảng ${minutes} phút. ` +
    'Thời điểm nhận và hạn nộp tính theo giờ của máy chủ thư nên kết quả đếm không bị ảnh hưởng; ' +
    'đề nghị bộ phận công nghệ thông tin chỉnh lại đồng hồ.'
  )
}

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
