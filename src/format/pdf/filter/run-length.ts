/** RunLengthDecode. ISO 32000-2, 7.4.5. */
import type { Bytes } from '../../../bytes.ts'
import { type Decoded, openOutput, writeBytes, written } from './output.ts'

/** Laxer than ISO 32000-2, 7.4.5: the end of the bytes ends the data like the byte 128. */
export function decodeRunLength(bytes: Bytes, limit: number): Decoded {
  const output = openOutput(bytes.length * 2, limit)
  let position = 0
  while (position < bytes.length) {
    const length = bytes[position++] ?? 128
    if (length === 128) return { bytes: written(output), isSound: true }
    if (length < 128) {
      writeBytes(output, bytes.subarray(position, position + length + 1))
      position += length + 1
    } else writeBytes(output, new Uint8Array(257 - length).fill(bytes[position++] ?? 0))
  }
  return { bytes: written(output), isSound: false }
}
