/** Freezes the count of the campaign when its time has come and all that arrived by then is judged. Decision 18. */
import type { Campaign } from '../campaign/campaign.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { countTally } from '../tally/tally.ts'

type FreezePorts = {
  readonly store: Pick<Store, 'freezeTally' | 'progress'>
  readonly campaign: Campaign
  readonly clock: Clock
}

/** One look; true once the count is frozen, by whatever process. What waits for revocation data is frozen as that. */
export function tallyFreezer({ store, campaign, clock }: FreezePorts): () => Promise<boolean> {
  let isFrozen = false
  return async () => {
    if (isFrozen || clock() < campaign.freezesAt) return isFrozen
    const { lastPollAt, pollFault, lettersWaiting, documentsWaiting } = await store.progress()
    const hasSeenAll = lastPollAt !== null && lastPollAt >= campaign.freezesAt && pollFault === null
    if (!hasSeenAll || lettersWaiting + documentsWaiting > 0) return false
    await store.freezeTally(campaign.id, clock(), (register, submissions, decisions) =>
      countTally(campaign, register, submissions, decisions),
    )
    isFrozen = true
    return true
  }
}
