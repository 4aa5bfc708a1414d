/** What the judge is given and what it returns. A verdict is a function of these values and of nothing else. */
import type { Bytes } from '../bytes.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { DocumentReport } from './report.ts'

/** What may be trusted, and what merely helps to build a path to it. */
export type TrustStore = {
  readonly anchors: readonly Certificate[]
  readonly intermediates: readonly Certificate[]
}

/** Material gathered for a verdict. Nothing in it is believed before it is checked here. */
export type Evidence = { readonly certificateLists: readonly CertificateList[] }

export type Given = {
  /** Validation time. */
  readonly at: Instant
  /** When the mail server took the file in: a proof that it existed then (EN 319 102-1, 5.6.2.3); null where unknown. */
  readonly receivedAt: Instant | null
  readonly trust: TrustStore
  readonly evidence: Evidence
}

/** What the judge lacked. `certificate-list`: a CRL of the authority with this name (its DER in hex). */
export type EvidenceRequest = {
  readonly kind: 'certificate-list'
  readonly issuer: string
  /** SHA-256 of the issuing certificate. */
  readonly authority: Sha256
  /** Addresses that certificates under that authority name; used only when fetching is allowed. */
  readonly urls: readonly string[]
}

export type Judgement = { readonly report: DocumentReport; readonly wanted: readonly EvidenceRequest[] }

/** Judges one file. Never throws for what is in the bytes. */
export type Judge = (pdf: Bytes, given: Given) => Judgement
