/** The forms of header and body that a DKIM signature is computed over. RFC 6376, 3.4. */
import { asBuffer, type Bytes, fromLatin1, toLatin1 } from '../../bytes.ts'

export type Canonicalization = 'simple' | 'relaxed'

/** A field from its name to its last line, without the line break that ends it; one character for each byte. */
export function canonicalField(field: string, form: Canonicalization): string {
  if (form === 'simple') return field
  const colon = field.indexOf(':')
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
  // Not trim(): a byte A0, as in the UTF-8 of "à", is no blank.
  return `${field.slice(0, colon).trim().toLowerCase()}:${value.replace(/^ | $/g, '')}`
}

/** RFC 6376, 3.4.3 and 3.4.4. */
export function canonicalBody(body: Bytes, form: Canonicalization): Bytes {
  const lines = withNetworkLineBreaks(toLatin1(body))
  const text =
    form === 'simple'
      ? lines
      : lines
          .replace(/[ \t]+/g, ' ')
          .replace(/ \r\n/g, '\r\n')
          .replace(/ $/, '')
  const end = endOfContent(text)
  if (end === 0) return fromLatin1(form === 'simple' ? '\r\n' : '')
  return asBuffer(fromLatin1(`${text.slice(0, end)}\r\n`))
}

/** Stored letters may have lost the line breaks they travelled with (RFC 5322, 2.1). */
export function withNetworkLineBreaks(text: string): string {
  return text.replace(/\r?\n/g, '\r\n')
}

/** Before the line breaks at the end. */
function endOfContent(text: string): number {
  let end = text.length
  while (end >= 2 && text.startsWith('\r\n', end - 2)) end -= 2
  return end
}
