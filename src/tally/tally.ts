/** The tally: how many distinct signed documents each unit has, and why each file counts or not. */
import type { Attribution } from '../attribution/attribution.ts'
import type { Campaign, Deadline, Terms } from '../campaign/campaign.ts'
import { heirsAt } from '../campaign/register.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import type { IdentityReading } from '../identity/identity.ts'
import type { Doubt } from '../identity/same-document.ts'
import { keptBy } from '../kept-by.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { Submission } from '../submission/submission.ts'
import type { Code } from '../validation/code.ts'
import type { DocumentReport } from '../validation/report.ts'
import { distinctSubmissions, newestFirst } from './arrival.ts'
import { type DecidedSubmission, decideBy, groupAsDecided, termsAsDecided } from './decided.ts'
import { type Decision, standingDecisions } from './decision.ts'
import { type Counting, fatesOfDocument } from './document-fate.ts'
import { holdDoubted } from './doubted-document.ts'
import type { Shortcoming } from './rule-demands.ts'
import { tallyOfUnit } from './unit-tally.ts'

/** A submission with all that the counting rule looks at; `report` and `reading` are null while it is not yet judged and read. */
export type JudgedSubmission = {
  readonly submission: Submission
  readonly report: DocumentReport | null
  readonly reading: IdentityReading | null
  readonly mailSubject: string | null
  readonly attribution: Attribution
}

/** What a submission is worth in the count, and why. */
export type Fate =
  /** `isLate`: it came after the deadline, and is counted with a note. */
  | { readonly kind: 'counts'; readonly isLate: boolean }
  /** All that is missing is revocation data. */
  | { readonly kind: 'provisional'; readonly code: Code }
  /** The same document as one that came earlier. */
  | {
      readonly kind: 'duplicate'
      readonly code: 'duplicate-submission'
      readonly of: Sha256
      /** When the copy came that stands for the document. */
      readonly ofReceivedAt: Instant
    }
  | { readonly kind: 'late' }
  | { readonly kind: 'refused'; readonly code: Code | Shortcoming | 'by-decision' }
  /**
   * A person must look: the machine could not conclude, two units sent the same document, its receipt is not certain, or
   * one of two officers has accepted it.
   */
  | { readonly kind: 'review'; readonly code: Code | Shortcoming | 'two-units' | 'receipt-disputed' | 'second-officer' }
  /** It may be the same document as one that came earlier, or bears its number. */
  | {
      readonly kind: 'review'
      readonly code: Doubt['kind']
      readonly of: Sha256
      readonly ofReceivedAt: Instant
    }
  /** A person has said that it is none of the papers that the plan asks for. */
  | { readonly kind: 'set-aside' }
  | { readonly kind: 'pending' }

/** `decision`: the word of a person that made the fate what it is, beside what the machine says. */
export type CountedSubmission = DecidedSubmission & { readonly fate: Fate }

/** All that were counted, of whomever. */
export const submissionsOf = ({
  units,
  unassigned,
}: Pick<Tally, 'units' | 'unassigned'>): readonly CountedSubmission[] => [
  ...units.flatMap(({ submissions }) => submissions),
  ...unassigned,
]

/** In order of precedence: the first that holds is the unit's one word. */
export type UnitState = 'complete' | 'needs-person' | 'checking' | 'partial' | 'none'

export type UnitTally = Terms & {
  readonly unit: Unit
  /** Distinct documents, each under the best fate of its copies. */
  readonly valid: number
  /** Of the valid ones, those that a person has accepted, and those that are counted though they came late. */
  readonly byPerson: number
  readonly countedLate: number
  readonly provisional: number
  readonly refused: number
  readonly review: number
  /** Copies that came beside the one that is counted; the only number that counts files. */
  readonly duplicate: number
  readonly late: number
  readonly pending: number
  /** max(0, required - valid), less the provisional ones where the rule lets them fill the number meanwhile. */
  readonly missing: number
  readonly state: UnitState
  readonly lastReceivedAt: Instant | null
  /** Newest first. */
  readonly submissions: readonly CountedSubmission[]
}

