/** The row of one unit: its numbers and its one word. */
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
  required: number,
  documents: readonly (readonly CountedSubmission[])[],
): UnitTally {
  const words = documents.map(wordOf)
  const numberOf = (word: Word): number => words.filter((each) => each === word).length
  const submissions = documents.flat().toSorted(newestFirst)
  const numbers = {
    valid: numberOf('counts'),
    provisional: numberOf('provisional'),
    refused: numberOf('refused'),
    review: numberOf('review'),
    duplicate: submissions.filter(({ fate }) => fate.kind === 'duplicate').length,
    late: numberOf('late'),
    pending: numberOf('pending'),
  }
  return {
    unit,
    required,
    ...numbers,
    missing: Math.max(0, required - numbers.valid),
    state: submissions.length === 0 ? 'none' : stateOf(required, numbers),
    lastReceivedAt: submissions[0]?.submission.receivedAt ?? null,
    submissions,
  }
}

function wordOf(copies: readonly CountedSubmission[]): Word | undefined {
  return PRECEDENCE.find((word) => copies.some(({ fate }) => fate.kind === word))
}

/** Of a unit that has sent something: one whose files are all refused or late has not "sent nothing", it lacks documents. */
function stateOf(
  required: number,
  { valid, review, pending, provisional }: Pick<UnitTally, 'valid' | 'review' | 'pending' | 'provisional'>,
): UnitState {
  if (valid >= required) return 'complete'
  if (review > 0) return 'needs-person'
  return pending + provisional > 0 ? 'checking' : 'partial'
}
