/** The tally, counted once for each state of the store. */
import type { Campaign } from '../campaign/campaign.ts'
import type { Store } from '../store/store.ts'
import { countTally, type Tally } from '../tally/tally.ts'

export function cachedTally(
  store: Pick<Store, 'revision' | 'judgedSubmissions' | 'decisions' | 'register'>,
  campaign: Campaign,
): () => Promise<Tally> {
  let counted: { readonly revision: number; readonly tally: Promise<Tally> } | null = null
  return async () => {
    const revision = await store.revision()
    if (counted?.revision === revision) return counted.tally
    const tally = count(store, campaign)
    const mine = { revision, tally }
    counted = mine
    tally.catch(() => {
      if (counted === mine) counted = null
    })
    return tally
  }
}

/** What is written between these readings moves the revision, so that it is counted anew. */
async function count(
  store: Pick<Store, 'judgedSubmissions' | 'decisions' | 'register'>,
  campaign: Campaign,
): Promise<Tally> {
  const { units } = await store.register()
  const decisions = await store.decisions()
  return countTally(campaign, units, await store.judgedSubmissions(), decisions)
}