export type Tally = {
  readonly campaign: Campaign
  /** In the order of the register. */
  readonly units: readonly UnitTally[]
  /** Submissions of no known unit. */
  readonly unassigned: readonly CountedSubmission[]
}

/** The row of a unit, or what is nobody's. */
export type TallyPart = UnitTally | Tally['unassigned']

/** Each stands as the same object from one count to the next where nothing in it is another. */
export const partsOf = keptBy(({ units, unassigned }: Pick<Tally, 'units' | 'unassigned'>): readonly TallyPart[] => [
  ...units,
  unassigned,
])

/** Newest first. */
export const filesOf = (part: TallyPart): readonly CountedSubmission[] => ('unit' in part ? part.submissions : part)

/**
 * Counts. A function of its arguments; neither the order of `submissions` and `decisions` nor a repeated one matters.
 *
 * @param units all that the register has ever known: those that exist at the deadline are counted, and the papers of those
 * merged into them are theirs.
 */
export function countTally(
  campaign: Campaign,
  units: readonly Unit[],
  submissions: readonly JudgedSubmission[],
  decisions: readonly Decision[] = [],
): Tally {
  const standing = standingDecisions(decisions)
  const counting = countingOf(campaign, units, standing)
  const byUnit = countDocuments(counting, standing, submissions)
  return {
    campaign,
    units: countedUnits(campaign, units).map((unit) => rowOf(counting, unit, byUnit)),
    unassigned: unassignedOf(byUnit),
  }
}

/** Of each unit, and of none, the documents that are its own, each with its copies and what they are worth. */
export type ByUnit = ReadonlyMap<UnitId | null, readonly (readonly CountedSubmission[])[]>

/** @param submissions all of any unit, and of any document, of which there is one among them. */
export function countDocuments(
  counting: Counting,
  standing: readonly Decision[],
  submissions: readonly JudgedSubmission[],
): ByUnit {
  const decided = distinctSubmissions(submissions).map(decideBy(standing))
  const { groups, doubts } = groupAsDecided(decided, standing, counting.unitOf)
  const documents = groups.map((copies) => fatesOfDocument(counting, copies))
  const byUnit = new Map<UnitId | null, CountedSubmission[][]>()
  for (const copies of holdDoubted(documents, doubts, counting.unitOf)) {
    for (const [unit, own] of Map.groupBy(copies, counting.unitOf)) {
      const rows = byUnit.get(unit)
      if (rows) rows.push(own)
      else byUnit.set(unit, [own])
    }
  }
  return byUnit
}

export function rowOf({ campaign, termsOf }: Counting, unit: Unit, byUnit: ByUnit): UnitTally {
  return tallyOfUnit(unit, { ...termsOf(unit.id), rule: campaign.rule }, byUnit.get(unit.id) ?? [])
}

/** Newest first. */
export function unassignedOf(byUnit: ByUnit): readonly CountedSubmission[] {
  return (byUnit.get(null) ?? []).flat().toSorted(newestFirst)
}

/** In the order of the register. */
export function countedUnits(campaign: Campaign, units: readonly Unit[]): readonly Unit[] {
  const heirOf = heirsAt(units, lastMoment(campaign))
  return units.filter((unit) => heirOf(unit.id) === unit)
}

/** @param standing in the order in which they were made. */
export function countingOf(campaign: Campaign, units: readonly Unit[], standing: readonly Decision[]): Counting {
  const heirOf = heirsAt(units, lastMoment(campaign))
  return {
    campaign,
    termsOf: termsAsDecided(campaign, standing),
    unitOf: ({ attribution }) => (attribution.kind === 'unit' ? (heirOf(attribution.unit)?.id ?? null) : null),
  }
}

/** The last instant at which something is in time: the units of then are counted. */
export function lastMoment({ deadline, deadlineKind }: Deadline): Instant {
  return deadlineKind === 'before' ? ((deadline - 1) as Instant) : deadline
}
