/** Working days in Viet Nam: no Saturday, no Sunday, no day off. */
import { z } from 'zod'
import { type Day, dayAfter, weekdayOf, writtenDay } from '../campaign/vietnamese-day.ts'
import shipped from './holidays.json' with { type: 'json' }

const monthDay = z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'phải có dạng tháng-ngày, ví dụ 09-02')

/** `days`: of a year those by the moon, those in place of ones that fall on a weekend, and those that are swapped. */
export const holidaysSchema = z.strictObject({
  everyYear: z.array(monthDay),
  days: z.record(z.string().regex(/^\d{4}$/, 'phải là năm'), z.array(monthDay)),
})

export type Holidays = z.infer<typeof holidaysSchema>

/**
 * By the Labour Code 2019, article 112, and the yearly notices of the ministry as far as they are known; an office puts its own
 * file in their place.
 */
export const HOLIDAYS: Holidays = holidaysSchema.parse(shipped)

export function isWorkingDay(day: Day, { everyYear, days }: Holidays): boolean {
  const weekday = weekdayOf(day)
  if (weekday === 0 || weekday === 6) return false
  const written = writtenDay(day)
  const [year, monthAndDay] = [written.slice(0, 4), written.slice(5)]
  return !everyYear.includes(monthAndDay) && !(days[year] ?? []).includes(monthAndDay)
}

/** Whether the days by the moon are known for the year of that day; without them Tết looks like work. */
export const knowsYear = (day: Day, { days }: Holidays): boolean => writtenDay(day).slice(0, 4) in days

/** Two weeks hold a working day in any year. */
const LONGEST_REST = 14

/** The day itself, or the next one before it (-1) or behind it (1). */
export function nearestWorkingDay(day: Day, step: -1 | 1, holidays: Holidays): Day {
  for (let shift = 0; shift < LONGEST_REST; shift++) {
    const candidate = dayAfter(day, shift * step)
    if (isWorkingDay(candidate, holidays)) return candidate
  }
  return day
}
