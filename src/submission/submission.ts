/** A submission: one PDF that one letter carried. */
import type { Instant, Sha256 } from '../lang.ts'

/** What became of a letter. */
export type LetterState =
  | { readonly kind: 'stored' }
  /** Read; holds at least one PDF or a file of a kind a person must look at. */
  | { readonly kind: 'read' }
  /** Read; nothing in it is a submission. Its content is not kept. */
  | { readonly kind: 'no-candidate' }
  | { readonly kind: 'quarantined'; readonly reason: QuarantineReason }

/** `unfetchable`: the mail server did not give it out in several tries. */
export type QuarantineReason = 'unreadable' | 'too-large' | 'encrypted-letter' | 'unfetchable' | 'internal-error'

/** Why a letter was not fetched: there is a row of it, and nothing to read. */
export const UNFETCHED: readonly QuarantineReason[] = ['too-large', 'unfetchable']

export type Submission = {
  readonly letter: Sha256
  readonly document: Sha256
  /** Where in the letter: part numbers and archive member names, e.g. `2` or `1.2/van-ban.zip/ke-hoach.pdf`. */
  readonly partPath: string
  /** As the letter spells it: hostile text, for display only. */
  readonly fileName: string
  /** When the mail server took the letter in. */
  readonly receivedAt: Instant
  /** What the topmost Received line of the letter says of that moment; null where nothing can be read there. */
  readonly tracedAt: Instant | null
  /** The one address of From, lower case, or null where the header names none that can be used. */
  readonly sender: string | null
}
