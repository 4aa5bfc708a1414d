/** A PDF file as the sequence of revisions that its cross-reference chain describes. ISO 32000-2, 7.5. */
import type { Bytes } from '../../bytes.ts'
import type { Read } from '../read.ts'
import type { IndirectObject, PdfDictionary, PdfObject } from './object.ts'

export type XrefEntry =
  | { readonly kind: 'free'; readonly generation: number }
  /** `offset` counts from the first byte of the file, a shifted header already added. */
  | { readonly kind: 'used'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'compressed'; readonly stream: number; readonly index: number }

/** One state of the document: what one incremental update wrote. The two sections of a linearised file are one revision. */
export type Revision = {
  /** 1 for the oldest. */
  readonly number: number
  /** Only the entries that this revision itself writes. */
  readonly entries: ReadonlyMap<number, XrefEntry>
  readonly trailer: PdfDictionary
  /** Places in the file: of the newest cross-reference section, of the `startxref` keyword that points there, and of the byte after its `%%EOF` (end-of-line excluded). -1 where the file has none. */
  readonly xrefOffset: number
  readonly startXrefOffset: number
  readonly end: number
  readonly kind: 'table' | 'stream' | 'hybrid'
}

/** Facts that a reader noticed and read on; codes of the report's notes. */
export type PdfNote = 'prefix-bytes' | 'hybrid-reference' | 'xref-repaired' | 'trailing-bytes' | 'duplicate-key' | 'freed-unused-object'

export type PdfFile = {
  readonly bytes: Bytes
  /** Place of `%PDF-`; offsets in the file count from here (ISO 32000-2, 7.5.2), offsets in this model from byte 0. */
  readonly headerOffset: number
  /** Oldest first; never empty. */
  readonly revisions: readonly Revision[]
  readonly encrypted: boolean
  readonly notes: ReadonlySet<PdfNote>
  /**
   * The object that `number` means in `revision` (1 … revisions.length), or null where it is free or missing.
   * Throws FormatError where its bytes cannot be read, BudgetError where a limit ran out.
   */
  readonly object: (number: number, revision: number) => IndirectObject | null
  /** `value` itself, or what it refers to in `revision`, references followed to their end. */
  readonly resolve: (value: PdfObject | undefined, revision: number) => PdfObject
}

/** Reads the cross-reference chain; objects are read when asked for, and kept. */
export declare function readPdf(bytes: Bytes): Read<PdfFile>
