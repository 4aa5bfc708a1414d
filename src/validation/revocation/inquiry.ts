/** What all questions about revocation within one judgement share. */
import type { Certificate } from '../../format/x509/certificate.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import type { Signed } from '../cryptography.ts'
import type { Evidence, Given, RevocationRequest } from '../judgement.ts'
import { AUTHORITY_BUDGET, type SearchBudget, searchBudget } from '../path/candidate-paths.ts'
import type { Path } from '../path/path.ts'
import type { Finding } from '../report.ts'
import { checkWithin, type VerificationEffort, verificationEffort } from '../verification-effort.ts'

export type Inquiry = {
  readonly given: Given
  /** Certificates of the file: they help to find who signed a list or a response. */
  readonly offered: readonly Certificate[]
  /** What was given and what the file carries. */
  readonly evidence: Evidence
  /** The earliest moment at which a certificate, list or response is proved to have existed (EN 319 102-1, 5.6.2.3). */
  readonly knownSince: (sha256: Sha256) => Instant
  /** Certificates whose status is being asked for, so that a signer of lists that its own list speaks of is no circle. */
  readonly open: Set<Sha256>
  /** Of the search for the paths of the certificate in question. */
  readonly budget: SearchBudget
  /** Of all searches for paths of those who signed lists and responses about it. */
  readonly authorityBudget: SearchBudget
  readonly effort: VerificationEffort
  /** By certificate, issuer and anchor: on another path others speak of it. */
  readonly asked: Map<string, RevocationRequest>
  readonly wanted: Map<Sha256, RevocationRequest>
  /** Lists and responses that decided something, and names whose next list may decide anew. */
  readonly used: Set<Sha256>
  readonly listIssuers: Set<string>
  /** Of whoever signed a list or response without being on the path. Here, since asking about them is asking again. */
  readonly checkRevocation: (path: Path, at: Instant, inquiry: Inquiry) => readonly Finding[]
}

/** Whether `signer` signed a list or response. Where the effort for this file is spent it counts as not signed. */
export function isSignedWithin(signer: Certificate, signed: Signed, { effort }: Inquiry): boolean {
  return checkWithin(signer, signed, effort) === 'good'
}

export function isExhausted({ effort, authorityBudget }: Inquiry): boolean {
  return effort.exhausted || authorityBudget.exhausted
}

export function openInquiry(
  parts: Pick<Inquiry, 'given' | 'offered' | 'evidence' | 'knownSince' | 'checkRevocation'>,
): Inquiry {
  const effort = verificationEffort()
  return {
    ...parts,
    open: new Set(),
    ...budgets(effort),
    effort,
    asked: new Map(),
    wanted: new Map(),
    used: new Set(),
    listIssuers: new Set(),
  }
}

/** The same for another signature of the file: it has searches of its own, and what is asked, wanted and used is one. */
export function inquiryFor(inquiry: Inquiry, offered: readonly Certificate[]): Inquiry {
  return {
    ...inquiry,
    offered: [...inquiry.offered, ...offered],
    open: new Set(),
    ...budgets(inquiry.effort),
  }
}

const budgets = (effort: VerificationEffort) => ({
  budget: searchBudget(effort),
  authorityBudget: searchBudget(effort, AUTHORITY_BUDGET),
})

/**
 * Laxer than RFC 6960, 4.2.2.1: the clock of a responder may be ahead of ours, and an answer that was asked for during the
 * judgement is younger than its beginning. A list or answer says nothing about a time that far off.
 */
const CLOCK_TOLERANCE_MS = 5 * 60_000

export function isFromTheFuture(thisUpdate: Instant, { given }: Inquiry): boolean {
  return thisUpdate > given.at + CLOCK_TOLERANCE_MS
}
