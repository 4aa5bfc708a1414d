/** Dates and times as Vietnamese offices write them, always in GMT+7 whatever the time zone of the machine. */
import type { Campaign } from '../campaign/campaign.ts'
import { VIETNAM_OFFSET_MS } from '../campaign/vietnamese-day.ts'
import type { Instant } from '../lang.ts'

/** 29/08/2021 */
export function vietnameseDate(at: Instant | string): string {
  const { day, month, year } = fieldsOf(at)
  return `${pad(day)}/${pad(month)}/${year}`
}

/** 29/08/2021 23:59:59 (GMT+7) */
export function vietnameseDateTime(at: Instant | string): string {
  return `${vietnameseDate(at)} ${clockOf(at)} (GMT+7)`
}

/** The deadline so that nobody can read it in two ways: "trước 00 giờ 00 phút ngày 30/8/2021 (chậm nhất …)". */
export function deadlineInWords({ deadline, deadlineKind }: Pick<Campaign, 'deadline' | 'deadlineKind'>): string {
  const moment = momentInWords(deadline)
  if (deadlineKind === 'until') return `chậm nhất ${moment}`
  const last = (deadline - 1) as Instant
  return `trước ${moment} (chậm nhất ${clockOf(last)} ngày ${officialDate(last)})`
}

/** The deadline where there is little room: "trước 30/8/2021", "trước 17:00 30/8/2021", "đến 23:59 29/8/2021". */
export function deadlineInShort({ deadline, deadlineKind }: Pick<Campaign, 'deadline' | 'deadlineKind'>): string {
  const clock = clockOf(deadline).slice(0, 5)
  if (deadlineKind === 'until') return `đến ${clock} ${officialDate(deadline)}`
  return clock === '00:00' ? `trước ${officialDate(deadline)}` : `trước ${clock} ${officialDate(deadline)}`
}

/** 09 giờ 15 phút ngày 28/8/2021 */
export function momentInWords(at: Instant): string {
  const { hour, minute } = fieldsOf(at)
  return `${pad(hour)} giờ ${pad(minute)} phút ngày ${officialDate(at)}`
}

/** Days below 10 and the months 1 and 2 with a leading zero (NĐ 30/2020/NĐ-CP, Phụ lục I), e.g. 30/8/2021. */
export function officialDate(at: Instant | string): string {
  const { day, month, year } = fieldsOf(at)
  return `${pad(day)}/${month < 3 ? pad(month) : month}/${year}`
}

/** "ngày 22 tháng 7 năm 2021", for a sentence of an official paper. */
export function dateInSentence(at: Instant | string): string {
  const { day, month, year } = fieldsOf(at)
  return `ngày ${pad(day)} tháng ${month < 3 ? pad(month) : month} năm ${year}`
}

/** "09:15:30 ngày 28/8/2021", where a minute is too coarse. */
export function exactMoment(at: Instant): string {
  return `${clockOf(at)} ngày ${officialDate(at)}`
}

function clockOf(at: Instant | string): string {
  const { hour, minute, second } = fieldsOf(at)
  return [hour, minute, second].map(pad).join(':')
}

/** A written time is ISO 8601, as reports carry it. */
function fieldsOf(at: Instant | string) {
  const shifted = new Date((typeof at === 'string' ? Date.parse(at) : at) + VIETNAM_OFFSET_MS)
  return {
    day: shifted.getUTCDate(),
    month: shifted.getUTCMonth() + 1,
    year: shifted.getUTCFullYear(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  }
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
