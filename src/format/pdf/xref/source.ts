/** The bytes of a file and the place that its offsets count from. */
import type { Bytes } from '../../../bytes.ts'
import type { Ledger } from '../budget.ts'
import { type Cursor, openCursor } from '../cursor.ts'

export type Source = {
  readonly bytes: Bytes
  /** Added to each offset that the file states. */
  readonly base: number
  readonly ledger: Ledger
}

export function cursorAt(source: Source, position: number): Cursor {
  return openCursor(source.bytes, position, source.ledger)
}
