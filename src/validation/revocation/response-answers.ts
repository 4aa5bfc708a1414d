/** What the OCSP responses at hand say of a certificate. RFC 6960, 3.2 and 4.2.2. */

import type { Bytes } from '../../bytes.ts'
import { equalBytes } from '../../bytes.ts'
import { OID } from '../../format/asn1/oid.ts'
import type { BasicOcspResponse, OcspResponse, SingleResponse } from '../../format/ocsp/ocsp-response.ts'
import type { AlgorithmIdentifier, Certificate } from '../../format/x509/certificate.ts'
import { readPublicKey } from '../../format/x509/public-key.ts'
import { digestNameOf } from '../../format/x509/signature-algorithm.ts'
import type { Sha256 } from '../../lang.ts'
import { checkUse } from '../algorithm-constraints.ts'
import { digestOf } from '../cryptography.ts'
import { sameName } from '../distinguished-name.ts'
import { finding } from '../finding.ts'
import { unknownCriticalExtension } from '../path/extensions.ts'
import { issuerAt, type Path } from '../path/path.ts'
import type { Answer } from './answer.ts'
import { isKept, revokedFrom } from './answer.ts'
import { type Inquiry, isExhausted, isFromTheFuture, isSignedWithin } from './inquiry.ts'
import { checkRevocationAuthority, type RevocationAuthority, reservationOfExpiry } from './revocation-authority.ts'

/** @param path the certificate's own, from `index` on. */
export function responseAnswers(path: Path, index: number, inquiry: Inquiry): readonly Answer[] {
  const certificate = path.certificates[index]
  const issuer = issuerAt(path, index)
  if (!certificate || !issuer) return []
  return inquiry.evidence.ocspResponses.flatMap((response) => {
    const { basic } = response
    if (!basic || isExhausted(inquiry)) return []
    // One response may speak of a certificate more than once, and contradict itself: all that it says is heard.
    const about = basic.responses.filter(
      (one) => isAbout(one, certificate, issuer) && isUsable(one, basic, certificate, inquiry),
    )
    const signed = about.length > 0 ? signerOf(response, basic, path, issuer, inquiry) : null
    return signed ? about.map((one) => ({ ...signed, ...told(one) })) : []
  })
}

/** RFC 6960, 4.1.1: all four parts of the identifier. */
function isAbout({ certId }: SingleResponse, certificate: Certificate, issuer: Certificate): boolean {
  if (certId.serialNumber !== certificate.serialNumber) return false
  const key = readPublicKey(issuer.publicKey)
  return (
    key.ok &&
    isDigest(certId.hashAlgorithm, certificate.issuer.der, certId.issuerNameHash) &&
    isDigest(certId.hashAlgorithm, key.value.bits, certId.issuerKeyHash)
  )
}

function isDigest(algorithm: AlgorithmIdentifier, of: Bytes, digest: Bytes): boolean {
  const name = digestNameOf(algorithm)
  return name !== null && equalBytes(digestOf(name, [of]), digest)
}

/** Extensions of a response whose meaning is followed, or leaves the answer what it is (RFC 6960, 4.4). */
const UNDERSTOOD = new Set<string>([
  OID.ocspNonce,
  OID.ocspArchiveCutoff,
  OID.certHash,
  OID.ocspExtendedRevoke,
  OID.invalidityDate,
])

function isUsable(
  { thisUpdate, certHash, archiveCutoff, extensions, status }: SingleResponse,
  basic: BasicOcspResponse,
  certificate: Certificate,
  inquiry: Inquiry,
): boolean {
  if (status.kind === 'unknown') return false
  const isRevoked = status.kind === 'revoked'
  // EN 319 102-1, 5.2.6.4: an answer for another certificate under the same number. Stricter than that: a revocation is of the
  // number, and is heard all the same.
  if (!isRevoked && certHash && !isDigest(certHash.algorithm, certificate.der, certHash.digest)) return false
  const isKnown = certHash !== null || isRevoked
  return (
    [...extensions, ...basic.extensions].every(({ oid, critical }) => UNDERSTOOD.has(oid) || !critical) &&
    !isFromTheFuture(thisUpdate, inquiry) &&
    !isFromTheFuture(basic.producedAt, inquiry) &&
    thisUpdate >= certificate.notBefore &&
    (isKnown || isKept(certificate, thisUpdate, archiveCutoff))
  )
}

