/** Signatures with time and with long-term data: the certificate judged when the signature is proved to have existed. EN 319 102-1, 5.5. */
import type { Certificate } from '../format/x509/certificate.ts'
import type { Instant } from '../lang.ts'
import { provedLate } from './algorithm-constraints.ts'
import { type CertificateValidation, validateCertificate } from './certificate-validation.ts'
import { finding, iso, isProvisional, strictness } from './finding.ts'
import { validatePastSignature } from './past-signature-validation.ts'
import type { Finding } from './report.ts'
import type { Inquiry } from './revocation/inquiry.ts'
import type { TimeStamp } from './time-stamp.ts'

export type TimedValidation = {
  readonly best: Instant
  readonly certificate: CertificateValidation
  /** Of certificate and acceptance, after long-term and past validation. */
  readonly findings: readonly Finding[]
  readonly acceptance: readonly Finding[]
  /** Of the certificate, before and after past validation; the latter null where it did not run. */
  readonly longTerm: readonly Finding[]
  readonly past: readonly Finding[] | null
}

export type Timed = {
  readonly certificate: Certificate
  /** When the file or a time-stamp over it proves that the signature existed. */
  readonly known: Instant
  readonly stamps: readonly TimeStamp[]
  /** Time-stamps that the signer made before signing: they prove that it was not yet signed then. */
  readonly contentStamps: readonly TimeStamp[]
  readonly accept: (best: Instant) => readonly Finding[]
}

/**
 * A stamp whose authority's status is not settled yet proves nothing now, but may later: where the signature stands or falls
 * with it, the verdict waits for the same data instead of failing.
 */
export function validateWithTime(timed: Timed, inquiry: Inquiry): TimedValidation {
  const proved = judgeAt(bestSignatureTime(timed.stamps, timed.known), timed, inquiry)
  if (isProvisional(proved.findings)) return proved
  const [unsettled] = timed.stamps
    .filter(({ outcome, time }) => outcome === 'unsettled' && time !== null && time < proved.best)
    .sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
  if (!unsettled || unsettled.time === null) return proved
  const hoped = judgeAt(unsettled.time, timed, inquiry)
  const findings = [...hoped.findings, ...unsettled.because]
  // The hoped-for time is not proved, and is not shown as if it were.
  return strictness(findings) < strictness(proved.findings) ? { ...hoped, findings, best: proved.best } : proved
}

/** The earliest proof of existence (EN 319 102-1, 5.5.4, step 3). */
function bestSignatureTime(stamps: readonly TimeStamp[], known: Instant): Instant {
  const proved = stamps.flatMap(({ outcome, time }) => (outcome === 'valid' && time !== null ? [time] : []))
  return Math.min(known, ...proved) as Instant
}

function judgeAt(best: Instant, timed: Timed, inquiry: Inquiry): TimedValidation {
  const certificate = validateCertificate(timed.certificate, 'signer', best, inquiry)
  const past = validatePastSignature(certificate, best, inquiry)
  const notBefore = Math.max(
    ...timed.contentStamps.flatMap(({ outcome, time }) => (outcome === 'valid' && time !== null ? [time] : [])),
    Number.NEGATIVE_INFINITY,
  ) as Instant
  const acceptance = timed.accept(best)
  const late = (one: Finding) => judgeLate(one, timed.certificate, notBefore)
  const findings = [...(past ?? certificate.findings), ...acceptance].map(late)
  return { best, certificate, findings, acceptance, longTerm: certificate.findings, past }
}

/** EN 319 102-1, 5.3.4, step 2: a content time-stamp proves that the signing came after revocation, expiry or the end of an algorithm. */
function judgeLate(found: Finding, signer: Certificate, notBefore: Instant): Finding {
  const { code, facts } = found
  const isOfSigner = facts.certificate === signer.sha256
  const after = (text: string | undefined) => text !== undefined && notBefore > Date.parse(text)
  if (code === 'revoked-time-unproven' && isOfSigner && after(facts.revokedAt))
    return finding('certificate-revoked', 'EN 319 102-1, 5.3.4', { ...facts, signedAfter: iso(notBefore) })
  if (code === 'signing-time-unproven' && isOfSigner && after(facts.notAfter))
    return finding('certificate-expired-at-signing', 'EN 319 102-1, 5.3.4', { ...facts, signedAfter: iso(notBefore) })
  return provedLate(found, notBefore)
}
