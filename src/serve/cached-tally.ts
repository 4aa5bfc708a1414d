/** The tally, counted once for each state of the store. */
import type { Campaign } from '../campaign/campaign.ts'
import { type Counted, countRows } from '../store/count-rows.ts'
import type { Store } from '../store/store.ts'
import type { Tally } from '../tally/tally.ts'

export function cachedTally(store: Counted & Pick<Store, 'revision'>, campaign: Campaign): () => Promise<Tally> {
  let counted: { readonly revision: number; readonly tally: Promise<Tally> } | null = null
  return async () => {
    const revision = await store.revision()
    if (counted?.revision === revision) return counted.tally
    const tally = countRows(campaign, store)
    const mine = { revision, tally }
    counted = mine
    tally.catch(() => {
      if (counted === mine) counted = null
    })
    return tally
  }
}
