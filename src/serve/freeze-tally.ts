/** Freezes the count of the campaign when its time has come and all that arrived by then is judged. Decision 18. */
import type { Campaign } from '../campaign/campaign.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { countTally } from '../tally/tally.ts'

type FreezePorts = {
  readonly store: Pick<Store, 'freezeTally' | 'progress' | 'mailboxes'>
  readonly campaign: Campaign
  readonly clock: Clock
}

/** One look; true once the count is frozen, by whatever process. What waits for revocation data is frozen as that. */
export function tallyFreezer({ store, campaign, clock }: FreezePorts): () => Promise<boolean> {
  let isFrozen = false
  return async () => {
    if (isFrozen || clock() < campaign.freezesAt) return isFrozen
    const mailboxes = await store.mailboxes()
    const hasSeenAll = mailboxes.every(
      ({ lookedAt, fault, waiting }) =>
        lookedAt !== null && lookedAt >= campaign.freezesAt && fault === null && waiting === 0,
    )
    const { lettersWaiting, documentsWaiting } = await store.progress()
    if (mailboxes.length === 0 || !hasSeenAll || lettersWaiting + documentsWaiting > 0) return false
    await store.freezeTally(campaign.id, clock(), (register, submissions, decisions) =>
      countTally(campaign, register, submissions, decisions),
    )
    isFrozen = true
    return true
  }
}
