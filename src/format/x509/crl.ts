/** Certificate revocation lists. RFC 5280, 5. */
import { type Bytes, sha256 } from '../../bytes.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import { type Element, parseWhole } from '../asn1/element.ts'
import { fieldsOf } from '../asn1/fields.ts'
import { decodeBitString, decodeSmallInteger } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { decodeInstant } from '../asn1/time.ts'
import { FormatError, type Read, reading } from '../read.ts'
import { checkSameAlgorithm, parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { AlgorithmIdentifier, Extension, Name } from './certificate.ts'
import { parseExtensions } from './extension.ts'
import type { GeneralName } from './general-name.ts'
import { type ListExtensions, parseListExtensions } from './list-extensions.ts'
import { parseName } from './name.ts'
import { NO_ENTRIES, parseRevokedEntries } from './revoked-entries.ts'

export type RevokedEntry = {
  readonly revokedAt: Instant
  /** CRLReason as it stands there, also one that RFC 5280, 5.3.1 does not know; null where none is given. */
  readonly reason: number | null
  readonly invalidityDate: Instant | null
  /** Of an indirect list; null where the certificate is one of the list's own issuer (RFC 5280, 5.3.3). */
  readonly certificateIssuer: readonly GeneralName[] | null
}

export type CertificateList = ListExtensions & {
  readonly der: Bytes
  readonly sha256: Sha256
  readonly tbs: Bytes
  /** 1 or 2; whether the fields below are those of the version is not checked. */
  readonly version: number
  readonly issuer: Name
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | null
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Bytes
  readonly extensions: readonly Extension[]
  readonly entryCount: number
  /** The first entry of this serial number (spelled as in `Certificate.serialNumber`), or null. */
  readonly find: (serialNumber: string) => RevokedEntry | null
  /** All entries of this serial number, in their order; `certificateIssuer` is null where it is the list's own issuer. */
  readonly entriesOf: (serialNumber: string) => readonly RevokedEntry[]
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
  const version = parseVersion(fields.takeOptional(TAG.integer))
  checkSameAlgorithm(fields.take(TAG.sequence, 'signature'), outerAlgorithm)
  const issuer = parseName(fields.take(TAG.sequence, 'issuer'))
  const thisUpdate = decodeInstant(fields.takeAny('thisUpdate'))
  const nextUpdate = fields.takeOptional(TAG.utcTime) ?? fields.takeOptional(TAG.generalizedTime)
  const revoked = fields.takeOptional(TAG.sequence)
  const extensions = parseExtensions(fields.takeOptional(context(0)))
  fields.end()
  return {
    version,
    issuer,
    thisUpdate,
    nextUpdate: nextUpdate && decodeInstant(nextUpdate),
    extensions,
    ...parseListExtensions(extensions),
    ...(revoked ? parseRevokedEntries(der, revoked) : NO_ENTRIES),
  }
}

/** RFC 5280, 5.1.2.1: where it is given it is 2. */
function parseVersion(element: Element | null): number {
  if (element === null) return 1
  const version = decodeSmallInteger(element) + 1
  if (version === 2) return version
  throw new FormatError(`Version ${version} is unknown`, 'RFC 5280, 5.1.2.1', element.offset)
}
