/** Certificates as they lie in their bytes. RFC 5280, 4.1. */

import { type Bytes, sha256 } from '../../bytes.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import { openRecent } from '../../recent.ts'
import { type Element, parseWhole } from '../asn1/element.ts'
import { explicitContent, fieldsOf } from '../asn1/fields.ts'
import { decodeBitString, decodeInteger, decodeSmallInteger } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { decodeInstant } from '../asn1/time.ts'
import { FormatError, type Read, reading } from '../read.ts'
import { checkSameAlgorithm, parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import { type CertificateExtensions, parseCertificateExtensions } from './certificate-extensions.ts'
import { parseExtensions } from './extension.ts'
import { parseName } from './name.ts'

export const RECENT = {
  /** Certificates, their keys and who signed them: those of the authorities in use and of some hundred signers. A few megabytes. */
  certificates: 512,
  /** Longer ones are read anew each time, so that nobody fills the memory with them. The longest that was seen has 3,371. */
  certificateBytes: 4096,
} as const

/** One attribute of a distinguished name, e.g. type 2.5.4.3 (CN) and its text. */
export type NameAttribute = { readonly type: string; readonly value: string }

/** A distinguished name: its encoding and its attributes in the order of the encoding. RFC 5280, 4.1.2.4. */
export type Name = {
  readonly der: Bytes
  /** The relative distinguished names, from the root of the directory down; most have one attribute. */
  readonly relativeNames: readonly (readonly NameAttribute[])[]
  /** All of them, one after another. */
  readonly attributes: readonly NameAttribute[]
}

export type AlgorithmIdentifier = {
  readonly oid: string
  /** The encoded parameters (tag included), or null where absent. */
  readonly parameters: Bytes | null
}

export type Extension = { readonly oid: string; readonly critical: boolean; readonly value: Bytes }

export type BasicConstraints = { readonly ca: boolean; readonly pathLength: number | null }

/** The named bits of RFC 5280, 4.2.1.3. */
export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly'

export type Certificate = CertificateExtensions & {
  /** The whole certificate, or a copy of it. All further `Bytes` here are views into it. */
  readonly der: Bytes
  readonly sha256: Sha256
  readonly tbs: Bytes
  /** 1, 2 or 3; whether the fields below are those of the version is not checked. */
  readonly version: number
  /** Hex of the content octets of the INTEGER, without leading zero octets; with a minus where it is negative. */
  readonly serialNumber: string
  readonly issuer: Name
  readonly subject: Name
  readonly notBefore: Instant
  readonly notAfter: Instant
  /** SubjectPublicKeyInfo, ready for `crypto.createPublicKey({ format: 'der', type: 'spki' })`. */
  readonly publicKey: Bytes
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Bytes
  readonly extensions: readonly Extension[]
}

/** Reads what `der` is to its last octet. Nothing is verified, and no time is compared. */
export function readCertificate(der: Bytes): Read<Certificate> {
  return reading(() => parseCertificate(der))
}

const recent = openRecent<Certificate>(RECENT.certificates)

/**
 * The same for a reader that has more to read, and fails as readers do inside. Each reading is a value of its own, so that nothing
 * hangs on what was read before.
 */
export function parseCertificate(der: Bytes): Certificate {
  const digest = sha256(der)
  if (der.length > RECENT.certificateBytes) return parseAnew(der, digest)
  // A copy: views into a file would keep all of it.
  return { ...recent(digest, () => parseAnew(Buffer.from(der), digest)) }
}

function parseAnew(der: Bytes, digest: Sha256): Certificate {
  const whole = parseWhole(der, 'DER')
  if (whole.tag !== TAG.sequence) throw new FormatError('Expected a Certificate', 'RFC 5280, 4.1', 0)
  const fields = fieldsOf(whole, 'RFC 5280, 4.1')
  const tbs = fields.take(TAG.sequence, 'tbsCertificate')
  const algorithm = fields.take(TAG.sequence, 'signatureAlgorithm')
  const signature = decodeBitString(fields.take(TAG.bitString, 'signatureValue'))
  fields.end()
  return {
    der,
    sha256: digest,
    tbs: tbs.encoding,
    ...parseTbsCertificate(tbs, algorithm),
    signatureAlgorithm: parseAlgorithmIdentifier(algorithm),
    signature,
  }
}

type TbsCertificate = Omit<Certificate, 'der' | 'sha256' | 'tbs' | 'signatureAlgorithm' | 'signature'>

/** RFC 5280, 4.1.2. */
function parseTbsCertificate(tbs: Element, outerAlgorithm: Element): TbsCertificate {
  const fields = fieldsOf(tbs, 'RFC 5280, 4.1.2')
  const version = parseVersion(fields.takeOptional(context(0)))
  const serialNumber = decodeInteger(fields.take(TAG.integer, 'serialNumber'))
  checkSameAlgorithm(fields.take(TAG.sequence, 'signature'), outerAlgorithm)
  const issuer = parseName(fields.take(TAG.sequence, 'issuer'))
  const validity = parseValidity(fields.take(TAG.sequence, 'validity'))
  const subject = parseName(fields.take(TAG.sequence, 'subject'))
  const publicKey = fields.take(TAG.sequence, 'subjectPublicKeyInfo').encoding
  fields.takeOptional(context(1)) // issuerUniqueID
  fields.takeOptional(context(2)) // subjectUniqueID
  const extensions = parseExtensions(fields.takeOptional(context(3)))
  fields.end()
  const parsed = parseCertificateExtensions(extensions)
  return { version, serialNumber, issuer, subject, ...validity, publicKey, extensions, ...parsed }
}

/** RFC 5280, 4.1.2.1. Laxer than X.690, 11.5: the default, version 1, may be written. */
function parseVersion(tagged: Element | null): number {
  if (tagged === null) return 1
  const version = decodeSmallInteger(explicitContent(tagged, TAG.integer, 'version')) + 1
  if (version >= 1 && version <= 3) return version
  throw new FormatError(`Version ${version} is unknown`, 'RFC 5280, 4.1.2.1', tagged.offset)
}

function parseValidity(element: Element): Pick<Certificate, 'notBefore' | 'notAfter'> {
  const fields = fieldsOf(element, 'RFC 5280, 4.1.2.5')
  const notBefore = decodeInstant(fields.takeAny('notBefore'))
  const notAfter = decodeInstant(fields.takeAny('notAfter'))
  fields.end()
  return { notBefore, notAfter }
}
