/** Certification paths from a signer to a trust anchor. RFC 5280, 6.1; RFC 4158; EN 319 102-1, 5.2.6. */
import { toHex } from '../bytes.ts'
import { OID } from '../format/asn1/oid.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { Instant } from '../lang.ts'
import { isSignedBy, publicKeyOf } from './cryptography.ts'
import { sameName } from './distinguished-name.ts'
import { finding, iso } from './finding.ts'
import type { TrustStore } from './judgement.ts'
import type { Finding } from './report.ts'

const PATH_BUDGET = {
  /** Authorities between signer and anchor. National hierarchies in use have at most 3. */
  intermediates: 6,
  /** Signature verifications in one search; Go's crypto/x509 chose the same after CVE-2018-16875. */
  signatures: 100,
} as const

/** Signer first, anchor last. A path of one is a signer that is itself an anchor. */
export type Path = readonly Certificate[]

export type PathResult =
  | { readonly kind: 'path'; readonly path: Path }
  /** The reasons of the candidate that came furthest. */
  | { readonly kind: 'none'; readonly because: Finding; readonly path: Path | null }

/** The role that the certificate at the start of a path plays. */
export type Role = 'signer' | 'time-stamp-authority'

/** Extensions that are understood here; any other critical one ends the path (RFC 5280, 4.2). */
const UNDERSTOOD = new Set<string>([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extKeyUsage,
  OID.certificatePolicies,
  OID.subjectAltName,
  OID.issuerAltName,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  OID.cRLDistributionPoints,
])

/**
 * The first valid path from `leaf` to an anchor, all certificates judged at `at` (shell model).
 * Certificates in `offered` (from the file) and the store's intermediates only help to build it.
 */
export function buildPath(
  leaf: Certificate,
  offered: readonly Certificate[],
  trust: TrustStore,
  role: Role,
  at: Instant,
): PathResult {
  const anchors = new Set(trust.anchors.map(({ sha256 }) => sha256))
  const candidates = distinct([...trust.anchors, ...trust.intermediates, ...offered])
  const budget = { signatures: PATH_BUDGET.signatures }
  let nearest: Extract<PathResult, { kind: 'none' }> = { kind: 'none', because: noPath(leaf), path: null }

  const extend = (last: Certificate, path: Path): Path | null => {
    if (anchors.has(last.sha256)) {
      const fault = checkPath(path, role, at)
      if (!fault) return path
      if (path.length > (nearest.path?.length ?? 0)) nearest = { kind: 'none', because: fault, path }
      return null
    }
    if (path.length > PATH_BUDGET.intermediates + 1) return null
    for (const issuer of issuersOf(last, path, candidates, budget)) {
      const found = extend(issuer, [...path, issuer])
      if (found) return found
    }
    return null
  }

  const path = extend(leaf, [leaf])
  return path ? { kind: 'path', path } : nearest
}

/** Those whose name and key fit; each try costs a signature verification of the search's budget. */
function issuersOf(
  certificate: Certificate,
  path: Path,
  candidates: readonly Certificate[],
  budget: { signatures: number },
): readonly Certificate[] {
  return candidates.filter(
    (issuer) =>
      !path.includes(issuer) &&
      sameName(issuer.subject, certificate.issuer) &&
      budget.signatures-- > 0 &&
      isSignedBy(issuer, certificate) === 'good',
  )
}

function distinct(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((certificate) => [certificate.sha256, certificate])).values()]
}

function noPath(leaf: Certificate): Finding {
  const selfSigned = sameName(leaf.subject, leaf.issuer)
  return finding(selfSigned ? 'self-signed' : 'untrusted-issuer', 'EN 319 102-1, 5.2.6', { issuer: nameText(leaf) })
}

const nameText = (certificate: Certificate) => certificate.issuer.attributes.map(({ value }) => value).join(', ')

/** The checks of RFC 5280, 6.1.3 and 6.1.4 that this version knows, anchor first. Null where all hold. */
function checkPath(path: Path, role: Role, at: Instant): Finding | null {
  const faults = path.map(
    (certificate, index) =>
      checkExtensions(certificate) ??
      (index > 0 ? checkAuthority(certificate, index - 1) : checkPurpose(certificate, role)) ??
      checkKey(certificate) ??
      checkValidity(certificate, index, path.length, at),
  )
  return faults.findLast((fault) => fault !== null) ?? null
}

