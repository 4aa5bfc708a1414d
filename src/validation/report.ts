/** The report of one file: the public contract of `sokyso verify --json` and what the store keeps. docs/report.md. */
import type { Sha256 } from '../lang.ts'
import type { Code, Note } from './code.ts'
import type { Conclusion, Indication, SubIndication } from './indication.ts'

export type Outcome = 'valid' | 'invalid' | 'indeterminate' | 'unsigned' | 'unreadable'

export type SignerReport = {
  readonly commonName: string
  readonly organization: string | null
  readonly organizationalUnits: readonly string[]
  readonly email: string | null
  readonly kind: 'person' | 'organization'
  readonly serialNumber: string
  readonly issuer: string
  readonly notBefore: string
  readonly notAfter: string
  readonly sha256: Sha256
}

export type TimestampReport = {
  readonly time: string
  readonly authority: string
  readonly outcome: 'valid' | 'invalid' | 'indeterminate'
}

/** The ladder of EN 319 142-1, 6, for CAdES and for plain PKCS #7 signatures. */
export type SignatureLevel =
  | 'PAdES-B-B'
  | 'PAdES-B-T'
  | 'PAdES-B-LT'
  | 'PAdES-B-LTA'
  | 'PKCS7-B'
  | 'PKCS7-T'
  | 'PKCS7-LT'
  | 'PKCS7-LTA'

/** One certificate of the path, signer first, anchor last, and why its revocation status is what it is. */
export type PathMember = {
  readonly commonName: string
  readonly sha256: Sha256
  readonly notBefore: string
  readonly notAfter: string
  /** Null for the anchor, and for certificates that need no status. */
  readonly revocation: RevocationReport | null
}

export type RevocationReport = {
  readonly status: 'good' | 'revoked' | 'on-hold' | 'unknown'
  readonly revokedAt: string | null
  /** The list or response that decided, and why it speaks of this certificate; null where there was none. */
  readonly source: {
    readonly kind: 'certificate-list' | 'ocsp-response'
    readonly sha256: Sha256
    /** What joins it to the certificate, such as `issuer` or `distribution-point`. */
    readonly covers: string
    readonly thisUpdate: string
    readonly nextUpdate: string | null
  } | null
}

/** A building block or process of EN 319 102-1 and what it concluded; `codes` are its findings. */
export type BlockReport = Conclusion & {
  readonly block: BlockName
  readonly clause: string
  readonly codes: readonly Code[]
}

export type BlockName =
  | 'format-checking'
  | 'signing-certificate'
  | 'validation-context'
  | 'certificate'
  | 'cryptography'
  | 'acceptance'
  | 'basic-validation'
  | 'signature-with-time'
  | 'past-signature-validation'

/** Times are ISO 8601 in UTC. */
export type SignatureReport = {
  readonly field: string
  readonly kind: 'signature' | 'document-timestamp'
  readonly subFilter: string | null
  /** The revision that the signature closes, 1 for the first; null where its range names none. */
  readonly revision: number | null
  /** Null where the signature has less than the lowest level asks for, or cannot be read. */
  readonly level: SignatureLevel | null
  readonly outcome: 'valid' | 'invalid' | 'indeterminate'
  readonly code: Code
  readonly indication: Indication
  readonly subIndication: SubIndication | null
  /** Byte range, digest and signature value; never depends on trust. */
  readonly integrity: 'intact' | 'broken' | 'unknown'
  /** What came after this signature; never depends on trust. */
  readonly modification: 'none' | 'permitted' | 'suspicious' | 'unknown'
  readonly trust: 'trusted' | 'untrusted' | 'unknown'
  readonly notes: readonly Note[]
  readonly signer: SignerReport | null
  readonly claimedSigningTime: string | null
  readonly timestamp: TimestampReport | null
  readonly bestSignatureTime: string | null
  /** Empty where no path leads to an anchor. */
  readonly path: readonly PathMember[]
  readonly blocks: readonly BlockReport[]
  /** All reasons, the primary one first, with the facts each rests on. */
  readonly findings: readonly Finding[]
  /** SHA-256 of the signed bytes: equal in every copy of the signed document, however it was re-saved or packed. */
  readonly signedContent: Sha256 | null
}

/** Why a code was given: the check, the clause it comes from, and what was seen. Words are made from it by src/report. */
export type Finding = {
  readonly code: Code
  /** Null for the few codes that speak of no signature. */
  readonly subIndication: SubIndication | null
  readonly clause: string
  readonly facts: Readonly<Record<string, string>>
}

export type DocumentReport = {
  readonly sha256: Sha256
  readonly bytes: number
  readonly outcome: Outcome
  readonly code: Code
  readonly notes: readonly Note[]
  readonly signatures: readonly SignatureReport[]
}
