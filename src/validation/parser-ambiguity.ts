/** Two ways to read a file, by its cross-reference and from its first byte to its last, have to find the same objects. ISO 32000-2, 7.5. */

import { equalBytes } from '../bytes.ts'
import { openLedger } from '../format/pdf/budget.ts'
import { isEndOfLine, isWhiteSpace } from '../format/pdf/characters.ts'
import { openCursor } from '../format/pdf/cursor.ts'
import type { PdfFile, XrefEntry } from '../format/pdf/file.ts'
import { asCount, asDictionary, asReference, asStream } from '../format/pdf/narrow.ts'
import type { PdfObject } from '../format/pdf/object.ts'
import { openObjectStream } from '../format/pdf/object-stream.ts'
import { readObject } from '../format/pdf/read-object.ts'
import { referencesIn } from '../format/pdf/references.ts'
import { readSecondly, type SecondReading, type WholeObject } from '../format/pdf/second-reading.ts'
import { reading } from '../format/read.ts'
import type { Note } from './code.ts'
import { finding } from './finding.ts'
import { lostMembers } from './lost-members.ts'
import { contestedIn, isReferredTo } from './modification/update.ts'
import { type Fault, repairFaults } from './repair-ambiguity.ts'
import type { Finding } from './report.ts'
import { bodiesSayAlike, saysAlike } from './says-alike.ts'

export type Ambiguity = { readonly findings: readonly Finding[]; readonly notes: readonly Note[] }

/** Objects named in a report: a person looks at the file after the first few. */
const NAMED = 10

/**
 * What a reader that goes through the file finds otherwise than one that follows its cross-reference: an object inside another
 * one, a later object under the same number, another end or another catalog. Only what something refers to counts. A file whose
 * cross-reference had to be rebuilt was read in the second way already, and others may have done without.
 */
export function checkAmbiguity(file: PdfFile): Ambiguity {
  if (file.notes.has('xref-repaired')) return { findings: findingsOf(file, repairFaults(file)), notes: [] }
  const second = readSecondly(file.bytes)
  const named = latestEntries(file)
  const faults = [
    ...endFaults(file, second),
    ...contestedNumbers(file).map((object) => ({ object, what: 'listed at two places' })),
    ...objectFaults(file, named, second),
    ...packedFaults(file, named),
    ...lostMembers(file, named).map((object) => ({ object, what: 'in an object stream that is not there' })),
  ]
  return {
    findings: findingsOf(file, faults),
    notes: hasShadowed(file, named, second) ? ['shadowed-object-number'] : [],
  }
}

function findingsOf(file: PdfFile, faults: readonly Fault[]): readonly Finding[] {
  const counted = faults.filter(({ object, what }) => object === 0 || what === OTHER_CATALOG || isMet(file, object))
  return counted
    .slice(0, NAMED)
    .map(({ object, what }) =>
      finding('parser-ambiguity', 'ISO 32000-2, 7.5.4', { ...(object === 0 ? {} : { object: String(object) }), what }),
    )
}

/** Nothing refers to a catalog but a trailer. */
const OTHER_CATALOG = 'other catalog'

/** What the newest revision that lists a number says of it. */
function latestEntries({ revisions }: PdfFile): ReadonlyMap<number, XrefEntry> {
  const [first, ...later] = revisions
  const named = new Map(first?.entries)
  for (const { entries } of later) for (const [number, entry] of entries) named.set(number, entry)
  return named
}

function contestedNumbers(file: PdfFile): readonly number[] {
  const { revisions } = file
  return revisions.flatMap((revision) =>
    contestedIn(file, revision).filter(
      (object) => !revisions.some(({ number, entries }) => number > revision.number && entries.has(object)),
    ),
  )
}

/** Whether something refers to it; where that cannot be read through, something may. */
function isMet(file: PdfFile, object: number): boolean {
  const trailer = file.revisions.at(-1)?.trailer ?? null
  const met = reading(() => isReferredTo(file, file.revisions.length, object))
  return !met.ok || met.value || referencesIn(trailer).includes(object)
}

/** The word that ends the file for a reader that begins at its end, and the catalog for one that looks for the last trailer. */
function endFaults(file: PdfFile, { startXrefs, trailers }: SecondReading): readonly Fault[] {
  const last = file.revisions.at(-1)
  const faults: Fault[] = []
  if (last && startXrefs.at(-1) !== last.startXrefOffset) faults.push({ object: 0, what: 'hidden end' })
  const root = asReference(last?.trailer.entries.get('Root'))?.number
  const other = trailers.at(-1)
  const read = other === undefined ? null : reading(() => readTrailer(file, other))
  const named = read?.ok ? asReference(asDictionary(read.value)?.entries.get('Root'))?.number : root
  if (named !== undefined && named !== root) faults.push({ object: named, what: OTHER_CATALOG })
  return faults
}

