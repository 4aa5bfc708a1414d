/** The forms of header and body that a DKIM signature is computed over. RFC 6376, 3.4. */
import type { Bytes } from '../../bytes.ts'

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

const [CR, LF, SPACE, TAB] = [0x0d, 0x0a, 0x20, 0x09]

/** RFC 6376, 3.4.3 and 3.4.4: empty lines at the end are none, and the last line has an end. */
export function canonicalBody(body: Bytes, form: Canonicalization): Bytes {
  const output = Buffer.allocUnsafe(2 * body.length + 2)
  let length = 0
  let endOfContent = 0
  let isBlankDue = false
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0
    if (byte === CR && body[at + 1] === LF) continue
    if (byte === LF) {
      length = putLineEnd(output, length)
      isBlankDue = false
    } else if (form === 'relaxed' && (byte === SPACE || byte === TAB)) {
      isBlankDue = true
    } else {
      if (isBlankDue) output[length++] = SPACE
      isBlankDue = false
      output[length++] = byte
      endOfContent = length
    }
  }
  if (endOfContent === 0 && form === 'relaxed') return output.subarray(0, 0)
  return output.subarray(0, putLineEnd(output, endOfContent))
}

function putLineEnd(output: Buffer, at: number): number {
  output[at] = CR
  output[at + 1] = LF
  return at + 2
}

/** Stored letters may have lost the line breaks they travelled with (RFC 5322, 2.1). */
export function withNetworkLineBreaks(text: string): string {
  return text.replace(/\r?\n/g, '\r\n')
}
