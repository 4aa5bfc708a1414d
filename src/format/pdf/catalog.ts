/** The document catalog. ISO 32000-2, 7.7.2. */
import type { PdfFile } from './file.ts'
import { asDictionary } from './narrow.ts'
import type { PdfDictionary } from './object.ts'

/** What /Root of the trailer of `revision` leads to, or null where that is no dictionary. */
export function readCatalog(file: PdfFile, revision: number): PdfDictionary | null {
  const trailer = file.revisions[revision - 1]?.trailer
  return asDictionary(file.resolve(trailer?.entries.get('Root'), revision))
}
