/** The tally, made from the rows of the store. */
import type { Campaign } from '../campaign/campaign.ts'
import { countTally, type Tally } from '../tally/tally.ts'
import type { Store } from './store.ts'

/** The rows that a count is made from. */
export type Counted = Pick<Store, 'register' | 'judgedSubmissions' | 'decisions'>

/** What is written between these readings moves the revision: whoever keeps the count asks for that first. */
export async function countRows(campaign: Campaign, rows: Counted): Promise<Tally> {
  const { units } = await rows.register()
  const decisions = await rows.decisions()
  return countTally(campaign, units, await rows.judgedSubmissions(), decisions)
}