function readTrailer({ bytes }: PdfFile, place: number): PdfObject {
  return readObject(openCursor(bytes, place + 'trailer'.length, openLedger()))
}

function objectFaults(
  file: PdfFile,
  named: ReadonlyMap<number, XrefEntry>,
  { objects }: SecondReading,
): readonly Fault[] {
  const byStart = new Map<number, WholeObject>()
  const lastOf = new Map<number, WholeObject>()
  for (const object of objects) {
    byStart.set(object.start, object)
    lastOf.set(object.number, object)
  }
  const faults: Fault[] = []
  for (const [number, entry] of named) {
    if (entry.kind === 'free') continue
    const place = entry.kind === 'compressed' ? named.get(entry.stream) : entry
    const start = place?.kind === 'used' ? skipBlank(file.bytes, place.offset) : -1
    const chosen = byStart.get(start)
    if (entry.kind === 'used' && chosen?.number !== number) {
      if (!isNothing(file, number)) faults.push({ object: number, what: 'object inside another' })
      continue
    }
    const last = lastOf.get(number)
    if (last && last.start > start && !saysSame(file, chosen, last))
      faults.push({ object: number, what: 'later object of the same number' })
  }
  return faults
}

/** Members of an object stream that the cross-reference seeks elsewhere, before it: a reader that unpacks them all takes them. */
function packedFaults(file: PdfFile, named: ReadonlyMap<number, XrefEntry>): readonly Fault[] {
  const last = file.revisions.length
  return [...namedMembers(file)].flatMap(([stream, members]): readonly Fault[] => {
    const read = reading(() => {
      const container = file.object(stream, last)
      const count = asCount(file.resolve(asStream(container?.value)?.dictionary.entries.get('N'), last)) ?? 0
      // A stream without other members than those that are named costs no more than this.
      if (!container || count <= members.size) return []
      const opened = openObjectStream(container, (value) => file.resolve(value, last), openLedger())
      return opened.numbers.flatMap((number, index): readonly Fault[] => {
        const entry = named.get(number)
        if (members.has(number) || entry?.kind !== 'used' || entry.offset > container.start) return []
        const [chosen, other] = [file.object(number, last), opened.member(index)]
        return saysAlike(chosen, other) ? [] : [{ object: number, what: 'later object of the same number' }]
      })
    })
    return read.ok ? read.value : [{ object: stream, what: 'object stream that cannot be read' }]
  })
}

/** Of each object stream the members that any table names. */
function namedMembers({ revisions }: PdfFile): ReadonlyMap<number, ReadonlySet<number>> {
  const streams = new Map<number, Set<number>>()
  for (const { entries } of revisions) {
    for (const [number, entry] of entries) {
      if (entry.kind !== 'compressed') continue
      const members = streams.get(entry.stream)
      if (members) members.add(number)
      else streams.set(entry.stream, new Set([number]))
    }
  }
  return streams
}

/** White-space and comments that writers leave between the place and the object (as the first reader skips them). */
function skipBlank(bytes: PdfFile['bytes'], offset: number): number {
  let position = offset
  for (;;) {
    while (isWhiteSpace(bytes[position])) position++
    if (bytes[position] !== 0x25) return position
    while (position < bytes.length && !isEndOfLine(bytes[position])) position++
  }
}

function isNothing(file: PdfFile, number: number): boolean {
  const read = reading(() => file.object(number, file.revisions.length))
  return read.ok && read.value === null
}

/** Written twice with the same words, or in another spelling. */
function saysSame(file: PdfFile, chosen: WholeObject | undefined, other: WholeObject): boolean {
  const spelled = ({ start, end }: WholeObject) => file.bytes.subarray(start, end)
  if (!chosen) return false
  return equalBytes(spelled(chosen), spelled(other)) || bodiesSayAlike(file, openLedger(), chosen.start, other.start)
}

/** A number under which the file has more objects than its tables name: the ones that they leave out mean nothing. */
function hasShadowed(
  { bytes, revisions }: PdfFile,
  named: ReadonlyMap<number, XrefEntry>,
  { objects }: SecondReading,
): boolean {
  const places = new Set<number>()
  for (const { entries } of revisions) {
    for (const entry of entries.values()) if (entry.kind === 'used') places.add(skipBlank(bytes, entry.offset))
  }
  return objects.some(({ number, start }) => !places.has(start) && named.has(number))
}
