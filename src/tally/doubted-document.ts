/** Documents that may be copies of others: of two in doubt the earlier counts; the later, or an appendix, waits for a person's word. */
import type { Doubt } from '../identity/same-document.ts'
import type { Sha256 } from '../lang.ts'
import { earliestFirst } from './arrival.ts'
import type { Counting } from './document-fate.ts'
import type { CountedSubmission, Fate } from './tally.ts'

type Group = readonly CountedSubmission[]

/** @param documents the copies of each document with their fates. */
export function holdDoubted(
  documents: readonly Group[],
  doubts: readonly Doubt[],
  unitOf: Counting['unitOf'],
): readonly Group[] {
  if (doubts.length === 0) return documents
  const standing = documents.flatMap(standingOf).toSorted(byPrecedence)
  const standingAs = new Map(
    standing.flatMap((each) => each.group.map(({ submission }) => [submission.document, each])),
  )
  const doubtsOf = Map.groupBy(doubts.flatMap(bothWays), ({ of }) => standingAs.get(of))
  const held = new Map<Group, Group>()
  for (const first of standing) {
    if (held.has(first.group)) continue
    for (const { kind, other } of doubtsOf.get(first) ?? []) {
      const second = standingAs.get(other)
      if (!second || held.has(second.group) || second.copy.decision !== null || byPrecedence(first, second) >= 0)
        continue
      // Documents of two units are never in doubt with each other.
      if (unitOf(first.copy) !== unitOf(second.copy)) continue
      const fate = waits(kind, first.copy)
      held.set(
        second.group,
        second.group.map((copy) => (stands(copy) ? { ...copy, fate } : copy)),
      )
    }
  }
  return documents.map((group) => held.get(group) ?? group)
}

/** A document that is counted, or will be, and the copy under which it is. */
type Standing = { readonly group: Group; readonly copy: CountedSubmission; readonly isAppendix: boolean }

function standingOf(group: Group): readonly Standing[] {
  const copy = group.find(stands)
  const isAppendix = group.every(({ reading }) => reading?.kind === 'read' && reading.identity.isAppendix)
  return copy ? [{ group, copy, isAppendix }] : []
}

const stands = ({ fate }: CountedSubmission): boolean => fate.kind === 'counts' || fate.kind === 'provisional'

/** An appendix holds no paper up: of two that it may belong to, it would cost the unit one. */
function byPrecedence(a: Standing, b: Standing): number {
  return Number(a.isAppendix) - Number(b.isAppendix) || earliestFirst(a.copy, b.copy)
}

type OneWay = { readonly kind: Doubt['kind']; readonly of: Sha256; readonly other: Sha256 }

const bothWays = ({ kind, between: [a, b] }: Doubt): readonly OneWay[] => [
  { kind, of: a, other: b },
  { kind, of: b, other: a },
]

function waits(code: Doubt['kind'], { submission }: CountedSubmission): Fate {
  return { kind: 'review', code, of: submission.document, ofReceivedAt: submission.receivedAt }
}
