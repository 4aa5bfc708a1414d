/** One cross-reference section: a table, a stream, or a table that a stream completes. ISO 32000-2, 7.5.4 and 7.5.8. */
import { FormatError } from '../../read.ts'
import { skipSpace, standsAt } from '../cursor.ts'
import type { XrefEntry } from '../file.ts'
import { asCount } from '../narrow.ts'
import type { PdfDictionary } from '../object.ts'
import { samePlace } from './rows.ts'
import { cursorAt, type Source } from './source.ts'
import { readXrefStream } from './stream.ts'
import { readXrefTable } from './table.ts'

export type Section = {
  readonly kind: 'table' | 'stream' | 'hybrid'
  /** Place of `xref` or of the stream object, and of the byte after the trailer dictionary or `endobj`. */
  readonly offset: number
  readonly end: number
  readonly entries: ReadonlyMap<number, XrefEntry>
  readonly contested: ReadonlySet<number>
  readonly trailer: PdfDictionary
}

export function readSection(source: Source, offset: number): Section {
  if (!(offset >= 0 && offset < source.bytes.length)) {
    throw new FormatError('A cross-reference section lies outside the file', 'ISO 32000-2, 7.5.5', offset)
  }
  const cursor = cursorAt(source, offset)
  skipSpace(cursor)
  const start = cursor.position
  if (!standsAt(source.bytes, start, 'xref')) return readXrefStream(source, start)
  const table = readXrefTable(source, start)
  const stream = asCount(table.trailer.entries.get('XRefStm'))
  return stream === null ? table : completed(table, readXrefStream(source, stream + source.base), source)
}

/** What the table calls free the stream may define (ISO 32000-2, 7.5.8.4); where both define it the table is heard. */
function completed(table: Section, stream: Section, source: Source): Section {
  const entries = new Map(table.entries)
  const contested = new Set([...table.contested, ...stream.contested])
  for (const [number, entry] of stream.entries) {
    const listed = entries.get(number)
    if (listed === undefined || listed.kind === 'free') entries.set(number, entry)
    else if (!samePlace(listed, entry)) contested.add(number)
  }
  source.ledger.notes.add('hybrid-reference')
  return { ...table, kind: 'hybrid', entries, contested }
}
