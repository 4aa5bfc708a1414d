/** The value of one extension, read as the type that its identifier names. RFC 5280, 4.2. */
import { type Element, parseWhole } from '../asn1/element.ts'
import { tagText } from '../asn1/tag.ts'
import { FormatError } from '../read.ts'
import type { Extension } from './certificate.ts'

/** What `parse` makes of the extension `oid`, whose value must carry `tag`; null where there is none. */
export function parseExtensionValue<T>(
  extensions: readonly Extension[],
  oid: string,
  tag: number,
  parse: (element: Element) => T,
): T | null {
  const extension = extensions.find((candidate) => candidate.oid === oid)
  if (!extension) return null
  const element = parseWhole(extension.value, 'DER')
  if (element.tag === tag) return parse(element)
  throw new FormatError(`${oid}: expected ${tagText(tag)}, found ${tagText(element.tag)}`, 'RFC 5280, 4.2')
}
