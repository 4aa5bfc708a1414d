/** Objects that lie in an object stream which is not there any more. ISO 32000-2, 7.5.4 and 7.5.7. */
import type { PdfFile, XrefEntry } from '../format/pdf/file.ts'

/**
 * Members of an object stream that a later revision freed or wrote again without a word about them: some readers find nothing there,
 * some what the stream held before, and some what lies at the same place of the new one.
 *
 * @param named of each number what the newest revision that lists it says.
 */
export function lostMembers({ revisions }: PdfFile, named: ReadonlyMap<number, XrefEntry>): readonly number[] {
  const writerOf = (number: number) => revisions.findLast(({ entries }) => entries.has(number))?.number ?? 0
  /** Of each stream the revision that wrote it; later than any other where there is no stream. */
  const writers = new Map<number, number>()
  const lost: number[] = []
  for (const [number, entry] of named) {
    if (entry.kind !== 'compressed') continue
    const isThere = named.get(entry.stream)?.kind === 'used'
    const writer = writers.get(entry.stream) ?? (isThere ? writerOf(entry.stream) : Number.POSITIVE_INFINITY)
    writers.set(entry.stream, writer)
    if (writer > 1 && writer > writerOf(number)) lost.push(number)
  }
  return lost
}
