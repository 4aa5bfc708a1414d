/** Certificates as they lie in their bytes. RFC 5280, 4.1. */
import type { Bytes } from '../../bytes.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import type { Read } from '../read.ts'

/** One attribute of a distinguished name, e.g. type 2.5.4.3 (CN) and its text. */
export type NameAttribute = { readonly type: string; readonly value: string }

/** A distinguished name: its encoding, for comparison, and its attributes in the order of the encoding. RFC 5280, 4.1.2.4. */
export type Name = { readonly der: Bytes; readonly attributes: readonly NameAttribute[] }

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

export type Certificate = {
  /** The whole certificate. All further `Bytes` here are views into it. */
  readonly der: Bytes
  readonly sha256: Sha256
  readonly tbs: Bytes
  /** Unsigned hex of the content octets of the INTEGER, without leading zero octets. */
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
  /** Null where the extension is absent; an extension that is present but unreadable makes the certificate unreadable. */
  readonly basicConstraints: BasicConstraints | null
  readonly keyUsage: ReadonlySet<KeyUsage> | null
  readonly extendedKeyUsage: readonly string[] | null
  readonly subjectKeyIdentifier: Bytes | null
  readonly authorityKeyIdentifier: Bytes | null
  /** rfc822Name entries of subjectAltName. */
  readonly emails: readonly string[]
  /** URIs of the distribution points, in order; empty where the extension is absent. */
  readonly crlDistributionPoints: readonly string[]
}

export declare function readCertificate(der: Bytes): Read<Certificate>
