/** The report of each quarter as a draft: its count is frozen on the 20th of the last month, for an office that has it to look over in time. */
import type { Campaign } from '../campaign/campaign.ts'
import { quarterAt, spanOf } from '../campaign/quarter.ts'
import type { Instant } from '../lang.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { countTally } from '../tally/tally.ts'
import { lastHour } from './schedule.ts'

export type DraftReportPorts = {
  readonly store: Pick<Store, 'freezeDraft'>
  readonly campaign: Campaign
  readonly clock: Clock
}

/** Of a quarter in which the campaign ran; one that was missed is made late, with what had come by the end of its quarter. */
export async function draftReport({ store, campaign, clock }: DraftReportPorts): Promise<void> {
  const now = clock()
  const due = lastHour('draft-report', now)
  const { year, number, ...quarter } = quarterAt('calendar', due)
  const { from, until } = spanOf({ ...quarter, year, number })
  if (campaign.opensAt > due || campaign.freezesAt < from) return
  const receivedUntil = Math.min(now, until - 1) as Instant
  await store.freezeDraft({ campaign: campaign.id, year, number, receivedUntil }, now, (register, all, decisions) =>
    countTally(
      campaign,
      register,
      all.filter(({ submission }) => submission.receivedAt <= receivedUntil),
      decisions,
    ),
  )
}
