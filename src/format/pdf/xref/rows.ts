/** The entries of one cross-reference section while it is read. */
import { type Ledger, spend } from '../budget.ts'
import type { XrefEntry } from '../file.ts'

export type Rows = {
  readonly entries: Map<number, XrefEntry>
  /** Numbers for which the section names two places; viewers differ in which one they take. */
  readonly contested: Set<number>
}

export function noRows(): Rows {
  return { entries: new Map(), contested: new Set() }
}

/** Of two rows for one number the later is heard. */
export function addRow(rows: Rows, number: number, entry: XrefEntry, ledger: Ledger): void {
  spend(ledger, 'xrefEntries')
  const listed = rows.entries.get(number)
  if (listed && !samePlace(listed, entry)) rows.contested.add(number)
  rows.entries.set(number, entry)
}

/**
 * Laxer than ISO 32000-2, 7.5.4: at offset 0 stands the header and no object, so the row means none, as some writers
 * have it.
 */
export function usedEntry(offset: number, generation: number, base: number): XrefEntry {
  return offset === 0 ? { kind: 'free', generation } : { kind: 'used', offset: offset + base, generation }
}

/** Whether both entries lead to the same bytes; generations are not compared. */
export function samePlace(a: XrefEntry, b: XrefEntry): boolean {
  if (a.kind === 'used') return b.kind === 'used' && a.offset === b.offset
  if (a.kind === 'free') return b.kind === 'free'
  return b.kind === 'compressed' && a.stream === b.stream && a.index === b.index
}
