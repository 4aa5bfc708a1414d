/** Bodies of parts as the bytes they carry. RFC 2045, 6. */
import { asBuffer, type Bytes, toLatin1 } from '../bytes.ts'

/**
 * The content of a body under the Content-Transfer-Encoding `encoding` (lower case, however it is punctuated); under one that is unknown, the body as it lies
 * (RFC 2045, 6.4 asks for no more). Broken content comes out as far as it goes; never throws.
 */
export function decodeBody(body: Bytes, encoding: string): Bytes {
  switch (encoding.replace(/[;(].*$/s, '').replace(/[^a-z0-9]/g, '')) {
    case 'base64':
      return decodeBase64(body)
    case 'quotedprintable':
      return decodeQuotedPrintable(body)
    case 'xuuencode':
    case 'uuencode':
    case 'xuue':
      return decodeUuencode(body)
    default:
      return body
  }
}

/** RFC 2045, 6.8: characters outside the alphabet are ignored, and padding is the end. */
function decodeBase64(body: Bytes): Bytes {
  const [first = '', ...more] = toLatin1(body).split(/=[=\s]*/)
  const pieces = [decodeBase64Piece(first)]
  for (const piece of more) {
    // Laxer than RFC 2045, 6.8: some programs pad each line. Words that a mailing list adds at the end are no such line.
    if (!/^[A-Za-z0-9+/]{2,}[A-Za-z0-9+/\r\n]*$/.test(piece)) break
    pieces.push(decodeBase64Piece(piece))
  }
  return pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces)
}

/** The platform would take `-` and `_` for `+` and `/`, which is another alphabet (RFC 4648, 5). */
function decodeBase64Piece(text: string): Buffer {
  return Buffer.from(text.replace(/[^A-Za-z0-9+/]+/g, ''), 'base64')
}

const [EQUALS, CR, LF, SPACE, TAB] = [0x3d, 0x0d, 0x0a, 0x20, 0x09]

/** RFC 2045, 6.7. An equals sign that introduces nothing stays, as the note there advises. */
function decodeQuotedPrintable(body: Bytes): Bytes {
  const output = Buffer.allocUnsafe(body.length)
  let length = 0
  for (let at = 0; at < body.length; ) {
    const byte = body[at] ?? 0
    const escaped = byte === EQUALS ? readEscape(body, at) : null
    if (escaped === null) output[length++] = byte
    else if (escaped.byte !== null) output[length++] = escaped.byte
    at += escaped?.length ?? 1
  }
  return output.subarray(0, length)
}

/** `=3D` is a byte, `=` and the end of a line is none. */
function readEscape(body: Bytes, at: number): { readonly byte: number | null; readonly length: number } | null {
  const high = hexDigit(body[at + 1])
  const low = hexDigit(body[at + 2])
  if (high >= 0 && low >= 0) return { byte: high * 16 + low, length: 3 }
  let end = at + 1
  while (body[end] === SPACE || body[end] === TAB) end++ // RFC 2045, 6.7 (3): blanks that were added on the way
  if (body[end] === CR && body[end + 1] === LF) return { byte: null, length: end + 2 - at }
  return body[end] === LF || end >= body.length ? { byte: null, length: Math.min(end + 1, body.length) - at } : null
}

function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1
  const digit = parseInt(String.fromCharCode(code), 16)
  return Number.isNaN(digit) ? -1 : digit
}

/** POSIX.1, uuencode: each line begins with its length. Lines outside `begin` and `end` are none of it. */
function decodeUuencode(body: Bytes): Bytes {
  const lines = asBuffer(body).toString('latin1').split(/\r?\n/)
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line))
  if (begin < 0) return body
  const end = lines.indexOf('end', begin)
  return Buffer.concat(lines.slice(begin + 1, end < 0 ? undefined : end).map(decodeUuLine))
}

function decodeUuLine(line: string): Buffer {
  const length = (line.charCodeAt(0) - SPACE) & 63
  const output = Buffer.alloc(line === '' ? 0 : length)
  for (let at = 0; at < output.length; at++) {
    const group = 1 + Math.floor(at / 3) * 4 + (at % 3)
    output[at] = (uuDigit(line, group) << (2 + 2 * (at % 3))) | (uuDigit(line, group + 1) >> (4 - 2 * (at % 3)))
  }
  return output
}

/** A blank at the end of a line may have been cut off. */
function uuDigit(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - SPACE) & 63 : 0
}
