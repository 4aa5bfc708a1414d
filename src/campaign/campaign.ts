/** A campaign: what a plan asks of each unit, and until when. */
import type { Instant } from '../lang.ts'
import type { CountingRule } from './counting-rule.ts'
import type { Home } from './home.ts'
import type { UnitId } from './unit.ts'

export type Campaign = {
  readonly id: string
  /** Number and symbol of the plan, e.g. `322/KH-UBND`. */
  readonly plan: string
  readonly title: string
  /** Issuing body of the plan and the office that keeps the count, as printed on the page. */
  readonly issuedBy: string
  readonly office: string
  readonly home: Home
  /** Date of the plan, yyyy-mm-dd. */
  readonly issuedOn: string
  /** The official mailbox as the plan prints it, or null. */
  readonly mailbox: string | null
  readonly opensAt: Instant
  readonly deadline: Instant
  /** `before`: the instant of the deadline is already late ("trước ngày"); `until`: it is still in time. */
  readonly deadlineKind: 'before' | 'until'
  /** When the count is frozen ("chốt"), not before the deadline. */
  readonly freezesAt: Instant
  /** Distinct signed documents asked of each unit. */
  readonly required: number
  /** Of signatures: the name of a policy that ships, or the path of a file. */
  readonly policy: string
  readonly rule: CountingRule
  /** Units of which something else is asked, each at most once. */
  readonly exceptions: readonly UnitException[]
}

export type Deadline = Pick<Campaign, 'deadline' | 'deadlineKind'>

/** What is asked of one unit. */
export type Terms = Deadline & Pick<Campaign, 'required'>

/** Null: as the campaign has it. */
export type UnitException = {
  readonly unit: UnitId
  readonly required: number | null
  readonly deadline: Instant | null
  readonly reason: string
  /** Number and symbol of the paper that allows it. */
  readonly paper: string
}

export function termsOf(campaign: Campaign, unit: UnitId): Terms {
  const exception = campaign.exceptions.find((each) => each.unit === unit)
  return {
    deadlineKind: campaign.deadlineKind,
    deadline: exception?.deadline ?? campaign.deadline,
    required: exception?.required ?? campaign.required,
  }
}

export function isInTime({ deadline, deadlineKind }: Deadline, receivedAt: Instant): boolean {
  return deadlineKind === 'before' ? receivedAt < deadline : receivedAt <= deadline
}

/** Two clocks of mail servers differ by less; what a queue holds back is told by neither. */
const CLOCKS_AGREE_MS = 10 * 60_000

/**
 * Whether two records of one receipt, that of the mailbox and that of the letter's own trace, put it on both sides of the
 * deadline. The first changes when a mailbox is moved to another server, so neither is believed against the other then.
 */
export function isReceiptDisputed(terms: Deadline, receivedAt: Instant, tracedAt: Instant | null): boolean {
  if (tracedAt === null || Math.abs(receivedAt - tracedAt) <= CLOCKS_AGREE_MS) return false
  return isInTime(terms, receivedAt) !== isInTime(terms, tracedAt)
}
