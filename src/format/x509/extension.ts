/** Extensions as such, of certificates and of revocation lists. RFC 5280, 4.1.2.9. */
import type { Element } from '../asn1/element.ts'
import { explicitContent, fieldsOf, itemsOf } from '../asn1/fields.ts'
import { decodeBoolean, decodeOctetString, decodeOid } from '../asn1/primitive.ts'
import { TAG } from '../asn1/tag.ts'
import { FormatError } from '../read.ts'
import type { Extension } from './certificate.ts'

const CLAUSE = 'RFC 5280, 4.2'

/** The extensions inside the explicit tag `[number]` that holds them; none where it is absent. */
export function parseExtensions(tagged: Element | null): readonly Extension[] {
  if (tagged === null) return []
  const list = explicitContent(tagged, TAG.sequence, 'Extensions')
  return parseExtensionList(list)
}

/** The same for a list of them under whatever tag, such as that of TSTInfo. */
export function parseExtensionList(list: Element): readonly Extension[] {
  const extensions = itemsOf(list, TAG.sequence, CLAUSE).map(parseExtension)
  // RFC 5280, 4.2: no more than one instance of an extension; two readers would each believe another one.
  if (new Set(extensions.map(({ oid }) => oid)).size < extensions.length) {
    throw new FormatError('The same extension twice', CLAUSE, list.offset)
  }
  return extensions
}

function parseExtension(element: Element): Extension {
  const fields = fieldsOf(element, CLAUSE)
  const oid = decodeOid(fields.take(TAG.oid, 'extnID'))
  const critical = fields.takeOptional(TAG.boolean)
  const value = decodeOctetString(fields.take(TAG.octetString, 'extnValue'))
  fields.end()
  return { oid, critical: critical !== null && decodeBoolean(critical), value }
}
