/** Entries that page tree nodes and form fields hand down. ISO 32000-2, 7.7.3.4 and 12.7.4.1. */
import { exhausted, PDF_BUDGET } from './budget.ts'
import type { PdfFile } from './file.ts'
import { asDictionary } from './narrow.ts'
import type { PdfDictionary, PdfObject } from './object.ts'

/** What `key` means for `node`: its own entry or that of the nearest ancestor that has one. */
export function inherited(file: PdfFile, revision: number, node: PdfDictionary, key: string): PdfObject {
  let holder: PdfDictionary | null = node
  for (let hops = 0; holder; hops++) {
    if (hops > PDF_BUDGET.depth) throw exhausted('depth')
    const value = file.resolve(holder.entries.get(key), revision)
    if (value !== null) return value
    holder = asDictionary(file.resolve(holder.entries.get('Parent'), revision))
  }
  return null
}
