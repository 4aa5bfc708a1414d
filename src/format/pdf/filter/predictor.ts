/** Predictors of FlateDecode and LZWDecode. ISO 32000-2, 7.4.4.4; PNG, 9; TIFF 6.0, section 14. */
import type { Bytes } from '../../../bytes.ts'
import { FormatError } from '../../read.ts'
import type { Decoded } from './output.ts'

export type Prediction = {
  readonly predictor: number
  readonly colors: number
  readonly bitsPerComponent: number
  readonly columns: number
}

const CLAUSE = 'ISO 32000-2, 7.4.4.4'

/** Laxer than ISO 32000-2, table 8: any number of components and of bits, and a last row that is cut short. */
export function undoPrediction(bytes: Bytes, prediction: Prediction): Decoded {
  const { predictor, colors, bitsPerComponent, columns } = prediction
  if (predictor === 1) return { bytes, isSound: true }
  const pixelBytes = Math.ceil((colors * bitsPerComponent) / 8)
  const rowBytes = Math.ceil((colors * bitsPerComponent * columns) / 8)
  if (!(rowBytes > 0 && Number.isSafeInteger(rowBytes))) throw new FormatError('A row has no size', CLAUSE)
  const isUsual = colors <= MOST_COLORS && [1, 2, 4, 8, 16].includes(bitsPerComponent)
  if (predictor === 2) {
    const isWhole = bytes.length % rowBytes === 0
    return { bytes: undoTiff(bytes, bitsPerComponent, colors, rowBytes), isSound: isUsual && isWhole }
  }
  if (predictor < 10 || predictor > 15) throw new FormatError(`Unknown predictor ${predictor}`, CLAUSE)
  const isWhole = bytes.length % (rowBytes + 1) === 0
  return { bytes: undoPng(bytes, rowBytes, pixelBytes), isSound: isUsual && isWhole }
}

/** Components of a DeviceN colour space (ISO 32000-1:2008, table C.1). */
const MOST_COLORS = 32

/** Each row is preceded by its own filter type, whatever /Predictor says; a last row cut short is kept. */
function undoPng(bytes: Bytes, rowBytes: number, pixelBytes: number): Bytes {
  const rows = Math.ceil(bytes.length / (rowBytes + 1))
  const output = new Uint8Array(Math.max(0, bytes.length - rows))
  let above: Bytes = new Uint8Array(0)
  for (let row = 0; row < rows; row++) {
    const from = row * (rowBytes + 1)
    const source = bytes.subarray(from + 1, from + 1 + rowBytes)
    const target = output.subarray(row * rowBytes, row * rowBytes + source.length)
    undoPngRow(bytes[from] ?? 0, source, target, above, pixelBytes)
    above = target
  }
  return output
}

function undoPngRow(type: number, source: Bytes, target: Uint8Array, above: Bytes, pixelBytes: number): void {
  const predict = PNG_FILTERS[type]
  if (!predict) throw new FormatError(`Unknown PNG filter ${type}`, CLAUSE)
  for (let index = 0; index < source.length; index++) {
    const left = target[index - pixelBytes] ?? 0
    const corner = index < pixelBytes ? 0 : (above[index - pixelBytes] ?? 0)
    target[index] = (source[index] ?? 0) + predict(left, above[index] ?? 0, corner)
  }
}

const PNG_FILTERS: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
]

/** PNG, 9.4. */
function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const toLeft = Math.abs(estimate - left)
  const toUp = Math.abs(estimate - up)
  const toCorner = Math.abs(estimate - corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/** Components of 8 and 16 bits; others occur in images only, which nothing here looks into. */
function undoTiff(bytes: Bytes, bits: number, colors: number, rowBytes: number): Bytes {
  if (bits !== 8 && bits !== 16) throw new FormatError(`TIFF prediction of ${bits} bits is not read`, CLAUSE)
  const output = Uint8Array.from(bytes)
  const step = (colors * bits) >> 3
  for (let row = 0; row < output.length; row += rowBytes) {
    const end = Math.min(row + rowBytes, output.length)
    for (let index = row + step; index < end; index += bits >> 3) {
      const before = index - step
      if (bits === 8) output[index] = (output[index] ?? 0) + (output[before] ?? 0)
      else if (index + 1 < end) {
        const low = (output[index + 1] ?? 0) + (output[before + 1] ?? 0)
        output[index] = (output[index] ?? 0) + (output[before] ?? 0) + (low >> 8)
        output[index + 1] = low
      }
    }
  }
  return output
}
