/**
 * The tally of the pages, and the rows of people that it was made from, kept up with the store: counted once for each state
 * of it, and by one count at a time.
 */
import type { Campaign } from '../campaign/campaign.ts'
import type { Store } from '../store/store.ts'
import { openRecount } from '../tally/recount.ts'
import type { Tally } from '../tally/tally.ts'

type TallyStore = Pick<Store, 'register' | 'decisions' | 'revision' | 'countedChanges'>

type Counted = {
  readonly tally: Tally
  readonly decisions: Awaited<ReturnType<Store['decisions']>>
  readonly register: Awaited<ReturnType<Store['register']>>
}

type Count = { readonly revision: number; readonly counted: Promise<Counted> }

/** Each of them as it stands now; all are the same objects as before while nothing of them has changed. */
export type CachedTally = { readonly [Name in keyof Counted]: () => Promise<Counted[Name]> }

export function cachedTally(store: TallyStore, campaign: Campaign): CachedTally {
  let count = countUp(store, campaign)
  let last: Count | null = null
  const begin = (revision: number): Count => {
    const begun: Count = { revision, counted: count() }
    begun.counted.catch(() => {
      // Half of a change may have been taken in.
      count = countUp(store, campaign)
      if (last === begun) last = null
    })
    return begun
  }
  const now = async () => {
    const revision = await store.revision()
    const before = last
    if (before?.revision === revision) return before.counted
    // What began before we came may lack the last change. Whoever else waits for it shares the next.
    if (before !== null) await Promise.allSettled([before.counted])
    if (last === before || last === null) last = begin(revision)
    return last.counted
  }
  return {
    tally: async () => (await now()).tally,
    decisions: async () => (await now()).decisions,
    register: async () => (await now()).register,
  }
}

/** Reads each time what has changed since the last. What is written meanwhile moves the revision, which is asked for before. */
function countUp(store: TallyStore, campaign: Campaign): () => Promise<Counted> {
  const recount = openRecount(campaign)
  let since: number | null = null
  let decisions: Counted['decisions'] = []
  let register: Counted['register'] = { change: -1, units: [] }
  return async () => {
    const changes = await store.countedChanges(since)
    if (changes.decision !== (decisions.at(-1)?.id ?? 0)) decisions = await store.decisions()
    if (changes.registerChange !== register.change) register = await store.register()
    const tally = recount({ ...changes, decisions, units: register.units })
    since = changes.revision
    return { tally, decisions, register }
  }
}
