/** What the judge is given and what it returns. A verdict is a function of these values and of nothing else. */
import type { Bytes } from '../bytes.ts'
import type { OcspResponse } from '../format/ocsp/ocsp-response.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { ValidationPolicy } from './policy.ts'
import type { DocumentReport } from './report.ts'

/** What the certificate at the start of a path is there for. */
export type Role = 'signer' | 'time-stamp-authority' | 'revocation-authority'

/** What an anchor may be trusted for. Whoever it trusts in these also says who was revoked. */
export type AnchorRole = Exclude<Role, 'revocation-authority'>

/** A certificate trusted by itself. Null limits: for as long as the certificate says (EN 319 102-1, 5.2.6.4). */
export type TrustAnchor = {
  readonly certificate: Certificate
  readonly trustedFrom: Instant | null
  /** The sunset date: nothing that is not proved to be older is trusted through this anchor. */
  readonly trustedUntil: Instant | null
  readonly roles: readonly AnchorRole[]
}

/** What may be trusted, and what merely helps to build a path to it. */
export type TrustStore = {
  readonly anchors: readonly TrustAnchor[]
  readonly intermediates: readonly Certificate[]
}

/** Every certificate of the store, the anchors first. */
export function certificatesOf({ anchors, intermediates }: TrustStore): readonly Certificate[] {
  return [...anchors.map(({ certificate }) => certificate), ...intermediates]
}

/** An anchor without limits of its own. */
export function anchorOf(certificate: Certificate): TrustAnchor {
  return {
    certificate,
    trustedFrom: null,
    trustedUntil: null,
    roles: ['signer', 'time-stamp-authority'],
  }
}

/** Material gathered for a verdict. Nothing in it is believed before it is checked here. */
export type Evidence = {
  readonly certificateLists: readonly CertificateList[]
  readonly ocspResponses: readonly OcspResponse[]
  /**
   * When we first held a list or response (EN 319 102-1, 5.6.2.3: a proof that it existed then); absent: at validation time.
   */
  readonly heldSince: ReadonlyMap<Sha256, Instant>
}

export const NO_EVIDENCE: Evidence = { certificateLists: [], ocspResponses: [], heldSince: new Map() }

export type Given = {
  /** Validation time. */
  readonly at: Instant
  /** When the mail server took the file in: a proof that it existed then (EN 319 102-1, 5.6.2.3); null where unknown. */
  readonly receivedAt: Instant | null
  readonly trust: TrustStore
  readonly evidence: Evidence
  readonly policy: ValidationPolicy
}

/**
 * For the revocation status of one certificate, by a list or by OCSP. Made only for certificates whose path ends in an
 * anchor.
 */
export type RevocationRequest = {
  readonly certificate: Sha256
  /** As `Certificate.serialNumber`. */
  readonly serialNumber: string
  /** An authority may be silent about it in what it publishes later. */
  readonly notAfter: Instant
  /** Subject of the authority that issued it (DER) and the bits of its key, both in hex: what an OCSP request hashes. */
  readonly issuerName: string
  readonly issuerKey: string
  /** `nameKey` of every name under which a list for it may be issued. */
  readonly listIssuers: readonly string[]
  /** SHA-256 of the issuing certificate, and of the anchor of the path. */
  readonly authority: Sha256
  readonly anchor: Sha256
  /** Addresses that the certificate names; contacted only where fetching is allowed. */
  readonly listUrls: readonly string[]
  readonly responderUrls: readonly string[]
}

/** What the verdict was made of, beside the file itself. */
export type Foundation = {
  /** Certificates of the paths, anchors included. */
  readonly certificates: readonly Sha256[]
  /** Lists and responses that decided. */
  readonly evidence: readonly Sha256[]
  /** `nameKey` of authorities whose next list or response may change the verdict. */
  readonly listIssuers: readonly string[]
}

export type Judgement = {
  readonly report: DocumentReport
  /**
   * For every certificate whose status was looked at, settled or not, in an order of its own: what is at hand of lists and
   * responses about it may say otherwise than what the file carries.
   */
  readonly asked: readonly RevocationRequest[]
  /** Those of `asked` without which the verdict cannot be settled: for them one may ask others. */
  readonly wanted: readonly RevocationRequest[]
  readonly restsOn: Foundation
}

/** Judges one file. Never throws for what is in the bytes. */
export type Judge = (pdf: Bytes, given: Given) => Judgement
