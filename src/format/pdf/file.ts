/** A PDF file as the sequence of revisions that its cross-reference chain describes. ISO 32000-2, 7.5. */
import { type Bytes, indexOf } from '../../bytes.ts'
import { BudgetError, FormatError, type Read, reading } from '../read.ts'
import { type Ledger, openLedger, PDF_BUDGET } from './budget.ts'
import { isWhiteSpace } from './characters.ts'
import { openDecrypted } from './encryption/open-decrypted.ts'
import { asDictionary } from './narrow.ts'
import type { IndirectObject, PdfDictionary, PdfObject } from './object.ts'
import type { Outline } from './outline.ts'
import { readRevisions } from './xref/chain.ts'
import { findObjects } from './xref/repair.ts'
import type { Source } from './xref/source.ts'

const HEADER = '%PDF-'

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
  /** Numbers that this revision lists at two different places, in a hybrid's table and stream or twice in one section. */
  readonly contested: ReadonlySet<number>
  readonly trailer: PdfDictionary
  /** Places in the file: of the newest cross-reference section, of the `startxref` keyword that points there, and of the byte after its `%%EOF` (end-of-line excluded). -1 where the file has none. */
  readonly xrefOffset: number
  readonly startXrefOffset: number
  readonly end: number
  /** Places of all its cross-reference sections, those of hybrids that lie in a stream of their own included. */
  readonly sections: readonly number[]
  readonly kind: 'table' | 'stream' | 'hybrid'
  /** Whether one of its sections is spelled as the syntax does not allow: other readers may find other objects by it. */
  readonly isLax: boolean
}

/** Facts that a reader noticed and read on; codes of the report's notes. */
export type PdfNote =
  | 'prefix-bytes'
  | 'hybrid-reference'
  | 'xref-repaired'
  | 'trailing-bytes'
  | 'duplicate-key'
  | 'freed-unused-object'

export type PdfFile = {
  readonly bytes: Bytes
  /**
   * The place that offsets in the file count from; offsets in this model count from byte 0. That of `%PDF-`
   * (ISO 32000-2, 7.5.2), or 0 where a file counts from its first byte although others precede the header.
   */
  readonly headerOffset: number
  /** Oldest first; never empty. */
  readonly revisions: readonly Revision[]
  /** Why strings and streams of an encrypted file cannot be read; null where they can, or nothing is encrypted. */
  readonly locked: FormatError | null
  /** What was noticed until now: reading more objects may add to it. */
  readonly notes: ReadonlySet<PdfNote>
  /** What reading this file has cost until now. */
  readonly ledger: Ledger
  /**
   * The object that `number` means in `revision` (1 … revisions.length), or null where it is free or missing.
   * Throws FormatError where its bytes cannot be read, BudgetError where a limit ran out.
   */
  readonly object: (number: number, revision: number) => IndirectObject | null
  /** What that object refers to; most are not read for it. It throws where `object` throws, and costs the same. */
  readonly outline: (number: number, revision: number) => Outline | null
  /** `value` itself, or what it refers to in `revision`, references followed to their end. */
  readonly resolve: (value: PdfObject | undefined, revision: number) => PdfObject
}

/**
 * Reads the cross-reference chain; objects are read when asked for, and kept. A file whose chain or catalog cannot be
 * read is searched for objects instead: that gives one revision without a known end, and the note `xref-repaired`.
 */
export function readPdf(bytes: Bytes): Read<PdfFile> {
  return reading(() => {
    const ledger = openLedger()
    const header = findHeader(bytes)
    if (header > 0) ledger.notes.add('prefix-bytes')
    const chained = reading(() => openChain({ bytes, base: header, ledger }))
    if (chained.ok) return chained.value
    if (chained.error instanceof BudgetError) throw chained.error
    const unshifted = header > 0 ? reading(() => openChain({ bytes, base: 0, ledger })) : chained
    if (unshifted.ok) return unshifted.value
    if (unshifted.error instanceof BudgetError) throw unshifted.error
    return openRepaired({ bytes, base: header, ledger }, chained.error)
  })
}

function findHeader(bytes: Bytes): number {
  const header = indexOf(bytes.subarray(0, PDF_BUDGET.prefixBytes + HEADER.length), HEADER)
  if (header < 0) throw new FormatError(`No ${HEADER} at the beginning`, 'ISO 32000-2, 7.5.2', 0)
  return header
}

/** Throws unless the newest revision has a catalog; a locked file may keep it where it cannot be read. */
function openChain(source: Source): PdfFile {
  const file = openFile(source, readRevisions(source))
  const newest = file.revisions.length
  const [key, clause] = file.locked ? ['Encrypt', '7.6.1'] : ['Root', '7.7.2']
  if (!asDictionary(file.resolve(file.revisions.at(-1)?.trailer.entries.get(key), newest))) {
    throw new FormatError(`/${key} leads to no dictionary`, `ISO 32000-2, ${clause}`)
  }
  noteTrailingBytes(file, source.ledger)
  noteFreedUnused(file, source.ledger)
  return file
}

function openRepaired(source: Source, why: FormatError): PdfFile {
  const revision = findObjects(source)
  if (!revision) throw why
  source.ledger.notes.add('xref-repaired')
  return openFile(source, [revision])
}

function openFile({ bytes, base, ledger }: Source, revisions: readonly Revision[]): PdfFile {
  const objects = openDecrypted(bytes, revisions, ledger)
  return { bytes, headerOffset: base, revisions, notes: ledger.notes, ledger, ...objects }
}

/** Anything but white-space after the last revision, or more of it than the four bytes that writers leave there. */
function noteTrailingBytes(file: PdfFile, ledger: Ledger): void {
  const end = file.revisions.at(-1)?.end ?? -1
  const rest = file.bytes.subarray(Math.max(end, 0))
  if (end >= 0 && (rest.length > 4 || !rest.every(isWhiteSpace))) ledger.notes.add('trailing-bytes')
}

/** Some writers free, at each save, numbers that were never used. */
function noteFreedUnused({ revisions }: PdfFile, ledger: Ledger): void {
  const isFreeing = ({ entries }: Revision) => entries.values().some(({ kind }) => kind === 'free')
  if (!revisions.slice(1).some(isFreeing)) return
  const used = new Set([0])
  for (const revision of revisions) {
    for (const [number, { kind }] of revision.entries) {
      if (kind !== 'free') used.add(number)
      else if (revision.number > 1 && !used.has(number)) ledger.notes.add('freed-unused-object')
    }
  }
}
