/** What is asked about a certificate: of all who keep lists and responses, and of others where no answer at hand holds. */
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

/** Remembers that somebody looked at the status of the certificate. */
export function noteAsked(path: Path, index: number, { asked }: Inquiry): void {
  const [certificate, issuer] = [path.certificates[index], issuerAt(path, index)]
  if (!certificate || !issuer) return
  const key = `${certificate.sha256} ${issuer.sha256} ${path.anchor.certificate.sha256}`
  if (!asked.has(key)) asked.set(key, request(path, index))
}

/** In the order of their keys, so that it does not hang on the order in which one came to them. */
export function allAsked({ asked }: Inquiry): readonly RevocationRequest[] {
  return [...asked].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, request]) => request)
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
