/** Certificate revocation lists. RFC 5280, 5. */
import type { Bytes } from '../../bytes.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import type { Read } from '../read.ts'
import type { AlgorithmIdentifier, Extension, Name } from './certificate.ts'

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

export declare function readCertificateList(der: Bytes): Read<CertificateList>
