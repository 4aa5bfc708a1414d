/** When units are reminded: 14, 7, 3 days and one day before the last day, and the day behind it, at eight, on working days. */
import type { Deadline } from '../campaign/campaign.ts'
import { atHour, dayAfter, dayOf } from '../campaign/vietnamese-day.ts'
import type { Instant } from '../lang.ts'
import { lastMoment } from '../tally/tally.ts'
import { type Holidays, nearestWorkingDay } from './working-days.ts'

const DAYS = [-14, -7, -3, -1, 1] as const

export type Occasion = {
  /** `T-14`, `T+1` */
  readonly name: string
  readonly at: Instant
}

const REMINDER_HOUR = 8

/**
 * T is the last day on which something is in time: of a plan that says "before 30/8" it is 29/8. What falls on a day off is
 * written on the working day before it, behind the deadline on the next; of two on one day the later one stands.
 */
export function reminderPlan(deadline: Deadline, holidays: Holidays): readonly Occasion[] {
  const last = dayOf(lastMoment(deadline))
  const occasions = DAYS.map((distance): Occasion => {
    const day = nearestWorkingDay(dayAfter(last, distance), distance < 0 ? -1 : 1, holidays)
    return { name: `T${distance < 0 ? '-' : '+'}${Math.abs(distance)}`, at: atHour(day, REMINDER_HOUR) }
  })
  return occasions.filter(({ at }, index) => occasions[index + 1]?.at !== at)
}

/** The latest that has come, since reminders are on; those that were missed before it are not made up for. */
export function occasionDue(plan: readonly Occasion[], since: Instant, now: Instant): Occasion | null {
  return plan.findLast(({ at }) => at >= since && at <= now) ?? null
}

export function nextOccasion(plan: readonly Occasion[], now: Instant): Occasion | null {
  return plan.find(({ at }) => at > now) ?? null
}
