/** Whether readers that search the file for its objects find in an update what its cross-reference lists. ISO 32000-2, 7.5.4 to 7.5.8. */
import { type Bytes, indexOf } from '../../bytes.ts'
import { openLedger } from '../../format/pdf/budget.ts'
import { isDigit, isEndOfLine, isRegular, isWhiteSpace } from '../../format/pdf/characters.ts'
import { openCursor, skipSpace, standsAt, takeInteger, takeKeyword } from '../../format/pdf/cursor.ts'
import { asName, asStream } from '../../format/pdf/narrow.ts'
import { openObjectStream } from '../../format/pdf/object-stream.ts'
import { isReferredTo, type Update } from './update.ts'
import { deny, type Work } from './work.ts'

/** Of bytes that say something to some reader and are in no cross-reference. */
export const UNLISTED = 'not in the cross-reference'

/**
 * A reader that does not believe a cross-reference searches all bytes for `number generation obj` and `trailer`, those of
 * strings and of data included, and opens each object stream. All that it could find is listed, or nobody vouches for it.
 */
export function refuseUnlisted(work: Work): void {
  const { file, before, after, revision } = work.update
  const from = file.revisions[before - 1]?.end ?? -1
  if (from < 0 || revision.end < from) {
    deny(work, 0, 'no end')
    return
  }
  const bytes = file.bytes.subarray(0, revision.end)
  // B7: bytes that belong to no version do not belong to one because somebody signs behind them.
  if (!isBlank(bytes.subarray(from, firstListed(work.update, from)))) deny(work, 0, UNLISTED)
  const listed = listedKeywords(work.update)
  for (const place of places(bytes, 'obj', from)) {
    if (!listed.has(place) && followsHeader(bytes, place, from)) deny(work, 0, UNLISTED)
  }
  if (trailersIn(bytes, from) > tables(work.update)) deny(work, 0, UNLISTED)
  // Listed or not, some readers have a cross-reference stream under its number.
  for (const section of revision.sections) {
    const header = headerAt(bytes, section)
    if (header && isReferredTo(file, after, header.number))
      deny(work, header.number, 'added where signed objects point')
  }
  for (const number of revision.entries.keys()) if (hidesMembers(work.update, number)) deny(work, number, UNLISTED)
}

/** Where the update begins: the first of its objects and sections behind `from`. */
function firstListed({ revision }: Update, from: number): number {
  const objects = [...revision.entries.values()].flatMap((entry) => (entry.kind === 'used' ? entry.offset : []))
  return [...objects, ...revision.sections, revision.end].reduce(
    (first, place) => (place >= from && place < first ? place : first),
    revision.end,
  )
}

/** Longer ones are no comments, as at the end of the file: nobody comments at such length. */
const MAX_COMMENT = 1024

/** White-space of any length, or comments. */
function isBlank(bytes: Bytes): boolean {
  if (bytes.every(isWhiteSpace)) return true
  if (bytes.length > MAX_COMMENT) return false
  for (let position = 0, isInComment = false; position < bytes.length; position++) {
    const byte = bytes[position]
    if (isEndOfLine(byte)) isInComment = false
    else if (byte === 0x25) isInComment = true
    else if (!isInComment && !isWhiteSpace(byte)) return false
  }
  return true
}

/** Places of each `word`, found in one pass. */
function* places(bytes: Bytes, word: string, from: number): Generator<number> {
  for (let at = indexOf(bytes, word, from); at >= 0; at = indexOf(bytes, word, at + word.length)) yield at
}

/** Number and place of the `obj` of the object that begins at `offset`, unless its number begins before. */
function headerAt(bytes: Bytes, offset: number): { readonly number: number; readonly keyword: number } | null {
  const cursor = openCursor(bytes, offset, openLedger())
  skipSpace(cursor)
  const isWhole = offset === 0 || cursor.position > offset || !isRegular(bytes[offset - 1])
  const number = takeInteger(cursor)
  const isHeader = takeInteger(cursor) !== null && takeKeyword(cursor, 'obj')
  return number !== null && isHeader && isWhole ? { number, keyword: cursor.position - 'obj'.length } : null
}

function listedKeywords({ file, after, revision }: Update): ReadonlySet<number> {
  const listed = new Set<number>()
  for (const entry of revision.entries.values()) {
    const header = entry.kind === 'used' ? headerAt(file.bytes, entry.offset) : null
    if (header) listed.add(header.keyword)
  }
  // A cross-reference stream need not list itself; under the number of an object it would be taken for that object.
  for (const section of revision.sections) {
    const header = headerAt(file.bytes, section)
    if (header && file.object(header.number, after) === null) listed.add(header.keyword)
  }
  return listed
}

/** Two numbers stand before it; or a comment, which is white-space to some readers and none to others. */
function followsHeader(bytes: Bytes, place: number, from: number): boolean {
  const generation = beforeSpace(bytes, place, from)
  if (isComment(bytes, generation, place, from)) return true
  if (generation < from || !isDigit(bytes[generation])) return false
  let start = generation
  while (start >= from && isDigit(bytes[start])) start--
  const number = beforeSpace(bytes, start + 1, from)
  return (number < start + 1 && isDigit(bytes[number])) || isComment(bytes, number, start + 1, from)
}

/** The place of the last byte before `place` that is no white-space. */
function beforeSpace(bytes: Bytes, place: number, from: number): number {
  let position = place - 1
  while (position >= from && isWhiteSpace(bytes[position])) position--
  return position
}

/** Whether an end of line lies between, and the line that it ends has a comment. */
function isComment(bytes: Bytes, last: number, place: number, from: number): boolean {
  if (!bytes.subarray(last + 1, place).some(isEndOfLine)) return false
  for (let position = last; position >= from && !isEndOfLine(bytes[position]); position--) {
    if (bytes[position] === 0x25) return true
  }
  return false
}

function trailersIn(bytes: Bytes, from: number): number {
  let count = 0
  for (const place of places(bytes, 'trailer', from)) {
    const cursor = openCursor(bytes, place + 'trailer'.length, openLedger())
    skipSpace(cursor)
    if (standsAt(bytes, cursor.position, '<<')) count++
  }
  return count
}

const tables = ({ file, revision }: Update): number =>
  revision.sections.filter((section) => headerAt(file.bytes, section) === null).length

/** An object stream with members that are not listed as its own (ISO 32000-2, 7.5.7). */
function hidesMembers({ file, after, revision }: Update, number: number): boolean {
  const container = file.object(number, after)
  const type = asStream(container?.value ?? null)?.dictionary.entries.get('Type')
  if (!container || asName(file.resolve(type, after)) !== 'ObjStm') return false
  const { numbers } = openObjectStream(container, (value) => file.resolve(value, after), openLedger())
  return numbers.some((member, index) => {
    const entry = revision.entries.get(member)
    return entry?.kind !== 'compressed' || entry.stream !== number || entry.index !== index
  })
}
