/** Certificate revocation lists. RFC 5280, 5. */
import { type Bytes, sha256 } from '../../bytes.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import { type Element, parseWhole } from '../asn1/element.ts'
import { fieldsOf } from '../asn1/fields.ts'
import { decodeBitString } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { decodeInstant } from '../asn1/time.ts'
import { FormatError, type Read, reading } from '../read.ts'
import { checkSameAlgorithm, parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { AlgorithmIdentifier, Extension, Name } from './certificate.ts'
import { parseExtensions } from './extension.ts'
import { parseName } from './name.ts'
import { NO_ENTRIES, parseRevokedEntries } from './revoked-entries.ts'

export type RevokedEntry = { readonly revokedAt: Instant; readonly reason: number | null }

export type CertificateList = {
  readonly der: Bytes
  readonly sha256: Sha256
  readonly tbs: Bytes
  readonly issuer: Name
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | null
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Bytes
  readonly extensions: readonly Extension[]
  readonly entryCount: number
  /** The entry of this serial number (spelled as in `Certificate.serialNumber`), or null. */
  readonly find: (serialNumber: string) => RevokedEntry | null
  /** True where an entry carries a critical extension we do not know: the list is then not usable (RFC 5280, 5.3). */
  readonly hasUnknownCriticalEntryExtension: boolean
}

/** Reads what `der` is to its last octet. Nothing is verified, and no time is compared. */
export function readCertificateList(der: Bytes): Read<CertificateList> {
  return reading(() => parseCertificateList(der))
}

const CLAUSE = 'RFC 5280, 5.1'

export function parseCertificateList(der: Bytes): CertificateList {
  const whole = parseWhole(der, 'DER')
  if (whole.tag !== TAG.sequence) throw new FormatError('Expected a CertificateList', CLAUSE, 0)
  const fields = fieldsOf(whole, CLAUSE)
  const tbs = fields.take(TAG.sequence, 'tbsCertList')
  const algorithm = fields.take(TAG.sequence, 'signatureAlgorithm')
  const signature = decodeBitString(fields.take(TAG.bitString, 'signatureValue'))
  fields.end()
  return {
    der,
    sha256: sha256(der),
    tbs: tbs.encoding,
    ...parseTbsCertList(der, tbs, algorithm),
    signatureAlgorithm: parseAlgorithmIdentifier(algorithm),
    signature,
  }
}

type TbsCertList = Omit<CertificateList, 'der' | 'sha256' | 'tbs' | 'signatureAlgorithm' | 'signature'>

/** RFC 5280, 5.1.2. */
function parseTbsCertList(der: Bytes, tbs: Element, outerAlgorithm: Element): TbsCertList {
  const fields = fieldsOf(tbs, 'RFC 5280, 5.1.2')
  fields.takeOptional(TAG.integer) // version: it only repeats which fields occur below
  checkSameAlgorithm(fields.take(TAG.sequence, 'signature'), outerAlgorithm)
  const issuer = parseName(fields.take(TAG.sequence, 'issuer'))
  const thisUpdate = decodeInstant(fields.takeAny('thisUpdate'))
  const nextUpdate = fields.takeOptional(TAG.utcTime) ?? fields.takeOptional(TAG.generalizedTime)
  const revoked = fields.takeOptional(TAG.sequence)
  const extensions = parseExtensions(fields.takeOptional(context(0)))
  fields.end()
  const entries = revoked ? parseRevokedEntries(der, revoked) : NO_ENTRIES
  return { issuer, thisUpdate, nextUpdate: nextUpdate && decodeInstant(nextUpdate), extensions, ...entries }
}
