/** Extensions of one entry of a revocation list, read in place. RFC 5280, 5.3. */
import type { Bytes } from '../../bytes.ts'
import type { Instant } from '../../lang.ts'
import { expectHeader, type Header, parseHeader } from '../asn1/header.ts'
import { TAG } from '../asn1/tag.ts'
import { parseInstant } from '../asn1/time.ts'
import { FormatError } from '../read.ts'

export type EntryExtensions = {
  /** CRLReason, or null where none is given. RFC 5280, 5.3.1. */
  readonly reason: number | null
  readonly invalidityDate: Instant | null
  /** Place of the GeneralNames of certificateIssuer, unread; both -1 where there is none. */
  readonly issuerStart: number
  readonly issuerEnd: number
  readonly hasUnknownCritical: boolean
}

const CLAUSE = 'RFC 5280, 5.3'
const NONE: EntryExtensions = {
  reason: null,
  invalidityDate: null,
  issuerStart: -1,
  issuerEnd: -1,
  hasUnknownCritical: false,
}

/** Contents of 2.5.29.21, 24 and 29 as numbers, compared in place since a list has very many. */
const REASON_CODE = 0x551d15
const INVALIDITY_DATE = 0x551d18
const CERTIFICATE_ISSUER = 0x551d1d

/** Reads what lies from `start` to `end`, the end of the entry: one crlEntryExtensions or nothing. */
export function parseEntryExtensions(der: Bytes, start: number, end: number): EntryExtensions {
  if (start === end) return NONE
  const list = expectHeader(der, start, end, TAG.sequence, CLAUSE)
  if (list.contentEnd !== end) throw new FormatError('Too many fields in an entry', CLAUSE, list.contentEnd)
  let { reason, invalidityDate, issuerStart, issuerEnd, hasUnknownCritical } = NONE
  for (let at = list.contentStart; at < end; ) {
    const extension = expectHeader(der, at, end, TAG.sequence, CLAUSE)
    at = extension.contentEnd
    const oid = expectHeader(der, extension.contentStart, at, TAG.oid, CLAUSE)
    const next = parseHeader(der, oid.contentEnd, at)
    const isMarked = next.tag === TAG.boolean
    const value = expectHeader(der, isMarked ? next.contentEnd : oid.contentEnd, at, TAG.octetString, CLAUSE)
    if (value.contentEnd !== at) throw new FormatError('Too many fields in an extension', CLAUSE, value.contentEnd)
    switch (shortContent(der, oid)) {
      case REASON_CODE:
        expectFirst(reason === null, value)
        reason = parseReason(der, value.contentStart, at)
        break
      case INVALIDITY_DATE:
        expectFirst(invalidityDate === null, value)
        invalidityDate = parseInvalidityDate(der, value.contentStart, at)
        break
      case CERTIFICATE_ISSUER:
        expectFirst(issuerStart < 0, value)
        issuerStart = value.contentStart
        issuerEnd = at
        break
      default:
        if (isMarked && der[next.contentStart] !== 0) hasUnknownCritical = true
    }
  }
  return { reason, invalidityDate, issuerStart, issuerEnd, hasUnknownCritical }
}

/** RFC 5280, 4.2: no more than one instance of an extension; two readers would each believe another one. */
function expectFirst(isFirst: boolean, { contentStart }: Header): void {
  if (!isFirst) throw new FormatError('The same entry extension twice', CLAUSE, contentStart)
}

function parseReason(der: Bytes, start: number, end: number): number {
  const reason = expectHeader(der, start, end, TAG.enumerated, 'RFC 5280, 5.3.1')
  const octet = der[reason.contentStart]
  if (octet === undefined || reason.contentEnd !== end || reason.contentEnd !== reason.contentStart + 1) {
    throw new FormatError('Malformed CRLReason', 'RFC 5280, 5.3.1', start)
  }
  return octet
}

function parseInvalidityDate(der: Bytes, start: number, end: number): Instant {
  const { tag, constructed, contentStart, contentEnd } = expectHeader(
    der,
    start,
    end,
    TAG.generalizedTime,
    'RFC 5280, 5.3.2',
  )
  if (constructed || contentEnd !== end) throw new FormatError('Malformed InvalidityDate', 'RFC 5280, 5.3.2', start)
  return parseInstant(tag, der, contentStart, contentEnd)
}

/** The content as one number where it has three octets, else -1. */
function shortContent(der: Bytes, { contentStart, contentEnd }: Header): number {
  if (contentEnd - contentStart !== 3) return -1
  let number = 0
  for (let at = contentStart; at < contentEnd; at++) number = number * 256 + (der[at] ?? 0)
  return number
}
