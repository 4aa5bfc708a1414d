/** FlateDecode. ISO 32000-2, 7.4.4; RFC 1950; RFC 1951. */
import { constants, inflateRawSync, inflateSync } from 'node:zlib'
import type { Bytes } from '../../../bytes.ts'
import { FormatError } from '../../read.ts'
import { exhausted } from '../budget.ts'
import type { Decoded } from './output.ts'

/**
 * Laxer than RFC 1950, 2.3: a missing end or checksum gives what could be inflated, and a header or checksum that is wrong is
 * not looked at, because writers cut it off and viewers show the page.
 */
export function decodeFlate(bytes: Bytes, limit: number): Decoded {
  const sound = attempt(() => inflateSync(bytes, { maxOutputLength: limit }))
  if (sound) return { bytes: sound, isSound: true }
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: limit }
  const cut = attempt(() => inflateSync(bytes, options))
  if (cut) return { bytes: cut, isSound: false }
  try {
    return { bytes: inflateRawSync(bytes.subarray(2), options), isSound: false }
  } catch (error) {
    if (isTooLarge(error)) throw exhausted('streamBytes')
    throw new FormatError(`A stream does not inflate: ${String(error)}`, 'ISO 32000-2, 7.4.4')
  }
}

/** Null for data that do not inflate like this. */
function attempt(inflate: () => Bytes): Bytes | null {
  try {
    return inflate()
  } catch (error) {
    if (isTooLarge(error)) throw exhausted('streamBytes')
    return null
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
