/** How a count came together: what counts now, by the days on which it was received. */
import { type Day, dayAfter, dayOf } from '../campaign/vietnamese-day.ts'
import type { Instant } from '../lang.ts'
import { openSummed } from '../summed.ts'
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
  const valid = validByDay(units)
  const complete = (campaign.rule.provisional === 'counted' ? filledByDay : completeByDay)(units)
  const end = [...valid.keys()].reduce<number>((last, day) => Math.max(last, day), dayOf(lastMoment(campaign)))
  const length = Math.max(0, Math.min(end, dayOf(today)) - opening)
  const stepDays = stepFor(length)
  const first = dayAfter(opening, length % stepDays)
  const places = Math.floor(length / stepDays) + 1
  const sums = (byDay: ReadonlyMap<Day, number>) =>
    runningSums(
      [...byDay].map(([day, number]) => [Math.ceil((day - first) / stepDays), number]),
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

const validByDay = openSummed((unit: UnitTally) => receiptDays(unit, ['counts']).map(one))
const completeByDay = openSummed((unit: UnitTally) => completeOn(unit, ['counts']))
const filledByDay = openSummed((unit: UnitTally) => completeOn(unit, ['counts', 'provisional']))

const one = (day: Day) => [day, 1] as const

/** Before all days for one of which nothing is asked: it is complete from the first. */
const ALWAYS = Number.NEGATIVE_INFINITY as Day

/** @param filling the fates that fill its number. */
function completeOn(unit: UnitTally, filling: readonly string[]) {
  return unit.state === 'complete' ? [one(receiptDays(unit, filling)[unit.required - 1] ?? ALWAYS)] : []
}

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

/** At each place, how many stand at it or before; some beyond the ends stand at that end. */
function runningSums(
  numbers: readonly (readonly [place: number, number: number])[],
  length: number,
): readonly number[] {
  const sums = Array.from({ length }, () => 0)
  for (const [place, number] of numbers) {
    const within = Math.min(Math.max(0, place), length - 1)
    sums[within] = (sums[within] ?? 0) + number
  }
  for (let place = 1; place < length; place++) sums[place] = (sums[place] ?? 0) + (sums[place - 1] ?? 0)
  return sums
}
