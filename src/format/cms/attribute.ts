/** Attributes of a SignerInfo, signed and unsigned. RFC 5652, 5.3. */
import type { Element } from '../asn1/element.ts'
import { childrenOf } from '../asn1/element.ts'
import { fieldsOf } from '../asn1/fields.ts'
import { decodeOid } from '../asn1/primitive.ts'
import { TAG } from '../asn1/tag.ts'
import { readingOr } from '../read.ts'
import type { Attribute } from './signed-data.ts'

const CLAUSE = 'RFC 5652, 5.3'

export function parseAttribute(element: Element): Attribute {
  const fields = fieldsOf(element, CLAUSE)
  const oid = decodeOid(fields.take(TAG.oid, 'attrType'))
  const values = childrenOf(fields.take(TAG.set, 'attrValues')).map(({ encoding }) => encoding)
  fields.end()
  return { oid, values, raw: element.encoding }
}

/**
 * Laxer than RFC 5652, 5.3: what cannot be read is kept as bytes, with the type where at least that can be read. Nothing
 * is signed here, and one signer in use writes an attribute whose value is no ASN.1.
 */
export function parseUnsignedAttributes(element: Element): readonly Attribute[] {
  const members = readingOr(() => childrenOf(element), null)
  return members
    ? members.map((member) => readingOr(() => parseAttribute(member), null) ?? unread(member))
    : [unread(element)]
}

function unread(element: Element): Attribute {
  const oid = readingOr(() => decodeOid(fieldsOf(element, CLAUSE).take(TAG.oid, 'attrType')), '')
  return { oid, values: [], raw: element.encoding }
}
