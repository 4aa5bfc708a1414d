/** Whether the count that is shown is the one that the rows give when everything is computed anew. */
import type { Campaign } from '../campaign/campaign.ts'
import type { Counted } from '../store/count-rows.ts'
import type { Attribute, Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import type { Tally } from '../tally/tally.ts'
import { countedHash, tallyHash } from './tally-hash.ts'

export type CheckTallyPorts = {
  readonly store: Counted & Pick<Store, 'revision' | 'misattributed' | 'recordTallyCheck'>
  /** As the pages show it. */
  readonly served: () => Promise<Tally>
  readonly attribute: Attribute
  readonly campaign: Campaign
  readonly clock: Clock
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Two that differ while something is written are looked at again: a register that was edited is applied within seconds. */
const LOOKS = 20
const PAUSE_MS = 3_000

/** @throws Error where the rows changed at each look, so that nothing can be said. */
export async function checkTally(ports: CheckTallyPorts, signal: AbortSignal): Promise<void> {
  let comparison: boolean | null = null
  for (let look = 1; look <= LOOKS && comparison !== true && !signal.aborted; look++) {
    if (look > 1) await ports.wait(PAUSE_MS, signal)
    comparison = (await compare(ports)) ?? comparison
  }
  if (signal.aborted) return
  if (comparison === null) throw new Error('The rows never stood still')
  await ports.store.recordTallyCheck(ports.clock(), comparison)
}

/** Null where something was written meanwhile. */
async function compare(ports: CheckTallyPorts): Promise<boolean | null> {
  const { store, served, attribute, campaign } = ports
  const revision = await store.revision()
  const shown = tallyHash(await served())
  const anew = await countedHash(campaign, store)
  const misattributed = await store.misattributed(attribute)
  return (await store.revision()) === revision ? shown === anew && misattributed === 0 : null
}
