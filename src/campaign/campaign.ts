/** A campaign: what a plan asks of each unit, and until when. */
import type { Instant } from '../lang.ts'

export type Campaign = {
  readonly id: string
  /** Number and symbol of the plan, e.g. `322/KH-UBND`. */
  readonly plan: string
  readonly title: string
  /** Issuing body of the plan and the office that keeps the count, as printed on the page. */
  readonly issuedBy: string
  readonly office: string
  /** Date of the plan, yyyy-mm-dd. */
  readonly issuedOn: string
  /** The official mailbox as the plan prints it, or null. */
  readonly mailbox: string | null
  readonly opensAt: Instant
  readonly deadline: Instant
  /** `before`: the instant of the deadline is already late ("trước ngày"); `until`: it is still in time. */
  readonly deadlineKind: 'before' | 'until'
  /** Distinct signed documents asked of each unit. */
  readonly required: number
  /** Of signatures: the name of a policy that ships, or the path of a file. */
  readonly policy: string
}

export function isInTime(campaign: Campaign, receivedAt: Instant): boolean {
  return campaign.deadlineKind === 'before' ? receivedAt < campaign.deadline : receivedAt <= campaign.deadline
}
