/** Indirect objects and streams as they lie in the file. ISO 32000-2, 7.3.8 and 7.3.10. */
import { type Bytes, indexOf } from '../../bytes.ts'
import { FormatError } from '../read.ts'
import { spend } from './budget.ts'
import { isDigit, isWhiteSpace } from './characters.ts'
import { type Cursor, endToken, skipSpace, standsAt, takeInteger, takeKeyword } from './cursor.ts'
import type { IndirectObject, PdfDictionary, PdfObject, PdfStream } from './object.ts'
import { isWholeReal, readObject } from './read-object.ts'
import { LARGEST_INTEGER } from './scalar.ts'

/** What the value of /Length stands for; null where it cannot be had. */
export type LengthOf = (value: PdfObject | undefined) => number | null

/** For sections of the cross-reference itself, where no reference can be followed yet. */
export const directLength: LengthOf = (value) => (typeof value === 'number' ? value : null)

/** `number generation obj … endobj` at the cursor. Laxer than ISO 32000-2, 7.3.10: `endobj` may be missing. */
export function readIndirectObject(cursor: Cursor, lengthOf: LengthOf): IndirectObject {
  const from = cursor.position
  try {
    skipSpace(cursor)
    const start = cursor.position
    const number = takeInteger(cursor)
    const generation = takeInteger(cursor)
    if (number === null || generation === null || !takeKeyword(cursor, 'obj')) {
      throw new FormatError('No object begins here', 'ISO 32000-2, 7.3.10', start)
    }
    if (number > LARGEST_INTEGER || isDigit(cursor.bytes[cursor.position - 'obj'.length - 1])) cursor.isLax = true
    endToken(cursor)
    const isEmpty = takeKeyword(cursor, 'endobj')
    const value = isEmpty ? null : readValue(cursor, lengthOf)
    // Whoever refers to it may ask for an integer.
    if (isWholeReal(cursor, value)) cursor.isLax = true
    if (!takeKeyword(cursor, 'endobj') && !isEmpty) cursor.isLax = true
    return { number, generation, value, start, end: cursor.position, container: null, isLax: cursor.isLax }
  } finally {
    spend(cursor.ledger, 'readBytes', cursor.position - from)
  }
}

function readValue(cursor: Cursor, lengthOf: LengthOf): PdfObject {
  const value = readObject(cursor)
  const isDictionary = typeof value === 'object' && value?.kind === 'dictionary'
  return isDictionary && takeKeyword(cursor, 'stream') ? readStream(cursor, value, lengthOf) : value
}

function readStream(cursor: Cursor, dictionary: PdfDictionary, lengthOf: LengthOf): PdfStream {
  const { bytes } = cursor
  skipEndOfLine(cursor)
  const start = cursor.position
  const length = lengthOf(dictionary.entries.get('Length'))
  const lengthHolds = length !== null && endsAt(bytes, start + length)
  const end = lengthHolds ? start + length : searchEnd(cursor, start)
  cursor.position = end
  takeKeyword(cursor, 'endstream')
  endToken(cursor)
  return { kind: 'stream', dictionary, raw: bytes.subarray(start, end), lengthHolds }
}

/**
 * Laxer than ISO 32000-2, 7.3.8.1: a carriage return alone may follow `stream`, or nothing at all, as some writers have it. Readers differ
 * in where the data begin then.
 */
export function skipEndOfLine(cursor: Cursor): void {
  if (cursor.bytes[cursor.position] === 0x0d) cursor.position++
  if (cursor.bytes[cursor.position] === 0x0a) cursor.position++
  else cursor.isLax = true
}

export function endsAt(bytes: Bytes, end: number): boolean {
  let position = end
  while (isWhiteSpace(bytes[position])) position++
  return standsAt(bytes, position, 'endstream')
}

/** Where /Length is wrong the stream ends before the end of line that precedes `endstream`. */
function searchEnd(cursor: Cursor, start: number): number {
  const { bytes } = cursor
  const keyword = indexOf(bytes, 'endstream', start)
  cursor.position = keyword < 0 ? bytes.length : keyword
  if (keyword < 0) throw new FormatError('A stream does not end', 'ISO 32000-2, 7.3.8.1', start)
  let end = keyword
  if (end > start && bytes[end - 1] === 0x0a) end--
  if (end > start && bytes[end - 1] === 0x0d) end--
  return end
}
