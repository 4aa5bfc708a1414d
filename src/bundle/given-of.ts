/** What the judge was given for the verdict of a bundle, read again. */
import type { Bytes } from '../bytes.ts'
import { type OcspResponse, readOcspResponse } from '../format/ocsp/ocsp-response.ts'
import type { Read } from '../format/read.ts'
import { type Certificate, readCertificate } from '../format/x509/certificate.ts'
import { type CertificateList, readCertificateList } from '../format/x509/crl.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { Given } from '../validation/judgement.ts'
import { type Bundle, BundleError } from './bundle.ts'

/** @throws BundleError */
export function givenOf({ judgedAt, receivedAt, policy, trust, evidence, content }: Bundle): Given {
  const certificate = (sha256: Sha256): Certificate => readOne(content, sha256, readCertificate)
  const lists: CertificateList[] = []
  const responses: OcspResponse[] = []
  const heldSince = new Map<Sha256, Instant>()
  for (const one of evidence) {
    if (one.kind === 'certificate-list') lists.push(readOne(content, one.sha256, readCertificateList))
    else responses.push(readOne(content, one.sha256, readOcspResponse))
    if (one.heldSince !== null) heldSince.set(one.sha256, one.heldSince)
  }
  return {
    at: judgedAt,
    receivedAt,
    policy,
    trust: {
      anchors: trust.anchors.map((anchor) => ({ ...anchor, certificate: certificate(anchor.certificate) })),
      intermediates: trust.intermediates.map(certificate),
    },
    evidence: { certificateLists: lists, ocspResponses: responses, heldSince },
  }
}

function readOne<T>(content: ReadonlyMap<Sha256, Bytes>, sha256: Sha256, read: (der: Bytes) => Read<T>): T {
  const bytes = content.get(sha256)
  const reading = bytes && read(bytes)
  if (reading?.ok) return reading.value
  throw new BundleError(`Không đọc được chứng cứ ${sha256} trong bộ chứng cứ.`)
}
