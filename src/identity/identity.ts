/** Which document it is: the fields that describe one, each with where it was read. NĐ 30/2020/NĐ-CP, Phụ lục VI, Phần II. */

import type { Sha256 } from '../lang.ts'

export type IdentitySource = 'page-text' | 'signature-widget' | 'file-name' | 'mail-subject' | 'person'

/**
 * What was read, as the source writes it in one spelling (NFC, single spaces). `doubtful`: a mark had to be supplied, or
 * somebody wrote it beside the document; shown, and never a reason for anything by itself.
 */
export type Stated<T> = {
  readonly value: T
  readonly source: IdentitySource
  readonly confidence: 'firm' | 'doubtful'
}

export type SignerInfo = {
  /** With the authority before it, such as `TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH`; null where only a name stands there. */
  readonly position: string | null
  readonly fullName: string
}

/** Named as the metadata of the decree are; null is what no source says. */
export type IdentityFields = {
  /** Số: digits, at most one letter behind them, as written: `05`, `12a`. */
  readonly codeNumber: Stated<string> | null
  /** Ký hiệu: what follows the number, such as `KH-UBND`, `2023/QĐ-UBND`, of the Party `CV/HU`. */
  readonly codeNotation: Stated<string> | null
  /** Tên loại, such as `Kế hoạch`; `Công văn` where the notation shows a letter. */
  readonly typeName: Stated<string> | null
  /** yyyy-mm-dd; yyyy-mm or yyyy where the rest is not filled in. */
  readonly issuedDate: Stated<string> | null
  /** The body that issued it, last of the lines over the number. The body above it is in `organAbove`. */
  readonly organName: Stated<string> | null
  readonly organAbove: Stated<string> | null
  /** Trích yếu nội dung. */
  readonly subject: Stated<string> | null
  /** Whom the text names at its end; no evidence for who signed. */
  readonly signerInfo: Stated<SignerInfo> | null
}

/** Why nothing could be read in a file. Of the file: `unreadable`, `too-large`, `limit`. Ours: `no-reader`, `failed`. */
export type Unread = 'unreadable' | 'too-large' | 'limit' | 'no-reader' | 'failed'

/**
 * What the first pages and the signature widgets of one file say. `none`: a scan without text. `garbled`: letters that a
 * recognition program guessed, none of which is believed. A hint for people and for finding copies, never evidence.
 */
export type DocumentIdentity = IdentityFields & {
  readonly text: 'legible' | 'garbled' | 'none'
  readonly pageAmount: number
  /** A phụ lục in a file of its own: number, symbol, date and body are those of the document that it belongs to. */
  readonly isAppendix: boolean
}

/** By what copies of a document are found. */
export type Traces = {
  /**
   * Digest of all that the pages drew when the file was first signed, or draw where nobody did, signature widgets left out:
   * equal in copies that were signed anew, once more, or saved by another program. Null where nothing is drawn, or too much.
   */
  readonly content: Sha256 | null
  /** Of the wording (`likeness.ts`); null where there is too little. */
  readonly sketch: readonly number[] | null
}

export type IdentityReading =
  | { readonly kind: 'read'; readonly identity: DocumentIdentity; readonly traces: Traces }
  | { readonly kind: 'unread'; readonly why: Unread }
