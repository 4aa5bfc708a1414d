/** The signer as the report shows it, from the subject of the certificate. Profile of the Government's certificates. */
import { OID } from '../format/asn1/oid.ts'
import type { Certificate, Name } from '../format/x509/certificate.ts'
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

/** Words with which the names of Vietnamese bodies begin. Diacritics decide: the surnames Trương and Bàn are no bodies. */
const BODY_WORDS = [
  'ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|PHÒNG|VĂN PHÒNG|SỞ|BAN|BỘ|CỤC|CHI CỤC|TỔNG CỤC|TRUNG TÂM|TRƯỜNG|THANH TRA|CỔNG',
  'ĐOÀN|VIỆN|BỆNH VIỆN|CÔNG AN|TÒA ÁN|KHO BẠC|BẢO HIỂM|TRẠM|ĐẢNG ỦY|HUYỆN ỦY|TỈNH ỦY|CÔNG TY',
].join('|')
const BODY = new RegExp(`^(${BODY_WORDS})(?=\\s|$)`, 'u')

/** No field of a certificate says it: body words do, or an identifier that only bodies are given (MST tax, MNS budget code). */
function isOrganization(subject: Name): boolean {
  const isIdentified = valuesOf(subject, OID.userId).some((value) => /^(MST|MNS):/u.test(value))
  return isIdentified || BODY.test(commonName(subject).normalize('NFC').trim().toLocaleUpperCase('vi'))
}
