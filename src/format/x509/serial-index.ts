/**
 * Finds the entries of one serial number: for each entry one number, its upper 21 bits a hash of the serial number and its
 * lower 32 the entry's offset, sorted.
 */
import type { Bytes } from '../../bytes.ts'
import { BudgetError } from '../read.ts'
import { lowerBound } from './sorted-numbers.ts'

const OFFSET_RANGE = 2 ** 32
const HASH_BITS = 21

/**
 * Entries whose serial numbers share a hash; each question about one of them goes through all. An indirect list has one for
 * each authority that used the number, some tens, and two million entries share a hash by chance with no more than a dozen.
 */
const MAX_SHARED = 1_000

export function indexKey(hash: number, offset: number): number {
  return hash * OFFSET_RANGE + offset
}

/** FNV-1a over the octets of a serial number. */
export function hashOf(bytes: Bytes, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return hash >>> (32 - HASH_BITS)
}

/** Sorts the keys where they are. Throws BudgetError where serial numbers were made to collide. */
export function sortIndex(keys: Float64Array): Float64Array {
  keys.sort()
  for (let i = MAX_SHARED; i < keys.length; i++) {
    const key = keys[i] ?? 0
    if (hashIn(keys[i - MAX_SHARED] ?? 0) === hashIn(key)) {
      throw new BudgetError('Too many entries share a hash', 'RFC 5280, 5.1.2.6', key % OFFSET_RANGE)
    }
  }
  return keys
}

/** Offsets, ascending, of the entries whose serial numbers have the hash of this one. */
export function* offsetsLike(index: Float64Array, serialNumber: Bytes): Generator<number> {
  const hash = hashOf(serialNumber, 0, serialNumber.length)
  const end = indexKey(hash + 1, 0)
  for (let i = lowerBound(index, indexKey(hash, 0)); i < index.length; i++) {
    const key = index[i] ?? 0
    if (key >= end) return
    yield key % OFFSET_RANGE
  }
}

function hashIn(key: number): number {
  return Math.floor(key / OFFSET_RANGE)
}
