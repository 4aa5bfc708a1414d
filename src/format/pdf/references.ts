/** What a value refers to. ISO 32000-2, 7.3.10. */
import type { PdfObject, PdfReference } from './object.ts'

/** Numbers of the objects that `value` refers to directly, inside arrays and dictionaries too. */
export function referencesIn(value: PdfObject): readonly number[] {
  const found: number[] = []
  visitReferences(value, ({ number }) => found.push(number))
  return found
}

export function visitReferences(value: PdfObject, visit: (reference: PdfReference) => void): void {
  const open: PdfObject[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    switch (next.kind) {
      case 'reference':
        visit(next)
        break
      case 'array':
        for (const item of next.items) open.push(item)
        break
      case 'dictionary':
        for (const item of next.entries.values()) open.push(item)
        break
      case 'stream':
        open.push(next.dictionary)
        break
      default:
        break
    }
  }
}
