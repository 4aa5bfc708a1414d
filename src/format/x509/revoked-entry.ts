/** One entry of a revocation list, read in place. RFC 5280, 5.1.2.6. */
import type { Bytes } from '../../bytes.ts'
import type { Instant } from '../../lang.ts'
import { expectHeader, parseHeader } from '../asn1/header.ts'
import { TAG } from '../asn1/tag.ts'
import { parseInstant } from '../asn1/time.ts'
import { FormatError } from '../read.ts'
import { type EntryExtensions, parseEntryExtensions } from './entry-extensions.ts'

/** Offsets are in the bytes of the list: views of every serial number would cost more than all the rest. */
export type EntryInPlace = {
  /** Where the octets of the serial number are that count, and the byte after them. */
  readonly serialStart: number
  readonly serialEnd: number
  /** X.690, 8.3.3: by the first bit, before leading zero octets are passed over. */
  readonly isNegative: boolean
  readonly revokedAt: Instant
  readonly extensions: EntryExtensions
  readonly end: number
}

const CLAUSE = 'RFC 5280, 5.1.2.6'

/** The entry at `at`, which must end at or before `limit`. */
export function parseRevokedEntry(der: Bytes, at: number, limit: number): EntryInPlace {
  const entry = expectHeader(der, at, limit, TAG.sequence, CLAUSE)
  const end = entry.contentEnd
  const serial = expectHeader(der, entry.contentStart, end, TAG.integer, CLAUSE)
  const serialEnd = serial.contentEnd
  if (serial.contentStart === serialEnd) throw new FormatError('INTEGER without contents', 'X.690, 8.3.1', serialEnd)
  let serialStart = serial.contentStart
  const isNegative = (der[serialStart] ?? 0) >= 0x80
  while (serialStart < serialEnd - 1 && der[serialStart] === 0) serialStart++
  const time = parseHeader(der, serialEnd, end)
  if (time.constructed || time.contentEnd < 0) throw new FormatError('Not a time', CLAUSE, serialEnd)
  const revokedAt = parseInstant(time.tag, der, time.contentStart, time.contentEnd)
  const extensions = parseEntryExtensions(der, time.contentEnd, end)
  return { serialStart, serialEnd, isNegative, revokedAt, extensions, end }
}
