/** Work at fixed hours of Viet Nam: when it is due, also where its hour was missed or its last run failed. */
import { atHour, dayAfter, dayOf, weekdayOf } from '../campaign/vietnamese-day.ts'
import type { Instant } from '../lang.ts'
import type { Schedule, ScheduleName } from '../store/upkeep-store.ts'

type Hour = { readonly hour: number /** 0 is Sunday; without it each day. */; readonly weekday?: number }

/**
 * Hours of the night, when nobody waits for a page; the backup comes last, so that it holds what the checks have found. Units
 * are reminded when offices open, and the office is told of its week on Monday.
 */
const HOURS: Readonly<Record<ScheduleName, Hour>> = {
  'check-tally': { hour: 1 },
  'check-files': { hour: 2 },
  'back-up': { hour: 3 },
  remind: { hour: 8 },
  digest: { hour: 8, weekday: 1 },
}

/** A run that failed, or whose process died, is tried again after this time. */
const RETRY_MS = 3_600_000

/** The last time at or before `now` when it was to begin. */
export function lastHour(name: ScheduleName, now: Instant): Instant {
  const { hour, weekday } = HOURS[name]
  const today = dayOf(now)
  const last = atHour(today, hour) <= now ? today : dayAfter(today, -1)
  const back = weekday === undefined ? 0 : (weekdayOf(last) - weekday + 7) % 7
  return atHour(dayAfter(last, -back), hour)
}

/** However many hours were missed, it is due once. */
export function isDue({ name, startedAt, endedAt, fault }: Schedule, now: Instant): boolean {
  if (startedAt < lastHour(name, now)) return true
  const endedWell = endedAt !== null && fault === null
  return !endedWell && startedAt + RETRY_MS <= now
}
