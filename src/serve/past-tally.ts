/** The count for papers: of what had been received up to an instant, and as it was frozen. */
import type { Campaign } from '../campaign/campaign.ts'
import { type Counted, countRows } from '../store/count-rows.ts'
import type { Store } from '../store/store.ts'
import { tallyAsFrozen } from '../tally/as-frozen.ts'
import type { JudgedSubmission, Tally } from '../tally/tally.ts'
import type { WebView } from '../web/view.ts'

type PastPorts = {
  readonly store: Counted & Pick<Store, 'frozenTally' | 'frozenGround' | 'reportDrafts'>
  readonly campaign: Campaign
  /** The count of now. */
  readonly tally: () => Promise<Tally>
}

type PastTallies = Pick<WebView, 'tallyUntil' | 'closedTally' | 'reportDrafts' | 'draftTally'>

export function pastTally({ store, campaign, tally }: PastPorts): PastTallies {
  const frozenAs = async (name: string) => {
    const frozen = await store.frozenTally(name)
    const ground = frozen && (await store.frozenGround(name))
    if (frozen === null || ground === null) return null
    // A plan that an earlier program froze lacks what plans have learnt to say since.
    const plan = { ...campaign, ...frozen.campaign }
    return { at: frozen.frozenAt, tally: tallyAsFrozen({ ...frozen, campaign: plan }, ground) }
  }
  return {
    tallyUntil: async (until) => {
      const wasThere = ({ submission }: JudgedSubmission) => submission.receivedAt <= until
      const now = await tally()
      if ([...now.units.flatMap(({ submissions }) => submissions), ...now.unassigned].every(wasThere)) return now
      const judgedSubmissions = async () => (await store.judgedSubmissions()).filter(wasThere)
      return countRows(campaign, { register: store.register, decisions: store.decisions, judgedSubmissions })
    },
    closedTally: () => frozenAs(campaign.id),
    reportDrafts: () => store.reportDrafts(campaign.id),
    draftTally: async ({ name }) => (await frozenAs(name))?.tally ?? null,
  }
}
