/** What the service and a validation process say to each other. Files go by path, certificates and lists once each. */
import type { Bytes } from '../src/bytes.ts'
import type { Instant, Sha256 } from '../src/lang.ts'
import type { Judgement } from '../src/validation/judgement.ts'

export type Question = {
  readonly path: string
  readonly at: Instant
  readonly receivedAt: Instant | null
  readonly anchors: readonly Sha256[]
  readonly intermediates: readonly Sha256[]
  readonly certificateLists: readonly Sha256[]
  /** DER of those named above that this process has not been sent before. */
  readonly newCertificates: readonly Bytes[]
  readonly newLists: readonly Bytes[]
}

export type Answer =
  /** `elapsedMs`: reading the file and judging it. */
  | { readonly kind: 'judged'; readonly judgement: Judgement; readonly elapsedMs: number }
  /** The file is missing, no plain file, or may not be read. */
  | { readonly kind: 'file-unreadable'; readonly why: string }
  | { readonly kind: 'too-large' }
  /** A fault of ours, thrown while judging. */
  | { readonly kind: 'failed'; readonly why: string }
