/** What an object number means in a revision. ISO 32000-2, 7.3.10 and 7.5.6. */
import type { Bytes } from '../../bytes.ts'
import { FormatError } from '../read.ts'
import { exhausted, type Ledger, PDF_BUDGET } from './budget.ts'
import { openCursor } from './cursor.ts'
import type { Decipher } from './encryption/decipher.ts'
import type { PdfFile, Revision } from './file.ts'
import { type LengthOf, readIndirectObject } from './indirect-object.ts'
import { openListings } from './listing.ts'
import { asCount } from './narrow.ts'
import type { IndirectObject, PdfObject } from './object.ts'
import { type ObjectStream, openObjectStream } from './object-stream.ts'
import { type Outline, outlineOf, type ScannedObject } from './outline.ts'
import { openOutlines } from './outlines.ts'

type Objects = Pick<PdfFile, 'object' | 'outline' | 'resolve'>

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
): Objects {
  const latestListing = openListings(revisions)
  const byOffset = new Map<number, IndirectObject>()
  const streams = new Map<IndirectObject, ObjectStream>()
  const outlines = openOutlines(bytes, ledger)
  const once = openCourse()

  const object = (number: number, revision: number): IndirectObject | null => {
    const latest = latestListing(number, revision)
    if (!latest || latest.entry.kind === 'free') return null
    const { entry, writer } = latest
    if (entry.kind === 'used') return objectAt(entry.offset, number, writer)
    return memberOf(containerOf(entry.stream, number, writer, revision), entry.index, number)
  }

  const outline = (number: number, revision: number): Outline | null => {
    const latest = latestListing(number, revision)
    if (!latest || latest.entry.kind === 'free') return null
    const { entry, writer } = latest
    if (entry.kind === 'used') {
      const found = outlineAt(entry.offset)
      const isPlain = found && isListed(found, number, revisions[writer - 1])
      return isPlain ? found : outlines.keep(entry.offset, objectAt(entry.offset, number, writer))
    }
    const { container, opened } = containerOf(entry.stream, number, writer, revision)
    const isPlain = opened.numbers[entry.index] === number
    return isPlain ? opened.outline(entry.index) : outlineOf(memberOf({ container, opened }, entry.index, number).value)
  }

  /** Null where it has to be read, or was: strings of an encrypted object are other ones than those that lie there. */
  const outlineAt = (offset: number): ScannedObject | null => {
    const known = outlines.known(offset)
    return known === undefined && !byOffset.has(offset) && !decipher ? outlines.scan(offset) : (known ?? null)
  }

  const objectAt = (offset: number, number: number, writer: number): IndirectObject => {
    const found = byOffset.get(offset) ?? readAt(offset, writer)
    byOffset.set(offset, found)
    if (!isListed(found, number, revisions[writer - 1])) throw elsewhere(number, offset)
    return found
  }

  const readAt = (offset: number, writer: number): IndirectObject =>
    once(offset, () => {
      const lengthOf: LengthOf = (value) => asCount(resolve(value, writer))
      const cursor = openCursor(bytes, offset, outlines.payer(offset))
      const found = readIndirectObject(cursor, lengthOf)
      return decipher ? decipher(found, (value) => resolve(value, writer), ledger) : found
    })

  const containerOf = (stream: number, number: number, writer: number, revision: number): Container => {
    const latest = latestListing(stream, revision)
    // An object stream lies in no other one (ISO 32000-2, 7.5.7). One that was written again since changes what it
    // holds without a word in the cross-reference; viewers differ in which of the two they open.
    if (latest?.entry.kind !== 'used' || latest.writer > writer) throw elsewhere(number, -1)
    const container = objectAt(latest.entry.offset, stream, latest.writer)
    const opened = streams.get(container) ?? openStream(container, latest.writer)
    streams.set(container, opened)
    return { container, opened }
  }

  const openStream = (container: IndirectObject, writer: number): ObjectStream =>
    once(container.start, () => openObjectStream(container, (value) => resolve(value, writer), ledger))

  const resolve = (value: PdfObject | undefined, revision: number): PdfObject => {
    let resolved = value ?? null
    for (let hops = 0; typeof resolved === 'object' && resolved?.kind === 'reference'; hops++) {
      if (hops === PDF_BUDGET.depth) throw exhausted('depth')
      resolved = object(resolved.number, revision)?.value ?? null
    }
    return resolved
  }

  return { object, outline, resolve }
}

/** An object behind the end of the revision that lists it was not there when that revision was made. */
function isListed(found: { number: number; end: number }, number: number, writer: Revision | undefined): boolean {
  const end = writer?.end ?? -1
  return found.number === number && (end < 0 || found.end <= end)
}

type Container = { readonly container: IndirectObject; readonly opened: ObjectStream }

function memberOf({ container, opened }: Container, index: number, number: number): IndirectObject {
  const found = opened.member(index)
  if (found?.number !== number) throw elsewhere(number, container.start)
  return found
}

/** Reading at an offset while it is underway would never end: reading one object may need another, for its /Length or a filter. */
function openCourse() {
  const underway = new Set<number>()
  return <T>(offset: number, read: () => T): T => {
    if (underway.has(offset)) throw new FormatError('An object needs itself', 'ISO 32000-2, 7.3.10', offset)
    if (underway.size > PDF_BUDGET.depth) throw exhausted('depth', offset)
    underway.add(offset)
    try {
      return read()
    } finally {
      underway.delete(offset)
    }
  }
}

function elsewhere(number: number, offset: number): FormatError {
  return new FormatError(`Object ${number} is not where its cross-reference entry says`, 'ISO 32000-2, 7.5.4', offset)
}
