/** Numbers and names. ISO 32000-2, 7.3.3 and 7.3.5. */
import { toLatin1 } from '../../bytes.ts'
import { hexDigit, isDigit, isRegular } from './characters.ts'
import type { Cursor } from './cursor.ts'
import type { PdfName } from './object.ts'

const PLUS = 0x2b
const MINUS = 0x2d
const POINT = 0x2e

export function startsNumber(byte: number | undefined): boolean {
  return isDigit(byte) || byte === PLUS || byte === MINUS || byte === POINT
}

/**
 * Laxer than ISO 32000-2, 7.3.3: signs may be repeated, a number without digits is 0, and what follows a second point
 * or a sign inside is dropped, because writers emit `--5`, `-.` and `0.0-12` and viewers read on.
 */
export function readNumber(cursor: Cursor): number {
  const { bytes } = cursor
  const negative = bytes[cursor.position] === MINUS
  while (bytes[cursor.position] === PLUS || bytes[cursor.position] === MINUS) cursor.position++
  const start = cursor.position
  let value = 0
  for (let byte = bytes[start]; isDigit(byte); byte = bytes[++cursor.position]) value = value * 10 + byte - 0x30
  if (bytes[cursor.position] === POINT) {
    cursor.position++
    while (isDigit(bytes[cursor.position])) cursor.position++
    value = Number.parseFloat(`0${toLatin1(bytes.subarray(start, cursor.position))}`)
  }
  while (startsNumber(bytes[cursor.position])) cursor.position++
  return negative && value !== 0 ? -value : value
}

/** A `#` without two hexadecimal digits stands for itself, as in names older than PDF 1.2. */
export function readName(cursor: Cursor): PdfName {
  const { bytes } = cursor
  const start = ++cursor.position
  let escaped = false
  for (let byte = bytes[start]; isRegular(byte); byte = bytes[++cursor.position]) escaped ||= byte === 0x23
  const spelled = toLatin1(bytes.subarray(start, cursor.position))
  return { kind: 'name', name: escaped ? unescapeName(spelled) : spelled }
}

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
