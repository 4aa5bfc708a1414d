/** PORT. Where letters come from: the folders of one account, read and never changed. */
import type { Bytes } from '../bytes.ts'
import type { Instant, Sha256 } from '../lang.ts'

/** One folder, for as long as its UIDs mean the same letters (RFC 3501, 2.3.1.1); `''` where names of files are the UIDs. */
export type MailPlace = { readonly account: string; readonly folder: string; readonly uidValidity: string }

/** Names one letter in one mailbox for ever. */
export type LetterKey = MailPlace & { readonly uid: string }

/** What is known of a letter before its body is read. */
export type ListedLetter = {
  readonly key: LetterKey
  readonly size: number
  /** When the mail server took it in: INTERNALDATE, or for a file its topmost Received line, else its modification time. */
  readonly receivedAt: Instant
  /** The hash of its Message-ID, which is a hint and no identity: senders use one twice. Null where it has none. */
  readonly messageId: Sha256 | null
}

/** Where an earlier look ended; a source may name letters before it again, never leave out one after it. */
export type Cursor = { readonly uidValidity: string; readonly lastUid: string }

export type MailSource = {
  readonly account: string
  /** The one from which news are wanted at once comes first. */
  readonly folders: readonly [string, ...string[]]
  /** When what it signs in with ends, as the operator has said. */
  readonly loginEndsAt?: Instant
  /** Connects, or throws MailSourceError with a reason that can be shown. One session at a time. */
  readonly open: (signal: AbortSignal) => Promise<MailSession>
}

export type MailSession = {
  /** Of the folder that was opened last alone the letters can be asked for. */
  readonly folder: (name: string) => Promise<MailFolder>
  /** Resolves when there may be something new, after `timeoutMs` at the latest, or at once when `signal` aborts. */
  readonly news: (timeoutMs: number, signal: AbortSignal) => Promise<void>
  readonly close: () => Promise<void>
  /** Ends the session without a farewell: whatever is still asked of it fails. */
  readonly drop: () => void
}

export type MailFolder = {
  readonly place: MailPlace
  /** Of the letters that are to be read, those after `cursor` at least, in ascending order of arrival. */
  readonly uids: (cursor: Cursor | null) => Promise<readonly string[]>
  /** Of all letters that lie there, those included that are not to be read. */
  readonly allUids: () => Promise<readonly string[]>
  /** Those of the letters that are still there and about which the server answered. */
  readonly list: (uids: readonly string[]) => Promise<readonly ListedLetter[]>
  /** The raw letter, byte for byte; null where it has gone in the meantime. */
  readonly fetch: (letter: ListedLetter) => Promise<Bytes | null>
}

/** In place of a UIDVALIDITY where names of files are the UIDs. */
export const FILES = ''

/** In a folder whose server names no UIDVALIDITY, or 0, UIDs identify nothing (RFC 3501, 2.3.1.1 wants it above 0). */
export const NO_UID_VALIDITY = '0'

export type MailSourceFault =
  | 'folder-missing'
  | 'unreachable'
  | 'throttled'
  | 'login-refused'
  | 'token-refused'
  | 'mailbox-missing'
  | 'certificate-expired'
  | 'certificate-refused'
  | 'connection-lost'
  | 'frozen'

/** The outside is away or refuses; the poll tries again later. */
export class MailSourceError extends Error {
  readonly fault: MailSourceFault

  constructor(fault: MailSourceFault, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'MailSourceError'
    this.fault = fault
  }
}
