/** The row of one unit: its numbers and its one word. */
import type { Campaign, Terms } from '../campaign/campaign.ts'
import type { Unit } from '../campaign/unit.ts'
import { newestFirst } from './arrival.ts'
import type { CountedSubmission, Fate, UnitState, UnitTally } from './tally.ts'

/** Best first: a document is counted once, under the first of these that one of its copies has. */
const PRECEDENCE = [
  'counts',
  'provisional',
  'review',
  'pending',
  'late',
  'refused',
] as const satisfies readonly Fate['kind'][]

type Word = (typeof PRECEDENCE)[number]

/** @param documents the unit's submissions, grouped by document. */
export function tallyOfUnit(
  unit: Unit,
  { rule, ...terms }: Terms & Pick<Campaign, 'rule'>,
  documents: readonly (readonly CountedSubmission[])[],
): UnitTally {
  const words = documents.map(wordOf)
  const numberOf = (word: Word): number => words.filter((each) => each === word).length
  const submissions = documents.flat().toSorted(newestFirst)
  const counting = submissions.filter(({ fate }) => fate.kind === 'counts')
  const numbers = {
    valid: numberOf('counts'),
    byPerson: counting.filter(({ decision }) => decision !== null).length,
    countedLate: counting.filter(({ fate }) => fate.kind === 'counts' && fate.isLate).length,
    provisional: numberOf('provisional'),
    refused: numberOf('refused'),
    review: numberOf('review'),
    duplicate: submissions.filter(({ fate }) => fate.kind === 'duplicate').length,
    late: numberOf('late'),
    pending: numberOf('pending'),
  }
  const filled = numbers.valid + (rule.provisional === 'counted' ? numbers.provisional : 0)
  const missing = Math.max(0, terms.required - filled)
  return {
    unit,
    ...terms,
    ...numbers,
    missing,
    state: stateOf(submissions, missing, numbers),
    lastReceivedAt: submissions[0]?.submission.receivedAt ?? null,
    submissions,
  }
}

function wordOf(copies: readonly CountedSubmission[]): Word | undefined {
  return PRECEDENCE.find((word) => copies.some(({ fate }) => fate.kind === word))
}

/**
 * One of which nothing is asked has met it, whatever it sent; one whose files are all refused or late has not "sent nothing", it
 * lacks documents.
 */
function stateOf(
  submissions: readonly CountedSubmission[],
  missing: number,
  { review, pending, provisional }: Pick<UnitTally, 'review' | 'pending' | 'provisional'>,
): UnitState {
  if (missing === 0) return 'complete'
  if (submissions.every(({ fate }) => fate.kind === 'set-aside')) return 'none'
  if (review > 0) return 'needs-person'
  return pending + provisional > 0 ? 'checking' : 'partial'
}
