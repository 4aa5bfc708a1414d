/** Work at fixed hours of Viet Nam: when it is due, also where its hour was missed or its last run failed. */
import { atHour, type Day, dayAfter, dayOf, weekdayOf, writtenDay } from '../campaign/vietnamese-day.ts'
import type { Instant } from '../lang.ts'
import type { Schedule, ScheduleName } from '../store/upkeep-store.ts'

type Hour = { readonly hour: number; readonly isOn: (day: Day) => boolean }

const daily = () => true
const onMonday = (day: Day) => weekdayOf(day) === 1
const onOtherDays = (day: Day) => !onMonday(day)
/** When reports of a quarter fall due soon (operations.md, 8). */
const onQuarterly20th = (day: Day) => /-(?:03|06|09|12)-20$/.test(writtenDay(day))

/**
 * Hours of the night, when nobody waits for a page; the backup comes behind the checks, so that it holds what they have found, and
 * before content is destroyed, which this way is in the last backup of before. Units are reminded when offices open, and the office is told of its week on Monday.
 */
const HOURS: Readonly<Record<ScheduleName, Hour>> = {
  'check-tally': { hour: 1, isOn: daily },
  'check-files': { hour: 2, isOn: daily },
  'back-up': { hour: 3, isOn: daily },
  'destroy-content': { hour: 4, isOn: daily },
  'draft-report': { hour: 5, isOn: onQuarterly20th },
  remind: { hour: 8, isOn: daily },
  digest: { hour: 8, isOn: onMonday },
  // Each day the record is noted elsewhere (operations.md, S60): the summary of Monday bears it.
  anchor: { hour: 8, isOn: onOtherDays },
}

/** A run that failed, or whose process died, is tried again after this time. */
const RETRY_MS = 3_600_000

/** The last time at or before `now` when it was to begin. */
export function lastHour(name: ScheduleName, now: Instant): Instant {
  const { hour, isOn } = HOURS[name]
  let day = dayOf(now)
  while (!isOn(day) || atHour(day, hour) > now) day = dayAfter(day, -1)
  return atHour(day, hour)
}

/** However many hours were missed, it is due once. */
export function isDue({ name, startedAt, endedAt, fault }: Schedule, now: Instant): boolean {
  if (startedAt < lastHour(name, now)) return true
  const endedWell = endedAt !== null && fault === null
  return !endedWell && startedAt + RETRY_MS <= now
}
