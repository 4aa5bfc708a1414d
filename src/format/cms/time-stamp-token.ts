/** Time-stamp tokens. RFC 3161, 2.4.2. */
import type { Bytes } from '../../bytes.ts'
import type { Instant } from '../../lang.ts'
import type { Read } from '../read.ts'
import type { AlgorithmIdentifier } from '../x509/certificate.ts'
import type { SignedData } from './signed-data.ts'

export type TimeStampToken = {
  readonly signedData: SignedData
  /** TSTInfo.messageImprint. */
  readonly imprintAlgorithm: AlgorithmIdentifier
  readonly imprint: Bytes
  readonly genTime: Instant
  readonly policy: string
  readonly serialNumber: string
}

export declare function readTimeStampToken(bytes: Bytes): Read<TimeStampToken>
