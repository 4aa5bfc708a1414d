/** One cross-reference section: a table, a stream, or a table that a stream completes. ISO 32000-2, 7.5.4 and 7.5.8. */
import { FormatError } from '../../read.ts'
import { standsAt } from '../cursor.ts'
import type { XrefEntry } from '../file.ts'
import { asCount } from '../narrow.ts'
import type { PdfDictionary } from '../object.ts'
import { samePlace } from './rows.ts'
import type { Source } from './source.ts'
import { sectionStart } from './start-xref.ts'
import { readXrefStream } from './stream.ts'
import { readXrefTable } from './table.ts'

export type Section = {
  readonly kind: 'table' | 'stream' | 'hybrid'
  /** Place of `xref` or of the stream object, and of the byte after the trailer dictionary or `endobj`. */
  readonly offset: number
  readonly end: number
  /** `offset`, and the place of the stream that completes the table. */
  readonly places: readonly number[]
  /** As `end`, or the end of the stream that completes the table where that lies behind it. */
  readonly reach: number
  readonly entries: ReadonlyMap<number, XrefEntry>
  readonly contested: ReadonlySet<number>
  readonly trailer: PdfDictionary
  /** Whether it is spelled as the syntax does not allow. */
  readonly isLax: boolean
}

export function readSection(source: Source, offset: number): Section {
  if (!(offset >= 0 && offset < source.bytes.length)) {
    throw new FormatError('A cross-reference section lies outside the file', 'ISO 32000-2, 7.5.5', offset)
  }
  if (!standsAt(source.bytes, offset, 'xref')) return readXrefStream(source, offset)
  const table = readXrefTable(source, offset)
  const stated = table.trailer.entries.get('XRefStm')
  if (stated === undefined) return table
  const stream = asCount(stated)
  if (stream === null) throw new FormatError('/XRefStm is no offset', 'ISO 32000-2, 7.5.8.4', offset)
  return completed(table, readXrefStream(source, sectionStart(source, stream)), source)
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
  const places = [table.offset, stream.offset]
  const isLax = table.isLax || stream.isLax
  return { ...table, kind: 'hybrid', entries, contested, places, reach: Math.max(table.end, stream.end), isLax }
}
