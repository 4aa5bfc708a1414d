/** A file whose cross-reference cannot be read, put together from the objects that a search finds, as viewers do. */
import { openDecrypted } from '../encryption/open-decrypted.ts'
import type { PdfFile, Revision } from '../file.ts'
import { asDictionary, asName, asStream } from '../narrow.ts'
import type { IndirectObject, PdfDictionary } from '../object.ts'
import { openObjectStream } from '../object-stream.ts'
import { openObjects } from '../objects.ts'
import { readable } from '../readable.ts'
import { addRow, noRows, type Rows } from './rows.ts'
import { occurrences, placeBefore, searchObjects, searchTrailers } from './search.ts'
import type { Source } from './source.ts'

const NO_TRAILER: PdfDictionary = { kind: 'dictionary', entries: new Map(), duplicateKeys: [], nullKeys: [], reals: [] }

/**
 * All objects as one revision; of two with one number the later is taken. Null where nothing leads to a catalog.
 * Which revisions the file had is lost, so a signature in it can be shown but not be called valid.
 */
export function findObjects(source: Source): Revision | null {
  const { bytes, ledger } = source
  const rows = noRows()
  const places = searchObjects(bytes)
  for (const { number, offset } of places) addRow(rows, number, { kind: 'used', offset, generation: 0 }, ledger)
  /** Objects in whose bytes `word` stands, last first; those that cannot be read are left out. */
  const naming = (word: string, { object }: Pick<PdfFile, 'object'>): readonly IndirectObject[] => {
    const numbers = [...occurrences(bytes, word)].map((at) => placeBefore(places, at)?.number)
    return [...new Set(numbers.reverse())].flatMap((number) => {
      const read = readable(() => (number === undefined ? null : object(number, 1)))
      return read.ok && read.value ? [read.value] : []
    })
  }
  const undeciphered = openObjects(bytes, [revisionOf(rows, NO_TRAILER)], ledger)
  const stated = [...searchTrailers(source), ...naming('/XRef', undeciphered).flatMap(xrefTrailer)]
  // What one trailer says to be encrypted no other can be read by.
  const encrypted = stated.filter(({ entries }) => entries.has('Encrypt'))
  const objects = openDecrypted(bytes, [revisionOf(rows, encrypted[0] ?? NO_TRAILER)], ledger)
  const { resolve, locked } = objects

  for (const container of naming('/ObjStm', objects)) {
    const read = readable(() => openObjectStream(container, (value) => resolve(value, 1), ledger).numbers)
    if (read.ok) addMembers(rows, container.number, read.value, source)
  }
  const leadsToCatalog = (trailer: PdfDictionary): boolean => {
    const root = readable(() => resolve(trailer.entries.get('Root'), 1))
    return locked !== null || (root.ok && asDictionary(root.value) !== null)
  }
  const trailers = encrypted.length > 0 ? encrypted : [...stated, ...naming('/Catalog', objects).flatMap(madeTrailer)]
  const trailer = trailers.find(leadsToCatalog)
  return trailer ? revisionOf(rows, trailer) : null
}

function addMembers(rows: Rows, stream: number, members: readonly number[], { ledger }: Source): void {
  for (const [index, number] of members.entries()) {
    if (!rows.entries.has(number)) addRow(rows, number, { kind: 'compressed', stream, index }, ledger)
  }
}

function xrefTrailer({ value }: IndirectObject): readonly PdfDictionary[] {
  const dictionary = asStream(value)?.dictionary
  return dictionary ? [dictionary] : []
}

/** For a file without any trailer: one that names the catalog. */
function madeTrailer({ number, generation, value }: IndirectObject): readonly PdfDictionary[] {
  if (asName(asDictionary(value)?.entries.get('Type')) !== 'Catalog') return []
  return [{ ...NO_TRAILER, entries: new Map([['Root', { kind: 'reference', number, generation }]]) }]
}

function revisionOf({ entries }: Rows, trailer: PdfDictionary): Revision {
  const places = { xrefOffset: -1, startXrefOffset: -1, end: -1, sections: [] }
  return { number: 1, kind: 'table', entries, contested: new Set(), trailer, isLax: true, ...places }
}