/** RFC 5280, 6.1.4 (k) to (n); `below` is the number of authorities under this one in the path. */
function checkAuthority(certificate: Certificate, below: number): Finding | null {
  const constraints = certificate.basicConstraints
  if (!constraints?.ca) return broken('6.1.4 (k)', certificate, 'not a CA')
  if (constraints.pathLength !== null && below > constraints.pathLength)
    return broken('6.1.4 (l)', certificate, 'path length')
  if (certificate.keyUsage && !certificate.keyUsage.has('keyCertSign'))
    return broken('6.1.4 (n)', certificate, 'key usage')
  return null
}

/** Unknown critical extensions are refused, never passed over (RFC 5280, 4.2). */
function checkExtensions(certificate: Certificate): Finding | null {
  // Name constraints and policies are not processed yet: a certificate that restricts by them cannot be concluded on.
  const restricting = certificate.extensions.find(({ oid }) => oid === OID.nameConstraints)
  if (restricting)
    return finding('internal-error', 'RFC 5280, 4.2.1.10', {
      what: 'name constraints',
      certificate: certificate.sha256,
    })
  const unknown = certificate.extensions.find(({ oid, critical }) => critical && !UNDERSTOOD.has(oid))
  return unknown ? broken('4.2', certificate, `critical extension ${unknown.oid}`) : null
}

function checkPurpose(certificate: Certificate, role: Role): Finding | null {
  const { keyUsage, extendedKeyUsage } = certificate
  const wrong = (clause: string) =>
    finding('wrong-certificate-purpose', clause, { certificate: certificate.sha256, role })
  if (role === 'time-stamp-authority') {
    // RFC 3161, 2.3: the only purpose, and critical.
    const extension = certificate.extensions.find(({ oid }) => oid === OID.extKeyUsage)
    const only = extendedKeyUsage?.length === 1 && extendedKeyUsage[0] === OID.timeStamping
    return only && extension?.critical ? null : wrong('RFC 3161, 2.3')
  }
  // Either bit will do: government signers carry both, other authorities set one (RFC 5280, 4.2.1.3).
  if (keyUsage && !keyUsage.has('digitalSignature') && !keyUsage.has('nonRepudiation'))
    return wrong('RFC 5280, 4.2.1.3')
  return extendedKeyUsage?.length === 1 &&
    (extendedKeyUsage[0] === OID.timeStamping || extendedKeyUsage[0] === OID.oCSPSigning)
    ? wrong('RFC 5280, 4.2.1.12')
    : null
}

/** Keys and digests that nobody may rely on any more, at any time: MD5, RSA below 1024 bits. */
function checkKey(certificate: Certificate): Finding | null {
  const bits = publicKeyOf(certificate)?.asymmetricKeyDetails?.modulusLength
  const weak = bits !== undefined && bits < 1024
  const md5 = certificate.signatureAlgorithm.oid === OID.md5WithRSAEncryption
  return weak || md5
    ? finding('weak-algorithm', 'TS 119 312, 8', {
        certificate: certificate.sha256,
        bits: String(bits ?? ''),
        what: md5 ? 'MD5' : 'RSA',
      })
    : null
}

function checkValidity(certificate: Certificate, index: number, length: number, at: Instant): Finding | null {
  const facts = {
    at: iso(at),
    notBefore: iso(certificate.notBefore),
    notAfter: iso(certificate.notAfter),
    certificate: certificate.sha256,
  }
  if (at >= certificate.notBefore && at <= certificate.notAfter) return null
  if (index === length - 1 && length > 1) return finding('trust-ended', 'EN 319 102-1, 5.2.6.4', facts)
  if (at > certificate.notAfter) return finding('signing-time-unproven', 'EN 319 102-1, 5.2.6.4', facts)
  return finding(index === 0 ? 'certificate-not-yet-valid' : 'chain-broken', 'EN 319 102-1, 5.5.4', facts)
}

function broken(clause: string, certificate: Certificate, what: string): Finding {
  return finding('chain-broken', `RFC 5280, ${clause}`, {
    what,
    certificate: certificate.sha256,
    serialNumber: certificate.serialNumber,
    issuer: toHex(certificate.issuer.der).slice(0, 64),
  })
}
