/** A letter as its bytes say: who claims to have sent it, and the files it carries. */
import type { Bytes } from '../bytes.ts'
import type { Instant } from '../lang.ts'

/** From is a claim. It is usable only as exactly one header with one plain mailbox (docs/decisions). */
export type Sender =
  | { readonly kind: 'address' /** Lower case, domain in ASCII. */; readonly address: string }
  | { readonly kind: 'unusable'; readonly reason: 'absent' | 'several' | 'malformed' }

/**
 * By its first bytes, never by its name or declared type. `office` is RTF and the compound files of Word, Excel and
 * Outlook; later office documents are a `zip`, as their table of contents tells.
 */
export type FileKind =
  | 'pdf'
  | 'zip'
  | 'xml-signature'
  | 'cms'
  | 'pgp-message'
  | 'rar'
  | '7z'
  | 'office'
  | 'tnef'
  | 'other'

export type LetterPart = {
  /** Part numbers and archive member names from outside in, joined by '/', e.g. `2` or `1.2/van-ban.zip/ke-hoach.pdf`. */
  readonly path: string
  /** Decoded, NFC, '' where none is given. Hostile text: for display only. */
  readonly name: string
  readonly bytes: Bytes
}

/** Something in the letter that a person must look at, since it was not opened or not judged, and why. */
export type UnopenedPart = {
  readonly path: string
  readonly name: string
  readonly reason: UnopenedReason
  /** Of a signature beside a document: the path of that document, where one of that name is in the letter. */
  readonly signs?: string
}

export type UnopenedReason =
  /** A ZIP with a password. */
  | 'encrypted-archive'
  | 'unreadable-archive'
  /** RAR, 7z. */
  | 'unsupported-archive'
  /** Too many, too large or too deep; what came before it was read. */
  | 'limit-reached'
  /** An office document without a signature, or a file that is signed in a way we cannot tell. */
  | 'unsupported-format'
  /** DOCX, XLSX or ODF with a signature of its own. */
  | 'signed-office'
  | 'signed-xml'
  /** A PDF was taken out of a CMS signature around it, which nobody has judged. */
  | 'signed-wrapper'
  | 'detached-signature'
  /** winmail.dat that breaks off. */
  | 'unreadable-winmail'
  | 'encrypted-letter'
  | 'unreadable-letter'
  /** One piece of a letter that was cut into several (RFC 2046, 5.2.2). */
  | 'partial-letter'
  /** Nothing but links to files. */
  | 'links-only'

export type Letter = {
  readonly messageId: string | null
  readonly sender: Sender
  /** Decoded subject. Hostile text: for display only. */
  readonly subject: string
  /** The Date header: a claim of the sender. */
  readonly date: Instant | null
  /** A program answered by itself, or reports what became of another letter. */
  readonly isAutomatic: boolean
  /** Its words hold links to files. */
  readonly hasFileLinks: boolean
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
