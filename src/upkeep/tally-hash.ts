/** One hash for all that a count says: the numbers of each unit, and what each submission is worth. */
import type { Campaign } from '../campaign/campaign.ts'
import { canonicalHash } from '../canonical-json.ts'
import type { Sha256 } from '../lang.ts'
import { type Counted, countRows } from '../store/count-rows.ts'
import type { CountedSubmission, Tally } from '../tally/tally.ts'

/** Of the count, made anew from its rows. */
export async function countedHash(campaign: Campaign, rows: Counted): Promise<Sha256> {
  return tallyHash(await countRows(campaign, rows))
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
