/** LZWDecode. ISO 32000-2, 7.4.4. */
import type { Bytes } from '../../../bytes.ts'
import { FormatError } from '../../read.ts'
import { type Decoded, openOutput, writeByte, written } from './output.ts'

const CLEAR = 256
const END = 257
const TABLE_SIZE = 4096

/**
 * Each sequence of the table is a stretch of the output: the one written before, and the byte that followed it.
 * @param early 1 where codes grow one code early, the default of /EarlyChange, else 0.
 */
export function decodeLzw(bytes: Bytes, early: 0 | 1, limit: number): Decoded {
  const output = openOutput(bytes.length * 4, limit)
  const begins = new Uint32Array(TABLE_SIZE)
  const lengths = new Uint32Array(TABLE_SIZE)
  let next = END + 1
  let previous = { begin: 0, length: 0 }
  const input = { bytes, bit: 0, isCut: false }
  // The first code clears the table, and the table is cleared before it is full.
  let isSound = readCode({ bytes, bit: 0, isCut: false }, 9) === CLEAR
  for (let code = readCode(input, 9); code !== END; code = readCode(input, codeWidth(next + early))) {
    if (code === CLEAR) {
      next = END + 1
      previous = { begin: 0, length: 0 }
      continue
    }
    if (previous.length > 0 && next < TABLE_SIZE) {
      begins[next] = previous.begin
      lengths[next++] = previous.length + 1
    } else if (previous.length > 0) isSound = false
    if (code >= next) throw new FormatError('An LZW code names no sequence', 'ISO 32000-2, 7.4.4.2')
    const begin = output.length
    if (code < CLEAR) writeByte(output, code)
    // Byte by byte: the newest sequence may reach into the bytes that are being written.
    const from = begins[code] ?? 0
    const to = code < CLEAR ? from : from + (lengths[code] ?? 0)
    for (let index = from; index < to; index++) writeByte(output, output.bytes[index] ?? 0)
    previous = { begin, length: output.length - begin }
  }
  return { bytes: written(output), isSound: isSound && !input.isCut }
}

function codeWidth(size: number): number {
  if (size < 512) return 9
  if (size < 1024) return 10
  return size < 2048 ? 11 : 12
}

/** Laxer than ISO 32000-2, 7.4.4.2: the end of the bytes is the end of the data even without its code. */
function readCode(input: { readonly bytes: Bytes; bit: number; isCut: boolean }, width: number): number {
  const { bytes, bit } = input
  if (bit + width > bytes.length * 8) {
    input.isCut = true
    return END
  }
  const first = bit >> 3
  const bits = ((bytes[first] ?? 0) << 16) | ((bytes[first + 1] ?? 0) << 8) | (bytes[first + 2] ?? 0)
  input.bit += width
  return (bits >> (24 - width - (bit & 7))) & ((1 << width) - 1)
}
