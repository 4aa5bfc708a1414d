/** Outlines of the objects of a file, each found once. */
import type { Bytes } from '../../bytes.ts'
import { type Ledger, unpaid } from './budget.ts'
import { openCursor } from './cursor.ts'
import type { IndirectObject } from './object.ts'
import { type Outline, outlineOf, type ScannedObject, scanIndirectObject } from './outline.ts'

export type Outlines = {
  /** Of the object at a place of the file, where it is known: null where it has to be read. */
  readonly known: (offset: number) => ScannedObject | null | undefined
  readonly scan: (offset: number) => ScannedObject | null
  /** Of one that was read at that place. */
  readonly keep: (offset: number, object: IndirectObject) => Outline
  /** From what the object at this place is read: one that was gone through costs nothing more. */
  readonly payer: (offset: number) => Ledger
}

export function openOutlines(bytes: Bytes, ledger: Ledger): Outlines {
  const byOffset = new Map<number, ScannedObject | null>()
  return {
    known: (offset) => byOffset.get(offset),
    scan: (offset) => {
      const found = scanIndirectObject(openCursor(bytes, offset, ledger))
      byOffset.set(offset, found)
      return found
    },
    keep: (offset, { number, end, value }) => {
      const { references, type } = outlineOf(value)
      const found = { number, end, references, type }
      byOffset.set(offset, found)
      return found
    },
    payer: (offset) => (byOffset.get(offset) ? unpaid(ledger) : ledger),
  }
}
