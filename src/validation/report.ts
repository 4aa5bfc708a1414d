/** The report of one file: the public contract of `sokyso verify --json` and what the store keeps. docs/report.md. */
import type { Sha256 } from '../lang.ts'
import type { Code, Indication, Note, SubIndication } from './code.ts'

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

/** Times are ISO 8601 in UTC. */
export type SignatureReport = {
  readonly field: string
  readonly kind: 'signature' | 'document-timestamp'
  readonly subFilter: string | null
  /** The revision that the signature closes, 1 for the first; null where its range names none. */
  readonly revision: number | null
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
  /** All reasons, the primary one first, with the facts each rests on. */
  readonly findings: readonly Finding[]
  /** SHA-256 of the signed bytes: equal in every copy of the signed document, however it was re-saved or packed. */
  readonly signedContent: Sha256 | null
}

/** Why a code was given: the check, the clause it comes from, and what was seen. Words are made from it by src/report. */
export type Finding = { readonly code: Code; readonly clause: string; readonly facts: Readonly<Record<string, string>> }

export type DocumentReport = {
  readonly sha256: Sha256
  readonly bytes: number
  readonly outcome: Outcome
  readonly code: Code
  readonly notes: readonly Note[]
  readonly signatures: readonly SignatureReport[]
}
