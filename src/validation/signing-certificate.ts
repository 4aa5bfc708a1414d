/** Which certificate signed. EN 319 102-1, 5.2.3. */
import { equalBytes } from '../bytes.ts'
import type { SignedData, SignerInfo } from '../format/cms/signed-data.ts'
import { readSigningCertificates } from '../format/cms/signing-certificate.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import { digestNameOf } from '../format/x509/signature-algorithm.ts'
import { digestOf } from './cryptography.ts'
import { sameName } from './distinguished-name.ts'
import { finding } from './finding.ts'
import type { Finding } from './report.ts'

/**
 * The certificate that `signer` names, from those in the CMS and those at hand.
 * Where an ESS reference is signed too, it must be that very certificate (RFC 5035, 5); without one the identifier decides.
 */
export function identifySigningCertificate(
  signedData: SignedData,
  signer: SignerInfo,
  atHand: readonly Certificate[],
): Certificate | Finding {
  const named = [...signedData.certificates, ...atHand].filter((certificate) => isNamedBy(certificate, signer))
  const [first] = named
  if (!first) return finding('signer-certificate-missing', 'EN 319 102-1, 5.2.3')
  const references = readSigningCertificates(signer)
  if (!references.ok) return finding('signer-certificate-mismatch', 'RFC 5035, 3', { what: 'reference unreadable' })
  const [reference] = references.value
  if (!reference) return first
  const digest = digestNameOf(reference.hashAlgorithm)
  if (!digest) return finding('signer-certificate-mismatch', 'RFC 5035, 3', { what: reference.hashAlgorithm.oid })
  return (
    named.find(({ der }) => equalBytes(digestOf(digest, [der]), reference.certHash)) ??
    finding('signer-certificate-mismatch', 'RFC 5035, 5', { certificate: first.sha256 })
  )
}

function isNamedBy(certificate: Certificate, { sid }: SignerInfo): boolean {
  switch (sid.kind) {
    case 'issuerAndSerialNumber':
      return certificate.serialNumber === sid.serialNumber && sameName(certificate.issuer, sid.issuer)
    case 'subjectKeyIdentifier':
      return (
        certificate.subjectKeyIdentifier !== null && equalBytes(certificate.subjectKeyIdentifier, sid.keyIdentifier)
      )
  }
}
