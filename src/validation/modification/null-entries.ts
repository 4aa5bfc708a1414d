/** Entries that an update writes as null where their node inherits a value. ISO 32000-2, 7.3.7, 7.7.3.4 and 12.7.4.1. */

import { inherited } from '../../format/pdf/inheritance.ts'
import { asDictionary } from '../../format/pdf/narrow.ts'
import type { PdfDictionary } from '../../format/pdf/object.ts'
import { deny, type Work } from './work.ts'

/** What pages inherit, and what fields do. */
const INHERITED = 'Resources MediaBox CropBox Rotate FT Ff V DV DA Q MaxLen'.split(' ')

/** Of an entry that is nothing, so that the inherited one holds, and that to some readers is an entry of its own. */
export const NULLED = 'null in place of what is inherited'

/** Null as such, and a reference to nothing. What was written like that before is kept by honest writers. */
export function refuseNulls(work: Work): void {
  const { file, before, after, revision } = work.update
  const isNull = (dictionary: PdfDictionary | null, key: string, version: number): boolean => {
    const value = dictionary?.entries.get(key)
    return value === undefined ? dictionary?.nullKeys.includes(key) === true : file.resolve(value, version) === null
  }
  for (const number of revision.entries.keys()) {
    const is = asDictionary(file.object(number, after)?.value)
    if (!is?.entries.has('Parent')) continue
    const was = asDictionary(file.object(number, before)?.value)
    const isNulled = INHERITED.some(
      (key) => isNull(is, key, after) && !isNull(was, key, before) && inherited(file, after, is, key) !== null,
    )
    if (isNulled) deny(work, number, NULLED)
  }
}
