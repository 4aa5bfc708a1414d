/** The tally of the pages, counted once for each state of the store, and by one count at a time. */
import type { Campaign } from '../campaign/campaign.ts'
import { countRows } from '../store/count-rows.ts'
import type { Store } from '../store/store.ts'
import type { Tally } from '../tally/tally.ts'

type TallyStore = Pick<Store, 'register' | 'rememberedSubmissions' | 'decisions' | 'revision'>

type Count = { readonly revision: number; readonly tally: Promise<Tally> }

export function cachedTally(store: TallyStore, campaign: Campaign): () => Promise<Tally> {
  const rows = { ...store, judgedSubmissions: store.rememberedSubmissions }
  let last: Count | null = null
  const begin = (revision: number): Count => {
    const count: Count = { revision, tally: countRows(campaign, rows) }
    count.tally.catch(() => {
      if (last === count) last = null
    })
    return count
  }
  return async () => {
    const revision = await store.revision()
    const before = last
    if (before?.revision === revision) return before.tally
    // What began before we came may lack the last change. Whoever else waits for it shares the next.
    if (before !== null) await Promise.allSettled([before.tally])
    if (last === before || last === null) last = begin(revision)
    return last.tally
  }
}
