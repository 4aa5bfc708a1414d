/** A made hierarchy, and what the judge would ask about its signer: for all tests of evidence. */
import { buildWorld, type World } from '../../fixtures/authority.ts'
import { buildOcspResponse, type OcspAnswer, type OcspResponsePlan } from '../../fixtures/ocsp.ts'
import { buildCertificateList, type CertificateListPlan } from '../../fixtures/pki.ts'
import { type Bytes, toHex } from '../../src/bytes.ts'
import { type OcspResponse, readOcspResponse } from '../../src/format/ocsp/ocsp-response.ts'
import type { FormatError, Read } from '../../src/format/read.ts'
import { type Certificate, readCertificate } from '../../src/format/x509/certificate.ts'
import { type CertificateList, readCertificateList } from '../../src/format/x509/crl.ts'
import { readPublicKey } from '../../src/format/x509/public-key.ts'
import { nameKey } from '../../src/validation/distinguished-name.ts'
import type { RevocationRequest } from '../../src/validation/judgement.ts'
import { hours } from './times.ts'

export const world: World = await buildWorld(hours(-12))

export const certificate = (der: Bytes): Certificate => readOrThrow(readCertificate(der))
export const certificateList = (der: Bytes): CertificateList => readOrThrow(readCertificateList(der))
export const ocspResponse = (der: Bytes): OcspResponse => readOrThrow(readOcspResponse(der))

export const root = certificate(world.root.certificate)
export const issuer = certificate(world.issuer.certificate)
export const signer = certificate(world.organisation.certificate)

/** A list of the issuer, twelve hours old and good for another day, unless told otherwise. */
export const list = (plan: Partial<CertificateListPlan> = {}): Bytes =>
  buildCertificateList({ issuer: world.issuer, number: 7, thisUpdate: hours(-12), nextUpdate: hours(24), ...plan })

/** A response of the issuer itself about the signer, of the same age. */
export const response = (plan: Partial<OcspResponsePlan> = {}, answer: Partial<OcspAnswer> = {}): Bytes =>
  buildOcspResponse({
    responder: world.issuer,
    issuer: world.issuer,
    producedAt: hours(-1),
    answers: [
      { certificate: world.organisation, status: 'good', thisUpdate: hours(-1), nextUpdate: hours(24), ...answer },
    ],
    ...plan,
  })

/** What the judge asks when it knows nothing of the signer's revocation. */
export function wanted(changes: Partial<RevocationRequest> = {}): RevocationRequest {
  return { ...asked(signer, issuer), ...changes }
}

export function asked(subject: Certificate, authority: Certificate): RevocationRequest {
  return {
    certificate: subject.sha256,
    serialNumber: subject.serialNumber,
    notAfter: subject.notAfter,
    issuerName: toHex(authority.subject.der),
    issuerKey: toHex(readOrThrow(readPublicKey(authority.publicKey)).bits),
    listIssuers: [nameKey(subject.issuer)],
    authority: authority.sha256,
    anchor: root.sha256,
    listUrls: [],
    responderUrls: [],
  }
}

export function pem(label: string, der: Bytes): string {
  // RFC 7468, 2: full lines of 64, and no empty one behind them.
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g)
      ?.join('\n') ?? ''
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}

/** What was found, by its SHA-256. */
export const names = (items: readonly { readonly sha256: string }[]): readonly string[] =>
  items.map(({ sha256 }) => sha256).sort()

function readOrThrow<T>(read: Read<T>): T {
  if (!read.ok) throw read.error satisfies FormatError
  return read.value
}
