/** GeneralName: the kinds of names that extensions speak of. RFC 5280, 4.2.1.6. */
import { type Bytes, toLatin1 } from '../../bytes.ts'
import { childrenOf, type Element } from '../asn1/element.ts'
import { explicitContent } from '../asn1/fields.ts'
import { primitiveContent } from '../asn1/primitive.ts'
import { context, TAG, tagText } from '../asn1/tag.ts'
import { FormatError } from '../read.ts'
import type { Name } from './certificate.ts'
import { parseName } from './name.ts'

export type GeneralName =
  /** The octets of the IA5String, one character each; that they are ASCII is not checked. */
  | { readonly kind: 'rfc822Name' | 'dNSName' | 'uniformResourceIdentifier'; readonly value: string }
  | { readonly kind: 'directoryName'; readonly name: Name }
  /** An address, in name constraints with its mask behind it; the length is not checked. */
  | { readonly kind: 'iPAddress'; readonly octets: Bytes }
  /** otherName (0), x400Address (3), ediPartyName (5) or registeredID (8), unread; `tag` is that number. */
  | { readonly kind: 'other'; readonly tag: number; readonly encoding: Bytes }

const CLAUSE = 'RFC 5280, 4.2.1.6'

/**
 * The names inside a GeneralNames, whatever tag it has itself.
 * Laxer than RFC 5280, 4.2.1.6: there may be none; some issuers write the extension without having a name to put there.
 */
export function parseGeneralNames(element: Element): readonly GeneralName[] {
  return childrenOf(element).map(parseGeneralName)
}

export function parseGeneralName(element: Element): GeneralName {
  switch (element.tag) {
    case context(1):
      return { kind: 'rfc822Name', value: toLatin1(primitiveContent(element)) }
    case context(2):
      return { kind: 'dNSName', value: toLatin1(primitiveContent(element)) }
    case context(6):
      return { kind: 'uniformResourceIdentifier', value: toLatin1(primitiveContent(element)) }
    case context(4):
      // EXPLICIT, since Name is a CHOICE. X.680, 31.2.7.
      return { kind: 'directoryName', name: parseName(explicitContent(element, TAG.sequence, 'directoryName')) }
    case context(7):
      return { kind: 'iPAddress', octets: primitiveContent(element) }
    case context(0):
    case context(3):
    case context(5):
    case context(8):
      return { kind: 'other', tag: element.tag & 0x1f, encoding: element.encoding }
    default:
      throw new FormatError(`GeneralName: found ${tagText(element.tag)}`, CLAUSE, element.offset)
  }
}

/** Those of `names` that are addresses of the web or of a directory, in order. */
export function urisOf(names: readonly GeneralName[]): readonly string[] {
  return names.flatMap((name) => (name.kind === 'uniformResourceIdentifier' ? [name.value] : []))
}
