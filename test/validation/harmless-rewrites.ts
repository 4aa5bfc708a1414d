/** What of an object may be written otherwise without a word, and why: by the entry that differs and both its values. */
import { equalObjects } from '../../src/format/pdf/equal.ts'
import type { PdfDictionary, PdfObject } from '../../src/format/pdf/object.ts'

/** One entry that differs, in the innermost dictionary that has it; undefined where it is absent. */
type Difference = {
  readonly key: string
  readonly was: PdfObject | undefined
  readonly now: PdfObject | undefined
  /** What the entry belongs to, as it was. */
  readonly owner: PdfDictionary
}

export type HarmlessRewrite = {
  readonly name: string
  readonly clause: string
  readonly admits: (difference: Difference) => boolean
}

export const harmlessRewrites: readonly HarmlessRewrite[] = [
  {
    name: 'a length that counts the end of line before `endstream`',
    clause: 'ISO 32000-2, 7.3.8.1',
    admits: ({ key, was, now }) => key === 'Length' && typeof was === 'number' && now === was + 1,
  },
  {
    name: 'an empty list of annotations left out',
    clause: 'ISO 32000-2, table 31',
    admits: ({ key, was, now }) => key === 'Annots' && now === undefined && isEmptyList(was),
  },
  {
    name: 'the type of an annotation, which its subtype says already',
    clause: 'ISO 32000-2, table 166',
    admits: ({ key, was, owner }) => key === 'Type' && isName(was, 'Annot') && owner.entries.has('Subtype'),
  },
  {
    name: 'the type of an appearance, which its subtype says already',
    clause: 'ISO 32000-2, table 93',
    admits: ({ key, was, owner }) => key === 'Type' && isName(was, 'XObject') && owner.entries.has('Subtype'),
  },
  {
    name: 'flags that only ask programs to save with care',
    clause: 'ISO 32000-2, table 225',
    admits: ({ key }) => key === 'SigFlags',
  },
]

/** The one entry that differs between two objects; null where they differ in more, or in something else. */
export function soleDifference(was: PdfObject, now: PdfObject): Difference | null {
  if (!isEntries(was) || !isEntries(now) || was.kind !== now.kind) return null
  if (was.kind === 'stream' && now.kind === 'stream')
    return was.raw === now.raw ? soleDifference(was.dictionary, now.dictionary) : null
  if (was.kind !== 'dictionary' || now.kind !== 'dictionary') return null
  const keys = new Set([...was.entries.keys(), ...now.entries.keys()])
  const [key, ...more] = [...keys].filter((one) => !isSame(was.entries.get(one), now.entries.get(one)))
  if (key === undefined || more.length > 0) return null
  const [before, after] = [was.entries.get(key), now.entries.get(key)]
  const within = before === undefined || after === undefined ? null : soleDifference(before, after)
  return within ?? { key, was: before, now: after, owner: was }
}

function isSame(a: PdfObject | undefined, b: PdfObject | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalObjects(a, b)
}

function isEntries(value: PdfObject): value is Exclude<PdfObject, null | boolean | number> {
  return typeof value === 'object' && value !== null
}

function isEmptyList(value: PdfObject | undefined): boolean {
  return typeof value === 'object' && value?.kind === 'array' && value.items.length === 0
}

function isName(value: PdfObject | undefined, name: string): boolean {
  return typeof value === 'object' && value?.kind === 'name' && value.name === name
}
