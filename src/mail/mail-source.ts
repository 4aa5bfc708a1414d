/** PORT. Where letters come from: a mailbox or a folder, read and never changed. */
import type { Bytes } from '../bytes.ts'
import type { Instant } from '../lang.ts'

/** Names one letter in one mailbox for ever (RFC 3501, 2.3.1.1); in a folder `uidValidity` is `''` and `uid` the file name. */
export type LetterKey = {
  readonly account: string
  readonly folder: string
  readonly uidValidity: string
  readonly uid: string
}

/** What is known of a letter before its body is read. */
export type ListedLetter = {
  readonly key: LetterKey
  readonly size: number
  /** When the mail server took it in: INTERNALDATE, or for a file its topmost Received line, else its modification time. */
  readonly receivedAt: Instant
}

/** Where an earlier listing ended; a source may list letters before it again, never leave out one after it. */
export type Cursor = { readonly uidValidity: string; readonly lastUid: string }

export type MailSource = {
  readonly account: string
  readonly folder: string
  /** Connects, or throws MailSourceError with a reason that can be shown. One session at a time. */
  readonly open: (signal: AbortSignal) => Promise<MailSession>
}

export type MailSession = {
  readonly uidValidity: string
  /** Letters in ascending order of arrival, those after `cursor` at least. */
  readonly list: (cursor: Cursor | null) => Promise<readonly ListedLetter[]>
  /** The raw letter, byte for byte; null where it has gone in the meantime. */
  readonly fetch: (key: LetterKey) => Promise<Bytes | null>
  /** Resolves when there may be something new, after `timeoutMs` at the latest, or at once when `signal` aborts. */
  readonly news: (timeoutMs: number, signal: AbortSignal) => Promise<void>
  readonly close: () => Promise<void>
}

export type MailSourceFault =
  | 'folder-missing'
  | 'unreachable'
  | 'login-refused'
  | 'mailbox-missing'
  | 'certificate-refused'
  | 'connection-lost'

/** The outside is away or refuses; the poll tries again later. */
export class MailSourceError extends Error {
  readonly fault: MailSourceFault

  constructor(fault: MailSourceFault, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'MailSourceError'
    this.fault = fault
  }
}
