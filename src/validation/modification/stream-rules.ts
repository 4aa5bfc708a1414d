/** Rule for streams that say the same in another encoding. ISO 32000-2, 7.3.8 and 7.4. */
import { equalBytes } from '../../bytes.ts'
import type { PdfFile } from '../../format/pdf/file.ts'
import { asArray, asDictionary, asName, asStream } from '../../format/pdf/narrow.ts'
import type { PdfObject, PdfStream } from '../../format/pdf/object.ts'
import { decodeLaxly } from './effort.ts'
import { changedKeys } from './update.ts'
import { LAX } from './update-ambiguity.ts'
import { deny, follow, type Work } from './work.ts'

/** How the data are packed, and nothing of what they are. */
const PACKING = new Set(['Length', 'Filter', 'DecodeParms', 'DL'])

/** Streams packed anew, as writers do who save without compression or with a better one: a reader unpacks the same bytes as before. */
export function explainRepackedStreams(work: Work): void {
  const { file, before, after, overridden } = work.update
  for (const object of overridden) {
    if (work.explained.has(object)) continue
    const was = asStream(file.object(object, before)?.value)
    const is = asStream(file.object(object, after)?.value)
    if (!was || !is || changedKeys(was.dictionary, is.dictionary).some((key) => !PACKING.has(key))) continue
    const [old, now] = [decodeLaxly(file, work.effort, was, before), decodeLaxly(file, work.effort, is, after)]
    if (!old || !now || !equalBytes(old.bytes, now.bytes)) continue
    if (!old.isSound || !now.isSound) {
      deny(work, object, LAX)
      continue
    }
    if (!isPlainlyPacked(file, was, before) || !isPlainlyPacked(file, is, after)) continue
    work.explained.add(object)
    for (const key of PACKING) follow(work, is.dictionary.entries.get(key))
  }
}

/**
 * Not packed, or by FlateDecode with a prediction of whole bytes at most, as writers of today do: about older filters and
 * smaller components readers differ, and what was packed with them is not taken for the same.
 */
function isPlainlyPacked(file: PdfFile, { dictionary: { entries } }: PdfStream, revision: number): boolean {
  const listOf = (key: string) => {
    const value = file.resolve(entries.get(key), revision)
    return asArray(value)?.items ?? [value]
  }
  const filters = listOf('Filter').map((filter) => file.resolve(filter, revision))
  if (filters.every((filter) => filter === null)) return true
  const [parameters = null] = listOf('DecodeParms')
  const given = asDictionary(file.resolve(parameters, revision))
  const number = (key: string, otherwise: number) => file.resolve(given?.entries.get(key) ?? otherwise, revision)
  return (
    filters.length === 1 &&
    asName(filters[0]) === 'FlateDecode' &&
    PREDICTORS.has(number('Predictor', 1)) &&
    COLORS.has(number('Colors', 1)) &&
    number('BitsPerComponent', 8) === 8
  )
}

/** None, and those of PNG (ISO 32000-2, table 10). */
const PREDICTORS: ReadonlySet<PdfObject> = new Set([1, 10, 11, 12, 13, 14, 15])
/** Of grey, RGB and CMYK, and two. */
const COLORS: ReadonlySet<PdfObject> = new Set([1, 2, 3, 4])
