/** Days of Viet Nam, whatever the time zone of the machine. */
import type { Brand, Instant } from '../lang.ts'

/** 0 is Thursday, 1 January 1970. */
export type Day = Brand<number, 'Day'>

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Asia/Ho_Chi_Minh has had this offset, the whole year, since 1975. */
export const VIETNAM_OFFSET_MS = 7 * HOUR_MS

export const dayOf = (at: Instant): Day => Math.floor((at + VIETNAM_OFFSET_MS) / DAY_MS) as Day

export const atHour = (day: Day, hour: number): Instant =>
  (day * DAY_MS + hour * HOUR_MS - VIETNAM_OFFSET_MS) as Instant

export const dayAfter = (day: Day, days: number): Day => (day + days) as Day

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => (day + 4) % 7

/** 2021-08-30 */
export const writtenDay = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
