/** One hash for all that a count says: the numbers of each unit, and what each submission is worth. */

import type { Campaign } from '../campaign/campaign.ts'
import { canonicalHash } from '../canonical-json.ts'
import type { Sha256 } from '../lang.ts'
import type { Store } from '../store/store.ts'
import { type CountedSubmission, countTally, type Tally } from '../tally/tally.ts'

/** The rows that a count is made from. */
export type Counted = Pick<Store, 'register' | 'judgedSubmissions' | 'decisions'>

/** Of the count, made anew from its rows. */
export async function countedHash(campaign: Campaign, { register, judgedSubmissions, decisions }: Counted) {
  const { units } = await register()
  return tallyHash(countTally(campaign, units, await judgedSubmissions(), await decisions()))
}

export function tallyHash({ campaign, units, unassigned }: Tally): Sha256 {
  return canonicalHash({
    plan: campaign.plan,
    units: units.map(({ unit, submissions, ...numbers }) => ({
      ...numbers,
      unit: unit.id,
      submissions: submissions.map(worthOf),
    })),
    unassigned: unassigned.map(worthOf),
  })
}

const worthOf = ({ submission, fate, report, attribution }: CountedSubmission) => ({
  letter: submission.letter,
  partPath: submission.partPath,
  document: submission.document,
  receivedAt: submission.receivedAt,
  code: report?.code ?? null,
  attribution: attribution.kind === 'unit' ? attribution.unit : null,
  fate,
})
