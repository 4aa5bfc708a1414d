/** The character string types, for display; comparison is by encoding. ITU-T X.690, 8.23. */
import { asBuffer, type Bytes, toLatin1 } from '../../bytes.ts'
import type { Element } from './element.ts'
import { TAG } from './tag.ts'

/** The text, or null where the value is no character string or its length does not fit the type. */
export function decodeText(element: Element): string | null {
  if (element.constructed) return null
  switch (element.tag) {
    case TAG.utf8String:
      // Laxer than RFC 3629, 3: octets that are not UTF-8 become U+FFFD, so that the rest of a name stays legible.
      return asBuffer(element.content).toString('utf8')
    case TAG.numericString:
    case TAG.printableString:
    case TAG.ia5String:
    case TAG.visibleString:
    // Laxer than ITU-T T.61: Teletex strings are read as ISO 8859-1, which is what issuers put there.
    case TAG.teletexString:
      return toLatin1(element.content)
    case TAG.bmpString:
      return bmpText(element.content)
    case TAG.universalString:
      return universalText(element.content)
    default:
      return null
  }
}

function bmpText(content: Bytes): string | null {
  return content.length % 2 === 0 ? Buffer.from(content).swap16().toString('utf16le') : null
}

function universalText(content: Bytes): string | null {
  if (content.length % 4 !== 0) return null
  const characters: string[] = []
  for (let at = 0; at < content.length; at += 4) {
    const codePoint = asBuffer(content).readUInt32BE(at)
    if (codePoint > 0x10ffff) return null
    characters.push(String.fromCodePoint(codePoint))
  }
  return characters.join('')
}
