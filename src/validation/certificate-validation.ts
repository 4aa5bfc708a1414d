/** X.509 certificate validation. EN 319 102-1, 5.2.6. */
import type { Certificate } from '../format/x509/certificate.ts'
import type { Instant } from '../lang.ts'
import { type Constraint, checkUse, join } from './algorithm-constraints.ts'
import type { Note } from './code.ts'
import { keyBitsOf } from './cryptography.ts'
import { commonName, sameName } from './distinguished-name.ts'
import { finding, findingOf, iso, isProvisional, strictness } from './finding.ts'
import type { Role } from './judgement.ts'
import { candidatePaths } from './path/candidate-paths.ts'
import { checkPath } from './path/check-path.ts'
import { checkForbidden } from './path/extensions.ts'
import { issuerAt, type Path, parametersHolder } from './path/path.ts'
import { resumedSearch } from './path/path-search.ts'
import { checkPurpose } from './path/purpose.ts'
import type { Finding } from './report.ts'
import { revocationStatuses, type Status } from './revocation/check-revocation.ts'
import type { Inquiry } from './revocation/inquiry.ts'

export type CertificateValidation = {
  /** The path that holds, or of those that do not the one with the mildest faults; null where none leads to an anchor. */
  readonly path: Path | null
  /** Of each certificate of the path. */
  readonly statuses: readonly Status[]
  readonly findings: readonly Finding[]
  readonly notes: readonly Note[]
}

const CLAUSE = 'EN 319 102-1, 5.2.6.4'

/** Judges `leaf` and all above it at `at` (shell model): now for a basic signature, else when it is proved to have existed. */
export function validateCertificate(
  leaf: Certificate,
  role: Role,
  at: Instant,
  inquiry: Inquiry,
): CertificateValidation {
  let mildest: CertificateValidation | null = null
  for (const path of pathsFrom(leaf, inquiry)) {
    const result = validatePath(path, role, at, inquiry)
    // Whoever is revoked by one path is revoked: a cross-certificate in the file opens another, and changes nothing in that.
    if (isAccused(result)) return result
    if (!mildest || strictness(result.findings) < strictness(mildest.findings)) mildest = result
  }
  const { exhausted } = inquiry.budget
  if (mildest && (!exhausted || isProvisional(mildest.findings))) return mildest
  return { path: null, statuses: [], findings: [withoutPath(leaf, exhausted)], notes: [] }
}

/** The certificate in question was revoked, or is on hold, says whoever may say so. */
function isAccused({ statuses: [leaf] }: CertificateValidation): boolean {
  return leaf?.report?.status === 'revoked' || leaf?.report?.status === 'on-hold'
}

/** A certificate is judged at several times; its paths are the same each time, and searched for no further than needed. */
function pathsFrom(leaf: Certificate, inquiry: Inquiry): Iterable<Path> {
  const { given, offered, budget } = inquiry
  return resumedSearch(inquiry, leaf, () => candidatePaths(leaf, offered, given.trust, budget))
}

function validatePath(path: Path, role: Role, at: Instant, inquiry: Inquiry): CertificateValidation {
  const { given } = inquiry
  const structure = [
    ...checkTrust(path, role, given.at, at),
    ...checkPath(path, given.policy.path),
    ...checkRoles(path, role),
  ]
  const algorithms = checkAlgorithms(path, at, inquiry)
  // Nothing is asked about certificates whose path does not hold: no address of theirs is to be contacted.
  const open = [...structure, ...algorithms.findings].filter(({ code }) => code !== 'trust-ended')
  const isSound = strictness(open) === 0
  const statuses = isSound ? revocationStatuses(path, at, inquiry) : []
  const validity = path.certificates
    .slice(0, -1)
    .flatMap((certificate, index) => checkValidity(certificate, index, statuses[index], at))
  return {
    path,
    statuses,
    findings: [...structure, ...algorithms.findings, ...statuses.flatMap(({ findings }) => findings), ...validity],
    notes: algorithms.notes,
  }
}

