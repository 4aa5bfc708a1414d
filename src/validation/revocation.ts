/** Whether a certificate was revoked, by complete lists. RFC 5280, 6.3.3; EN 319 102-1, 5.2.5. */
import { toHex } from '../bytes.ts'
import { OID } from '../format/asn1/oid.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import type { Instant } from '../lang.ts'
import type { Path } from './certification-path.ts'
import { isSignedBy } from './cryptography.ts'
import { sameName } from './distinguished-name.ts'
import { finding, iso } from './finding.ts'
import type { EvidenceRequest, Given } from './judgement.ts'
import type { Finding } from './report.ts'

/** Extensions of a list that leave its meaning as a complete list of its issuer; any other critical one makes it unusable. */
const UNDERSTOOD = new Set<string>([OID.cRLNumber, OID.authorityKeyIdentifier])

/** Extensions by which a list speaks of some certificates or reasons only, whether marked critical or not. */
const NARROWING = new Set<string>([OID.deltaCRLIndicator, OID.issuingDistributionPoint])

/** RFC 5280, 5.3.1. */
const CERTIFICATE_HOLD = 6

export type RevocationResult = { readonly findings: readonly Finding[]; readonly wanted: readonly EvidenceRequest[] }

/** Judges every certificate of `path` but the anchor; `at` is the best signature time. */
export function checkRevocation(path: Path, given: Given, at: Instant): RevocationResult {
  const findings: Finding[] = []
  const wanted: EvidenceRequest[] = []
  path.forEach((certificate, index) => {
    const issuer = path[index + 1]
    if (!issuer) return
    const found = checkOne(certificate, issuer, given, at, index === 0)
    if (!found) return
    findings.push(found)
    if (found.code === 'revocation-unknown' || found.code === 'revocation-stale')
      wanted.push(request(certificate, issuer))
  })
  return { findings, wanted }
}

function checkOne(
  certificate: Certificate,
  issuer: Certificate,
  given: Given,
  at: Instant,
  isLeaf: boolean,
): Finding | null {
  const facts = { certificate: certificate.sha256, serialNumber: certificate.serialNumber }
  const usable = given.evidence.certificateLists.filter((list) => isUsable(list, certificate, issuer, given.at))
  const newest = usable.reduce<CertificateList | null>((a, b) => (a && a.thisUpdate >= b.thisUpdate ? a : b), null)
  if (!newest) return finding('revocation-unknown', 'EN 319 102-1, 5.2.6.4', facts)
  const entry = newest.find(certificate.serialNumber)
  if (entry && entry.revokedAt <= at) {
    const revoked = { ...facts, revokedAt: iso(entry.revokedAt), at: iso(at), list: newest.sha256 }
    if (entry.reason === CERTIFICATE_HOLD) return finding('certificate-on-hold', 'EN 319 102-1, 5.2.6.4', revoked)
    return finding(isLeaf ? 'revoked-time-unproven' : 'authority-revoked', 'EN 319 102-1, 5.2.6.4', revoked)
  }
  // Fresh: the time to judge lies before nextUpdate (EN 319 102-1, 5.2.5, without a maximum age in the policy).
  // Without nextUpdate a list says nothing of how long it holds (stricter than RFC 5280, 5.1.2.5, which obliges issuers to name it).
  if (newest.nextUpdate === null || at >= newest.nextUpdate)
    return finding('revocation-stale', 'EN 319 102-1, 5.2.5', {
      ...facts,
      nextUpdate: newest.nextUpdate === null ? '' : iso(newest.nextUpdate),
      list: newest.sha256,
    })
  return null
}

/** RFC 5280, 6.3.3 (b), (f) and (g), for complete lists of the certificate's own issuer; all others wait for the next version. */
function isUsable(list: CertificateList, certificate: Certificate, issuer: Certificate, now: Instant): boolean {
  return (
    sameName(list.issuer, certificate.issuer) &&
    list.thisUpdate <= now &&
    list.thisUpdate >= certificate.notBefore &&
    // An issuer may drop expired certificates from later lists (RFC 5280, 5): such a list is silent about this one.
    (certificate.notAfter >= list.thisUpdate || list.find(certificate.serialNumber) !== null) &&
    !list.hasUnknownCriticalEntryExtension &&
    list.extensions.every(({ oid, critical }) => UNDERSTOOD.has(oid) || !(critical || NARROWING.has(oid))) &&
    (issuer.keyUsage === null || issuer.keyUsage.has('cRLSign')) &&
    isSignedBy(issuer, list) === 'good'
  )
}

function request(certificate: Certificate, issuer: Certificate): EvidenceRequest {
  return {
    kind: 'certificate-list',
    issuer: toHex(certificate.issuer.der),
    authority: issuer.sha256,
    urls: certificate.crlDistributionPoints,
  }
}
