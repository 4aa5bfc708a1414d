/** How the reading of a mailbox stands, and what happened to it, in words. */
import { assertNever, type Instant } from '../lang.ts'
import type { Mailbox, MailboxEvent } from '../mail/mailbox.ts'
import { vietnameseNumber } from './vietnamese-number.ts'

export type MailboxStanding = 'new' | 'good' | 'late' | 'stopped'

/** Looks come each half minute: several are missing. */
const LATE_MS = 3 * 60_000
/** No outage that passes by itself: somebody has to look. */
const STOPPED_MS = 15 * 60_000

export const STANDING_LABELS = {
  new: 'mới',
  good: 'tốt',
  late: 'trễ',
  stopped: 'ngừng',
} as const satisfies Record<MailboxStanding, string>

export function mailboxStanding(
  { lookedAt, fault }: Pick<Mailbox, 'lookedAt' | 'fault'>,
  now: Instant,
): MailboxStanding {
  if (lookedAt === null) return fault === null ? 'new' : 'stopped'
  const age = now - lookedAt
  if (age >= STOPPED_MS) return 'stopped'
  return age >= LATE_MS || fault !== null ? 'late' : 'good'
}

const STANDINGS: readonly MailboxStanding[] = ['good', 'new', 'late', 'stopped']

/** Of several mailboxes the worst, and the oldest look; null where there is none. */
export function worstStanding(
  mailboxes: readonly Mailbox[],
  now: Instant,
): { readonly standing: MailboxStanding; readonly lookedAt: Instant | null } | null {
  if (mailboxes.length === 0) return null
  const ranks = mailboxes.map((mailbox) => STANDINGS.indexOf(mailboxStanding(mailbox, now)))
  const times = mailboxes.map(({ lookedAt }) => lookedAt ?? 0)
  const oldest = Math.min(...times)
  return {
    standing: STANDINGS[Math.max(...ranks)] ?? 'stopped',
    lookedAt: oldest === 0 ? null : (oldest as Instant),
  }
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
