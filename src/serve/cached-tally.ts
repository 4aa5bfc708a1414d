/** The tally, counted once for each state of the store. */
import type { Campaign } from '../campaign/campaign.ts'
import type { Unit } from '../campaign/unit.ts'
import type { Store } from '../store/store.ts'
import { countTally, type Tally } from '../tally/tally.ts'

export function cachedTally(
  store: Pick<Store, 'revision' | 'judgedSubmissions'>,
  campaign: Campaign,
  units: readonly Unit[],
): () => Promise<Tally> {
  let counted: { readonly revision: number; readonly tally: Promise<Tally> } | null = null
  return async () => {
    const revision = await store.revision()
    if (counted?.revision === revision) return counted.tally
    const tally = store.judgedSubmissions().then((submissions) => countTally(campaign, units, submissions))
    const mine = { revision, tally }
    counted = mine
    tally.catch(() => {
      if (counted === mine) counted = null
    })
    return tally
  }
}
