/** One incremental update seen as a change: the objects it overrides, adds and frees. ISO 32000-2, 7.5.6. */

import { equalObjects } from '../../format/pdf/equal.ts'
import type { PdfFile, Revision } from '../../format/pdf/file.ts'
import { asDictionary, asName, asStream } from '../../format/pdf/narrow.ts'
import type { IndirectObject, PdfDictionary, PdfObject } from '../../format/pdf/object.ts'

export type Update = {
  readonly file: PdfFile
  /** Number of the revision that the update made, and of the one before it. */
  readonly after: number
  readonly before: number
  readonly revision: Revision
  /** Objects that existed before and mean something else now. */
  readonly overridden: ReadonlySet<number>
  /** Objects that meant nothing before. */
  readonly added: ReadonlySet<number>
  /** Objects that existed before and are free now. */
  readonly freed: ReadonlySet<number>
}

export function readUpdate(file: PdfFile, revision: Revision): Update {
  const after = revision.number
  const before = after - 1
  const overridden = new Set<number>()
  const added = new Set<number>()
  const freed = new Set<number>()
  for (const [number, entry] of revision.entries) {
    const old = file.object(number, before)
    if (entry.kind === 'free') {
      // Freeing a number that was never used, as some writers do at each signature, takes nothing away.
      if (old) freed.add(number)
      continue
    }
    const now = file.object(number, after)
    if (isBookkeeping(now)) continue
    if (!old) added.add(number)
    else if (!now) freed.add(number)
    else if (!sameObject(old, now)) overridden.add(number)
  }
  return { file, after, before, revision, overridden, added, freed }
}

/** Written again without change, or moved into an object stream. */
function sameObject(a: IndirectObject, b: IndirectObject): boolean {
  return a === b || equalObjects(a.value, b.value)
}

/** Cross-reference and object streams hold the file together and are nothing that a reader shows (ISO 32000-2, 7.5.7 and 7.5.8). */
export function isBookkeeping(object: IndirectObject | null): boolean {
  const type = asName(asStream(object?.value)?.dictionary.entries.get('Type'))
  return type === 'XRef' || type === 'ObjStm'
}

/** A dictionary, or that of a stream. */
export function dictionaryOf(value: PdfObject | undefined): PdfDictionary | null {
  return asDictionary(value) ?? asStream(value)?.dictionary ?? null
}

/** Keys whose values differ between two dictionaries, references compared as references. */
export function changedKeys(a: PdfDictionary, b: PdfDictionary): readonly string[] {
  const keys = new Set([...a.entries.keys(), ...b.entries.keys()])
  return [...keys].filter((key) => !equalObjects(a.entries.get(key) ?? null, b.entries.get(key) ?? null))
}

/** Numbers of the objects that `value` refers to directly, inside arrays and dictionaries too. */
export function referencesIn(value: PdfObject): readonly number[] {
  const found: number[] = []
  const open: PdfObject[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    switch (next.kind) {
      case 'reference':
        found.push(next.number)
        break
      case 'array':
        open.push(...next.items)
        break
      case 'dictionary':
        open.push(...next.entries.values())
        break
      case 'stream':
        open.push(next.dictionary)
        break
      default:
        break
    }
  }
  return found
}
