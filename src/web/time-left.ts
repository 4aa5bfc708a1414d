/** Distances in time in words: how long until the deadline, and how early or late something came. */
import { type Deadline, isInTime } from '../campaign/campaign.ts'
import type { Instant } from '../lang.ts'
import { vietnameseNumber } from '../report/vietnamese-number.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Below this the page asks for attention: the working days left no longer suffice to remind and to sign again. */
export const SOON_MS = 3 * DAY

/** "còn 12 ngày", "đã quá hạn 3 giờ". */
export function timeLeft(terms: Deadline, now: Instant): string {
  const left = duration(Math.abs(terms.deadline - now))
  return isInTime(terms, now) ? `còn ${left}` : `đã quá hạn ${left}`
}

/** "sớm 3 ngày", "muộn 2 giờ". */
export function earlyOrLate(terms: Deadline, at: Instant): string {
  const distance = duration(Math.abs(terms.deadline - at))
  return isInTime(terms, at) ? `sớm ${distance}` : `muộn ${distance}`
}

/** In the largest unit of which there is a whole one. */
function duration(ms: number): string {
  if (ms >= DAY) return `${vietnameseNumber(Math.floor(ms / DAY))} ngày`
  if (ms >= HOUR) return `${Math.floor(ms / HOUR)} giờ`
  return ms >= MINUTE ? `${Math.floor(ms / MINUTE)} phút` : 'chưa đến 1 phút'
}
