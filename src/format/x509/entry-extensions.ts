/** Extensions of one entry of a revocation list, read in place. RFC 5280, 5.3. */
import type { Bytes } from '../../bytes.ts'
import { expectHeader, type Header, parseHeader } from '../asn1/header.ts'
import { TAG } from '../asn1/tag.ts'
import { FormatError } from '../read.ts'

export type EntryExtensions = {
  /** CRLReason, or null where none is given. RFC 5280, 5.3.1. */
  readonly reason: number | null
  readonly hasUnknownCritical: boolean
}

const CLAUSE = 'RFC 5280, 5.3'
const NONE: EntryExtensions = { reason: null, hasUnknownCritical: false }

/** Contents of the identifiers 2.5.29.21 and 2.5.29.24 as numbers, compared in place since a list has very many. */
const REASON_CODE = 0x551d15
const INVALIDITY_DATE = 0x551d18

/** Reads what lies from `start` to `end`, the end of the entry: one crlEntryExtensions or nothing. */
export function parseEntryExtensions(der: Bytes, start: number, end: number): EntryExtensions {
  if (start === end) return NONE
  const list = expectHeader(der, start, end, TAG.sequence, CLAUSE)
  if (list.contentEnd !== end) throw new FormatError('Too many fields in an entry', CLAUSE, list.contentEnd)
  let reason: number | null = null
  let hasUnknownCritical = false
  for (let at = list.contentStart; at < end; ) {
    const extension = expectHeader(der, at, end, TAG.sequence, CLAUSE)
    at = extension.contentEnd
    const oid = expectHeader(der, extension.contentStart, at, TAG.oid, CLAUSE)
    const type = shortContent(der, oid)
    const next = parseHeader(der, oid.contentEnd, at)
    const isMarked = next.tag === TAG.boolean
    const valueStart = isMarked ? next.contentEnd : oid.contentEnd
    const value = expectHeader(der, valueStart, at, TAG.octetString, CLAUSE)
    if (value.contentEnd !== at) throw new FormatError('Too many fields in an extension', CLAUSE, value.contentEnd)
    if (type === REASON_CODE) reason = parseReason(der, value.contentStart, at)
    // Whose certificate an entry of an indirect list means (RFC 5280, 5.3.3) is not followed, so it is unknown here.
    else if (isMarked && der[next.contentStart] !== 0 && type !== INVALIDITY_DATE) hasUnknownCritical = true
  }
  return { reason, hasUnknownCritical }
}

function parseReason(der: Bytes, start: number, end: number): number {
  const reason = expectHeader(der, start, end, TAG.enumerated, 'RFC 5280, 5.3.1')
  const octet = der[reason.contentStart]
  if (octet === undefined || reason.contentEnd !== end || reason.contentEnd !== reason.contentStart + 1) {
    throw new FormatError('Malformed CRLReason', 'RFC 5280, 5.3.1', start)
  }
  return octet
}

/** The content as one number where it has three octets, else -1. */
function shortContent(der: Bytes, { contentStart, contentEnd }: Header): number {
  if (contentEnd - contentStart !== 3) return -1
  let number = 0
  for (let at = contentStart; at < contentEnd; at++) number = number * 256 + (der[at] ?? 0)
  return number
}
