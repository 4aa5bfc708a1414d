/** Answers of OCSP responders. RFC 6960, 4.2. */
import { type Bytes, sha256 } from '../../bytes.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import { type Element, parseWhole } from '../asn1/element.ts'
import { explicitContent, fieldsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeOctetString, decodeOid, decodeSmallInteger } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { FormatError, type Read, reading } from '../read.ts'
import type { AlgorithmIdentifier, Certificate, Extension, Name } from '../x509/certificate.ts'
import { parseBasicResponse } from './basic-response.ts'

/** RFC 6960, 4.2.1. */
export type OcspStatus =
  | 'successful'
  | 'malformedRequest'
  | 'internalError'
  | 'tryLater'
  | 'sigRequired'
  | 'unauthorized'

export type OcspResponse = {
  /** What was given to the reader. All further `Bytes` here are views into it. */
  readonly der: Bytes
  readonly sha256: Sha256
  readonly status: OcspStatus
  /** Null unless the status is `successful`. */
  readonly basic: BasicOcspResponse | null
}

export type BasicOcspResponse = {
  /** tbsResponseData. */
  readonly tbs: Bytes
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Bytes
  readonly responder: ResponderId
  readonly producedAt: Instant
  readonly responses: readonly SingleResponse[]
  /** Those of the whole answer. */
  readonly extensions: readonly Extension[]
  readonly nonce: Bytes | null
  /** Those that could be read, in order: candidates to verify the signature with. */
  readonly certificates: readonly Certificate[]
}

export type ResponderId =
  | { readonly kind: 'byName'; readonly name: Name }
  /** SHA-1 of the content octets of the key's BIT STRING. */
  | { readonly kind: 'byKey'; readonly keyHash: Bytes }

export type SingleResponse = {
  readonly certId: CertId
  readonly status: CertStatus
  readonly thisUpdate: Instant
  /** Null where newer information is available all the time. */
  readonly nextUpdate: Instant | null
  readonly extensions: readonly Extension[]
  /** A digest of the certificate itself, by which the responder shows that it knows it. Common PKI, part 4. */
  readonly certHash: { readonly algorithm: AlgorithmIdentifier; readonly digest: Bytes } | null
  /** The responder remembers certificates that expired since then. RFC 6960, 4.4.4. */
  readonly archiveCutoff: Instant | null
  /** Since when the key may have been in wrong hands, as in entries of lists. RFC 6960, 4.4.5. */
  readonly invalidityDate: Instant | null
}

export type CertId = {
  readonly hashAlgorithm: AlgorithmIdentifier
  /** Over the encoding of the issuer's name. */
  readonly issuerNameHash: Bytes
  /** Over the content octets of the BIT STRING of the issuer's key. */
  readonly issuerKeyHash: Bytes
  /** Spelled as `Certificate.serialNumber`. */
  readonly serialNumber: string
}

export type CertStatus =
  | { readonly kind: 'good' }
  /** `reason` as it stands there, a CRLReason or not; null where none is given. */
  | { readonly kind: 'revoked'; readonly revokedAt: Instant; readonly reason: number | null }
  | { readonly kind: 'unknown' }

/** Reads the OCSPResponse that `der` is to its last octet. Nothing is verified, and no time is compared. */
export function readOcspResponse(der: Bytes): Read<OcspResponse> {
  return reading(() => ({ der, sha256: sha256(der), ...parseOcspResponse(parseWhole(der, 'DER')) }))
}

/** The same for a BasicOCSPResponse without the envelope, as CAdES keeps them; its status is `successful`. */
export function readBasicOcspResponse(der: Bytes): Read<OcspResponse> {
  return reading(() => ({ der, sha256: sha256(der), status: 'successful', basic: parseBasicResponse(der) }))
}

const CLAUSE = 'RFC 6960, 4.2.1'

/** By their numbers; 4 is not used. */
const STATUSES: readonly (OcspStatus | null)[] = [
  'successful',
  'malformedRequest',
  'internalError',
  'tryLater',
  null,
  'sigRequired',
  'unauthorized',
]

function parseOcspResponse(whole: Element): Pick<OcspResponse, 'status' | 'basic'> {
  if (whole.tag !== TAG.sequence) throw new FormatError('Expected an OCSPResponse', CLAUSE, 0)
  const fields = fieldsOf(whole, CLAUSE)
  const status = parseStatus(fields.take(TAG.enumerated, 'responseStatus'))
  const bytes = fields.takeOptional(context(0))
  fields.end()
  if ((status === 'successful') !== (bytes !== null)) {
    throw new FormatError(`The status ${status} ${bytes ? 'with' : 'without'} an answer`, CLAUSE, whole.offset)
  }
  return { status, basic: bytes && parseResponseBytes(explicitContent(bytes, TAG.sequence, 'ResponseBytes')) }
}

function parseStatus(element: Element): OcspStatus {
  const number = decodeSmallInteger(element)
  const status = STATUSES[number]
  if (!status) throw new FormatError(`The status ${number} is unknown`, CLAUSE, element.offset)
  return status
}

function parseResponseBytes(element: Element): BasicOcspResponse {
  const fields = fieldsOf(element, CLAUSE)
  const type = fields.take(TAG.oid, 'responseType')
  const response = decodeOctetString(fields.take(TAG.octetString, 'response'))
  fields.end()
  if (decodeOid(type) !== OID.ocspBasic) throw new FormatError('Not a basic response', CLAUSE, type.offset)
  return parseBasicResponse(response)
}
