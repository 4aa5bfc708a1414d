/** Past signature validation: what proofs of existence settle although today's answer is open. EN 319 102-1, 5.6.2.4. */
import type { Instant } from '../lang.ts'
import type { CertificateValidation } from './certificate-validation.ts'
import { isDecisive } from './finding.ts'
import type { Finding } from './report.ts'
import type { Inquiry } from './revocation/inquiry.ts'
import { slideValidationTime } from './validation-time-sliding.ts'

/**
 * The findings that are left of `result`, or null where proofs can settle nothing of it: that is trust in an anchor that has
 * ended (NO_CERTIFICATE_CHAIN_FOUND_NO_POE). The other sub-indications of 5.6.2.4 were judged at the best signature time
 * already (5.5.4), by evidence proved to be as old as its signers (reservationOfExpiry).
 *
 * @param best when the signature is proved to have existed.
 */
export function validatePastSignature(
  result: CertificateValidation,
  best: Instant,
  inquiry: Inquiry,
): readonly Finding[] | null {
  const { path, findings } = result
  const open = findings.filter(isDecisive)
  if (!path || open.length === 0 || !open.every(({ code }) => code === 'trust-ended')) return null
  // A signature that is not proved to be older stays what it is at present, whatever else is proved (EN 319 102-1, 5.6.2.4).
  if (best > (path.anchor.trustedUntil ?? path.anchor.certificate.notAfter)) return findings
  const control = slideValidationTime(path, inquiry)
  if (control === null) return findings.map(withoutProof)
  if (best > control) return findings
  return findings.filter(({ code }) => code !== 'trust-ended')
}

/** EN 319 102-1, 5.1.3: whatever the signature proves, what is known of its path is proved too late. */
function withoutProof(found: Finding): Finding {
  return found.code === 'trust-ended' ? { ...found, subIndication: 'NO_POE' } : found
}
