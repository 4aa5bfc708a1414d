/**
 * What an object refers to, found in its bytes without making its value: most objects of a file are asked for nothing else.
 * ISO 32000-2, 7.3.
 */
import { PDF_BUDGET, spend } from './budget.ts'
import { isRegular } from './characters.ts'
import { type Cursor, skipSpace, standsAt, takeInteger, takeKeyword } from './cursor.ts'
import { endsAt, skipEndOfLine } from './indirect-object.ts'
import { asCount, asDictionary, asName, asStream } from './narrow.ts'
import type { PdfObject } from './object.ts'
import { closes, KEYWORDS } from './read-object.ts'
import { referencesIn } from './references.ts'
import { readNumber, startsNumber } from './scalar.ts'
import { endOfHexString, endOfLiteralString } from './string.ts'

export type Outline = {
  /** Numbers of the objects that it refers to, inside arrays and dictionaries too. */
  readonly references: readonly number[]
  /** Of the /Type of a dictionary, or XRef of the dictionary of a stream, those that tell something about who refers to what. */
  readonly type: 'Page' | 'XRef' | null
}

export function outlineOf(value: PdfObject): Outline {
  const dictionary = asDictionary(value)
  const type = asName((asStream(value)?.dictionary ?? dictionary)?.entries.get('Type'))
  return { references: referencesIn(value), type: type === 'XRef' || (dictionary && type === 'Page') ? type : null }
}

/** An object that is gone through, and what was met of it. */
type Scan = {
  readonly cursor: Cursor
  readonly references: number[]
  type: Outline['type']
  /** /Length of the outermost dictionary; null where it has none that can be used without reading another object. */
  length: number | null
  /** As `readObject` counts them. */
  elements: number
  /** Sums of the keys of all dictionaries that are open, the innermost last. */
  readonly keys: number[]
}

const openScan = (cursor: Cursor): Scan => ({ cursor, references: [], type: null, length: null, elements: 0, keys: [] })

/** An object as it lies in the file, and where it ends. */
export type ScannedObject = Outline & { readonly number: number; readonly end: number }

/**
 * What `readIndirectObject` would read, at the same cost. Null, at no cost, for anything that is not spelled plainly: it has to be
 * read to know what it is.
 */
export function scanIndirectObject(cursor: Cursor): ScannedObject | null {
  const from = cursor.position
  const number = takeInteger(cursor)
  const generation = takeInteger(cursor)
  if (number === null || generation === null || !takeKeyword(cursor, 'obj')) return null
  const scan = openScan(cursor)
  if (!takeKeyword(cursor, 'endobj')) {
    skipSpace(cursor)
    const isDictionary = standsAt(cursor.bytes, cursor.position, '<<')
    if (!skipValue(scan, 0) || (isDictionary && takeKeyword(cursor, 'stream') && !skipStream(scan))) return null
  }
  takeKeyword(cursor, 'endobj')
  spend(cursor.ledger, 'elements', scan.elements)
  spend(cursor.ledger, 'readBytes', cursor.position - from)
  return { number, end: cursor.position, references: scan.references, type: scan.type }
}

/** What `readObject` would read, in the same way. */
export function scanObject(cursor: Cursor): Outline | null {
  const scan = openScan(cursor)
  if (!skipValue(scan, 0)) return null
  spend(cursor.ledger, 'elements', scan.elements)
  return { references: scan.references, type: scan.type }
}

/** Here and below: false where it is not spelled plainly. */
function skipValue(scan: Scan, depth: number): boolean {
  const { cursor } = scan
  skipSpace(cursor)
  scan.elements++
  if (depth > PDF_BUDGET.depth) return false
  const byte = cursor.bytes[cursor.position]
  switch (byte) {
    case 0x2f: // /
      skipRegular(cursor)
      return true
    case 0x28: // (
      return skipTo(cursor, endOfLiteralString(cursor))
    case 0x5b: // [
      return skipArray(scan, depth)
    case 0x3c: // <
      return cursor.bytes[cursor.position + 1] === byte
        ? skipDictionary(scan, depth)
        : skipTo(cursor, endOfHexString(cursor))
    default:
      return startsNumber(byte) ? skipNumber(scan) : skipKeyword(cursor)
  }
}

