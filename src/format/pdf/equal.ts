/** Whether two objects say the same, references not followed. ISO 32000-2, 7.3. */
import { equalBytes } from '../../bytes.ts'
import { assertNever } from '../../lang.ts'
import { asArray } from './narrow.ts'
import type { PdfArray, PdfDictionary, PdfObject } from './object.ts'

type Pair = readonly [PdfObject | undefined, PdfObject | undefined]

/**
 * `<41>` equals `(A)`, and the order of keys says nothing. Streams are equal when dictionary and raw bytes are. Dictionaries
 * that repeat a key are equal only to those that repeat the same: viewers differ in which value they take. So they do with
 * `1.0` where an integer is asked for, and in an array or a dictionary it equals `1` only as a measure.
 */
export function equalObjects(a: PdfObject, b: PdfObject): boolean {
  return areEqual([[a, b]])
}

/** Whether two dictionaries say the same under `key`. */
export function equalEntries(a: PdfDictionary, b: PdfDictionary, key: string): boolean {
  const parts = compareEntry(a, b, key)
  return parts !== null && areEqual(parts)
}

function areEqual(pairs: readonly Pair[]): boolean {
  const open = [...pairs]
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const parts = compare(pair[0], pair[1])
    if (parts === null) return false
    for (const part of parts) open.push(part)
  }
  return true
}

/** The parts that are still to be compared, or null where the objects differ. */
function compare(a: PdfObject | undefined, b: PdfObject | undefined): readonly Pair[] | null {
  if (a === b) return []
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return null
  switch (a.kind) {
    case 'name':
      return b.kind === 'name' && a.name === b.name ? [] : null
    case 'string':
      return b.kind === 'string' && equalBytes(a.bytes, b.bytes) ? [] : null
    case 'reference':
      return b.kind === 'reference' && a.number === b.number && a.generation === b.generation ? [] : null
    case 'array':
      return b.kind === 'array' ? compareItems(a, b) : null
    case 'dictionary':
      return b.kind === 'dictionary' ? compareEntries(a, b) : null
    case 'stream':
      return b.kind === 'stream' && equalBytes(a.raw, b.raw) ? [[a.dictionary, b.dictionary]] : null
    default:
      return assertNever(a)
  }
}

function compareItems(a: PdfArray, b: PdfArray): readonly Pair[] | null {
  return a.reals.join() === b.reals.join() ? compareMeasures(a, b) : null
}

function compareMeasures(a: PdfArray, b: PdfArray): readonly Pair[] | null {
  if (a.items.length !== b.items.length) return null
  return a.items.map((item, index) => [item, b.items[index]] as const)
}

function compareEntries(a: PdfDictionary, b: PdfDictionary): readonly Pair[] | null {
  if (a.entries.size !== b.entries.size || a.duplicateKeys.join() !== b.duplicateKeys.join()) return null
  const pairs: Pair[] = []
  for (const key of a.entries.keys()) {
    const parts = compareEntry(a, b, key)
    if (parts === null) return null
    for (const part of parts) pairs.push(part)
  }
  return pairs
}

/**
 * Boxes, places, colours and opacities (ISO 32000-2, 7.7.3.3, 8.10.2, 11.6.4.4 and 12.5): real numbers, for which all readers take
 * integers, and which writers spell in their own way when they save a page or an annotation again.
 */
const MEASURES = new Set(
  'MediaBox CropBox BleedBox TrimBox ArtBox UserUnit BBox Matrix Rect RD QuadPoints Vertices L C IC BC BG CA ca'.split(
    ' ',
  ),
)

function compareEntry(a: PdfDictionary, b: PdfDictionary, key: string): readonly Pair[] | null {
  const [one, other] = [a.entries.get(key), b.entries.get(key)]
  const isMeasure = MEASURES.has(key)
  const [list, otherList] = [asArray(one), asArray(other)]
  if (isMeasure && list && otherList) return compareMeasures(list, otherList)
  return isMeasure || a.reals.includes(key) === b.reals.includes(key) ? [[one, other]] : null
}
