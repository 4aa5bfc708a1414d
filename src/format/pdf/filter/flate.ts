/** FlateDecode. ISO 32000-2, 7.4.4; RFC 1950; RFC 1951. */
import { constants, inflateRawSync, inflateSync } from 'node:zlib'
import type { Bytes } from '../../../bytes.ts'
import { FormatError } from '../../read.ts'
import { exhausted } from '../budget.ts'

/**
 * Laxer than RFC 1950, 2.3: a missing end or checksum gives what could be inflated, and a checksum that differs is
 * not looked at, because writers cut it off and viewers show the page.
 */
export function decodeFlate(bytes: Bytes, limit: number): Bytes {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: limit }
  try {
    return inflateSync(bytes, options)
  } catch (error) {
    if (isTooLarge(error)) throw exhausted('streamBytes')
  }
  try {
    return inflateRawSync(bytes.subarray(2), options)
  } catch (error) {
    if (isTooLarge(error)) throw exhausted('streamBytes')
    throw new FormatError(`A stream does not inflate: ${String(error)}`, 'ISO 32000-2, 7.4.4')
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
