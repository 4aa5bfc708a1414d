/** Whether two objects say the same, references not followed. ISO 32000-2, 7.3. */
import { equalBytes } from '../../bytes.ts'
import { assertNever } from '../../lang.ts'
import type { PdfArray, PdfDictionary, PdfObject } from './object.ts'

type Pair = readonly [PdfObject | undefined, PdfObject | undefined]

/**
 * `595` equals `595.0`, `<41>` equals `(A)`, and the order of keys says nothing. Streams are equal when dictionary and
 * raw bytes are. Dictionaries that repeat a key are equal only to those that repeat the same: viewers differ in which
 * value they take.
 */
export function equalObjects(a: PdfObject, b: PdfObject): boolean {
  const open: Pair[] = [[a, b]]
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
  if (a.items.length !== b.items.length) return null
  return a.items.map((item, index) => [item, b.items[index]] as const)
}

function compareEntries(a: PdfDictionary, b: PdfDictionary): readonly Pair[] | null {
  if (a.entries.size !== b.entries.size || a.duplicateKeys.join() !== b.duplicateKeys.join()) return null
  return [...a.entries].map(([key, value]) => [value, b.entries.get(key)] as const)
}
