/** Where a unit stands, what is asked of it and until when: the sentences that receipts and reminders share. */
import { type Campaign, isInTime } from '../campaign/campaign.ts'
import type { Instant } from '../lang.ts'
import { deadlineInWords, momentInWords, officialDate } from '../report/vietnamese-date.ts'
import { documentCount } from '../report/vietnamese-number.ts'
import type { UnitTally } from '../tally/tally.ts'

export type Standing = Pick<UnitTally, 'valid' | 'required' | 'missing' | 'deadline' | 'deadlineKind'>

export const planInWords = ({ plan, issuedOn }: Pick<Campaign, 'plan' | 'issuedOn'>): string =>
  `Kế hoạch số ${plan} ngày ${officialDate(`${issuedOn}T00:00:00+07:00`)}`

/** "Đến 09 giờ 15 phút ngày 28/8/2021, hệ thống ghi nhận 02/03 văn bản hợp lệ; còn thiếu 01 văn bản." */
export function standingInWords({ valid, required, missing }: Standing, now: Instant): string {
  const two = (count: number) => String(count).padStart(2, '0')
  const until = `Đến ${momentInWords(now)}, hệ thống ghi nhận`
  return missing === 0
    ? `${until} ${documentCount(valid)} hợp lệ; đơn vị đã nộp đủ (yêu cầu tối thiểu ${documentCount(required)}).`
    : `${until} ${two(valid)}/${two(required)} văn bản hợp lệ; còn thiếu ${documentCount(missing)}.`
}

/** "Hạn nộp theo Kế hoạch …: trước 00 giờ 00 phút ngày 30/8/2021 (chậm nhất …), qua hộp thư công vụ …." */
export function deadlineSentence(campaign: Campaign, terms: Pick<Standing, 'deadline' | 'deadlineKind'>, now: Instant) {
  const over = isInTime(terms, now) ? '' : ' Nay đã quá hạn nộp.'
  return `Hạn nộp theo ${planInWords(campaign)}: ${deadlineInWords(terms)}${throughMailbox(campaign)}.${over}`
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