type Told = Pick<Answer, 'thisUpdate' | 'nextUpdate' | 'revoked'>

function told({ status, thisUpdate, nextUpdate, invalidityDate }: SingleResponse): Told {
  const revoked =
    status.kind === 'revoked' ? { at: revokedFrom(status.revokedAt, invalidityDate), reason: status.reason } : null
  return { thisUpdate, nextUpdate, revoked }
}

/** What all that one response says has in common; null where nobody who may has signed it. */
function signerOf(
  response: OcspResponse,
  basic: BasicOcspResponse,
  path: Path,
  issuer: Certificate,
  inquiry: Inquiry,
): Omit<Answer, keyof Told> | null {
  const responder = responderOf(basic, issuer, inquiry)
  // EN 319 102-1, 5.2.6.4: nobody answers before its certificate begins or after it has ended.
  if (!responder || basic.producedAt < responder.notBefore || basic.producedAt > responder.notAfter) return null
  const authority = responder === issuer ? ITSELF : delegated(responder, response.sha256, path, inquiry)
  if (!authority) return null
  const { signatureAlgorithm } = basic
  const weak = checkUse(
    signatureAlgorithm,
    responder,
    'revocation',
    inquiry.knownSince(response.sha256),
    inquiry.given.policy,
  )
  return {
    kind: 'ocsp-response',
    sha256: response.sha256,
    alongside: [],
    covers: responder === issuer ? 'responder' : 'delegated-responder',
    reasons: null,
    source: responder.sha256,
    reservations: [
      ...authority.reservations,
      ...reservationOfExpiry(responder, response.sha256, basic.producedAt, inquiry),
      ...weak.findings,
    ],
    isCircular: authority.isCircular,
  }
}

/** RFC 6960, 4.2.2.2: the authority itself, or one to whom this very authority has given the task. */
function responderOf(basic: BasicOcspResponse, issuer: Certificate, inquiry: Inquiry): Certificate | null {
  const { given, offered } = inquiry
  const others = [...basic.certificates, ...given.trust.intermediates, ...offered].filter((one) =>
    isDelegatedBy(issuer, one, inquiry),
  )
  const possible = [issuer, ...others]
  const named = possible.filter((one) => isNamed(basic, one))
  // Some responders make the hash of their key in a way of their own; the signature tells who it was all the same.
  const isGood = (one: Certificate) => isSignedWithin(one, basic, inquiry)
  return named.find(isGood) ?? (basic.responder.kind === 'byKey' ? (possible.find(isGood) ?? null) : null)
}

function isDelegatedBy(issuer: Certificate, responder: Certificate, inquiry: Inquiry): boolean {
  return (
    (responder.extendedKeyUsage?.includes(OID.oCSPSigning) ?? false) &&
    (responder.keyUsage === null ||
      responder.keyUsage.has('digitalSignature') ||
      responder.keyUsage.has('nonRepudiation')) &&
    unknownCriticalExtension(responder) === null &&
    sameName(responder.issuer, issuer.subject) &&
    isSignedWithin(issuer, responder, inquiry)
  )
}

/** RFC 6960, 4.2.1: by name, or by the SHA-1 of the key. */
function isNamed({ responder }: BasicOcspResponse, certificate: Certificate): boolean {
  if (responder.kind === 'byName') return sameName(responder.name, certificate.subject)
  const key = readPublicKey(certificate.publicKey)
  return key.ok && equalBytes(digestOf('sha1', [key.value.bits]), responder.keyHash)
}

const ITSELF: RevocationAuthority = { reservations: [], isCircular: false }

/** RFC 6960, 4.2.2.2.1: its own status counts too, unless its issuer says that it need not be asked for. */
function delegated(responder: Certificate, response: Sha256, path: Path, inquiry: Inquiry): RevocationAuthority | null {
  const authority = checkRevocationAuthority(responder, response, path.anchor, inquiry)
  if (!authority?.isCircular) return authority
  // Where lists or nocheck say nothing, a responder is no witness for itself.
  const { sha256, serialNumber } = responder
  const unknown = finding('revocation-unknown', 'RFC 6960, 4.2.2.2.1', { certificate: sha256, serialNumber })
  return { reservations: [unknown], isCircular: true }
}
