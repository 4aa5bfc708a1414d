/** The signer as the report shows it, from the subject of the certificate. Profile of the Government's certificates. */
import { OID } from '../format/asn1/oid.ts'
import type { Certificate, Name } from '../format/x509/certificate.ts'
import { isBodyName } from './body-name.ts'
import { commonName, valuesOf } from './distinguished-name.ts'
import { iso } from './finding.ts'
import type { SignerReport } from './report.ts'

export function describeSigner(certificate: Certificate): SignerReport {
  const { subject } = certificate
  return {
    commonName: commonName(subject),
    organization: valuesOf(subject, OID.organizationName)[0] ?? null,
    organizationalUnits: valuesOf(subject, OID.organizationalUnitName),
    email: certificate.emails[0] ?? valuesOf(subject, OID.emailAddress)[0] ?? null,
    kind: isOrganization(subject) ? 'organization' : 'person',
    serialNumber: certificate.serialNumber,
    issuer: commonName(certificate.issuer),
    notBefore: iso(certificate.notBefore),
    notAfter: iso(certificate.notAfter),
    sha256: certificate.sha256,
  }
}

/** Body words say it, or an identifier that only bodies are given (MST tax, MNS budget code). */
function isOrganization(subject: Name): boolean {
  const isIdentified = valuesOf(subject, OID.userId).some((value) => /^(MST|MNS):/u.test(value))
  return isIdentified || isBodyName(commonName(subject))
}
