/** Distinguished names. RFC 5280, 4.1.2.4. */
import { toHex } from '../../bytes.ts'
import type { Element } from '../asn1/element.ts'
import { fieldsOf, itemsOf } from '../asn1/fields.ts'
import { decodeOid } from '../asn1/primitive.ts'
import { TAG } from '../asn1/tag.ts'
import { decodeText } from '../asn1/text.ts'
import type { Name, NameAttribute } from './certificate.ts'

const CLAUSE = 'RFC 5280, 4.1.2.4'

export function parseName(element: Element): Name {
  const relativeNames = itemsOf(element, TAG.set, CLAUSE).map(parseRelativeName)
  return { der: element.encoding, relativeNames, attributes: relativeNames.flat() }
}

/** A RelativeDistinguishedName, whatever tag it has itself: its attributes in the order of the encoding. */
export function parseRelativeName(element: Element): readonly NameAttribute[] {
  return itemsOf(element, TAG.sequence, CLAUSE).map(parseAttribute)
}

function parseAttribute(element: Element): NameAttribute {
  const fields = fieldsOf(element, CLAUSE)
  const type = decodeOid(fields.take(TAG.oid, 'AttributeType'))
  const value = fields.takeAny('AttributeValue')
  fields.end()
  // RFC 4514, 2.4: a value that is no text is shown as its encoding.
  return { type, value: decodeText(value) ?? `#${toHex(value.encoding)}` }
}
