/** The count, kept up with its rows: only what a change can reach is counted again. Decision 26. */
import type { Campaign } from '../campaign/campaign.ts'
import type { Unit } from '../campaign/unit.ts'
import { exactKeys } from '../identity/same-document.ts'
import { numberKeyOf } from '../identity/same-number.ts'
import type { Sha256 } from '../lang.ts'
import { exchanged } from '../merged.ts'
import { newestFirst } from './arrival.ts'
import { copyOf } from './copy-of.ts'
import { decideBy } from './decided.ts'
import { objectsOf } from './decided-thing.ts'
import { type Decision, type DecisionId, type DecisionObject, standingDecisions } from './decision.ts'
import type { Counting } from './document-fate.ts'
import { type Link, openReach, type Reached } from './reach.ts'
import {
  type ByUnit,
  type CountedSubmission,
  countDocuments,
  countedUnits,
  countingOf,
  type JudgedSubmission,
  rowOf,
  type Tally,
  unassignedOf,
} from './tally.ts'

type Change = {
  /** The same array while the register is the same. */
  readonly units: readonly Unit[]
  /** All that were made; none is ever removed. */
  readonly decisions: readonly Decision[]
  readonly documents: readonly Sha256[]
  /** All of these documents, in place of those that were known. */
  readonly submissions: readonly JudgedSubmission[]
}

type Rows = ReadonlyMap<Sha256, readonly JudgedSubmission[]>

/** What was counted last, and where each thing stands in it: of many rows few are looked at. */
type Before = {
  readonly tally: Tally
  readonly units: readonly Unit[]
  readonly lastDecision: DecisionId
  /** Of the rows of units. */
  readonly places: ReadonlyMap<Link, number>
  readonly unassigned: Map<Sha256, readonly CountedSubmission[]>
}

/**
 * Each tally is that which `countTally` makes of all rows so far. A unit whose row is the same object as before stands as it
 * stood, and so does all of a tally that is: whoever derives something from them may keep it beside them.
 */
export function openRecount(campaign: Campaign): (change: Change) => Tally {
  const rows = new Map<Sha256, readonly JudgedSubmission[]>()
  let reach = openReach()
  let last: Before | null = null
  return (change) => {
    const { units, decisions, documents } = change
    const before = last?.units === units ? last : null
    const about = before === null ? [] : objectsSince(before.lastDecision, decisions)
    if (before !== null && documents.length + about.length === 0) return before.tally
    // What fails half-way leaves nothing that could be gone on from.
    last = null
    const changed = new Set([...documents, ...about.flatMap((object) => documentsOf(object, rows))])
    const reachedBefore = reach.from(changed, about.flatMap(linksOfObject))
    replaceRows(rows, change)
    if (before === null) reach = openReach()
    const anew = before === null ? new Set(rows.keys()) : changed
    const standing = standingDecisions(decisions)
    const counting = countingOf(campaign, units, standing)
    const linksOf = linking(counting, standing, decisions)
    for (const document of anew) reach.link(document, linksOf(document, rows.get(document) ?? []))
    const reached = reach.from(reachedBefore.documents.union(anew), reachedBefore.links)
    const submissions = [...reached.documents].flatMap((document) => rows.get(document) ?? [])
    const byUnit = countDocuments(counting, standing, submissions)
    const counted =
      before === null ? countedAnew(counting, units, byUnit) : countedIn(before, counting, byUnit, reached)
    last = { ...counted, units, lastDecision: decisions.at(-1)?.id ?? 0 }
    return counted.tally
  }
}

/** Takes those of a change in. */
export function replaceRows(
  rows: Map<Sha256, readonly JudgedSubmission[]>,
  { documents, submissions }: Pick<Change, 'documents' | 'submissions'>,
): void {
  const sent = Map.groupBy(submissions, ({ submission }) => submission.document)
  for (const document of documents) rows.set(document, sent.get(document) ?? [])
}

