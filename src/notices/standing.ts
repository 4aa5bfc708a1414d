/** Where a unit stands, what is asked of it and until when: the sentences that receipts and reminders share. */
import { type Campaign, type Deadline, isInTime } from '../campaign/campaign.ts'
import type { Instant } from '../lang.ts'
import { deadlineInWords, momentInWords, officialDate } from '../report/vietnamese-date.ts'
import { documentCount } from '../report/vietnamese-number.ts'
import type { UnitTally } from '../tally/tally.ts'

export type Standing = Pick<
  UnitTally,
  'valid' | 'provisional' | 'review' | 'pending' | 'required' | 'missing' | 'deadline' | 'deadlineKind'
>

export const planInWords = ({ plan, issuedOn }: Pick<Campaign, 'plan' | 'issuedOn'>): string =>
  `Kế hoạch số ${plan} ngày ${officialDate(`${issuedOn}T00:00:00+07:00`)}`

/** "Đến 09 giờ 15 phút ngày 28/8/2021, hệ thống ghi nhận 02/03 văn bản hợp lệ; còn thiếu 01 văn bản." */
export function standingInWords(standing: Standing, now: Instant): string {
  const { valid, required, missing, provisional, review, pending } = standing
  const until = `Đến ${momentInWords(now)}, hệ thống ghi nhận`
  if (valid >= required) {
    return `${until} ${documentCount(valid)} hợp lệ; đơn vị đã nộp đủ (yêu cầu tối thiểu ${documentCount(required)}).`
  }
  const two = (count: number) => String(count).padStart(2, '0')
  const counted = `${until} ${two(valid)}/${two(required)} văn bản hợp lệ`
  // By a rule that lets provisional ones fill the number.
  if (missing === 0)
    return `${counted}; cùng với ${documentCount(provisional)} tạm tính thì đơn vị đủ số lượng yêu cầu.`
  const open = provisional + review + pending
  const waiting = open === 0 ? '' : `, chưa kể ${documentCount(open)} đang chờ kết luận`
  return `${counted}; còn thiếu ${documentCount(missing)}${waiting}.`
}

/** "Hạn nộp theo Kế hoạch …: trước 00 giờ 00 phút ngày 30/8/2021 (chậm nhất …), qua hộp thư công vụ …." */
export function deadlineSentence(campaign: Campaign, terms: Deadline, now: Instant): string {
  const over = isInTime(terms, now) ? '' : ' Nay đã quá hạn nộp.'
  return `Hạn nộp theo ${planInWords(campaign)}: ${ownDeadline(campaign, terms)}${throughMailbox(campaign)}.${over}`
}

/** A unit that was given more time must not think that the plan says so of all, nor that its own was forgotten. */
export function ownDeadline(campaign: Campaign, terms: Deadline): string {
  return `${deadlineInWords(terms)}${terms.deadline === campaign.deadline ? '' : ', là hạn riêng của đơn vị'}`
}

export const throughMailbox = ({ mailbox }: Pick<Campaign, 'mailbox'>): string =>
  mailbox === null ? '' : `, qua hộp thư công vụ ${mailbox}`

/** Whom to ask. */
export function contactSentence(
  { office, mailbox }: Pick<Campaign, 'office' | 'mailbox'>,
  contact: string | null,
): string {
  const ways = [...(contact === null ? [] : [contact]), ...(mailbox === null ? [] : [`hộp thư ${mailbox}`])]
  return `Cần trao đổi, đề nghị liên hệ ${office}${ways.length === 0 ? '' : `: ${ways.join('; ')}`}.`
}

export const AUTOMATIC = 'Đây là thư do hệ thống gửi, đề nghị không trả lời thư này.'
