/** The count for papers: of what had been received up to an instant, and as it was frozen. */
import type { Campaign } from '../campaign/campaign.ts'
import { type Counted, countRows } from '../store/count-rows.ts'
import type { Store } from '../store/store.ts'
import { tallyAsFrozen } from '../tally/as-frozen.ts'
import type { FrozenTally } from '../tally/frozen.ts'
import type { CountedSubmission, JudgedSubmission, Tally } from '../tally/tally.ts'
import type { WebView } from '../web/view.ts'

type PastPorts = {
  readonly store: Counted & Pick<Store, 'frozenNumbers' | 'frozenTally' | 'frozenGround' | 'reportDrafts'>
  readonly campaign: Campaign
  /** The count of now. */
  readonly tally: () => Promise<Tally>
}

type PastView = Pick<
  WebView,
  'tallyUntil' | 'closedTally' | 'closedNumbers' | 'frozenNumbers' | 'frozenTally' | 'reportDrafts' | 'draftTally'
>

export function pastTally({ store, campaign, tally }: PastPorts): PastView {
  const frozenNumbers = onceThere(() => store.frozenNumbers(campaign.id))
  const frozenTally = onceThere(() => store.frozenTally(campaign.id))
  // A plan that an earlier program froze lacks what plans have learnt to say since.
  const planOf = (frozen: { readonly campaign: Campaign }) => ({ ...campaign, ...frozen.campaign })
  /** @param name of the campaign, or of a draft. */
  const withFiles = async (name: string, frozen: FrozenTally | null) => {
    const ground = frozen && (await store.frozenGround(name))
    if (frozen === null || ground === null) return null
    return { at: frozen.frozenAt, tally: tallyAsFrozen({ ...frozen, campaign: planOf(frozen) }, ground) }
  }
  return {
    tallyUntil: async (until) => {
      const wasThere = ({ submission }: JudgedSubmission) => submission.receivedAt <= until
      const isOf = ([newest]: readonly CountedSubmission[]) => newest === undefined || wasThere(newest)
      const now = await tally()
      if (now.units.every(({ submissions }) => isOf(submissions)) && isOf(now.unassigned)) return now
      const judgedSubmissions = async () => (await store.judgedSubmissions()).filter(wasThere)
      return countRows(campaign, { register: store.register, decisions: store.decisions, judgedSubmissions })
    },
    frozenNumbers,
    frozenTally,
    closedNumbers: onceThere(async () => {
      const frozen = await frozenNumbers()
      if (frozen === null) return null
      const decisions = (await store.decisions()).filter(({ id }) => id <= frozen.lastDecision)
      const withoutFiles = { ...frozen, campaign: planOf(frozen), fates: [] }
      return { at: frozen.frozenAt, tally: tallyAsFrozen(withoutFiles, { submissions: [], decisions }) }
    }),
    closedTally: async () => withFiles(campaign.id, await frozenTally()),
    reportDrafts: () => store.reportDrafts(campaign.id),
    draftTally: async ({ name }) => (await withFiles(name, await store.frozenTally(name)))?.tally ?? null,
  }
}

/** What is there once never changes. */
function onceThere<T>(read: () => Promise<T | null>): () => Promise<T | null> {
  let known: T | null = null
  return async () => {
    known ??= await read()
    return known
  }
}