/** All that decisions after that one are about. */
function objectsSince(last: DecisionId, decisions: readonly Decision[]): readonly DecisionObject[] {
  const news = decisions.filter(({ id }) => id > last)
  if (news.length === 0) return []
  const byId = new Map(decisions.map((decision) => [decision.id, decision]))
  return news.flatMap((decision) => objectsOf(decision, byId))
}

function documentsOf(object: DecisionObject, rows: Rows): readonly Sha256[] {
  if (object.kind === 'unit') return []
  if (object.kind === 'document') return rows.has(object.document) ? [object.document] : []
  const isOfLetter = ({ submission }: JudgedSubmission) => submission.letter === object.letter
  return [...rows].flatMap(([document, submissions]) => (submissions.some(isOfLetter) ? [document] : []))
}

const unitLink = (unit: string): Link => `unit ${unit}`

const linksOfObject = (object: DecisionObject): readonly Link[] =>
  object.kind === 'unit' ? [unitLink(object.unit)] : []

/**
 * By what a document may take part in the worth of another: the units that sent it, its content, the number that it bears
 * where nobody knows whose it is, and what people have said of two of them.
 */
function linking({ unitOf }: Counting, standing: readonly Decision[], decisions: readonly Decision[]) {
  const decide = decideBy(standing)
  const pairs = Map.groupBy(decisions.flatMap(pairsOf), ({ document }) => document)
  return (document: Sha256, submissions: readonly JudgedSubmission[]): readonly Link[] => {
    const links = new Set<Link>((pairs.get(document) ?? []).map(({ link }) => link))
    for (const submission of submissions) {
      const decided = decide(submission)
      const unit = unitOf(decided)
      const copy = copyOf(decided, unit)
      for (const key of exactKeys(copy)) links.add(key)
      const shared = unit === null ? numberKeyOf(copy) : unitLink(unit)
      if (shared !== null) links.add(shared)
    }
    return [...links]
  }
}

/** Also of a decision that was undone: what it united is no more. */
function pairsOf({ id, ruling }: Decision): readonly { readonly document: Sha256; readonly link: Link }[] {
  if (ruling.action !== 'merge' && ruling.action !== 'distinct') return []
  return [ruling.object.document, ruling.other].map((document) => ({ document, link: `decision ${id}` }))
}

type CountedNow = Pick<Before, 'tally' | 'places' | 'unassigned'>

function countedAnew(counting: Counting, units: readonly Unit[], byUnit: ByUnit): CountedNow {
  const { campaign } = counting
  const rows = countedUnits(campaign, units).map((unit) => rowOf(counting, unit, byUnit))
  const unassigned = unassignedOf(byUnit)
  return {
    tally: { campaign, units: rows, unassigned },
    places: new Map(rows.map(({ unit }, place) => [unitLink(unit.id), place])),
    unassigned: Map.groupBy(unassigned, documentOf),
  }
}

/** What is reached, in place of what it was. */
function countedIn(before: Before, counting: Counting, byUnit: ByUnit, { documents, links }: Reached): CountedNow {
  const { tally, places, unassigned } = before
  const units = [...tally.units]
  for (const link of links) {
    const place = places.get(link)
    const row = place === undefined ? undefined : units[place]
    if (place !== undefined && row !== undefined) units[place] = rowOf(counting, row.unit, byUnit)
  }
  const gone = [...documents].flatMap((document) => unassigned.get(document) ?? [])
  const come = unassignedOf(byUnit)
  for (const { submission } of gone) unassigned.delete(submission.document)
  for (const [document, counted] of Map.groupBy(come, documentOf)) unassigned.set(document, counted)
  const isSame = gone.length + come.length === 0
  const others = isSame ? tally.unassigned : exchanged(tally.unassigned, gone, come, newestFirst)
  return { tally: { ...tally, units, unassigned: others }, places, unassigned }
}

const documentOf = ({ submission }: CountedSubmission): Sha256 => submission.document
