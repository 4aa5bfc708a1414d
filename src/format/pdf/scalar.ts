/** Numbers and names. ISO 32000-2, 7.3.3 and 7.3.5. */
import { type Bytes, sliceLatin1 } from '../../bytes.ts'
import { hexDigit, isDigit, isRegular } from './characters.ts'
import { type Cursor, endToken, standsAt } from './cursor.ts'
import type { PdfName } from './object.ts'

const PLUS = 0x2b
const MINUS = 0x2d
const POINT = 0x2e

/** Integers that all readers can hold (ISO 32000-1:2008, table C.1); some take the rest of a division by two to the power of 32. */
export const LARGEST_INTEGER = 2 ** 31 - 1
/** Characters of a number, more than any writer needs: some readers take no longer words, or lose their way in the digits. */
const LONGEST_NUMBER = 40
/** Characters of a name that all readers tell apart (ISO 32000-1:2008, table C.1). */
const LONGEST_NAME = 127

export function startsNumber(byte: number | undefined): boolean {
  return isDigit(byte) || byte === PLUS || byte === MINUS || byte === POINT
}

/**
 * Laxer than ISO 32000-2, 7.3.3: signs may be repeated, a number without digits is 0, and what follows a second point
 * or a sign inside is dropped, because writers emit `--5`, `-.` and `0.0-12` and viewers read on.
 */
export function readNumber(cursor: Cursor): number {
  const { bytes } = cursor
  const first = cursor.position
  const negative = bytes[first] === MINUS
  while (bytes[cursor.position] === PLUS || bytes[cursor.position] === MINUS) cursor.position++
  const start = cursor.position
  let value = 0
  let position = start
  for (let byte = bytes[position]; isDigit(byte); byte = bytes[++position]) value = value * 10 + byte - 0x30
  cursor.position = position
  const isReal = bytes[position] === POINT
  cursor.isReal = isReal
  if (isReal) {
    let scale = 1
    for (let byte = bytes[++position]; isDigit(byte); byte = bytes[++position], scale *= 10)
      value = value * 10 + byte - 0x30
    cursor.position = position
    // Of two numbers that a double holds exactly the quotient is the nearest double, as the standard library has it.
    const isExact = value <= Number.MAX_SAFE_INTEGER && scale <= 1e22
    value = isExact ? value / scale : Number.parseFloat(`0${sliceLatin1(bytes, start, position)}`)
  }
  const hasDigits = cursor.position - start > (isReal ? 1 : 0)
  const isTooLarge = cursor.position - first > LONGEST_NUMBER || (!isReal && value > LARGEST_INTEGER)
  if (start - first > 1 || !hasDigits || isTooLarge) cursor.isLax = true
  endToken(cursor)
  while (startsNumber(bytes[cursor.position])) cursor.position++
  return negative && value !== 0 ? -value : value
}

/** A `#` without two hexadecimal digits stands for itself, as in names older than PDF 1.2. */
export function readName(cursor: Cursor): PdfName {
  const { bytes } = cursor
  const start = cursor.position + 1
  let position = start
  let escaped = false
  let sum = 0
  for (let byte = bytes[position]; byte !== undefined && isRegular(byte); byte = bytes[++position]) {
    escaped ||= byte === 0x23
    sum = (Math.imul(sum, 31) + byte) | 0
  }
  cursor.position = position
  const spelled = spelling(bytes, start, position, sum)
  if (spelled.length > LONGEST_NAME || (escaped && !ESCAPED.test(spelled))) cursor.isLax = true
  return { kind: 'name', name: escaped ? unescapeName(spelled) : spelled }
}

/** Names met last, each at a place that its sum gives: nearly all of a file are the same few. */
const met: string[] = new Array(1024).fill('')

/** Longer ones are of one file. */
const LONGEST_MET = 32

/** The characters from `start` to before `end`, whose sum is `sum`. A string that was there costs less than one that is made anew. */
function spelling(bytes: Bytes, start: number, end: number, sum: number): string {
  const length = end - start
  const place = sum & (met.length - 1)
  const known = met[place]
  if (known?.length === length && standsAt(bytes, start, known)) return known
  const spelled = sliceLatin1(bytes, start, end)
  if (length <= LONGEST_MET) met[place] = spelled
  return spelled
}

/** No name holds a null character (ISO 32000-2, 7.3.5). */
const ESCAPED = /^(?:[^#]|#(?!00)[\da-f]{2})*$/iu

function unescapeName(spelled: string): string {
  let name = ''
  for (let index = 0; index < spelled.length; index++) {
    const high = hexDigit(spelled.charCodeAt(index + 1) & 0xff)
    const low = hexDigit(spelled.charCodeAt(index + 2) & 0xff)
    if (spelled[index] === '#' && high >= 0 && low >= 0) {
      name += String.fromCharCode(high * 16 + low)
      index += 2
    } else name += spelled[index]
  }
  return name
}
