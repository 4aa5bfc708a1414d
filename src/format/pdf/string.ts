/** Literal and hexadecimal strings. ISO 32000-2, 7.3.4. */
import { type Bytes, toLatin1 } from '../../bytes.ts'
import { FormatError } from '../read.ts'
import { hexDigit, isDigit, isEndOfLine, isWhiteSpace } from './characters.ts'
import type { Cursor } from './cursor.ts'
import type { Decoded } from './filter/output.ts'
import type { PdfString } from './object.ts'

const OPEN = 0x28
const CLOSE = 0x29
const BACKSLASH = 0x5c
const CR = 0x0d
const LF = 0x0a

export function readLiteralString(cursor: Cursor): PdfString {
  const { bytes, position: start } = cursor
  const end = endOfLiteralString(cursor)
  if (end < 0) throw unterminated(cursor, '7.3.4.2')
  cursor.position = end
  const content = bytes.subarray(start + 1, end - 1)
  const isPlain = !content.includes(BACKSLASH)
  if (!isPlain && OVERFLOW.test(toLatin1(content))) cursor.isLax = true
  return string(cursor, start, isPlain ? content : unescapeString(content), false)
}

/** The place behind the string at the cursor, or -1 where it does not end. */
export function endOfLiteralString({ bytes, position: start }: Cursor): number {
  let nesting = 0
  for (let position = start; position < bytes.length; position++) {
    const byte = bytes[position]
    if (byte === OPEN) nesting++
    else if (byte === CLOSE && --nesting === 0) return position + 1
    else if (byte === BACKSLASH) position++
  }
  return -1
}

/** Some readers do not ignore what an octal escape has beyond a byte (ISO 32000-2, 7.3.4.2). */
const OVERFLOW = /(?<!\\)(?:\\\\)*\\[4-7][0-7]{2}/u

/** Laxer than ISO 32000-2, 7.3.4.3: what is no hexadecimal digit is skipped like white-space. */
export function readHexString(cursor: Cursor): PdfString {
  const { bytes, position: start } = cursor
  const end = endOfHexString(cursor)
  if (end < 0) throw unterminated(cursor, '7.3.4.3')
  cursor.position = end
  const { bytes: read, isSound } = fromHexDigits(bytes.subarray(start + 1, end - 1))
  if (!isSound) cursor.isLax = true
  return string(cursor, start, read, true)
}

/** The place behind the string at the cursor, or -1 where it does not end. */
export function endOfHexString({ bytes, position }: Cursor): number {
  const close = bytes.indexOf(0x3e, position)
  return close < 0 ? close : close + 1
}

/** An odd last digit is followed by 0 (ISO 32000-2, 7.3.4.3). Sound is what has nothing but digits and white-space. */
export function fromHexDigits(spelled: Bytes): Decoded {
  const quick = Buffer.from(toLatin1(spelled), 'hex')
  if (quick.length * 2 === spelled.length) return { bytes: quick, isSound: true }
  let isSound = true
  const bytes = new Uint8Array((spelled.length + 1) >> 1)
  let digits = 0
  for (const byte of spelled) {
    const digit = hexDigit(byte)
    if (digit < 0) {
      isSound &&= isWhiteSpace(byte)
      continue
    }
    const place = digits++ >> 1
    bytes[place] = digits % 2 === 1 ? digit << 4 : (bytes[place] ?? 0) | digit
  }
  return { bytes: bytes.subarray(0, (digits + 1) >> 1), isSound }
}

const ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x6e, LF],
  [0x72, CR],
  [0x74, 0x09],
  [0x62, 0x08],
  [0x66, 0x0c],
])

/**
 * Resolves escapes. Laxer than ISO 32000-2, 7.3.4.2: an end of line stays as it is spelled, as viewers have it, so that two strings of
 * which one has a byte more to them never say the same.
 */
function unescapeString(content: Bytes): Bytes {
  const bytes = new Uint8Array(content.length)
  let length = 0
  for (let index = 0; index < content.length; ) {
    const byte = content[index] ?? 0
    if (byte === BACKSLASH) {
      const escaped = readEscape(content, index + 1)
      if (escaped.byte !== null) bytes[length++] = escaped.byte
      index += 1 + escaped.size
    } else {
      bytes[length++] = byte
      index++
    }
  }
  return bytes.subarray(0, length)
}

/** What follows a backslash: up to three octal digits, an end of line, which stands for nothing, or a character. */
function readEscape(content: Bytes, index: number): { readonly byte: number | null; readonly size: number } {
  const next = content[index]
  if (next === undefined) return { byte: null, size: 0 }
  if (isEndOfLine(next)) return { byte: null, size: endOfLineSize(content, index) }
  const digits = octalDigits(content, index)
  if (digits) return { byte: Number.parseInt(digits, 8) & 0xff, size: digits.length }
  return { byte: ESCAPES.get(next) ?? next, size: 1 }
}

function endOfLineSize(content: Bytes, index: number): 1 | 2 {
  return content[index] === CR && content[index + 1] === LF ? 2 : 1
}

function octalDigits(content: Bytes, start: number): string {
  let digits = ''
  for (let index = start; index < start + 3; index++) {
    const byte = content[index]
    if (!isDigit(byte) || byte >= 0x38) break
    digits += String.fromCharCode(byte)
  }
  return digits
}

function string(cursor: Cursor, start: number, bytes: Bytes, hex: boolean): PdfString {
  const end = cursor.position
  return { kind: 'string', bytes, hex, start: cursor.inFile ? start : -1, end: cursor.inFile ? end : -1 }
}

function unterminated(cursor: Cursor, clause: string): FormatError {
  const start = cursor.position
  cursor.position = cursor.bytes.length
  return new FormatError('A string does not end', `ISO 32000-2, ${clause}`, start)
}
