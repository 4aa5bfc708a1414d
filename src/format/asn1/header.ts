/** Identifier and length octets, in place: offsets only, no views, for loops over very many values. ITU-T X.690, 8.1. */
import type { Bytes } from '../../bytes.ts'
import { FormatError } from '../read.ts'
import { CONSTRUCTED, tagText } from './tag.ts'

export type Header = {
  readonly tag: number
  readonly constructed: boolean
  readonly contentStart: number
  /** Offset after the content octets; -1 where the length is indefinite. */
  readonly contentEnd: number
  /** False where the length takes more octets than it needs, which BER allows and DER does not (X.690, 10.1). */
  readonly isShortest: boolean
}

const HEADER_BUDGET = {
  /** Octets of a high tag number. The largest tag number of any module we read is 20; this allows two million. */
  tagOctets: 3,
  /** Octets of a length, as many as a JavaScript number holds exactly; a file is far smaller. */
  lengthOctets: 6,
} as const

/** Reads the header at `offset`; the whole value, where its length is definite, must end at or before `limit`. */
export function parseHeader(bytes: Bytes, offset: number, limit: number): Header {
  const identifier = octetAt(bytes, offset, limit)
  const high = (identifier & 0x1f) === 0x1f
  const lengthAt = high ? endOfHighTag(bytes, offset + 1, limit) : offset + 1
  const plain = identifier & ~CONSTRUCTED
  const tag = high ? highTagNumber(bytes, offset + 1, lengthAt) * 256 + plain : plain
  const constructed = (identifier & CONSTRUCTED) !== 0
  const first = octetAt(bytes, lengthAt, limit)
  if (first === 0x80) return { tag, constructed, contentStart: lengthAt + 1, contentEnd: -1, isShortest: true }
  const contentStart = lengthAt + 1 + (first < 0x80 ? 0 : first & 0x7f)
  const length = first < 0x80 ? first : longLength(bytes, lengthAt + 1, contentStart, limit)
  if (contentStart + length > limit) throw new FormatError('The value ends after its container', 'X.690, 8.1.3', offset)
  const isShortest = first < 0x80 || (length >= 0x80 && length >= 256 ** ((first & 0x7f) - 1))
  return { tag, constructed, contentStart, contentEnd: contentStart + length, isShortest }
}

/** The header at `offset`, which must carry `tag` and a definite length. */
export function expectHeader(bytes: Bytes, offset: number, limit: number, tag: number, clause: string): Header {
  const header = parseHeader(bytes, offset, limit)
  if (header.tag !== tag) {
    throw new FormatError(`Expected ${tagText(tag)}, found ${tagText(header.tag)}`, clause, offset)
  }
  if (header.contentEnd < 0) throw new FormatError('Indefinite length where DER is due', 'X.690, 10.1', offset)
  return header
}

function octetAt(bytes: Bytes, offset: number, limit: number): number {
  const octet = offset < limit ? bytes[offset] : undefined
  if (octet === undefined) throw new FormatError('The bytes end inside a tag or length', 'X.690, 8.1', offset)
  return octet
}

function endOfHighTag(bytes: Bytes, from: number, limit: number): number {
  for (let at = from; at < from + HEADER_BUDGET.tagOctets; at++) {
    if (octetAt(bytes, at, limit) < 0x80) return at + 1
  }
  throw new FormatError('Tag number out of range', 'X.690, 8.1.2.4', from)
}

function highTagNumber(bytes: Bytes, from: number, end: number): number {
  return bytes.subarray(from, end).reduce((number, octet) => number * 128 + (octet & 0x7f), 0)
}

function longLength(bytes: Bytes, from: number, end: number, limit: number): number {
  if (end - from > HEADER_BUDGET.lengthOctets) throw new FormatError('Length out of range', 'X.690, 8.1.3.5', from)
  let length = 0
  for (let at = from; at < end; at++) length = length * 256 + octetAt(bytes, at, limit)
  return length
}
