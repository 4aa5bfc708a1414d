/** BER made DER: the one place where an encoding is made anew. ITU-T X.690, 10 and 11. */
import type { Bytes } from '../../bytes.ts'
import { childrenOf, type Element } from './element.ts'
import { decodeBoolean, decodeOctetString } from './primitive.ts'
import { CONSTRUCTED, TAG } from './tag.ts'

/** The identifier octet of a SET, which is always constructed. */
export const SET_IDENTIFIER = TAG.set | CONSTRUCTED

/** The members of `element` in DER as a SET OF, whatever tag `element` itself has. X.690, 11.6. */
export function encodeSetOf(element: Element): Bytes {
  const members = childrenOf(element).map(encodeDer)
  return encode(Buffer.of(SET_IDENTIFIER), Buffer.concat(members.sort(Buffer.compare)))
}

/** A constructed value of a universal type from encodings of its members, as they are. */
export function encodeConstructed(tag: number, ...members: readonly Bytes[]): Bytes {
  return encode(Buffer.of(tag | CONSTRUCTED), Buffer.concat(members))
}

/** Recursion ends with the depth that `childrenOf` allows. */
function encodeDer(element: Element): Bytes {
  switch (element.tag) {
    case TAG.octetString:
      return encode(Buffer.of(TAG.octetString), decodeOctetString(element)) // X.690, 10.2
    case TAG.boolean:
      return Buffer.of(TAG.boolean, 1, decodeBoolean(element) ? 0xff : 0) // X.690, 11.1
    case TAG.set:
      return encodeSetOf(element)
    default:
      return encode(identifierOf(element), element.constructed ? encodeMembers(element) : element.content)
  }
}

function encodeMembers(element: Element): Bytes {
  return Buffer.concat(childrenOf(element).map(encodeDer))
}

function identifierOf(element: Element): Bytes {
  const isHigh = (element.tag & 0x1f) === 0x1f
  const end = isHigh ? element.encoding.findIndex((octet, at) => at > 0 && octet < 0x80) + 1 : 1
  return element.encoding.subarray(0, end)
}

/** The shortest form of length. X.690, 10.1. */
function encode(identifier: Bytes, content: Bytes): Bytes {
  if (content.length < 0x80) return Buffer.concat([identifier, Buffer.of(content.length), content])
  const hex = content.length.toString(16)
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([identifier, Buffer.of(0x80 | length.length), length, content])
}
