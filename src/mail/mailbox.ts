/** A folder that is read: how that stands, and what happened to it. */
import type { Instant } from '../lang.ts'

export type MailboxName = { readonly account: string; readonly folder: string }

export type Mailbox = MailboxName & {
  /** When letters were last looked for without a fault; null before the first time. */
  readonly lookedAt: Instant | null
  /** Sentence of the failure since then. */
  readonly fault: string | null
  /** Letters that are listed and not taken yet. */
  readonly waiting: number
}

export type MailboxEvent = MailboxName & {
  readonly at: Instant
  readonly kind: MailboxEventKind
  /** How many it concerns. */
  readonly letters: number
}

export type MailboxEventKind =
  /** Its server numbers all letters anew (UIDVALIDITY); so many were found again without reading them. */
  | 'renumbered'
  /** Its server gives letters no lasting numbers, so that each look has to compare all of them. */
  | 'unnumbered'
  /** Letters were deleted or moved away. */
  | 'gone'
  /** Letters that could not be had in several tries. */
  | 'unfetchable'
