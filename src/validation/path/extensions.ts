/** Critical extensions, and those that a certificate in its place must not have. RFC 5280, 4.2. */
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate } from '../../format/x509/certificate.ts'
import { finding } from '../finding.ts'
import type { Role } from '../judgement.ts'
import type { Finding } from '../report.ts'

/** Extensions that are understood here; any other critical one ends the path. */
const UNDERSTOOD = new Set<string>([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extKeyUsage,
  OID.certificatePolicies,
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
  OID.nameConstraints,
  OID.subjectAltName,
  OID.issuerAltName,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  OID.cRLDistributionPoints,
  OID.freshestCRL,
  OID.authorityInfoAccess,
  OID.ocspNocheck,
])

export function unknownCriticalExtension({ extensions }: Certificate): string | null {
  return extensions.find(({ oid, critical }) => critical && !UNDERSTOOD.has(oid))?.oid ?? null
}

const has = ({ extensions }: Certificate, wanted: string) => extensions.some(({ oid }) => oid === wanted)

/** Extensions that free a certificate from revocation, where they must not stand. RFC 6960, 4.2.2.2.1; RFC 9608, 3. */
export function checkForbidden(certificate: Certificate, role: Role, isLeaf: boolean): Finding | null {
  const forbidden = (clause: string, what: string) =>
    finding('chain-broken', clause, { what, certificate: certificate.sha256 })
  const isResponder = isLeaf && role === 'revocation-authority'
  if (has(certificate, OID.ocspNocheck) && !isResponder) return forbidden('RFC 6960, 4.2.2.2.1', 'ocsp-nocheck')
  if (has(certificate, OID.noRevAvail) && !isLeaf) return forbidden('RFC 9608, 3', 'noRevAvail of an authority')
  return null
}

/** Whether its issuer publishes no status of it, and says so (EN 319 102-1, 5.2.6.4; EN 319 412-1, 5.2; RFC 9608). */
export function needsNoRevocation(certificate: Certificate): boolean {
  return (
    // Of end entities only: a CA outlives what it signs (EN 319 412-1, 5.2).
    (has(certificate, OID.validityAssuredShortTerm) && !certificate.basicConstraints?.ca) ||
    has(certificate, OID.ocspNocheck) ||
    // RFC 9608, 4: one that names a place for its status contradicts itself, and is asked about.
    (has(certificate, OID.noRevAvail) &&
      certificate.distributionPoints.length === 0 &&
      certificate.authorityInformation.responders.length === 0)
  )
}
