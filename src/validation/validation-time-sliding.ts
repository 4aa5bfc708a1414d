/** Validation time sliding: the latest time at which all of a path was known to be good. EN 319 102-1, 5.6.2.2. */
import type { Instant } from '../lang.ts'
import { checkUse } from './algorithm-constraints.ts'
import { needsNoRevocation } from './path/extensions.ts'
import { issuerAt, type Path } from './path/path.ts'
import type { Answer } from './revocation/answer.ts'
import { answersAbout } from './revocation/check-revocation.ts'
import { chooseAnswer } from './revocation/choose-answer.ts'
import { freshUntil } from './revocation/freshness.ts'
import type { Inquiry } from './revocation/inquiry.ts'

/** Control time for the certificate at the start of `path`; null where a proof of existence is missing on the way (NO_POE). */
export function slideValidationTime(path: Path, inquiry: Inquiry): Instant | null {
  const { given } = inquiry
  const { trustedUntil, certificate } = path.anchor
  let control = Math.min(given.at, trustedUntil ?? certificate.notAfter) as Instant
  for (let index = path.certificates.length - 2; index >= 0; index--) {
    const slid = slideAt(path, index, control, inquiry)
    if (slid === null) return null
    control = slid
  }
  return control
}

/** Steps 1 to 3 for one certificate. */
function slideAt(path: Path, index: number, control: Instant, inquiry: Inquiry): Instant | null {
  const certificate = path.certificates[index]
  if (!certificate || inquiry.knownSince(certificate.sha256) > control) return null
  const bounded = endOfAlgorithm(path, index, control, inquiry)
  const answers = answersAbout(path, index, inquiry).filter((one) => isKnownBefore(one, control, inquiry))
  const answer = chooseAnswer(answers, control, inquiry.given.policy.revocation)
  const { revoked } = answer ?? { revoked: null }
  // Step 2: what is revoked was good until then; of what an old answer says nothing is known after it.
  if (revoked) return Math.min(bounded, revoked.at) as Instant
  if (needsNoRevocation(certificate)) return bounded
  if (!answer) return null
  const isFresh = control < freshUntil(answer, inquiry.given.policy.revocation)
  return isFresh ? bounded : (Math.min(bounded, answer.thisUpdate) as Instant)
}

/** Step 1: issued before control time, proved to have existed by then, and by a signer who could sign at that time. */
function isKnownBefore(
  { thisUpdate, sha256, alongside, reservations }: Answer,
  control: Instant,
  inquiry: Inquiry,
): boolean {
  return (
    thisUpdate < control &&
    [sha256, ...alongside].every((one) => inquiry.knownSince(one) <= control) &&
    reservations.length === 0
  )
}

/** Step 3: an algorithm that ended before control time. */
function endOfAlgorithm(path: Path, index: number, control: Instant, { given }: Inquiry): Instant {
  const certificate = path.certificates[index]
  const issuer = issuerAt(path, index)
  if (!certificate || !issuer) return control
  const { findings } = checkUse(certificate.signatureAlgorithm, issuer, 'certificate', control, given.policy)
  const ends = findings.map(({ facts }) => Date.parse(facts.end ?? '')).filter((end) => !Number.isNaN(end))
  return Math.min(control, ...ends) as Instant
}
