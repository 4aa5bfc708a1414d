/**
 * What the service and a validation process say to each other. Documents and lists that lie in files go by path; all else
 * once, as bytes, and by its hash from then on.
 */
import type { Bytes } from '../src/bytes.ts'
import type { Instant, Sha256 } from '../src/lang.ts'
import type { Judgement, TrustAnchor } from '../src/validation/judgement.ts'
import type { ValidationPolicy } from '../src/validation/policy.ts'

export type Question = {
  readonly path: string
  readonly at: Instant
  readonly receivedAt: Instant | null
  readonly policy: ValidationPolicy
  readonly anchors: readonly NamedAnchor[]
  readonly intermediates: readonly Sha256[]
  readonly certificateLists: readonly Sha256[]
  readonly ocspResponses: readonly Sha256[]
  /** Of these lists and responses. */
  readonly heldSince: ReadonlyMap<Sha256, Instant>
  /** Lists and responses that make room for the new ones. */
  readonly forgotten: readonly Sha256[]
  /** What is named above and the process does not hold. */
  readonly newCertificates: readonly Bytes[]
  readonly newLists: readonly (Bytes | ListFile)[]
  readonly newResponses: readonly Bytes[]
}

export type NamedAnchor = Omit<TrustAnchor, 'certificate'> & { readonly certificate: Sha256 }

/** A list as DER or PEM. */
export type ListFile = { readonly path: string; readonly sha256: Sha256 }

export type Answer =
  /** `elapsedMs`: reading the file and judging it. */
  | { readonly kind: 'judged'; readonly judgement: Judgement; readonly elapsedMs: number }
  /** The file is missing, no plain file, or may not be read. */
  | { readonly kind: 'file-unreadable'; readonly why: string }
  | { readonly kind: 'too-large' }
  /** Nothing was judged: the files of these lists no longer hold them. All else that was sent is held. */
  | { readonly kind: 'lists-changed'; readonly lists: readonly Sha256[] }
  /** A fault of ours, thrown while judging. What the process holds is not known any more. */
  | { readonly kind: 'failed'; readonly why: string }
