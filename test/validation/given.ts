/** What the judge is given in tests: the certificates and lists of a made world, at a time written out. */
import { buildWorld, instant, type World } from '../../fixtures/authority.ts'
import type { Bytes } from '../../src/bytes.ts'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import { type OcspResponse, readOcspResponse } from '../../src/format/ocsp/ocsp-response.ts'
import type { FormatError, Read } from '../../src/format/read.ts'
import { type Certificate, readCertificate } from '../../src/format/x509/certificate.ts'
import { type CertificateList, readCertificateList } from '../../src/format/x509/crl.ts'
import { judge } from '../../src/validation/judge.ts'
import { anchorOf, type Evidence, type Given, NO_EVIDENCE } from '../../src/validation/judgement.ts'
import type { SignatureReport } from '../../src/validation/report.ts'

export const SIGNED_AT = instant('2021-08-10T03:00:00Z')
const RECEIVED_AT = instant('2021-08-10T08:00:00Z')
export const JUDGED_AT = instant('2021-08-11T01:00:00Z')

export const world: World = await buildWorld(instant('2021-08-10T12:00:00Z'))

export const certificate = (der: Bytes): Certificate => readOrThrow(readCertificate(der))
export const certificateList = (der: Bytes): CertificateList => readOrThrow(readCertificateList(der))

export const ocspResponse = (der: Bytes): OcspResponse => readOrThrow(readOcspResponse(der))

/** Lists and nothing else. */
export const lists = (...certificateLists: readonly CertificateList[]): Evidence => ({
  ...NO_EVIDENCE,
  certificateLists,
})

export function given(changes: Partial<Given> = {}): Given {
  return {
    at: JUDGED_AT,
    receivedAt: RECEIVED_AT,
    trust: {
      anchors: [anchorOf(certificate(world.root.certificate))],
      intermediates: [certificate(world.issuer.certificate)],
    },
    evidence: lists(...world.certificateLists.map(certificateList)),
    policy: OFFICIAL_2021,
    ...changes,
  }
}

/** `outcome code` of the file, then `code integrity modification trust` of each signature. */
export function verdict(pdf: Bytes, changes: Partial<Given> = {}): readonly string[] {
  const { report } = judge(pdf, given(changes))
  const describe = (one: SignatureReport) => `${one.code} ${one.integrity} ${one.modification} ${one.trust}`
  return [`${report.outcome} ${report.code}`, ...report.signatures.map(describe)]
}

function readOrThrow<T>(read: Read<T>): T {
  if (!read.ok) throw read.error satisfies FormatError
  return read.value
}
