/** Objects in PDF syntax. ISO 32000-2, 7.3. */
import { toLatin1 } from '../../bytes.ts'
import { FormatError } from '../read.ts'
import { exhausted, PDF_BUDGET, spend } from './budget.ts'
import { isDigit, isRegular } from './characters.ts'
import { type Cursor, endToken, skipSpace, standsAt, takeInteger, takeKeyword } from './cursor.ts'
import type { PdfArray, PdfDictionary, PdfObject, PdfReference } from './object.ts'
import { LARGEST_INTEGER, readName, readNumber, startsNumber } from './scalar.ts'
import { readHexString, readLiteralString } from './string.ts'

/** The object at the cursor, which moves behind it. A stream is no direct object: only its dictionary is read here. */
export function readObject(cursor: Cursor, depth = 0): PdfObject {
  skipSpace(cursor)
  spend(cursor.ledger, 'elements')
  if (depth > PDF_BUDGET.depth) throw exhausted('depth', cursor.position)
  const byte = cursor.bytes[cursor.position]
  switch (byte) {
    case 0x2f: // /
      return readName(cursor)
    case 0x28: // (
      return readLiteralString(cursor)
    case 0x5b: // [
      return readArray(cursor, depth)
    case 0x3c: // <
      return cursor.bytes[cursor.position + 1] === byte ? readDictionary(cursor, depth) : readHexString(cursor)
    default:
      return startsNumber(byte) ? (readReference(cursor) ?? readNumber(cursor)) : readKeyword(cursor)
  }
}

function readArray(cursor: Cursor, depth: number): PdfArray {
  cursor.position++
  const items: PdfObject[] = []
  const reals: number[] = []
  while (!closes(cursor, ']')) {
    const item = readObject(cursor, depth + 1)
    if (isWholeReal(cursor, item)) reals.push(items.length)
    items.push(item)
  }
  return { kind: 'array', items, reals }
}

/** An entry whose value is null is the same as none (ISO 32000-2, 7.3.7), so `entries` never holds a direct null. */
function readDictionary(cursor: Cursor, depth: number): PdfDictionary {
  cursor.position += 2
  const entries = new Map<string, PdfObject>()
  // Few have any of these.
  let repeated: Set<string> | null = null
  let reals: Set<string> | null = null
  let hasNull = false
  while (!closes(cursor, '>>')) {
    if (cursor.bytes[cursor.position] !== 0x2f) throw unexpected(cursor, 'a key or ">>"', '7.3.7')
    const key = readName(cursor).name
    const value = readObject(cursor, depth + 1)
    if (isWholeReal(cursor, value)) reals = (reals ?? new Set()).add(key)
    else reals?.delete(key)
    if (typeof value === 'number' && value !== 0 && cursor.isReal && WHOLE.has(key)) cursor.isLax = true
    if (entries.has(key)) repeated = (repeated ?? new Set()).add(key)
    if (value === null) hasNull = true
    entries.set(key, value)
  }
  const nullKeys = hasNull ? dropNulls(entries) : NONE
  if (repeated) cursor.ledger.notes.add('duplicate-key')
  const duplicateKeys = repeated ? [...repeated] : NONE
  return { kind: 'dictionary', entries, duplicateKeys, nullKeys, reals: reals ? [...reals] : NONE }
}

const NONE: readonly string[] = []

/**
 * Keys whose value has to be an integer (ISO 32000-2, 7.7.3.3, 8.9.5, 12.5.3, 12.7.4 and elsewhere): some readers take a real for it,
 * whatever its value, others no value at all.
 */
const WHOLE = new Set(
  (
    'Rotate F Ff Q MaxLen Width Height BitsPerComponent FirstChar LastChar Predictor Colors Columns EarlyChange Length First Prev ' +
    'Size XRefStm PatternType PaintType TilingType ShadingType FunctionType BitsPerSample BitsPerCoordinate BitsPerFlag'
  ).split(' '),
)

/** Whether `value`, read last, is a whole number written with a point: where an integer is asked for readers differ in what it is. */
export function isWholeReal(cursor: Cursor, value: PdfObject): boolean {
  return cursor.isReal && typeof value === 'number' && Number.isInteger(value)
}

function dropNulls(entries: Map<string, PdfObject>): readonly string[] {
  const dropped = [...entries].flatMap(([key, value]) => (value === null ? [key] : []))
  for (const key of dropped) entries.delete(key)
  return dropped
}

export function closes(cursor: Cursor, delimiter: string): boolean {
  skipSpace(cursor)
  if (!standsAt(cursor.bytes, cursor.position, delimiter)) return false
  cursor.position += delimiter.length
  return true
}

/** `number generation R`; otherwise null, and the cursor stays. */
function readReference(cursor: Cursor): PdfReference | null {
  const start = cursor.position
  const number = takeInteger(cursor)
  const generation = number === null ? null : takeInteger(cursor)
  if (number !== null && generation !== null && takeKeyword(cursor, 'R')) {
    const { bytes, position } = cursor
    if (!isRegular(bytes[position])) {
      if (number > LARGEST_INTEGER || isDigit(bytes[position - 'R'.length - 1])) cursor.isLax = true
      return { kind: 'reference', number, generation }
    }
  }
  cursor.position = start
  return null
}

export const KEYWORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const

function readKeyword(cursor: Cursor): boolean | null {
  for (const [word, value] of KEYWORDS) {
    if (!standsAt(cursor.bytes, cursor.position, word)) continue
    cursor.position += word.length
    endToken(cursor)
    return value
  }
  throw unexpected(cursor, 'an object', '7.3')
}

function unexpected(cursor: Cursor, wanted: string, clause: string): FormatError {
  const { bytes, position } = cursor
  const found = position < bytes.length ? JSON.stringify(toLatin1(bytes.subarray(position, position + 12))) : 'the end'
  return new FormatError(`Expected ${wanted}, found ${found}`, `ISO 32000-2, ${clause}`, cursor.inFile ? position : -1)
}
