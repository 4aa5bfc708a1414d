/** Rules for the document security store, which long-term data extend. ISO 32000-2, 12.8.4.3; EN 319 142-1, 5.4. */

import { asArray, asDictionary, asName, asReference } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { referencesIn } from '../../format/pdf/references.ts'
import { dictionaryOf } from './update.ts'
import { allow, follow, own, type Work } from './work.ts'

/** The dictionaries and arrays of a security store may be extended; what they hold may not be redefined (ISO 32000-2, 12.8.4.3). */
export function explainSecurityStore(work: Work, root: number, was: PdfDictionary, is: PdfDictionary): void {
  const { file, before, after, overridden } = work.update
  if (overridden.size === 0) return
  /** DSS, VRI, the entry of a signature, its arrays. */
  const LEVELS = 4
  let level: readonly { readonly owner: number; readonly value: PdfObject }[] = [
    { owner: root, value: was.entries.get('DSS') ?? null },
  ]
  for (let depth = 0; depth < LEVELS; depth++) {
    const next: { owner: number; value: PdfObject }[] = []
    for (const { owner, value } of level) {
      for (const number of referencesIn(value)) {
        const old = file.object(number, before)?.value ?? null
        if (!isStorePart(old)) continue
        next.push({ owner: number, value: old })
        if (!overridden.has(number) || !isExtended(old, file.object(number, after)?.value)) continue
        allow(work, number, 'long-term-data')
        work.entrances.set(number, ENTRANCES)
        own(work, number, owner)
        work.roots.push(number)
      }
    }
    level = next
  }
  if (dictionaryOf(file.resolve(is.entries.get('DSS'), after))) follow(work, is.entries.get('DSS'))
}

const ENTRANCES = ['catalog DSS']

/** A dictionary without a type of its own, or one that says it belongs to a store; or an array. */
function isStorePart(value: PdfObject | undefined): boolean {
  if (asArray(value)) return true
  const dictionary = dictionaryOf(value)
  const type = asName(dictionary?.entries.get('Type'))
  return dictionary !== null && (type === null ? !dictionary.entries.has('Type') : ['DSS', 'VRI'].includes(type))
}

/** No entry of a store, nor of a dictionary written inside it, may be taken away. */
function isExtended(old: PdfObject, now: PdfObject | undefined): boolean {
  const was = asDictionary(old)
  const is = asDictionary(now)
  if (!was || !is) return (asArray(old) !== null && asArray(now) !== null) || asReference(now) !== null
  return [...was.entries].every(([key, value]) => {
    const more = is.entries.get(key)
    return more !== undefined && (asDictionary(value) ? isExtended(value, more) : true)
  })
}
