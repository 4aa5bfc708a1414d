/** The growing output of a filter, which refuses to grow beyond what its stream may have. */
import type { Bytes } from '../../../bytes.ts'
import { exhausted } from '../budget.ts'

/** Output of a filter, and whether its input was sound: what had to be repaired another reader may repair otherwise, or give up. */
export type Decoded = { readonly bytes: Bytes; readonly isSound: boolean }

export type Output = { bytes: Uint8Array; length: number; readonly limit: number }

export function openOutput(expected: number, limit: number): Output {
  return { bytes: new Uint8Array(Math.max(16, Math.min(expected, limit))), length: 0, limit }
}

export function writeByte(output: Output, byte: number): void {
  reserve(output, 1)
  output.bytes[output.length++] = byte
}

export function writeBytes(output: Output, bytes: Bytes): void {
  reserve(output, bytes.length)
  output.bytes.set(bytes, output.length)
  output.length += bytes.length
}

export function written(output: Output): Bytes {
  return output.bytes.subarray(0, output.length)
}

function reserve(output: Output, more: number): void {
  const needed = output.length + more
  if (needed > output.limit) throw exhausted('streamBytes')
  if (needed <= output.bytes.length) return
  const grown = new Uint8Array(Math.max(needed, output.bytes.length * 2))
  grown.set(written(output))
  output.bytes = grown
}
