/** The tally: how many distinct signed documents each unit has, and why each file counts or not. */
import type { Attribution } from '../attribution/attribution.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import type { IdentityReading } from '../identity/identity.ts'
import { type Doubt, groupByDocument } from '../identity/same-document.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { Submission } from '../submission/submission.ts'
import type { Code } from '../validation/code.ts'
import type { DocumentReport } from '../validation/report.ts'
import { distinctSubmissions, newestFirst } from './arrival.ts'
import { copyOf } from './copy-of.ts'
import { fatesOfDocument, unitOf } from './document-fate.ts'
import { holdDoubted } from './doubted-document.ts'
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
  | { readonly kind: 'counts' }
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
  | { readonly kind: 'refused'; readonly code: Code }
  /** A person must look: the machine could not conclude, two units sent the same document, or its receipt is not certain. */
  | { readonly kind: 'review'; readonly code: Code | 'two-units' | 'receipt-disputed' }
  /** It may be the same document as one that came earlier, or bears its number. */
  | {
      readonly kind: 'review'
      readonly code: Doubt['kind']
      readonly of: Sha256
      readonly ofReceivedAt: Instant
    }
  | { readonly kind: 'pending' }

export type CountedSubmission = JudgedSubmission & { readonly fate: Fate }

/** In order of precedence: the first that holds is the unit's one word. */
export type UnitState = 'complete' | 'needs-person' | 'checking' | 'partial' | 'none'

export type UnitTally = {
  readonly unit: Unit
  readonly required: number
  /** Distinct documents, each under the best fate of its copies. */
  readonly valid: number
  readonly provisional: number
  readonly refused: number
  readonly review: number
  /** Copies that came beside the one that is counted; the only number that counts files. */
  readonly duplicate: number
  readonly late: number
  readonly pending: number
  /** max(0, required - valid). */
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

/** Counts. A function of its arguments; neither the order of `submissions` nor a repeated one matters. */
export function countTally(
  campaign: Campaign,
  units: readonly Unit[],
  submissions: readonly JudgedSubmission[],
): Tally {
  const register: ReadonlySet<UnitId> = new Set(units.map(({ id }) => id))
  const { groups, doubts } = groupByDocument(distinctSubmissions(submissions), copyOf)
  const fates = groups.map((copies) => fatesOfDocument(campaign, register, copies))
  const documents = holdDoubted(fates, doubts)
  const byUnit = new Map<UnitId | null, CountedSubmission[][]>()
  for (const copies of documents) {
    for (const [unit, own] of Map.groupBy(copies, (copy) => unitOf(register, copy))) {
      const rows = byUnit.get(unit)
      if (rows) rows.push(own)
      else byUnit.set(unit, [own])
    }
  }
  return {
    campaign,
    units: units.map((unit) => tallyOfUnit(unit, campaign.required, byUnit.get(unit.id) ?? [])),
    unassigned: (byUnit.get(null) ?? []).flat().toSorted(newestFirst),
  }
}
