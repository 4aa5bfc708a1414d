/** CMS SignedData as it lies in its bytes, in DER or in BER with indefinite lengths. RFC 5652, 5. */
import type { Bytes } from '../../bytes.ts'
import type { Read } from '../read.ts'
import type { AlgorithmIdentifier, Certificate, Name } from '../x509/certificate.ts'

export type SignerIdentifier =
  | { readonly kind: 'issuerAndSerialNumber'; readonly issuer: Name; readonly serialNumber: string }
  | { readonly kind: 'subjectKeyIdentifier'; readonly keyIdentifier: Bytes }

/** An attribute; `values` are whole encodings. A malformed unsigned attribute has `values: []` and its bytes in `raw`. */
export type Attribute = { readonly oid: string; readonly values: readonly Bytes[]; readonly raw: Bytes }

export type SignerInfo = {
  readonly version: number
  readonly sid: SignerIdentifier
  readonly digestAlgorithm: AlgorithmIdentifier
  /** What the signature value is computed over: signedAttrs as DER SET OF (RFC 5652, 5.4), or null where there are none. */
  readonly signedAttributesToVerify: Bytes | null
  readonly signedAttributes: readonly Attribute[]
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Bytes
  readonly unsignedAttributes: readonly Attribute[]
}

export type SignedData = {
  /** Length of the ContentInfo in the bytes given; what follows is padding of /Contents. */
  readonly encodedLength: number
  readonly digestAlgorithms: readonly AlgorithmIdentifier[]
  readonly contentType: string
  /** eContent, constructed octet strings joined; null where detached. */
  readonly content: Bytes | null
  /** Those that could be read, in order; others are only counted. */
  readonly certificates: readonly Certificate[]
  readonly unreadableCertificates: number
  /** Whole encodings of the lists in `crls`. */
  readonly crls: readonly Bytes[]
  readonly signerInfos: readonly SignerInfo[]
}

/** Reads a ContentInfo that holds SignedData; bytes after its end are left to the caller. */
export declare function readSignedData(bytes: Bytes): Read<SignedData>
