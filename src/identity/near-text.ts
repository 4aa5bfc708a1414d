/** Documents of one owner that say nearly the same: found through buckets, never by comparing all with all. For a person to judge. */
import { foldName } from '../campaign/spelling.ts'
import type { DocumentIdentity } from './identity.ts'
import { bandsOf, likeness } from './likeness.ts'
import type { Copy, Doubt } from './same-document.ts'
import { foldSubject } from './subject.ts'
import type { UnionFind } from './union-find.ts'

const NEAR_TEXT = {
  /** On one page, a number, a day and a name that differ leave 0.8 of the shingles; another report of the same form, half. */
  likeness: 0.7,
  /** Days between dates of copies: a draft that was dated anew, and not the report of another month. */
  days: 20,
  /** Files of one bucket that each is compared with: of 33 drafts of one paper all are in doubt with each other. */
  neighbours: 32,
} as const

type Candidate = {
  readonly document: Copy['document']
  readonly owner: string
  readonly number: string | null
  readonly identity: DocumentIdentity
  readonly sketch: readonly number[] | null
}

/** @param copies in an order that does not depend on how they were given. */
export function nearPairs(copies: readonly Copy[], sets: UnionFind): readonly Doubt[] {
  const pairs = new Map<string, Doubt>()
  for (const candidates of comparable(numbered(copies.flatMap(candidateOf), sets))) {
    const looked = new Set<number>()
    const keyed = candidates.flatMap((candidate, at) => keysOf(candidate).map((key) => ({ candidate, at, key })))
    for (const bucket of Map.groupBy(keyed, ({ key }) => key).values()) {
      for (const [one, other] of neighboursIn(bucket)) {
        // Texts that are alike meet in many buckets.
        const pair = one.at * candidates.length + other.at
        if (looked.has(pair)) continue
        looked.add(pair)
        if (!isNear(one.candidate, other.candidate)) continue
        const between = [one.candidate.document, other.candidate.document] as const
        pairs.set(between.join(' '), { kind: 'near-text', between })
      }
    }
  }
  return [...pairs.values()]
}

/** Lists within which some may be near: all of an owner where one has no number, else those of each number. */
function comparable(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const byOwner = Map.groupBy(candidates, ({ owner }) => owner)
  return [...byOwner.values()].flatMap((own) => {
    const byNumber = Map.groupBy(own, ({ number }) => number)
    return byNumber.has(null) ? [own] : [...byNumber.values()].filter(({ length }) => length > 1)
  })
}

/** A draft without a number that is one with a paper of its unit has the number of that. */
function numbered(candidates: readonly Candidate[], sets: UnionFind): readonly Candidate[] {
  const keyOf = ({ document, owner }: Candidate) => `${sets.find(document)} ${owner}`
  const numbers = new Map(
    candidates.flatMap((each) => (each.number === null ? [] : [[keyOf(each), each.number] as const])),
  )
  return candidates.map((each) => ({ ...each, number: each.number ?? numbers.get(keyOf(each)) ?? null }))
}

function candidateOf({ document, owner, reading }: Copy): readonly Candidate[] {
  if (owner === null || reading?.kind !== 'read' || reading.identity.isAppendix) return []
  const { identity, traces } = reading
  const number = identity.codeNumber?.value.replace(/^0+/, '') ?? null
  return [{ document, owner, number, identity, sketch: traces.sketch }]
}

type Keyed = { readonly candidate: Candidate; readonly at: number }

function* neighboursIn(bucket: readonly Keyed[]): Generator<readonly [Keyed, Keyed]> {
  for (const [i, one] of bucket.entries()) {
    for (const other of bucket.slice(i + 1, i + 1 + NEAR_TEXT.neighbours)) yield [one, other]
  }
}

/** Text too short for a sketch is known by its title. */
function keysOf({ identity, sketch }: Candidate): readonly (string | number)[] {
  if (sketch) return bandsOf(sketch)
  const { typeName, subject } = identity
  return subject ? [`title ${foldName(typeName?.value ?? '')} ${foldSubject(subject.value)}`] : []
}

/** Two numbers are two documents, however much their forms agree. */
function isNear(a: Candidate, b: Candidate): boolean {
  if (
    a.document === b.document ||
    (a.number !== null && b.number !== null && a.number !== b.number) ||
    isFarApart(a.identity, b.identity)
  )
    return false
  return a.sketch && b.sketch ? likeness(a.sketch, b.sketch) >= NEAR_TEXT.likeness : true
}

function isFarApart({ issuedDate: a }: DocumentIdentity, { issuedDate: b }: DocumentIdentity): boolean {
  const [one, other] = [daysOf(a?.value), daysOf(b?.value)]
  return one !== null && other !== null && Math.abs(one - other) > NEAR_TEXT.days
}

/** Null where the day is not filled in. */
function daysOf(date: string | undefined): number | null {
  const [year, month, day] = (date ?? '').split('-').map(Number)
  if (!year || !month || !day) return null
  // Months as equally long: good enough for "near".
  return year * 365.25 + month * 30.44 + day
}
