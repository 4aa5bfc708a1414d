/** SignerInfo: what one signer signed, and how. RFC 5652, 5.3. */
import type { Bytes } from '../../bytes.ts'
import { encodeSetOf, SET_IDENTIFIER } from '../asn1/der.ts'
import { childrenOf, type Element } from '../asn1/element.ts'
import { fieldsOf } from '../asn1/fields.ts'
import { decodeInteger, decodeOctetString, decodeSmallInteger } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { FormatError } from '../read.ts'
import { parseAlgorithmIdentifier } from '../x509/algorithm-identifier.ts'
import { parseName } from '../x509/name.ts'
import { parseAttribute, parseUnsignedAttributes } from './attribute.ts'
import type { SignerIdentifier, SignerInfo } from './signed-data.ts'

const CLAUSE = 'RFC 5652, 5.3'

export function parseSignerInfo(element: Element): SignerInfo {
  const fields = fieldsOf(element, CLAUSE)
  const version = decodeSmallInteger(fields.take(TAG.integer, 'version'))
  const sid = parseSignerIdentifier(fields.takeAny('sid'))
  const digestAlgorithm = parseAlgorithmIdentifier(fields.take(TAG.sequence, 'digestAlgorithm'))
  const signed = fields.takeOptional(context(0))
  const signatureAlgorithm = parseAlgorithmIdentifier(fields.take(TAG.sequence, 'signatureAlgorithm'))
  const signature = decodeOctetString(fields.take(TAG.octetString, 'signature'))
  const unsigned = fields.takeOptional(context(1))
  fields.end()
  return {
    version,
    sid,
    digestAlgorithm,
    signedAttributesToVerify: signed && attributesToVerify(signed),
    signedAttributes: signed ? childrenOf(signed).map(parseAttribute) : [],
    signatureAlgorithm,
    signature,
    unsignedAttributes: unsigned ? parseUnsignedAttributes(unsigned) : [],
  }
}

function parseSignerIdentifier(element: Element): SignerIdentifier {
  if (element.tag === context(0)) return { kind: 'subjectKeyIdentifier', keyIdentifier: decodeOctetString(element) }
  if (element.tag !== TAG.sequence) throw new FormatError('Expected a SignerIdentifier', CLAUSE, element.offset)
  const fields = fieldsOf(element, CLAUSE)
  const issuer = parseName(fields.take(TAG.sequence, 'issuer'))
  const serialNumber = decodeInteger(fields.take(TAG.integer, 'serialNumber'))
  fields.end()
  return { kind: 'issuerAndSerialNumber', issuer, serialNumber }
}

/** RFC 5652, 5.4: the attributes in DER under the tag of a SET OF instead of [0], whatever encoding they lie in. */
function attributesToVerify(signed: Element): Bytes {
  if (hasIndefiniteLength(signed, LEVELS_OF_AN_ATTRIBUTE)) return encodeSetOf(signed)
  // Laxer than RFC 5652, 5.4: attributes in another order than that of DER stay as they lie, for so they were signed.
  const set = Buffer.from(signed.encoding)
  set[0] = SET_IDENTIFIER
  return set
}

/**
 * The list, an attribute, its set and a value. What lies deeper in a value of definite length, such as a time-stamp token
 * in BER, was put there by the signer as it is and hashed as it is.
 */
const LEVELS_OF_AN_ATTRIBUTE = 4

function hasIndefiniteLength(element: Element, levels: number): boolean {
  if (element.indefinite) return true
  return (
    levels > 1 && element.constructed && childrenOf(element).some((child) => hasIndefiniteLength(child, levels - 1))
  )
}
