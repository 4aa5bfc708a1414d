/** Documents that may be copies of others: of two in doubt the earlier counts, the later waits for a person's word. */
import type { Doubt } from '../identity/same-document.ts'
import type { Sha256 } from '../lang.ts'
import { earliestFirst } from './arrival.ts'
import type { CountedSubmission, Fate } from './tally.ts'

type Group = readonly CountedSubmission[]

/** @param documents the copies of each document with their fates. */
export function holdDoubted(documents: readonly Group[], doubts: readonly Doubt[]): readonly Group[] {
  if (doubts.length === 0) return documents
  const groupOf = new Map(documents.flatMap((group) => group.map(({ submission }) => [submission.document, group])))
  const doubtsOf = Map.groupBy(doubts.flatMap(bothWays), ({ of }) => groupOf.get(of))
  const held = new Map<Group, Group>()
  const standing = documents.flatMap((group) => group.find(stands) ?? []).toSorted(earliestFirst)
  for (const first of standing) {
    const group = groupOf.get(first.submission.document)
    if (!group || held.has(group)) continue
    for (const { kind, other } of doubtsOf.get(group) ?? []) {
      const later = groupOf.get(other)
      const second = later?.find(stands)
      if (!later || !second || second.decision !== null || held.has(later) || !isLater(second, first)) continue
      held.set(
        later,
        later.map((copy) => (stands(copy) ? { ...copy, fate: waits(kind, first) } : copy)),
      )
    }
  }
  return documents.map((group) => held.get(group) ?? group)
}

type OneWay = { readonly kind: Doubt['kind']; readonly of: Sha256; readonly other: Sha256 }

const bothWays = ({ kind, between: [a, b] }: Doubt): readonly OneWay[] => [
  { kind, of: a, other: b },
  { kind, of: b, other: a },
]

/** The copy under which a document is counted, or will be. */
const stands = ({ fate }: CountedSubmission): boolean => fate.kind === 'counts' || fate.kind === 'provisional'

/** Documents of two units are never in doubt with each other. */
function isLater(second: CountedSubmission, first: CountedSubmission): boolean {
  return earliestFirst(first, second) < 0 && unitOf(first) === unitOf(second)
}

const unitOf = ({ attribution }: CountedSubmission) => (attribution.kind === 'unit' ? attribution.unit : null)

function waits(code: Doubt['kind'], { submission }: CountedSubmission): Fate {
  return { kind: 'review', code, of: submission.document, ofReceivedAt: submission.receivedAt }
}
