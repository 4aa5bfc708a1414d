/** What each copy of one document is worth: the one that counts, its duplicates, and those that need a person. */
import { type Campaign, isInTime, isReceiptDisputed } from '../campaign/campaign.ts'
import type { UnitId } from '../campaign/unit.ts'
import { earliestFirst } from './arrival.ts'
import { worthOf } from './counting-rule.ts'
import type { CountedSubmission, Fate, JudgedSubmission } from './tally.ts'

/** Best first. A copy that is refused or not yet judged keeps its own fate beside any other. */
const RANK = { counts: 0, provisional: 1, review: 2, late: 3 } as const

type Contender = CountedSubmission & { readonly fate: { readonly kind: keyof typeof RANK } }

/** The unit that a submission is attributed to, or null where it is to none of the register. */
export function unitOf(register: ReadonlySet<UnitId>, { attribution }: JudgedSubmission): UnitId | null {
  return attribution.kind === 'unit' && register.has(attribution.unit) ? attribution.unit : null
}

/**
 * Fates of the copies of one document. Of the contenders the best, of equals the earliest, stands for the document; the
 * others are its duplicates. A copy of no known unit never takes the place of a unit's own, and a document that two
 * units claim counts for neither until a person has looked.
 */
export function fatesOfDocument(
  campaign: Campaign,
  register: ReadonlySet<UnitId>,
  copies: readonly JudgedSubmission[],
): readonly CountedSubmission[] {
  const judged = copies.map((copy): CountedSubmission => ({ ...copy, fate: fateAlone(campaign, copy) }))
  const contenders = judged.filter(isContender).toSorted(bestFirst)
  const owned = contenders.filter((copy) => unitOf(register, copy) !== null)
  if (new Set(owned.map((copy) => unitOf(register, copy))).size > 1) {
    return judged.map((copy) => (isContender(copy) ? { ...copy, fate: { kind: 'review', code: 'two-units' } } : copy))
  }
  const first = owned[0]
  const firstStranger = contenders.find((copy) => unitOf(register, copy) === null)
  return judged.map((copy) => {
    if (!isContender(copy) || copy === first) return copy
    if (first && (unitOf(register, copy) !== null || RANK[first.fate.kind] <= RANK[copy.fate.kind]))
      return duplicateOf(first, copy)
    return firstStranger && copy !== firstStranger ? duplicateOf(firstStranger, copy) : copy
  })
}

function fateAlone(campaign: Campaign, { report, submission, attribution }: JudgedSubmission): Fate {
  if (report === null) return { kind: 'pending' }
  const worth = worthOf(report)
  if (worth.kind === 'refused' || worth.kind === 'review') return worth
  // A good document of a body outside of the register is nobody's who may be counted, whoever sent it.
  if (attribution.kind === 'unknown' && attribution.reason === 'other-body')
    return { kind: 'refused', code: 'signer-not-entitled' }
  const { receivedAt, tracedAt } = submission
  if (isReceiptDisputed(campaign, receivedAt, tracedAt)) return { kind: 'review', code: 'receipt-disputed' }
  return isInTime(campaign, receivedAt) ? worth : { kind: 'late' }
}

function isContender(copy: CountedSubmission): copy is Contender {
  return copy.fate.kind in RANK
}

function bestFirst(a: Contender, b: Contender): number {
  return RANK[a.fate.kind] - RANK[b.fate.kind] || earliestFirst(a, b)
}

function duplicateOf(first: JudgedSubmission, copy: CountedSubmission): CountedSubmission {
  const { document: of, receivedAt: ofReceivedAt } = first.submission
  return { ...copy, fate: { kind: 'duplicate', code: 'duplicate-submission', of, ofReceivedAt } }
}
