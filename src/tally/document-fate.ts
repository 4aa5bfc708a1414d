/** What each copy of one document is worth: the one that counts, its duplicates, and those that need a person. */
import { type Campaign, isInTime, isReceiptDisputed, type Terms } from '../campaign/campaign.ts'
import type { UnitId } from '../campaign/unit.ts'
import { earliestFirst } from './arrival.ts'
import { worthOf } from './counting-rule.ts'
import type { DecidedSubmission } from './decided.ts'
import { unmetDemand } from './rule-demands.ts'
import type { CountedSubmission, Fate } from './tally.ts'

/** By what one count is made. */
export type Counting = {
  readonly campaign: Campaign
  readonly termsOf: (unit: UnitId) => Terms
  /** The unit that a submission is attributed to, or null where it is to none that the campaign counts. */
  readonly unitOf: (submission: DecidedSubmission) => UnitId | null
}

/** Best first. A copy that is refused or not yet judged keeps its own fate beside any other. */
const RANK = { counts: 0, provisional: 1, review: 2, late: 3 } as const

type Contender = CountedSubmission & { readonly fate: { readonly kind: keyof typeof RANK } }

/**
 * Fates of the copies of one document. Of the contenders the best, of equals the earliest, stands for the document; the
 * others are its duplicates. A copy of no known unit never takes the place of a unit's own, and a document that two
 * units claim counts for neither until a person has looked.
 */
export function fatesOfDocument(
  counting: Counting,
  copies: readonly DecidedSubmission[],
): readonly CountedSubmission[] {
  const { unitOf } = counting
  const judged = copies.map((each): CountedSubmission => {
    const copy = withoutNeedlessProposal(counting, each)
    return { ...copy, fate: fateAlone(counting, copy) }
  })
  const contenders = withoutProposed(counting, judged.filter(isContender)).toSorted(bestFirst)
  const contending = new Set<CountedSubmission>(contenders)
  const owned = contenders.filter((copy) => unitOf(copy) !== null)
  if (new Set(owned.map(unitOf)).size > 1) {
    return judged.map((copy) =>
      contending.has(copy) ? { ...copy, fate: { kind: 'review', code: 'two-units' } } : copy,
    )
  }
  const first = owned[0]
  const firstStranger = contenders.find((copy) => unitOf(copy) === null)
  return judged.map((copy) => {
    if (!isContender(copy) || !contending.has(copy) || copy === first) return copy
    if (first && (unitOf(copy) !== null || RANK[first.fate.kind] <= RANK[copy.fate.kind]))
      return duplicateOf(first, copy)
    return firstStranger && copy !== firstStranger ? duplicateOf(firstStranger, copy) : copy
  })
}

/** Where a file counts without it, the word of one of two officers is not waited for: the machine may say otherwise since. */
function withoutNeedlessProposal(counting: Counting, copy: DecidedSubmission): DecidedSubmission {
  const settled = { ...copy, decision: copy.settled }
  return isProposed(copy) && fateAlone(counting, settled).kind === 'counts' ? settled : copy
}

const isProposed = ({ decision }: DecidedSubmission): boolean => decision?.ruling.action === 'propose'

/** What one of two officers has said for one unit, of a copy that is worth nothing without it, costs another unit nothing. */
function withoutProposed(counting: Counting, contenders: readonly Contender[]): readonly Contender[] {
  const isOnlyProposed = (copy: Contender) =>
    isProposed(copy) && !(fateAlone(counting, { ...copy, decision: copy.settled }).kind in RANK)
  const proposed = new Set(contenders.filter(isOnlyProposed))
  const units = new Set(contenders.filter((copy) => !proposed.has(copy)).map(counting.unitOf))
  units.delete(null)
  if (units.size === 0) return contenders
  return contenders.filter((copy) => {
    const unit = counting.unitOf(copy)
    return !proposed.has(copy) || unit === null || units.has(unit)
  })
}

function fateAlone(counting: Counting, copy: DecidedSubmission): Fate {
  const unit = counting.unitOf(copy)
  const { campaign } = counting
  const terms = unit === null ? campaign : counting.termsOf(unit)
  const { receivedAt, tracedAt } = copy.submission
  const isOnTime = isInTime(terms, receivedAt)
  switch (copy.decision?.ruling.action) {
    case 'set-aside':
      return { kind: 'set-aside' }
    case 'refuse':
      return { kind: 'refused', code: 'by-decision' }
    case 'accept':
      return { kind: 'counts', isLate: !isOnTime }
    case 'propose':
      return { kind: 'review', code: 'second-officer' }
    default:
      return isReceiptDisputed(terms, receivedAt, tracedAt)
        ? disputed(worthFor(copy, campaign), campaign)
        : inTime(worthFor(copy, campaign), isOnTime, campaign)
  }
}

/** As the machine sees it, before time and other copies are looked at. */
function worthFor({ report, attribution }: DecidedSubmission, { rule }: Campaign): Fate {
  if (report === null) return { kind: 'pending' }
  const worth = worthOf(report)
  if (worth.kind === 'refused' || worth.kind === 'review') return worth
  // A good document of a body outside of the register is nobody's who may be counted, whoever sent it.
  if (attribution.kind === 'unknown' && attribution.reason === 'other-body') {
    return { kind: 'refused', code: 'signer-not-entitled' }
  }
  return unmetDemand(report, attribution, rule) ?? worth
}

/** The mail servers name two times of receipt, one of them after the deadline. */
function disputed(fate: Fate, { rule }: Campaign): Fate {
  const hangsOnTime = rule.late !== 'counted' && (fate.kind === 'counts' || fate.kind === 'provisional')
  return hangsOnTime ? { kind: 'review', code: 'receipt-disputed' } : fate
}

function inTime(fate: Fate, isOnTime: boolean, { rule }: Campaign): Fate {
  if (isOnTime || rule.late === 'counted' || (fate.kind !== 'counts' && fate.kind !== 'provisional')) return fate
  if (rule.late === 'refused') return { kind: 'late' }
  return fate.kind === 'counts' ? { ...fate, isLate: true } : fate
}

function isContender(copy: CountedSubmission): copy is Contender {
  return copy.fate.kind in RANK
}

function bestFirst(a: Contender, b: Contender): number {
  return RANK[a.fate.kind] - RANK[b.fate.kind] || earliestFirst(a, b)
}

function duplicateOf(first: CountedSubmission, copy: CountedSubmission): CountedSubmission {
  const { document: of, receivedAt: ofReceivedAt } = first.submission
  return { ...copy, fate: { kind: 'duplicate', code: 'duplicate-submission', of, ofReceivedAt } }
}
