/** Whom signatures rest on at this moment, as a page shows it. */
import type { Instant, Sha256 } from '../lang.ts'

export type AuthorityLook = {
  /** Common names: foreign text. */
  readonly name: string
  readonly issuer: string
  readonly sha256: Sha256
  readonly notBefore: Instant
  readonly notAfter: Instant
  /** `barred`: one that would be an anchor but for a mistake in what the operator says of anchors. */
  readonly kind: 'anchor' | 'intermediate' | 'barred'
  /** Limits that the operator has set to an anchor. */
  readonly trustedFrom: Instant | null
  readonly trustedUntil: Instant | null
  readonly roles: readonly ('signer' | 'time-stamp-authority')[]
  /** What the program calls it, where it knows its fingerprint. */
  readonly pin: string | null
  /** Whether nobody but the operator vouches for it. */
  readonly isByHand: boolean
  /** Where it was read. */
  readonly file: { readonly name: string; readonly writtenAt: Instant | null } | null
  /** The newest complete revocation list that it signed. */
  readonly list: ListLook | null
}

export type ListLook = {
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | null
  readonly entries: number
  /** Since when it is kept, and the host that it came from; null: it was imported. */
  readonly heldSince: Instant | null
  readonly from: string | null
}

/** An answer about one certificate (OCSP). */
export type AnswerLook = {
  readonly serialNumber: string
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | null
  readonly heldSince: Instant | null
}

export type TrustLook = {
  /** Anchors first. */
  readonly authorities: readonly AuthorityLook[]
  /** Authorities that the program knows and that are not here. */
  readonly missingPins: readonly { readonly name: string; readonly sha256: Sha256; readonly isAnchor: boolean }[]
  /** Newest first, of each certificate the newest. */
  readonly answers: readonly AnswerLook[]
  /** Lists of all times that verdicts rest on. */
  readonly keptLists: number
  /** Files in the folders that cannot be used. */
  readonly problems: number
  /** Whether lists and answers are fetched. */
  readonly isFetching: boolean
}
