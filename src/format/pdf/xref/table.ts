/** Cross-reference tables. ISO 32000-2, 7.5.4. */
import { FormatError } from '../../read.ts'
import { type Cursor, endToken, takeInteger, takeKeyword } from '../cursor.ts'
import type { XrefEntry } from '../file.ts'
import { asDictionary } from '../narrow.ts'
import { readObject } from '../read-object.ts'
import { addRow, noRows, type Rows, usedEntry } from './rows.ts'
import type { Section } from './section.ts'
import { cursorAt, type Source } from './source.ts'

/** Laxer than ISO 32000-2, 7.5.4: rows need not be 20 bytes long, and a subsection may have fewer rows than it says. */
export function readXrefTable(source: Source, offset: number): Section {
  const cursor = cursorAt(source, offset)
  takeKeyword(cursor, 'xref')
  endToken(cursor)
  const rows = noRows()
  let isShifted = false
  while (!takeKeyword(cursor, 'trailer')) isShifted = readSubsection(cursor, rows, source) || isShifted
  endToken(cursor)
  const trailer = asDictionary(readObject(cursor))
  if (!trailer) throw new FormatError('A trailer is no dictionary', 'ISO 32000-2, 7.5.5', cursor.position)
  // In an update the same row may as well free object 1.
  if (isShifted && trailer.entries.has('Prev')) rows.contested.add(1)
  const end = cursor.position
  const isLax = cursor.isLax
  return { kind: 'table', offset, end, reach: end, places: [offset], ...rows, trailer, isLax }
}

/** Whether its rows were taken for those of the numbers one below. */
function readSubsection(cursor: Cursor, rows: Rows, source: Source): boolean {
  const first = takeInteger(cursor)
  const count = takeInteger(cursor)
  if (first === null || count === null) throw broken(cursor)
  let shift = 0
  for (let index = 0; index < count; index++) {
    const entry = readRow(cursor, source)
    if (entry === null) {
      cursor.isLax = true
      break
    }
    // Laxer than ISO 32000-2, 7.5.4: the head of the free list is object 0 even where the first subsection says that it is 1.
    if (first === 1 && rows.entries.size === 0 && entry.kind === 'free' && entry.generation === 65535) shift = -1
    addRow(rows, first + index + shift, entry, source.ledger)
  }
  return shift < 0
}

/** Null where the trailer begins. */
function readRow(cursor: Cursor, source: Source): XrefEntry | null {
  const offset = takeInteger(cursor)
  if (offset === null && takeKeyword(cursor, 'trailer')) {
    cursor.position -= 'trailer'.length
    return null
  }
  const generation = takeInteger(cursor)
  if (offset === null || generation === null) throw broken(cursor)
  endToken(cursor)
  const isFree = takeKeyword(cursor, 'f')
  if (!isFree && !takeKeyword(cursor, 'n')) throw broken(cursor)
  endToken(cursor)
  return isFree ? { kind: 'free', generation } : usedEntry(offset, generation, source.base)
}

function broken(cursor: Cursor): FormatError {
  return new FormatError('A cross-reference table cannot be read', 'ISO 32000-2, 7.5.4', cursor.position)
}
