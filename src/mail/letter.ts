/** A letter as its bytes say: who claims to have sent it, and the files it carries. */
import type { Bytes } from '../bytes.ts'
import type { Instant } from '../lang.ts'

/** From is a claim. It is usable only as exactly one header with one plain mailbox (docs/decisions). */
export type Sender =
  | { readonly kind: 'address' /** Lower case, domain in ASCII. */; readonly address: string }
  | { readonly kind: 'unusable'; readonly reason: 'absent' | 'several' | 'malformed' }

/**
 * By its first bytes, never by its name or declared type. `pdf` becomes a part; `zip` is opened; `other` (text, pictures
 * of a letterhead …) is dropped; every other kind may be a submission that only a person can judge, and is listed as
 * unopened. `office` is OpenDocument, RTF and the compound files of Word, Excel and Outlook; `ooxml` shows only in a
 * ZIP's table of contents.
 */
export type FileKind = 'pdf' | 'zip' | 'ooxml' | 'xml-signature' | 'cms' | 'rar' | '7z' | 'office' | 'tnef' | 'other'

export type LetterPart = {
  /** Part numbers and archive member names from outside in, joined by '/', e.g. `2` or `1.2/van-ban.zip/ke-hoach.pdf`. */
  readonly path: string
  /** Decoded, NFC, '' where none is given. Hostile text: for display only. */
  readonly name: string
  readonly kind: FileKind
  readonly bytes: Bytes
}

/** Something in the letter that was not opened, and why. */
export type UnopenedPart = {
  readonly path: string
  readonly name: string
  readonly reason: 'encrypted-archive' | 'unreadable-archive' | 'limit-reached' | 'unsupported-format'
}

export type Letter = {
  readonly messageId: string | null
  readonly sender: Sender
  /** Decoded subject. Hostile text: for display only. */
  readonly subject: string
  /** The Date header: a claim of the sender. */
  readonly date: Instant | null
  /** The PDFs, those of nested letters and archives included. */
  readonly parts: readonly LetterPart[]
  readonly unopened: readonly UnopenedPart[]
}

/** Why a letter cannot be read at all. */
export class LetterError extends Error {
  readonly reason: 'unreadable' | 'encrypted-letter'

  constructor(reason: 'unreadable' | 'encrypted-letter', message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'LetterError'
    this.reason = reason
  }
}
