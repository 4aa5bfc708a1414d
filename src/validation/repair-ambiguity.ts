/** What a file whose cross-reference had to be rebuilt says to readers that rebuild it otherwise, or not at all. ISO 32000-2, 7.5.4 and 7.5.6. */
import { openLedger } from '../format/pdf/budget.ts'
import { type Cursor, skipSpace } from '../format/pdf/cursor.ts'
import type { PdfFile, XrefEntry } from '../format/pdf/file.ts'
import { asReference } from '../format/pdf/narrow.ts'
import { readableSections } from '../format/pdf/xref/chain.ts'
import { samePlace } from '../format/pdf/xref/rows.ts'
import { searchObjects } from '../format/pdf/xref/search.ts'
import { cursorAt, type Source } from '../format/pdf/xref/source.ts'
import { bodiesSayAlike } from './says-alike.ts'

/** `object` 0 stands for the document. */
export type Fault = { readonly object: number; readonly what: string }

/**
 * Of several bodies of one object the last one was taken. A reader that does not mind what is broken takes the one that the newest
 * section it understands lists; where none lists it, one that rebuilds may take any.
 */
export function repairFaults(file: PdfFile): readonly Fault[] {
  const [revision] = file.revisions
  const source: Source = { bytes: file.bytes, base: file.headerOffset, ledger: openLedger() }
  const sections = readableSections(source)
  const listed = new Map<number, XrefEntry>(sections.toReversed().flatMap(({ entries }) => [...entries]))
  const places = placesOf(file)
  const faults: Fault[] = []
  for (const [object, chosen] of revision?.entries ?? []) {
    const all = places.get(object) ?? []
    if (!isUndisputed(file, source, chosen, all, listed.get(object)))
      faults.push({ object, what: 'other object of the same number' })
  }
  const root = asReference(revision?.trailer.entries.get('Root'))?.number
  const other = asReference(sections[0]?.trailer.entries.get('Root'))?.number
  if (other !== undefined && root !== other) faults.push({ object: 0, what: 'other catalog' })
  return faults
}

/** @param all places at which a search finds the object; @param entry what the newest section says of it that can be read. */
function isUndisputed(
  file: PdfFile,
  source: Source,
  chosen: XrefEntry,
  all: readonly number[],
  entry: XrefEntry | undefined,
): boolean {
  if (entry?.kind === 'free') return false
  if (entry?.kind === 'compressed') return samePlace(entry, chosen)
  const stated = entry ? begin(cursorAt(source, entry.offset)) : -1
  // A place where it does not lie is seen to be wrong by all readers.
  const others = all.includes(stated) ? [stated] : all
  return others.every((place) => chosen.kind === 'used' && bodiesSayAlike(file, source.ledger, chosen.offset, place))
}

function begin(cursor: Cursor): number {
  skipSpace(cursor)
  return cursor.position
}

/** Of each number the places at which a search finds an object. */
function placesOf({ bytes }: PdfFile): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>()
  for (const { number, offset } of searchObjects(bytes)) {
    const known = places.get(number)
    if (known) known.push(offset)
    else places.set(number, [offset])
  }
  return places
}
