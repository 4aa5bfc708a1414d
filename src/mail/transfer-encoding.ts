/** Bodies of parts as the bytes they carry. RFC 2045, 6. */
import { type Bytes, toLatin1 } from '../bytes.ts'

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

const [EQUALS, CR, LF, SPACE, TAB] = [0x3d, 0x0d, 0x0a, 0x20, 0x09]

const BASE64 = codesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const HEX = codesOf('0123456789ABCDEF', '0123456789abcdef')

/** By byte, its place in the alphabet, or -1. */
function codesOf(...alphabets: readonly string[]): Int8Array {
  const codes = new Int8Array(256).fill(-1)
  for (const alphabet of alphabets) {
    for (let code = 0; code < alphabet.length; code++) codes[alphabet.charCodeAt(code)] = code
  }
  return codes
}

/** As nearly every program writes it: here Node's decoder, which knows other alphabets too, takes it as we do. */
const PLAIN_BASE64 = /^[A-Za-z0-9+/\r\n]*(?:=[=\r\n]*)?$/

function decodeBase64(body: Bytes): Bytes {
  const text = toLatin1(body)
  return PLAIN_BASE64.test(text) ? Buffer.from(text, 'base64') : decodeAnyBase64(body)
}

/** RFC 2045, 6.8: bytes outside the alphabet are ignored, and padding is the end. */
function decodeAnyBase64(body: Bytes): Bytes {
  const output = Buffer.allocUnsafe(Math.ceil((body.length * 3) / 4))
  let length = 0
  let bits = 0
  let pending = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0
    const code = BASE64[byte] ?? -1
    if (code >= 0) {
      bits = ((bits << 6) | code) & 0xfff
      pending += 6
      if (pending < 8) continue
      pending -= 8
      output[length++] = (bits >> pending) & 0xff
    } else if (byte === EQUALS) {
      at = behindPadding(body, at) - 1
      if (!isBase64Line(body, at + 1)) break
      pending = 0
    }
  }
  return output.subarray(0, length)
}

function behindPadding(body: Bytes, from: number): number {
  let at = from
  while (at < body.length && [EQUALS, CR, LF, SPACE, TAB].includes(body[at] ?? 0)) at++
  return at
}

/** Laxer than RFC 2045, 6.8: some programs pad each line. Words that a mailing list adds at the end are no such line. */
function isBase64Line(body: Bytes, from: number): boolean {
  let at = from
  while ((BASE64[body[at] ?? 0] ?? -1) >= 0 && at < body.length) at++
  const end = body[at]
  return at - from >= 2 && (at === body.length || end === EQUALS || end === CR || end === LF)
}

/** RFC 2045, 6.7. An equals sign that introduces nothing stays, as the note there advises. */
function decodeQuotedPrintable(body: Bytes): Bytes {
  const output = Buffer.allocUnsafe(body.length)
  let length = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0
    const high = byte === EQUALS ? (HEX[body[at + 1] ?? 0] ?? -1) : -1
    const low = high < 0 ? -1 : (HEX[body[at + 2] ?? 0] ?? -1)
    const lineEnd = byte === EQUALS && low < 0 ? softBreakEnd(body, at + 1) : -1
    if (low >= 0) {
      output[length++] = high * 16 + low
      at += 2
    } else if (lineEnd < 0) output[length++] = byte
    else at = lineEnd - 1
  }
  return output.subarray(0, length)
}

/** Behind the end of the line if nothing but blanks that were added on the way stands before it (6.7 (3)), else -1. */
function softBreakEnd(body: Bytes, from: number): number {
  let at = from
  while (body[at] === SPACE || body[at] === TAB) at++
  if (body[at] === CR && body[at + 1] === LF) return at + 2
  if (body[at] === LF) return at + 1
  return at >= body.length ? at : -1
}

/**
 * POSIX.1, uuencode: each line begins with its length. Lines outside `begin` and `end` are none of it. Ends early where
 * more comes out than went in: lines may have lost blanks at their ends, but not all of them.
 */
function decodeUuencode(body: Bytes): Bytes {
  const text = toLatin1(body)
  const begin = /^begin [0-7]{3,4} .*\r?\n/m.exec(text)
  if (begin === null) return body
  const output = Buffer.allocUnsafe(body.length)
  let length = 0
  for (let at = begin.index + begin[0].length; at < text.length && !text.startsWith('end', at); ) {
    const lineEnd = text.indexOf('\n', at)
    const end = lineEnd < 0 ? text.length : lineEnd
    const claimed = (text.charCodeAt(at) - SPACE) & 63
    if (end === at + 1 && claimed > 0) break
    if (end > at) length += decodeUuLine(text.slice(at + 1, end).trimEnd(), output.subarray(length, length + claimed))
    at = end + 1
  }
  return output.subarray(0, length)
}

/** Fills `output`, and says how much that was. */
function decodeUuLine(line: string, output: Buffer): number {
  for (let at = 0; at < output.length; at++) {
    const group = Math.floor(at / 3) * 4 + (at % 3)
    output[at] = (uuDigit(line, group) << (2 + 2 * (at % 3))) | (uuDigit(line, group + 1) >> (4 - 2 * (at % 3)))
  }
  return output.length
}

/** A blank at the end of a line may have been cut off. */
function uuDigit(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - SPACE) & 63 : 0
}
