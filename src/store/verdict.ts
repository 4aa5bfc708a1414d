/** Verdicts as the store keeps them: the current one of each document, those before it, and what changed from one to the next. */
import type { Instant, Sha256 } from '../lang.ts'
import { type Code, meaningOf } from '../validation/code.ts'
import type { Foundation } from '../validation/judgement.ts'
import type { ValidationPolicy } from '../validation/policy.ts'
import type { DocumentReport, Outcome } from '../validation/report.ts'
import type { TrustSnapshot } from './trust-snapshot.ts'

/** A list or response that was given to the judge. */
export type GivenEvidence = {
  readonly kind: 'certificate-list' | 'ocsp-response'
  readonly sha256: Sha256
  /** `Evidence.heldSince`; null where it names no time. */
  readonly heldSince: Instant | null
}

/** A verdict and what it rests on: with the document and the certificates and evidence named here it can be made again. */
export type VerdictRow = {
  readonly document: Sha256
  readonly report: DocumentReport
  readonly judgedAt: Instant
  /** Earliest receipt of these bytes: the proof of existence that the verdict used. */
  readonly receivedAt: Instant
  readonly programVersion: string
  /** Null, like `trust`, where a program before migration 0002 judged: it kept neither. */
  readonly policy: ValidationPolicy | null
  readonly trust: TrustSnapshot | null
  /** In the order given. */
  readonly evidence: readonly GivenEvidence[]
  readonly restsOn: Foundation
  /** When revocation data that are missing may be had; null where none are, or nothing tells a time. */
  readonly retryAt: Instant | null
}

/**
 * Why a document was judged again: revocation data came or were looked for; another policy; another trust store; a letter
 * that came earlier; another version of the program.
 */
export type Cause = 'list' | 'policy' | 'trust' | 'receipt' | 'program'

export type Result = { readonly outcome: Outcome; readonly code: Code }

/** A verdict that another one has replaced. */
export type EarlierVerdict = Result & {
  readonly judgedAt: Instant
  readonly programVersion: string
  readonly supersededAt: Instant
  /** Why the one that replaced it was made. */
  readonly why: Cause
}

/** A document whose outcome or code is no longer what it was. */
export type VerdictChange = {
  readonly document: Sha256
  /** As the first letter that brought the document spells it: hostile text, for display only. */
  readonly fileName: string
  readonly from: Result
  readonly to: Result
  readonly at: Instant
  readonly why: Cause
}

/**
 * Whether the verdict waits for revocation data. Also where another signature already makes the document valid: this one
 * may still turn out to be revoked.
 */
export function isProvisional(report: DocumentReport): boolean {
  return [report, ...report.signatures].some(({ code }) => meaningOf(code).effect === 'provisional')
}
