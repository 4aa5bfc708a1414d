/** The ESS signing-certificate attributes, versions 1 and 2. RFC 2634, 5.4; RFC 5035, 3. */
import type { Bytes } from '../../bytes.ts'
import type { Read } from '../read.ts'
import type { AlgorithmIdentifier } from '../x509/certificate.ts'
import type { SignerInfo } from './signed-data.ts'

export type EssCertId = {
  /** SHA-1 for version 1; SHA-256 where version 2 names none. */
  readonly hashAlgorithm: AlgorithmIdentifier
  readonly certHash: Bytes
  /** Unsigned hex as in `Certificate.serialNumber`, and the directory name's encoding, where given. */
  readonly issuerSerial: { readonly issuer: Bytes | null; readonly serialNumber: string } | null
}

/** The references of all such attributes of `signer`, first the one of the signer itself; empty where there is none. */
export declare function readSigningCertificates(signer: SignerInfo): Read<readonly EssCertId[]>
