/** How the file is encrypted: nobody may change that after a signature, since all strings and streams are read by it. ISO 32000-2, 7.6. */

import { equalObjects } from '../../format/pdf/equal.ts'
import type { PdfObject } from '../../format/pdf/object.ts'
import { referencesIn } from '../../format/pdf/references.ts'
import type { Update } from './update.ts'
import { deny, numberOf, type Work } from './work.ts'

/** Stricter than ISO 32000-2, 7.6.2: the encryption dictionary may not even move to another object. */
export function refuseOtherEncryption(work: Work): void {
  const { file, before, revision } = work.update
  const was = file.revisions[before - 1]?.trailer.entries.get('Encrypt') ?? null
  const is = revision.trailer.entries.get('Encrypt') ?? null
  if (!equalObjects(was, is)) deny(work, numberOf(is) || numberOf(was), 'trailer Encrypt')
  for (const number of partsOf(work.update, was)) deny(work, number, 'encryption')
}

/** Objects that the encryption dictionary consists of and that the update changes; each is looked at once. */
function partsOf({ file, before, overridden, added, freed }: Update, encryption: PdfObject): readonly number[] {
  const parts = new Set(referencesIn(encryption))
  for (const number of parts)
    for (const inner of referencesIn(file.object(number, before)?.value ?? null)) parts.add(inner)
  return [...parts].filter((number) => overridden.has(number) || added.has(number) || freed.has(number))
}
