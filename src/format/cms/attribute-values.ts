/** Values of the attributes that the judge needs of a signer. RFC 5652, 11; RFC 3161, appendix A. */
import type { Bytes } from '../../bytes.ts'
import type { Instant } from '../../lang.ts'
import { type Element, parseWhole } from '../asn1/element.ts'
import { OID } from '../asn1/oid.ts'
import { decodeOctetString, decodeOid } from '../asn1/primitive.ts'
import { TAG } from '../asn1/tag.ts'
import { decodeInstant } from '../asn1/time.ts'
import { FormatError, type Read, reading } from '../read.ts'
import type { SignerInfo } from './signed-data.ts'

/** Null where the attribute is absent, as in the functions below. RFC 5652, 11.2. */
export function readMessageDigest(signer: SignerInfo): Read<Bytes | null> {
  return readSigned(signer, OID.messageDigest, (value) => decodeOctetString(expectTag(value, TAG.octetString)))
}

/** RFC 5652, 11.1. */
export function readContentType(signer: SignerInfo): Read<string | null> {
  return readSigned(signer, OID.contentType, (value) => decodeOid(expectTag(value, TAG.oid)))
}

/** What the signer claims; nothing proves it. RFC 5652, 11.3. */
export function readSigningTime(signer: SignerInfo): Read<Instant | null> {
  return readSigned(signer, OID.signingTime, decodeInstant)
}

/** Encodings of the time-stamp tokens over the signature value; whether they can be read is not looked at. */
export function timeStampTokens(signer: SignerInfo): readonly Bytes[] {
  return signer.unsignedAttributes
    .filter(({ oid }) => oid === OID.signatureTimeStampToken)
    .flatMap(({ values }) => values)
}

/** The same for time-stamps over the content, which the signer took before signing. EN 319 122-1, 5.2.8. */
export function contentTimeStampTokens(signer: SignerInfo): readonly Bytes[] {
  return signer.signedAttributes.filter(({ oid }) => oid === OID.etsContentTimestamp).flatMap(({ values }) => values)
}

/** The only value of the only signed attribute of this type, or null where there is none. RFC 5652, 11. */
export function singleSignedValue(signer: SignerInfo, oid: string): Element | null {
  const attributes = signer.signedAttributes.filter((attribute) => attribute.oid === oid)
  if (attributes.length === 0) return null
  const [value, ...more] = attributes.flatMap(({ values }) => values)
  if (value === undefined || more.length > 0 || attributes.length > 1) {
    throw new FormatError(`The signed attribute ${oid} must have one value`, 'RFC 5652, 11')
  }
  return parseWhole(value, 'BER')
}

function readSigned<T>(signer: SignerInfo, oid: string, decode: (value: Element) => T): Read<T | null> {
  return reading(() => {
    const value = singleSignedValue(signer, oid)
    return value && decode(value)
  })
}

function expectTag(element: Element, tag: number): Element {
  if (element.tag !== tag) throw new FormatError('An attribute of another type than its own', 'RFC 5652, 11')
  return element
}
