/** Whether streams of two revisions contain the same, however it is encoded. ISO 32000-2, 7.4 and 7.8.2. */
import { type Bytes, equalBytes } from '../../bytes.ts'
import { equalObjects } from '../../format/pdf/equal.ts'
import type { PdfFile } from '../../format/pdf/file.ts'
import { asArray, asName } from '../../format/pdf/narrow.ts'
import type { PdfStream } from '../../format/pdf/object.ts'
import type { Comparison, Versions } from './comparison.ts'
import { compareContent, namesUsed } from './content.ts'
import { decodeForComparison } from './effort.ts'

/** Streams that draw one after the other. */
export function compareStreamContent(
  versions: Versions,
  was: readonly PdfStream[],
  is: readonly PdfStream[],
): Comparison {
  if (was.length === is.length && was.every((stream, index) => sameData(stream, is[index]))) return 'same'
  const before = joined(versions, was, versions.before)
  const after = joined(versions, is, versions.after)
  return before && after ? compareContent(before, after) : 'unsure'
}

/** Names of resources that the later content uses; null where they cannot be told. */
export function namesIn(versions: Versions, streams: readonly PdfStream[]): ReadonlySet<string> | null {
  const content = joined(versions, streams, versions.after)
  return content && namesUsed(content)
}

/** Parts of one content follow each other as if white-space stood between them (ISO 32000-2, 7.8.2). */
function joined(versions: Versions, streams: readonly PdfStream[], revision: number): Bytes | null {
  const parts: Bytes[] = []
  for (const stream of streams) {
    const part = decodeForComparison(versions.file, versions.effort, stream, revision)
    if (!part) return null
    parts.push(part, LINE_END)
  }
  return Buffer.concat(parts)
}

const LINE_END = Buffer.from('\n')

/** Filters whose output is pixels, which are not computed here. */
const PICTURES = new Set(['DCTDecode', 'JPXDecode', 'JBIG2Decode', 'CCITTFaxDecode'])

/** Streams of data: pictures, fonts, profiles, functions. */
export function compareData(versions: Versions, was: PdfStream, is: PdfStream): Comparison {
  if (sameData(was, is)) return 'same'
  const { file, before, after, effort } = versions
  const [from, to] = [lastFilter(file, was, before), lastFilter(file, is, after)]
  // Another encoding of the same pixels is imaginable; in a file that is only added to nobody has seen it.
  if (from !== null && from === to && PICTURES.has(from)) return equalBytes(was.raw, is.raw) ? 'same' : 'different'
  const [a, b] = [decodeForComparison(file, effort, was, before), decodeForComparison(file, effort, is, after)]
  if (!a || !b) return 'unsure'
  return equalBytes(a, b) ? 'same' : 'different'
}

/** The same bytes under the same filters. */
function sameData(was: PdfStream, is: PdfStream | undefined): boolean {
  if (!is || was === is) return is !== undefined
  const sameEntry = (key: string) =>
    equalObjects(was.dictionary.entries.get(key) ?? null, is.dictionary.entries.get(key) ?? null)
  return equalBytes(was.raw, is.raw) && sameEntry('Filter') && sameEntry('DecodeParms')
}

function lastFilter(file: PdfFile, stream: PdfStream, revision: number): string | null {
  const filter = file.resolve(stream.dictionary.entries.get('Filter'), revision)
  return asName(asArray(filter) ? file.resolve(asArray(filter)?.items.at(-1), revision) : filter)
}
