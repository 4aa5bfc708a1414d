/** Working days in Viet Nam: no Saturday, no Sunday, no day off. Days are counted since 1970-01-01, in Vietnamese time. */
import { z } from 'zod'
import type { Brand, Instant } from '../lang.ts'
import shipped from './holidays.json' with { type: 'json' }

/** 0 is Thursday, 1 January 1970. */
export type Day = Brand<number, 'Day'>

export const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Asia/Ho_Chi_Minh has had this offset, the whole year, since 1975. */
const OFFSET_MS = 7 * HOUR_MS

export const dayOf = (at: Instant): Day => Math.floor((at + OFFSET_MS) / DAY_MS) as Day

export const atHour = (day: Day, hour: number): Instant => (day * DAY_MS + hour * HOUR_MS - OFFSET_MS) as Instant

const monthDay = z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'phải có dạng tháng-ngày, ví dụ 09-02')

/** `days`: of a year those by the moon, those in place of ones that fall on a weekend, and those that are swapped. */
const holidaysSchema = z.strictObject({
  everyYear: z.array(monthDay),
  days: z.record(z.string().regex(/^\d{4}$/, 'phải là năm'), z.array(monthDay)),
})

export type Holidays = z.infer<typeof holidaysSchema>

export const readHolidays = (value: unknown): Holidays => holidaysSchema.parse(value)

/**
 * By the Labour Code 2019, article 112, and the yearly notices of the ministry as far as they are known; an office puts its own
 * file in their place.
 */
export const HOLIDAYS: Holidays = readHolidays(shipped)

export function isWorkingDay(day: Day, { everyYear, days }: Holidays): boolean {
  // 4: so that Sunday is 0.
  const weekday = (day + 4) % 7
  if (weekday === 0 || weekday === 6) return false
  const [year = '', ...rest] = new Date(day * DAY_MS).toISOString().slice(0, 10).split('-')
  const written = rest.join('-')
  return !everyYear.includes(written) && !(days[year] ?? []).includes(written)
}

/** Whether the days by the moon are known for the year of that day; without them Tết looks like work. */
export function knowsYear(day: Day, { days }: Holidays): boolean {
  return new Date(day * DAY_MS).toISOString().slice(0, 4) in days
}

/** The day itself, or the next one before it (-1) or behind it (1). */
export function nearestWorkingDay(day: Day, step: -1 | 1, holidays: Holidays): Day {
  // Two weeks hold a working day in any year.
  for (let shift = 0; shift < 14; shift++) {
    const candidate = (day + shift * step) as Day
    if (isWorkingDay(candidate, holidays)) return candidate
  }
  return day
}
