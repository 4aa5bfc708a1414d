/** Whether two bodies of one object say the same to all readers. ISO 32000-2, 7.3.10. */
import { equalBytes } from '../bytes.ts'
import type { Ledger } from '../format/pdf/budget.ts'
import { openCursor } from '../format/pdf/cursor.ts'
import { equalObjects } from '../format/pdf/equal.ts'
import type { PdfFile } from '../format/pdf/file.ts'
import { readIndirectObject } from '../format/pdf/indirect-object.ts'
import { asCount } from '../format/pdf/narrow.ts'
import type { IndirectObject } from '../format/pdf/object.ts'
import { reading } from '../format/read.ts'

/** In another spelling, which all readers understand alike. */
export function saysAlike(a: IndirectObject | null, b: IndirectObject | null): boolean {
  return !a?.isLax && !b?.isLax && equalObjects(a?.value ?? null, b?.value ?? null)
}

/** Written twice with the same words, or in another spelling. Both are read as they lie at these places, encrypted or not. */
export function bodiesSayAlike(file: PdfFile, ledger: Ledger, a: number, b: number): boolean {
  const { bytes } = file
  if (a === b) return true
  const readAt = (position: number) =>
    readIndirectObject(openCursor(bytes, position, ledger), (length) =>
      asCount(file.resolve(length, file.revisions.length)),
    )
  const read = reading(() => {
    const [one, other] = [readAt(a), readAt(b)]
    const spelled = ({ start, end }: IndirectObject) => bytes.subarray(start, end)
    return equalBytes(spelled(one), spelled(other)) || saysAlike(one, other)
  })
  return read.ok && read.value
}
