/** The content of a stream, its filters undone within limits. ISO 32000-2, 7.4. */
import type { Bytes } from '../../bytes.ts'
import { FormatError } from '../read.ts'
import { exhausted, type Ledger, PDF_BUDGET, spend } from './budget.ts'
import type { PdfFile } from './file.ts'
import { decodeAscii85, decodeAsciiHex } from './filter/ascii.ts'
import { decodeFlate } from './filter/flate.ts'
import { decodeLzw } from './filter/lzw.ts'
import type { Decoded } from './filter/output.ts'
import { undoPrediction } from './filter/predictor.ts'
import { decodeRunLength } from './filter/run-length.ts'
import { asArray, asCount, asDictionary, asName } from './narrow.ts'
import type { PdfObject, PdfStream } from './object.ts'

/** Follows a reference, as far as references can be followed yet. */
export type Resolve = (value: PdfObject | undefined) => PdfObject

/**
 * What `stream` of `revision` contains. Throws FormatError for data that are broken and for the filters of images
 * (DCT, JPX, JBIG2, CCITT), BudgetError for output beyond the limits.
 */
export function decodeStream(file: PdfFile, stream: PdfStream, revision: number): Bytes {
  return undoFilters(stream, (value) => file.resolve(value, revision), file.ledger).bytes
}

/** Sound is what each filter took as it was, with parameters that are what they have to be. */
export function undoFilters(stream: PdfStream, resolve: Resolve, ledger: Ledger): Decoded {
  const { entries } = stream.dictionary
  const [filter, given] = [resolve(entries.get('Filter')), resolve(entries.get('DecodeParms'))]
  const [filters, parameters] = [listOf(filter), listOf(given)]
  if (filters.length > PDF_BUDGET.filters) throw exhausted('filters')
  const { streamBytes, expansion, expansionFree } = PDF_BUDGET
  const limit = Math.min(streamBytes, Math.max(expansionFree, stream.raw.length * expansion))
  let bytes = stream.raw
  // Readers differ in what a list of parameters says of one filter, and one dictionary of a list.
  const isToldAlike = given === null || (asArray(filter) === null) === (asArray(given) === null)
  let isSound = isToldAlike && !SHORT_KEYS.some((key) => entries.has(key))
  for (const [index, place] of filters.entries()) {
    const name = asName(resolve(place))
    // Its work is done: the raw bytes of a stream are decrypted (ISO 32000-2, 7.4.10).
    if (name === 'Crypt' && index === 0) continue
    const decoded = undoFilter(name, bytes, resolve(parameters[index]), resolve, limit)
    bytes = decoded.bytes
    isSound &&= decoded.isSound
    spend(ledger, 'decodedBytes', bytes.length)
  }
  return { bytes, isSound }
}

/**
 * What inline images call /Filter and /DecodeParms (ISO 32000-2, table 91). Some readers take these words in any stream, and /F of one that
 * lies in another file (table 5) for the former.
 */
const SHORT_KEYS = ['F', 'DP']

/** /Filter and /DecodeParms are one value or an array of them (ISO 32000-2, table 5). */
function listOf(value: PdfObject): readonly PdfObject[] {
  return asArray(value)?.items ?? (value === null ? [] : [value])
}

function undoFilter(
  name: string | null,
  bytes: Bytes,
  parameters: PdfObject,
  resolve: Resolve,
  limit: number,
): Decoded {
  let isSound = parameters === null || asDictionary(parameters) !== null
  const number = (key: string, otherwise: number): number => {
    const stated = resolve(asDictionary(parameters)?.entries.get(key))
    const count = asCount(stated)
    if (stated !== null && count === null) isSound = false
    return count ?? otherwise
  }
  const unpredicted = (data: Decoded): Decoded => {
    const decoded = undoPrediction(data.bytes, {
      predictor: number('Predictor', 1),
      colors: number('Colors', 1),
      bitsPerComponent: number('BitsPerComponent', 8),
      columns: number('Columns', 1),
    })
    return { bytes: decoded.bytes, isSound: isSound && data.isSound && decoded.isSound }
  }
  switch (name) {
    case 'FlateDecode':
      return unpredicted(decodeFlate(bytes, limit))
    case 'LZWDecode':
      if (number('EarlyChange', 1) > 1) isSound = false
      return unpredicted(decodeLzw(bytes, number('EarlyChange', 1) === 0 ? 0 : 1, limit))
    case 'ASCIIHexDecode':
      return decodeAsciiHex(bytes)
    case 'ASCII85Decode':
      return decodeAscii85(bytes, limit)
    case 'RunLengthDecode':
      return decodeRunLength(bytes, limit)
    default:
      throw new FormatError(`The filter ${name} is not read`, 'ISO 32000-2, 7.4.1')
  }
}
