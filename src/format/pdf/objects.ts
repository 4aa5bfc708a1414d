/** What an object number means in a revision. ISO 32000-2, 7.3.10 and 7.5.6. */
import type { Bytes } from '../../bytes.ts'
import { FormatError } from '../read.ts'
import { exhausted, type Ledger, PDF_BUDGET } from './budget.ts'
import type { Decipher } from './encryption/decipher.ts'
import type { PdfFile, Revision, XrefEntry } from './file.ts'
import { type LengthOf, readIndirectObject } from './indirect-object.ts'
import { asCount } from './narrow.ts'
import type { IndirectObject, PdfObject } from './object.ts'
import { type ObjectStream, openObjectStream } from './object-stream.ts'

/**
 * Objects are kept by their place, so one that no later revision moves is the same value in each revision.
 * A row of the cross-reference that leads to anything but its object is a FormatError: viewers search the file for the
 * object then, and no two of them alike.
 *
 * @param decipher for objects as they lie in the file; what is in an object stream was encrypted with the stream (ISO 32000-2, 7.5.7).
 */
export function openObjects(
  bytes: Bytes,
  revisions: readonly Revision[],
  ledger: Ledger,
  decipher?: Decipher,
): Pick<PdfFile, 'object' | 'resolve'> {
  const byOffset = new Map<number, IndirectObject>()
  const streams = new Map<IndirectObject, ObjectStream>()
  /** Offsets of the objects that are being read: reading one may need another, for its /Length or a filter. */
  const underway = new Set<number>()

  const object = (number: number, revision: number): IndirectObject | null => {
    const latest = latestEntry(number, revision)
    if (!latest || latest.entry.kind === 'free') return null
    const { entry, writer } = latest
    if (entry.kind === 'used') return objectAt(entry.offset, number, writer)
    return memberOf(entry.stream, entry.index, number, writer, revision)
  }

  // The only revision of a file that is searched for its objects gains rows while they are read: it is asked itself.
  const [only] = revisions.length === 1 ? revisions : []
  const listings = only ? null : listingsOf(revisions)

  /** What the latest of revisions 1 … `revision` that lists `number` says. */
  const latestEntry = (number: number, revision: number): Pick<Listing, 'entry' | 'writer'> | null => {
    const entry = revision > 0 ? only?.entries.get(number) : undefined
    if (entry) return { entry, writer: 1 }
    let listing = listings?.get(number) ?? null
    while (listing && listing.writer > revision) listing = listing.earlier
    return listing
  }

  const objectAt = (offset: number, number: number, writer: number): IndirectObject => {
    const found = byOffset.get(offset) ?? readAt(offset, writer)
    byOffset.set(offset, found)
    // An object behind the end of the revision that lists it was not there when that revision was made.
    const end = revisions[writer - 1]?.end ?? -1
    if (found.number !== number || (end >= 0 && found.end > end)) throw elsewhere(number, offset)
    return found
  }

  const readAt = (offset: number, writer: number): IndirectObject =>
    once(offset, () => {
      const lengthOf: LengthOf = (value) => asCount(resolve(value, writer))
      const found = readIndirectObject({ bytes, position: offset, inFile: true, ledger }, lengthOf)
      return decipher ? decipher(found, (value) => resolve(value, writer), ledger) : found
    })

  const memberOf = (stream: number, index: number, number: number, writer: number, revision: number) => {
    const latest = latestEntry(stream, revision)
    // An object stream lies in no other one (ISO 32000-2, 7.5.7). One that was written again since changes what it
    // holds without a word in the cross-reference; viewers differ in which of the two they open.
    if (latest?.entry.kind !== 'used' || latest.writer > writer) throw elsewhere(number, -1)
    const container = objectAt(latest.entry.offset, stream, latest.writer)
    const opened = streams.get(container) ?? openStream(container, latest.writer)
    streams.set(container, opened)
    const found = opened.member(index)
    if (found?.number !== number) throw elsewhere(number, container.start)
    return found
  }

  const openStream = (container: IndirectObject, writer: number): ObjectStream =>
    once(container.start, () => openObjectStream(container, (value) => resolve(value, writer), ledger))

  /** Reading at `offset` while it is underway would never end. */
  const once = <T>(offset: number, read: () => T): T => {
    if (underway.has(offset)) throw new FormatError('An object needs itself', 'ISO 32000-2, 7.3.10', offset)
    if (underway.size > PDF_BUDGET.depth) throw exhausted('depth', offset)
    underway.add(offset)
    try {
      return read()
    } finally {
      underway.delete(offset)
    }
  }

  const resolve = (value: PdfObject | undefined, revision: number): PdfObject => {
    let resolved = value ?? null
    for (let hops = 0; typeof resolved === 'object' && resolved?.kind === 'reference'; hops++) {
      if (hops === PDF_BUDGET.depth) throw exhausted('depth')
      resolved = object(resolved.number, revision)?.value ?? null
    }
    return resolved
  }

  return { object, resolve }
}

/** What a revision says of a number, and before it another one. */
type Listing = { readonly entry: XrefEntry; readonly writer: number; readonly earlier: Listing | null }

/** The latest of each number: a file with many revisions lists most of its objects in the first one. */
function listingsOf(revisions: readonly Revision[]): ReadonlyMap<number, Listing> {
  const listings = new Map<number, Listing>()
  for (const [index, { entries }] of revisions.entries()) {
    for (const [number, entry] of entries)
      listings.set(number, { entry, writer: index + 1, earlier: listings.get(number) ?? null })
  }
  return listings
}

function elsewhere(number: number, offset: number): FormatError {
  return new FormatError(`Object ${number} is not where its cross-reference entry says`, 'ISO 32000-2, 7.5.4', offset)
}
