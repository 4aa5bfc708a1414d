/** What a document is made of, as a reader that follows its cross-reference finds it; for comparing two files that should say the same. */
import { type Bytes, toHex } from '../../src/bytes.ts'
import { readPdf } from '../../src/format/pdf/file.ts'
import type { PdfObject } from '../../src/format/pdf/object.ts'

const UNSEEN = new Set(['DSS', 'SigFlags'])

/**
 * All that hangs under the catalog and the document information, in one text, each object once. The security store is left out, of
 * which no reader shows anything, /SigFlags, which asks programs to save with care (ISO 32000-2, table 225), and the objects of `except`.
 */
export function shownIn(bytes: Bytes, except: ReadonlySet<number>): string {
  const read = readPdf(bytes)
  if (!read.ok) return read.error.message
  const file = read.value
  const { entries } = file.revisions.at(-1)?.trailer ?? { entries: new Map<string, PdfObject>() }
  const met = new Set<number>()
  const spell = (value: PdfObject): string => {
    if (value === null || typeof value !== 'object') return String(value)
    switch (value.kind) {
      case 'name':
        return `/${value.name}`
      case 'string':
        return `<${toHex(value.bytes)}>`
      case 'array':
        return `[${value.items.map(spell).join(' ')}]`
      case 'dictionary':
        return `<<${[...value.entries].map(([key, entry]) => (UNSEEN.has(key) ? '' : `/${key} ${spell(entry)}`)).sort()}>>`
      case 'stream':
        return `${spell(value.dictionary)}${toHex(value.raw)}`
      case 'reference': {
        const { number } = value
        if (except.has(number) || met.has(number)) return `${number} R`
        met.add(number)
        return `${number}:${spell(file.object(number, file.revisions.length)?.value ?? null)}`
      }
    }
  }
  return spell(entries.get('Root') ?? null) + spell(entries.get('Info') ?? null)
}
