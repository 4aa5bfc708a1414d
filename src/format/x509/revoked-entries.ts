/**
 * The entries of a revocation list, checked in one pass and indexed where they lie: a large list has 110,000 of them, and
 * a verdict asks for one or two. RFC 5280, 5.1.2.6.
 */
import { type Bytes, equalBytes, fromHex } from '../../bytes.ts'
import type { Element } from '../asn1/element.ts'
import { BudgetError } from '../read.ts'
import { openCertificateIssuers } from './certificate-issuers.ts'
import type { RevokedEntry } from './crl.ts'
import type { GeneralName } from './general-name.ts'
import { parseRevokedEntry } from './revoked-entry.ts'
import { hashOf, indexKey, offsetsLike, sortIndex } from './serial-index.ts'

export type RevokedEntries = {
  readonly entryCount: number
  readonly find: (serialNumber: string) => RevokedEntry | null
  readonly entriesOf: (serialNumber: string) => readonly RevokedEntry[]
  readonly hasUnknownCriticalEntryExtension: boolean
}

export const NO_ENTRIES: RevokedEntries = {
  entryCount: 0,
  find: () => null,
  entriesOf: () => [],
  hasUnknownCriticalEntryExtension: false,
}

const CLAUSE = 'RFC 5280, 5.1.2.6'

/** Entries of one list: twice the largest public lists. The national ones have 110,000. */
const MAX_ENTRIES = 2_000_000

/** Octets of the shortest entry: its header, a serial number of one octet, a UTCTime without seconds. */
const SHORTEST_ENTRY = 2 + 3 + 13

/**
 * Reads every entry once, so that no later question meets one that cannot be read.
 *
 * @param list the element `revokedCertificates` inside `der`.
 */
export function parseRevokedEntries(der: Bytes, list: Element): RevokedEntries {
  const end = list.offset + list.encoding.length
  const keys = new Float64Array(Math.min(Math.ceil(list.content.length / SHORTEST_ENTRY), MAX_ENTRIES))
  const issuers = openCertificateIssuers(der)
  let entryCount = 0
  let hasUnknownCriticalEntryExtension = false
  for (let at = end - list.content.length; at < end; ) {
    if (entryCount === keys.length) throw new BudgetError('Too many revoked certificates', CLAUSE, at)
    const entry = parseRevokedEntry(der, at, end)
    const { hasUnknownCritical, issuerStart, issuerEnd } = entry.extensions
    if (hasUnknownCritical) hasUnknownCriticalEntryExtension = true
    if (issuerStart >= 0) issuers.change(at, issuerStart, issuerEnd)
    keys[entryCount++] = indexKey(hashOf(der, entry.serialStart, entry.serialEnd), at)
    at = entry.end
  }
  const index = sortIndex(keys.subarray(0, entryCount))

  function* entriesOf(spelled: string): Generator<RevokedEntry> {
    const wantsNegative = spelled.startsWith('-')
    const serialNumber = fromHex(wantsNegative ? spelled.slice(1) : spelled)
    // Many entries may share one long list of names; it is read once for each question.
    const names = new Map<number, readonly GeneralName[] | null>()
    for (const at of offsetsLike(index, serialNumber)) {
      const { serialStart, serialEnd, isNegative, revokedAt, extensions } = parseRevokedEntry(der, at, end)
      if (isNegative !== wantsNegative || !equalBytes(der.subarray(serialStart, serialEnd), serialNumber)) continue
      const issuer = issuers.at(at)
      const certificateIssuer = names.get(issuer) ?? issuers.names(issuer)
      names.set(issuer, certificateIssuer)
      const { reason, invalidityDate } = extensions
      yield { revokedAt, reason, invalidityDate, certificateIssuer }
    }
  }

  return {
    entryCount,
    find: (serialNumber) => entriesOf(serialNumber).next().value ?? null,
    entriesOf: (serialNumber) => [...entriesOf(serialNumber)],
    hasUnknownCriticalEntryExtension,
  }
}
