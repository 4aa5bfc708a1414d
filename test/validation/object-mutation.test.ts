/** Every object of a signed file, written again otherwise by an update: the file is never valid without a word about it. */
import { describe, expect, test } from 'vitest'
import { addForm } from '../../fixtures/form.ts'
import { addAnnotation, changeInfo } from '../../fixtures/later-change.ts'
import { freeObject, setMetadata } from '../../fixtures/later-save.ts'
import { openDraft, type PdfDraft } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signedBases } from '../../fixtures/signed-bases.ts'
import { equalObjects } from '../../src/format/pdf/equal.ts'
import { readPdf } from '../../src/format/pdf/file.ts'
import type { PdfDictionary, PdfObject } from '../../src/format/pdf/object.ts'
import { judge } from '../../src/validation/judge.ts'
import { given, world } from './given.ts'
import { spellObject } from './object-spelling.ts'
import { isTried, seed } from './told.ts'

type Change = { readonly how: string; readonly value: PdfObject }

const dictionary = (entries: Iterable<readonly [string, PdfObject]>): PdfDictionary => ({
  kind: 'dictionary',
  entries: new Map(entries),
  duplicateKeys: [],
})

/** Other values of the same kind. */
function othersThan(value: PdfObject, numbers: readonly number[]): readonly PdfObject[] {
  if (value === null || typeof value === 'boolean') return [value === null ? 1 : !value]
  if (typeof value === 'number') return [value + 1, 0]
  switch (value.kind) {
    case 'name':
      return [{ ...value, name: `${value.name}X` }]
    case 'string':
      return [{ ...value, bytes: Buffer.from('khac') }]
    case 'array': {
      const { items } = value
      return [[], items.slice(1), items.toReversed(), [...items, ...items.slice(0, 1)]].map((one) => ({
        ...value,
        items: one,
      }))
    }
    case 'dictionary':
      return [dictionary([]), ...changedEntries(value, numbers).map((change) => change.value)]
    case 'reference':
      return [...numbers.map((number) => ({ ...value, number })), { ...value, generation: 1 }]
    case 'stream':
      return []
  }
}

/** With an entry left out, and with another value for it. */
function changedEntries({ entries }: PdfDictionary, numbers: readonly number[]): readonly Change[] {
  return [...entries].flatMap(([key, entry]) => [
    { how: `without ${key}`, value: dictionary([...entries].filter(([name]) => name !== key)) },
    ...othersThan(entry, numbers).map((other) => ({
      how: `${key} ${spellObject(other)}`,
      value: dictionary([...entries, [key, other]]),
    })),
  ])
}

function changesOf(value: PdfObject, numbers: readonly number[], bodies: readonly PdfObject[]): readonly Change[] {
  const general = [
    { how: 'null', value: null },
    { how: 'empty', value: dictionary([]) },
    ...bodies.map((body) => ({ how: 'the body of another', value: body })),
  ]
  if (typeof value !== 'object' || value === null) return general
  if (value.kind === 'dictionary') return [...general, ...changedEntries(value, numbers)]
  if (value.kind !== 'stream') return general
  const entries = changedEntries(value.dictionary, numbers).flatMap((change): readonly Change[] =>
    change.value !== null && typeof change.value === 'object' && change.value.kind === 'dictionary'
      ? [{ how: change.how, value: { ...value, dictionary: change.value } }]
      : [],
  )
  return [...general, ...entries, { how: 'without data', value: { ...value, raw: new Uint8Array() } }]
}

/** What may be written otherwise without a word. */
const harmless: readonly { readonly how: RegExp; readonly why: string }[] = [
  { how: /^Length \d+$/u, why: 'the end of line before `endstream` may be counted (7.3.8.1); others are refused' },
  { how: /^without Annots$/u, why: 'an empty list of annotations is none (table 31)' },
  { how: /^(?:without Type|Type \/AnnotX)$/u, why: 'the type of an annotation is optional and never read (table 166)' },
]

/** /SigFlags only asks programs to save with care (ISO 32000-2, table 225). */
function isCareAlone(now: PdfObject, was: PdfObject): boolean {
  const [changed, before] = [now, was].map((value) => spellObject(value).replace(/ \/SigFlags \d+/u, ''))
  return changed === before
}

const PATIENCE = 600_000
const rich = changeInfo(
  addAnnotation(
    setMetadata(addForm(await openDraft(await buildPlainPdf('Trang 1', 'Trang 2'))), '<dc:title>x</dc:title>'),
  ),
  'Ke hoach',
)

/** What happens to a signature that an update goes along with, and no remark on the document. */
const USUAL = new Set(['no-timestamp', 'signing-time-unproven'])

function isSilent({ bytes }: PdfDraft): boolean {
  const { outcome, code, notes, signatures } = judge(bytes, given()).report
  const said = [...notes, ...signatures.flatMap((one) => one.notes)].filter((note) => !USUAL.has(note))
  return outcome === 'valid' && code !== 'valid-form-filled' && said.length === 0
}

describe(`every object, written again otherwise (seed ${seed}):`, () => {
  for (const { name, signed } of signedBases(rich, { signer: world.person })) {
    test(
      name,
      () => {
        const read = readPdf(signed.bytes)
        if (!read.ok) throw read.error
        const file = read.value
        const last = file.revisions.length
        const all = [...new Set(file.revisions.flatMap(({ entries }) => [...entries.keys()]))]
        const known = new Map(all.flatMap((number) => [[number, file.object(number, last)?.value ?? null] as const]))
        const numbers = all.filter((number) => known.get(number) !== null)
        const silent: string[] = []
        let place = 0
        for (const number of numbers) {
          const value = known.get(number) ?? null
          if (isTried(place++, 8) && isSilent(freeObject(signed, number))) silent.push(`${number} freed`)
          for (const change of changesOf(value, numbers, [...known.values()])) {
            if (!isTried(place++, 8) || equalObjects(change.value, value)) continue
            if (harmless.some(({ how }) => how.test(change.how)) || isCareAlone(change.value, value)) continue
            const objects = new Map([[number, Buffer.from(spellObject(change.value), 'latin1')]])
            if (isSilent(appendUpdate(signed, { objects }))) silent.push(`${number} ${change.how}`)
          }
        }
        expect(silent).toEqual([])
      },
      PATIENCE,
    )
  }
})