/** A name, with its slash. */
function skipRegular(cursor: Cursor): void {
  const { bytes } = cursor
  let position = cursor.position + 1
  while (isRegular(bytes[position])) position++
  cursor.position = position
}

function skipTo(cursor: Cursor, end: number): boolean {
  cursor.position = end
  return end >= 0
}

function skipArray(scan: Scan, depth: number): boolean {
  scan.cursor.position++
  while (!closes(scan.cursor, ']')) if (!skipValue(scan, depth + 1)) return false
  return true
}

/** Keys of one dictionary that are compared with one another. Most have ten. */
const MAX_KEYS = 64

function skipDictionary(scan: Scan, depth: number): boolean {
  const { cursor, keys } = scan
  const first = keys.length
  cursor.position += 2
  while (!closes(cursor, '>>')) {
    const start = cursor.position
    const sum = sumOfKey(cursor)
    // The same key twice has the same sum; two others that have are read.
    if (sum === null || keys.includes(sum, first) || keys.length - first >= MAX_KEYS) return false
    keys.push(sum)
    if (depth === 0 && !noteEntry(scan, start)) return false
    if (!skipValue(scan, depth + 1)) return false
  }
  keys.length = first
  return true
}

/** Moves behind the key. Null where none is, or one with an escape. */
function sumOfKey(cursor: Cursor): number | null {
  const { bytes } = cursor
  if (bytes[cursor.position] !== 0x2f) return null
  let sum = 0
  let position = cursor.position + 1
  for (let byte = bytes[position]; byte !== undefined && isRegular(byte); byte = bytes[++position]) {
    if (byte === 0x23) return null
    sum = (Math.imul(sum, 31) + byte) | 0
  }
  cursor.position = position
  return sum
}

/** What two entries of the outermost dictionary say. Their values are still to be skipped. */
function noteEntry(scan: Scan, key: number): boolean {
  const { bytes } = scan.cursor
  const length = scan.cursor.position - key
  if (length === '/Type'.length && standsAt(bytes, key, '/Type')) return noteType(scan)
  if (length !== '/Length'.length || !standsAt(bytes, key, '/Length')) return true
  skipSpace(scan.cursor)
  const { position } = scan.cursor
  const isNumber = startsNumber(bytes[position]) && !takesReference(scan.cursor)
  scan.length = isNumber ? (asCount(readNumber(scan.cursor)) ?? null) : null
  scan.cursor.position = position
  return true
}

function noteType(scan: Scan): boolean {
  const { cursor } = scan
  skipSpace(cursor)
  const { bytes, position } = cursor
  if (bytes[position] !== 0x2f) return true
  skipRegular(cursor)
  const spelled = bytes.subarray(position, cursor.position)
  cursor.position = position
  if (spelled.includes(0x23)) return false
  const is = (type: string) => spelled.length === type.length + 1 && standsAt(bytes, position + 1, type)
  scan.type = is('Page') ? 'Page' : is('XRef') ? 'XRef' : null
  return true
}

function skipNumber({ cursor, references }: Scan): boolean {
  const { bytes, position } = cursor
  const number = takeInteger(cursor)
  cursor.position = position
  if (number !== null && takesReference(cursor)) {
    references.push(number)
    return true
  }
  let end = position
  while (startsNumber(bytes[end])) end++
  cursor.position = end
  return true
}

/** `number generation R`; otherwise the cursor stays. */
function takesReference(cursor: Cursor): boolean {
  const start = cursor.position
  const isReference = takeInteger(cursor) !== null && takeInteger(cursor) !== null && takeKeyword(cursor, 'R')
  if (isReference && !isRegular(cursor.bytes[cursor.position])) return true
  cursor.position = start
  return false
}

function skipKeyword(cursor: Cursor): boolean {
  const found = KEYWORDS.find(([word]) => standsAt(cursor.bytes, cursor.position, word))
  if (found) cursor.position += found[0].length
  return found !== undefined
}

/** Only one that ends where it says. */
function skipStream(scan: Scan): boolean {
  const { cursor, length } = scan
  if (scan.type === 'Page') scan.type = null
  skipEndOfLine(cursor)
  if (length === null || !endsAt(cursor.bytes, cursor.position + length)) return false
  cursor.position += length
  takeKeyword(cursor, 'endstream')
  return true
}
