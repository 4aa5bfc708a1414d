/** Where the long streams of a large file lie: to pass them over costs less than to search them. ISO 32000-2, 7.3.8. */
import type { PdfFile } from './file.ts'
import { asStream } from './narrow.ts'
import { readable } from './readable.ts'

/** Bytes of a file below which a search of all of it is over before its objects are in order. */
const LARGE = 16 * 2 ** 20

/** Bytes to the next object, from which on an object is looked at. */
const LONG = 2 ** 20

export type Stretch = { readonly start: number; readonly end: number }

/**
 * In the order of the file; none holds the beginning of another object. Only streams that are the same in each revision that there
 * was since they were written, and lie behind the end of those before: of their bytes no revision says anything else.
 */
export function longStreams(file: PdfFile): readonly Stretch[] {
  const { bytes, revisions, notes } = file
  const isEncrypted = revisions.some(({ trailer }) => trailer.entries.has('Encrypt'))
  if (bytes.length < LARGE || isEncrypted || notes.has('xref-repaired')) return []
  const listed = listings(file)
  return listed.flatMap(({ number, start, writer }, index): readonly Stretch[] => {
    const next = listed[index + 1]?.start ?? bytes.length
    if (next - start < LONG || listed[index - 1]?.start === start) return []
    const isNew = revisions.slice(0, writer - 1).every(({ end }) => end >= 0 && end <= start)
    if (!isNew || revisions.some((other) => other.number !== writer && other.entries.has(number))) return []
    const read = readable(() => file.object(number, revisions.length))
    const object = read.ok ? read.value : null
    return object && asStream(object.value) && object.end <= next ? [{ start, end: object.end }] : []
  })
}

function listings({ revisions }: PdfFile) {
  const listed = revisions.flatMap(({ number: writer, entries }) =>
    [...entries].flatMap(([number, entry]) => (entry.kind === 'used' ? [{ number, start: entry.offset, writer }] : [])),
  )
  return listed.sort((a, b) => a.start - b.start)
}
