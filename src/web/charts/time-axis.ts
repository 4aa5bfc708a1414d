/** Where a time stands in a drawing of the campaign. */
import type { Campaign } from '../../campaign/campaign.ts'
import { atHour, type Day, dayAfter, dayOf } from '../../campaign/vietnamese-day.ts'
import type { Instant } from '../../lang.ts'
import type { CampaignProgress } from '../../tally/campaign-progress.ts'

export type TimeAxis = {
  readonly from: Instant
  /** Of a width of 1; what lies beyond an end stands at it. */
  readonly placeOf: (at: Instant) => number
}

/** From the day of the opening until the deadline, or the last day of the progress where that is later. */
export function timeAxis({ points }: CampaignProgress, { opensAt, deadline }: Campaign): TimeAxis {
  const last = points.at(-1)
  const from = atHour(dayOf(opensAt), 0)
  const to = Math.max(deadline, last === undefined ? deadline : endOf(last.day))
  return { from, placeOf: (at) => Math.min(Math.max(0, (at - from) / Math.max(1, to - from)), 1) }
}

export const endOf = (day: Day): Instant => atHour(dayAfter(day, 1), 0)