/** EN 319 102-1, 5.2.6.4, step 1: what the anchor is trusted for, since when (`at`), and how long (`now`). */
function checkTrust({ anchor, certificates }: Path, role: Role, now: Instant, at: Instant): readonly Finding[] {
  const { certificate, roles } = anchor
  const from = anchor.trustedFrom ?? certificate.notBefore
  const until = anchor.trustedUntil ?? certificate.notAfter
  const facts = { certificate: certificate.sha256, trustedFrom: iso(from), trustedUntil: iso(until) }
  if ((role !== 'revocation-authority' && !roles.includes(role)) || at < from)
    return [
      finding('untrusted-issuer', CLAUSE, { ...facts, issuer: commonName(certificate.subject), role, at: iso(at) }),
    ]
  // Whoever is trusted as a signer vouches for itself: no authority has looked at who it is.
  if (certificates.length === 1 && role === 'signer')
    return [findingOf('self-signed', 'CHAIN_CONSTRAINTS_FAILURE', CLAUSE, facts)]
  return now <= until ? [] : [finding('trust-ended', CLAUSE, { ...facts, at: iso(now) })]
}

function checkRoles({ certificates }: Path, role: Role): readonly Finding[] {
  const last = certificates.length - 1
  return certificates.flatMap((certificate, index): readonly Finding[] => [
    ...listOf(index === 0 ? checkPurpose(certificate, role) : null),
    ...listOf(index < last ? checkForbidden(certificate, role, index === 0) : null),
  ])
}

const listOf = (found: Finding | null): readonly Finding[] => (found ? [found] : [])

/** EN 319 102-1, 5.2.6.4, step 4: each certificate by the algorithm and key that its issuer signed it with. */
function checkAlgorithms(path: Path, at: Instant, { given }: Inquiry): Constraint {
  return join(
    path.certificates.map((certificate, index) => {
      const issuer = issuerAt(path, index)
      // The size of a DSA key is the one of the parameters that it inherits.
      const signer = issuer && keyBitsOf(issuer) === null ? parametersHolder(path, index + 1) : issuer
      return signer
        ? checkUse(certificate.signatureAlgorithm, signer, 'certificate', at, given.policy)
        : { findings: [], notes: [] }
    }),
  )
}

/** EN 319 102-1, 5.2.6.4, step 5. Stricter than that: authorities too must be valid at the time that is judged. */
function checkValidity(
  certificate: Certificate,
  index: number,
  status: Status | undefined,
  at: Instant,
): readonly Finding[] {
  const { notBefore, notAfter } = certificate
  if (at >= notBefore && at <= notAfter) return []
  const facts = {
    at: iso(at),
    notBefore: iso(notBefore),
    notAfter: iso(notAfter),
    certificate: certificate.sha256,
  }
  if (at < notBefore) return [finding(index === 0 ? 'certificate-not-yet-valid' : 'chain-broken', CLAUSE, facts)]
  // Revoked and expired is revoked (EN 319 102-1, 5.2.6.4, the order of its steps).
  if (status?.report?.status === 'revoked') return []
  const isGood = status?.report === null || status?.report?.status === 'good'
  return [
    findingOf('signing-time-unproven', isGood ? 'OUT_OF_BOUNDS_NOT_REVOKED' : 'OUT_OF_BOUNDS_NO_POE', CLAUSE, facts),
  ]
}

function withoutPath(leaf: Certificate, isExhausted: boolean): Finding {
  const facts = { issuer: commonName(leaf.issuer), certificate: leaf.sha256 }
  // The search gave up: nobody can say that there is no path.
  if (isExhausted) return findingOf('resource-limit', 'NO_CERTIFICATE_CHAIN_FOUND', 'RFC 4158, 7', facts)
  return finding(sameName(leaf.subject, leaf.issuer) ? 'self-signed' : 'untrusted-issuer', CLAUSE, facts)
}
