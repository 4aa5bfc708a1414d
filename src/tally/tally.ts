/** The tally: how many distinct signed documents each unit has, and why each file counts or not. */
import type { Attribution } from '../attribution/attribution.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Unit } from '../campaign/unit.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { Submission } from '../submission/submission.ts'
import type { Code } from '../validation/code.ts'
import type { DocumentReport } from '../validation/report.ts'

/** A submission with all that the counting rule looks at; `report` is null while it is not yet judged. */
export type JudgedSubmission = {
  readonly submission: Submission
  readonly report: DocumentReport | null
  readonly attribution: Attribution
}

/** What a submission is worth in the count, and why. */
export type Fate =
  | { readonly kind: 'counts' }
  /** All that is missing is revocation data. */
  | { readonly kind: 'provisional'; readonly code: Code }
  /** The same document as one that came earlier. */
  | { readonly kind: 'duplicate'; readonly of: Sha256 }
  | { readonly kind: 'late' }
  | { readonly kind: 'refused'; readonly code: Code }
  /** A person must look: the machine could not conclude, or two units sent the same document. */
  | { readonly kind: 'review'; readonly code: Code | 'two-units' }
  | { readonly kind: 'pending' }

export type CountedSubmission = JudgedSubmission & { readonly fate: Fate }

/** In order of precedence: the first that holds is the unit's one word. */
export type UnitState = 'complete' | 'needs-person' | 'checking' | 'partial' | 'none'

export type UnitTally = {
  readonly unit: Unit
  readonly required: number
  /** Distinct documents, by fate. */
  readonly valid: number
  readonly provisional: number
  readonly refused: number
  readonly review: number
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

/** Counts. A function of its arguments; the order of `submissions` does not matter. */
export declare function countTally(
  campaign: Campaign,
  units: readonly Unit[],
  submissions: readonly JudgedSubmission[],
): Tally
