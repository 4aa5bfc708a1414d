/** The Message-ID of a letter, as a hash: it tells copies of a letter apart without keeping what its sender wrote. RFC 5322, 3.6.4. */
import { type Bytes, sha256 } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'
import { readHeaderBlock, valuesOf } from './header-block.ts'

/** Null where there is none. `head` may be cut behind the field, and may hold other fields. */
export function messageIdHash(head: Bytes): Sha256 | null {
  const value = valuesOf(readHeaderBlock(head), 'message-id')[0]?.trim() ?? ''
  return value === '' ? null : sha256(Buffer.from(value, 'latin1'))
}
