/** How a count came together: what counts now, by the days on which it was received. */
import { type Day, dayAfter, dayOf } from '../campaign/vietnamese-day.ts'
import { keptBy } from '../kept-by.ts'
import type { Instant } from '../lang.ts'
import { lastMoment, type Tally, type UnitTally } from './tally.ts'

/** What was received by the end of a day. */
export type ProgressPoint = {
  readonly day: Day
  /** Units whose number was filled by then. */
  readonly complete: number
  /** Documents. */
  readonly valid: number
}

export type CampaignProgress = {
  /** Between two points. */
  readonly stepDays: number
  /** One at least; the last holds the numbers of the count itself. */
  readonly points: readonly ProgressPoint[]
}

/** As many can still be told apart where they are drawn: a quarter has a point for each day, a year one for each week. */
const MAX_POINTS = 100

/**
 * From the opening until today or, once it is over, until the deadline and what counts though it came later. What came before
 * the opening stands in the first point, and what a mail server's clock puts into the future in the last.
 */
export function progressOf({ campaign, units }: Tally, today: Instant): CampaignProgress {
  const opening = dayOf(campaign.opensAt)
  const fills = campaign.rule.provisional === 'counted' ? fillingDays : validDays
  const valid = units.flatMap(validDays)
  const complete = units
    .filter(({ state }) => state === 'complete')
    // A unit of which nothing is asked is complete from the first day.
    .map((unit) => fills(unit)[unit.required - 1] ?? opening)
  const end = valid.reduce<number>((last, day) => Math.max(last, day), dayOf(lastMoment(campaign)))
  const length = Math.max(0, Math.min(end, dayOf(today)) - opening)
  const stepDays = stepFor(length)
  const first = dayAfter(opening, length % stepDays)
  const places = Math.floor(length / stepDays) + 1
  const sums = (days: readonly Day[]) =>
    runningSums(
      days.map((day) => Math.ceil((day - first) / stepDays)),
      places,
    )
  const [completeSums, validSums] = [sums(complete), sums(valid)]
  const points = completeSums.map((sum, place) => ({
    day: dayAfter(first, place * stepDays),
    complete: sum,
    valid: validSums[place] ?? 0,
  }))
  return { stepDays, points }
}

const validDays = keptBy((unit: UnitTally) => receiptDays(unit, ['counts']))
const fillingDays = keptBy((unit: UnitTally) => receiptDays(unit, ['counts', 'provisional']))

/** First to last. */
function receiptDays({ submissions }: UnitTally, fates: readonly string[]): readonly Day[] {
  return submissions
    .filter(({ fate }) => fates.includes(fate.kind))
    .map(({ submission }) => dayOf(submission.receivedAt))
    .toReversed()
}

/** Days, weeks, or as many weeks as it takes. */
function stepFor(days: number): number {
  return days < MAX_POINTS ? 1 : 7 * Math.ceil(days / 7 / MAX_POINTS)
}

/** At each place, how many stand at it or before; one beyond the ends stands at that end. */
function runningSums(places: readonly number[], length: number): readonly number[] {
  const sums = Array.from({ length }, () => 0)
  for (const place of places) {
    const within = Math.min(Math.max(0, place), length - 1)
    sums[within] = (sums[within] ?? 0) + 1
  }
  for (let place = 1; place < length; place++) sums[place] = (sums[place] ?? 0) + (sums[place - 1] ?? 0)
  return sums
}
