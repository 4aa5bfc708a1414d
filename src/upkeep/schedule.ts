/** Work at fixed hours of Viet Nam: when it is due, also where its hour was missed or its last run failed. */
import type { Instant } from '../lang.ts'
import type { Schedule, ScheduleName } from '../store/upkeep-store.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Asia/Ho_Chi_Minh has had this offset, the whole year, since 1975. */
const OFFSET_MS = 7 * HOUR_MS

/**
 * Hours of the night, when nobody waits for a page; the backup comes behind the checks, so that it holds what they have found, and
 * before content is destroyed, which this way is in the last backup of before.
 */
const HOURS: Readonly<Record<ScheduleName, number>> = {
  'check-tally': 1,
  'check-files': 2,
  'back-up': 3,
  'destroy-content': 4,
}

/** A run that failed, or whose process died, is tried again after this time. */
const RETRY_MS = HOUR_MS

/** The last time at or before `now` when it was to begin. */
export function lastHour(name: ScheduleName, now: Instant): Instant {
  const shift = HOURS[name] * HOUR_MS - OFFSET_MS
  return (Math.floor((now - shift) / DAY_MS) * DAY_MS + shift) as Instant
}

/** However many hours were missed, it is due once. */
export function isDue({ name, startedAt, endedAt, fault }: Schedule, now: Instant): boolean {
  if (startedAt < lastHour(name, now)) return true
  const endedWell = endedAt !== null && fault === null
  return !endedWell && startedAt + RETRY_MS <= now
}
