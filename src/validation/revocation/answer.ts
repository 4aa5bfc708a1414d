/** What a list or a response says of one certificate, once it is known to be entitled to say it. */
import type { Certificate } from '../../format/x509/certificate.ts'
import type { ReasonFlag } from '../../format/x509/distribution-point.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import type { Finding } from '../report.ts'

export type Answer = {
  readonly kind: 'certificate-list' | 'ocsp-response'
  readonly sha256: Sha256
  /** Lists that were read with it: one of changes, or those that speak for other reasons. */
  readonly alongside: readonly Sha256[]
  /** What joins it to the certificate: `issuer`, `distribution-point`, `indirect`, `responder`, `delegated-responder`. */
  readonly covers: string
  /** Of several lists, of the oldest. */
  readonly thisUpdate: Instant
  /** Of several lists for some reasons each, of the one that is out of date first. */
  readonly nextUpdate: Instant | null
  readonly revoked: Revoked | null
  /** Reasons of revocation that it would tell of; null: all. */
  readonly reasons: ReadonlySet<ReasonFlag> | null
  /** What is open about whoever signed it: expired, of unknown status, or by a weak algorithm. */
  readonly reservations: readonly Finding[]
  /** The certificate whose key signed it: only that one takes back what it has said. */
  readonly source: Sha256
  /** Whoever signed it is the very one whom it speaks of, or is vouched for by that one. */
  readonly isCircular: boolean
}

export type Revoked = {
  readonly at: Instant
  /** CRLReason, or null where none is given. */
  readonly reason: number | null
}

/** RFC 5280, 5.3.1. */
export const CERTIFICATE_HOLD = 6
export const REMOVE_FROM_CRL = 8

/**
 * EN 319 102-1, 5.2.6.4: an issuer may drop expired certificates, so that what it publishes later is silent about them,
 * unless it says from when on it keeps them (X.509, 8.5.2.12; RFC 6960, 4.4.4).
 */
export function isKept({ notAfter }: Certificate, thisUpdate: Instant, keptSince: Instant | null): boolean {
  return notAfter >= thisUpdate || (keptSince !== null && keptSince <= notAfter)
}

/** The earlier of revocation and suspected compromise. Stricter than EN 319 102-1, 5.5.4, which looks at the former alone. */
export function revokedFrom(revokedAt: Instant, invalidityDate: Instant | null): Instant {
  return invalidityDate !== null && invalidityDate < revokedAt ? invalidityDate : revokedAt
}
