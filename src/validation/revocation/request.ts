/** What is asked for where no answer about a certificate is at hand, or none that holds. */
import { toHex } from '../../bytes.ts'
import { readPublicKey } from '../../format/x509/public-key.ts'
import { nameKey } from '../distinguished-name.ts'
import type { RevocationRequest } from '../judgement.ts'
import { issuerAt, type Path } from '../path/path.ts'
import type { Inquiry } from './inquiry.ts'

export function request(path: Path, index: number): RevocationRequest {
  const certificate = path.certificates[index]
  const issuer = issuerAt(path, index)
  if (!certificate || !issuer) throw new Error('Asked for the status of an anchor')
  const key = readPublicKey(issuer.publicKey)
  return {
    certificate: certificate.sha256,
    serialNumber: certificate.serialNumber,
    notAfter: certificate.notAfter,
    issuerName: toHex(certificate.issuer.der),
    issuerKey: key.ok ? toHex(key.value.bits) : '',
    listIssuers: listIssuersOf(path, index),
    authority: issuer.sha256,
    anchor: path.anchor.certificate.sha256,
    listUrls: certificate.crlDistributionPoints,
    responderUrls: certificate.authorityInformation.responders,
  }
}

/** Remembers whose next list may change the verdict. */
export function noteAuthority(path: Path, index: number, inquiry: Inquiry): void {
  for (const key of listIssuersOf(path, index)) inquiry.listIssuers.add(key)
}

/** RFC 5280, 4.2.1.13: the issuer of the certificate, or those whom its distribution points name. */
function listIssuersOf({ certificates }: Path, index: number): readonly string[] {
  const certificate = certificates[index]
  if (!certificate) return []
  const others = certificate.distributionPoints.flatMap(({ cRLIssuer }) =>
    cRLIssuer.flatMap((one) => (one.kind === 'directoryName' ? [nameKey(one.name)] : [])),
  )
  return [...new Set([nameKey(certificate.issuer), ...others])]
}
