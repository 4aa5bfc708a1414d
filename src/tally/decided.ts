/** What people have decided, applied: whose a file is, whether it counts, what one document is, what a unit owes. */
import { type Campaign, type Terms, termsOf } from '../campaign/campaign.ts'
import type { UnitId } from '../campaign/unit.ts'
import { type Doubt, groupByDocument, type Sameness } from '../identity/same-document.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { copyOf } from './copy-of.ts'
import { keyOf, keysOfSubmission } from './decided-thing.ts'
import type { Decision } from './decision.ts'
import { asDescribed } from './described.ts'
import type { Counting } from './document-fate.ts'
import type { JudgedSubmission } from './tally.ts'

/** A submission with the last word of a person on it, null where none was spoken; that of one of two officers, too. */
export type DecidedSubmission = JudgedSubmission & {
  readonly decision: Decision | null
  /** What holds as long as the other officer has not spoken: the last word but proposals. */
  readonly settled: Decision | null
}

/** @param standing in the order in which they were made. */
export function decideBy(standing: readonly Decision[]): (submission: JudgedSubmission) => DecidedSubmission {
  const words = new Map<string, Decision>()
  const proposals = new Map<string, Decision>()
  const assignments = new Map<string, Decision>()
  const descriptions = new Map<string, Decision>()
  for (const decision of standing) {
    const { ruling } = decision
    switch (ruling.action) {
      case 'propose':
        proposals.set(keyOf(ruling.object), decision)
        break
      case 'accept':
      case 'refuse':
      case 'set-aside':
        words.set(keyOf(ruling.object), decision)
        break
      case 'assign-unit':
        assignments.set(keyOf(ruling.object), decision)
        break
      case 'describe':
        descriptions.set(keyOf(ruling.object), decision)
    }
  }
  return (item) => {
    const keys = keysOfSubmission(item.submission)
    const assignment = lastOf(assignments, keys)
    const reading = asDescribed(item.reading, lastOf(descriptions, keys))
    const [settled, proposal] = [lastOf(words, keys), lastOf(proposals, keys)]
    const decision = proposal !== null && proposal.id > (settled?.id ?? 0) ? proposal : settled
    return { ...assigned(item, assignment), reading, decision, settled }
  }
}

function assigned(item: JudgedSubmission, assignment: Decision | null): JudgedSubmission {
  if (assignment?.ruling.action !== 'assign-unit') return item
  const { testimonies } = item.attribution
  const evidence = `${assignment.by}: ${assignment.reason.text}`
  return {
    ...item,
    attribution: { kind: 'unit', unit: assignment.ruling.unit, witness: 'person', evidence, testimonies },
  }
}

function lastOf(decisions: ReadonlyMap<string, Decision>, keys: readonly string[]): Decision | null {
  const found = keys.flatMap((key) => decisions.get(key) ?? [])
  return found.toSorted((a, b) => b.id - a.id)[0] ?? null
}

type Groups = Sameness<DecidedSubmission>['groups']

/**
 * The groups and doubts that content makes, but for files that a person has taken out of theirs, which are in doubt with
 * none, and groups that one has joined.
 */
export function groupAsDecided(
  submissions: readonly DecidedSubmission[],
  standing: readonly Decision[],
  unitOf: Counting['unitOf'],
): Sameness<DecidedSubmission> {
  const apart = new Set<Sha256>()
  const distinct: (readonly Sha256[])[] = []
  let joined: (readonly Sha256[])[] = []
  for (const { ruling } of standing) {
    if (ruling.action === 'split') {
      const { document } = ruling.object
      apart.add(document)
      joined = joined.filter((pair) => !pair.includes(document))
    }
    if (ruling.action === 'merge') joined.push([ruling.object.document, ruling.other])
    if (ruling.action === 'distinct') {
      const two = [ruling.object.document, ruling.other] as const
      distinct.push(two)
      joined = joined.filter((pair) => !two.every((document) => pair.includes(document)))
    }
  }
  const own = Map.groupBy(submissions, ({ submission: { document } }) => (apart.has(document) ? document : null))
  const { groups, doubts } = groupByDocument(own.get(null) ?? [], (item) => copyOf(item, unitOf(item)))
  own.delete(null)
  const decided = joined.reduce(join, [...groups, ...own.values()])
  return { groups: decided, doubts: openDoubts(doubts, decided, distinct) }
}

/** Without those between groups of which a person has said that they are two: whichever of their files were named. */
function openDoubts(doubts: readonly Doubt[], groups: Groups, distinct: readonly (readonly Sha256[])[]) {
  if (distinct.length === 0) return doubts
  const groupOf = new Map(groups.flatMap((group, index) => group.map(({ submission }) => [submission.document, index])))
  const pairKey = (pair: readonly Sha256[]) =>
    pair
      .map((document) => groupOf.get(document) ?? -1)
      .toSorted()
      .join()
  const settled = new Set(distinct.map(pairKey))
  return doubts.filter(({ between }) => !settled.has(pairKey(between)))
}

function join(groups: Groups, pair: readonly Sha256[]): Groups {
  const meant = groups.filter((group) => group.some(({ submission }) => pair.includes(submission.document)))
  return meant.length < 2 ? groups : [...groups.filter((group) => !meant.includes(group)), meant.flat()]
}

/**
 * What is asked of each unit: as the campaign has it, and as people have extended it since. Where the campaign itself gives
 * more time by now, an extension takes none of it away; what was granted under a plan before is not granted under this one.
 */
export function termsAsDecided(campaign: Campaign, standing: readonly Decision[]): (unit: UnitId) => Terms {
  const terms = new Map<UnitId, Terms>()
  const issuedAt = Date.parse(`${campaign.issuedOn}T00:00:00+07:00`)
  for (const { ruling, at } of standing) {
    if (ruling.action !== 'extend' || at < issuedAt) continue
    const { object, deadline, required } = ruling
    const before = terms.get(object.unit) ?? termsOf(campaign, object.unit)
    terms.set(object.unit, {
      ...before,
      deadline: deadline === null ? before.deadline : later(deadline, campaign.deadline),
      required: required ?? before.required,
    })
  }
  return (unit) => terms.get(unit) ?? termsOf(campaign, unit)
}

const later = (a: Instant, b: Instant): Instant => Math.max(a, b) as Instant
