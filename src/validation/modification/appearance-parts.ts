/** The objects of which the appearances of an annotation are made. ISO 32000-2, 12.5.5. */
import type { PdfFile } from '../../format/pdf/file.ts'
import { asDictionary, asReference } from '../../format/pdf/narrow.ts'
import type { PdfDictionary } from '../../format/pdf/object.ts'
import { numberOf } from './work.ts'

export type AppearancePart = {
  readonly object: number
  /** The object that refers to it. */
  readonly owner: number
}

/** Of the annotation `number`: /AP itself, the lists of states, the streams; each where it is an object of its own. */
export function appearanceParts(
  file: PdfFile,
  revision: number,
  annotation: PdfDictionary,
  number: number,
  keys: readonly string[] = ['N', 'R', 'D'],
): readonly AppearancePart[] {
  const parts: AppearancePart[] = []
  const place = annotation.entries.get('AP')
  const top = numberOf(place) || number
  if (asReference(place)) parts.push({ object: numberOf(place), owner: number })
  for (const key of keys) {
    const value = asDictionary(file.resolve(place, revision))?.entries.get(key)
    const owner = numberOf(value) || top
    if (asReference(value)) parts.push({ object: numberOf(value), owner: top })
    for (const state of asDictionary(file.resolve(value, revision))?.entries.values() ?? []) {
      if (asReference(state)) parts.push({ object: numberOf(state), owner })
    }
  }
  return parts
}
