/** Outlines of the objects of a file, each found once. */
import type { Bytes } from '../../bytes.ts'
import { type Ledger, unpaid } from './budget.ts'
import type { IndirectObject } from './object.ts'
import { type Outline, outlineOf, type ScannedObject, scanIndirectObject } from './outline.ts'

export type Outlines = {
  /** Of the object at a place of the file; null where it has to be read. */
  readonly at: (offset: number) => ScannedObject | null
  /** Of one that was read. */
  readonly of: (object: IndirectObject) => Outline
  /** From what the object at this place is read: one that was gone through costs nothing more. */
  readonly payer: (offset: number) => Ledger
}

export function openOutlines(bytes: Bytes, ledger: Ledger): Outlines {
  const scanned = new Map<number, ScannedObject | null>()
  const read = new Map<IndirectObject, Outline>()
  return {
    at: (offset) => {
      const known = scanned.get(offset)
      const found = known === undefined ? scanIndirectObject({ bytes, position: offset, inFile: true, ledger }) : known
      scanned.set(offset, found)
      return found
    },
    of: (object) => {
      const found = read.get(object) ?? outlineOf(object.value)
      read.set(object, found)
      return found
    },
    payer: (offset) => (scanned.get(offset) ? unpaid(ledger) : ledger),
  }
}
