/**
 * The entries of a revocation list, checked in one pass and indexed where they lie: a large list has 110,000 of them, and
 * a verdict asks for one or two. RFC 5280, 5.1.2.6.
 */
import { type Bytes, equalBytes, fromHex } from '../../bytes.ts'
import type { Element } from '../asn1/element.ts'
import { expectHeader, parseHeader } from '../asn1/header.ts'
import { TAG } from '../asn1/tag.ts'
import { parseInstant } from '../asn1/time.ts'
import { BudgetError, FormatError } from '../read.ts'
import type { RevokedEntry } from './crl.ts'
import { type EntryExtensions, parseEntryExtensions } from './entry-extensions.ts'

export type RevokedEntries = {
  readonly entryCount: number
  readonly find: (serialNumber: string) => RevokedEntry | null
  readonly hasUnknownCriticalEntryExtension: boolean
}

export const NO_ENTRIES: RevokedEntries = { entryCount: 0, find: () => null, hasUnknownCriticalEntryExtension: false }

const CLAUSE = 'RFC 5280, 5.1.2.6'

/** Entries of one list: twice the largest public lists. The national ones have 110,000. */
const MAX_ENTRIES = 2_000_000

/** Octets of the shortest entry: its header, a serial number of one octet, a UTCTime without seconds. */
const SHORTEST_ENTRY = 2 + 3 + 13

/**
 * Reads every entry once, so that `find` meets none that it cannot read. Of several entries with one serial number `find`
 * returns the first.
 *
 * @param list the element `revokedCertificates` inside `der`.
 */
export function parseRevokedEntries(der: Bytes, list: Element): RevokedEntries {
  const end = list.offset + list.encoding.length
  const index = new Float64Array(Math.min(Math.ceil(list.content.length / SHORTEST_ENTRY), MAX_ENTRIES))
  let entryCount = 0
  let hasUnknownCriticalEntryExtension = false
  for (let at = end - list.content.length; at < end; ) {
    if (entryCount === index.length) throw new BudgetError('Too many revoked certificates', CLAUSE, at)
    const entry = parseEntry(der, at, end)
    if (entry.hasUnknownCritical) hasUnknownCriticalEntryExtension = true
    index[entryCount++] = indexKey(hashOf(der, entry.serialStart, entry.serialEnd), at)
    at = entry.end
  }
  const sorted = index.subarray(0, entryCount).sort()
  const find = (serialNumber: string) => findEntry(der, end, sorted, fromHex(serialNumber))
  return { entryCount, find, hasUnknownCriticalEntryExtension }
}

/** Offsets are in the bytes of the list: views of every serial number would cost more than all the rest. */
type Entry = RevokedEntry &
  EntryExtensions & { readonly serialStart: number; readonly serialEnd: number; readonly end: number }

function parseEntry(der: Bytes, at: number, limit: number): Entry {
  const entry = expectHeader(der, at, limit, TAG.sequence, CLAUSE)
  const end = entry.contentEnd
  const serial = expectHeader(der, entry.contentStart, end, TAG.integer, CLAUSE)
  const serialEnd = serial.contentEnd
  if (serial.contentStart === serialEnd) throw new FormatError('INTEGER without contents', 'X.690, 8.3.1', serialEnd)
  let serialStart = serial.contentStart
  while (serialStart < serialEnd - 1 && der[serialStart] === 0) serialStart++
  const time = parseHeader(der, serialEnd, end)
  if (time.constructed || time.contentEnd < 0) throw new FormatError('Not a time', CLAUSE, serialEnd)
  const revokedAt = parseInstant(time.tag, der, time.contentStart, time.contentEnd)
  const { reason, hasUnknownCritical } = parseEntryExtensions(der, time.contentEnd, end)
  return { serialStart, serialEnd, revokedAt, reason, hasUnknownCritical, end }
}

/*
 * The index: for each entry one number, its upper 21 bits a hash of the serial number and its lower 32 the entry's offset,
 * sorted. Serial numbers made to collide only lengthen the walk of a `find`, which passes each entry at most once.
 */
const OFFSET_RANGE = 2 ** 32
const HASH_BITS = 21

function indexKey(hash: number, offset: number): number {
  return hash * OFFSET_RANGE + offset
}

/** FNV-1a. */
function hashOf(bytes: Bytes, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return hash >>> (32 - HASH_BITS)
}

function findEntry(der: Bytes, end: number, index: Float64Array, serialNumber: Bytes): RevokedEntry | null {
  const hash = hashOf(serialNumber, 0, serialNumber.length)
  for (let i = lowerBound(index, indexKey(hash, 0)); i < index.length; i++) {
    const key = index[i] ?? 0
    if (key >= indexKey(hash + 1, 0)) return null
    const entry = parseEntry(der, key % OFFSET_RANGE, end)
    if (equalBytes(der.subarray(entry.serialStart, entry.serialEnd), serialNumber)) {
      return { revokedAt: entry.revokedAt, reason: entry.reason }
    }
  }
  return null
}

/** Position of the first number that is not below `key`. */
function lowerBound(sorted: Float64Array, key: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < key) low = middle + 1
    else high = middle
  }
  return low
}
