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
import type { DocumentReport } from '../../src/validation/report.ts'
import { given, world } from './given.ts'
import { type HarmlessRewrite, harmlessRewrites, soleDifference } from './harmless-rewrites.ts'
import { spellObject } from './object-spelling.ts'
import { isTried, seed } from './told.ts'

type Change = { readonly how: string; readonly value: PdfObject }

const dictionary = (entries: Iterable<readonly [string, PdfObject]>): PdfDictionary => ({
  kind: 'dictionary',
  entries: new Map(entries),
  duplicateKeys: [],
  nullKeys: [],
  reals: [],
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

const PATIENCE = 600_000
const rich = changeInfo(
  addAnnotation(
    setMetadata(addForm(await openDraft(await buildPlainPdf('Trang 1', 'Trang 2'))), '<dc:title>x</dc:title>'),
  ),
  'Ke hoach',
)

/** What is said of a file beside its outcome. */
const remarksIn = ({ notes, signatures }: DocumentReport): readonly string[] => [
  ...notes,
  ...signatures.flatMap((one) => one.notes),
]

const reportOn = ({ bytes }: PdfDraft): DocumentReport => judge(bytes, given()).report

/** Asks of a changed file whether it is valid and nothing is said that was not said before it changed. */
function silentSince(signed: PdfDraft): (changed: PdfDraft) => boolean {
  const usual = new Set(remarksIn(reportOn(signed)))
  return (changed) => {
    const report = reportOn(changed)
    const { outcome, code } = report
    return outcome === 'valid' && code !== 'valid-form-filled' && remarksIn(report).every((note) => usual.has(note))
  }
}

/** The objects that are not null, as the last revision has them. */
function objectsOf({ bytes }: PdfDraft): ReadonlyMap<number, PdfObject> {
  const read = readPdf(bytes)
  if (!read.ok) throw read.error
  const file = read.value
  const numbers = new Set(file.revisions.flatMap(({ entries }) => [...entries.keys()]))
  const known = [...numbers].map(
    (number) => [number, file.object(number, file.revisions.length)?.value ?? null] as const,
  )
  return new Map(known.filter(([, value]) => value !== null))
}

function rewrite(signed: PdfDraft, number: number, value: PdfObject): PdfDraft {
  return appendUpdate(signed, { objects: new Map([[number, Buffer.from(spellObject(value), 'latin1')]]) })
}

/** One change that this reason admits and about which nothing is said. */
function isNeeded(signed: PdfDraft, { admits }: HarmlessRewrite): boolean {
  const isSilent = silentSince(signed)
  return [...objectsOf(signed)].some(([number, value]) =>
    changesOf(value, [], []).some((change) => {
      const difference = soleDifference(value, change.value)
      return difference !== null && admits(difference) && isSilent(rewrite(signed, number, change.value))
    }),
  )
}

describe('an object may be written otherwise:', () => {
  const bases = signedBases(rich, { signer: world.person })
  for (const reason of harmlessRewrites) {
    test(`${reason.name} (${reason.clause})`, () =>
      expect(bases.some(({ signed }) => isNeeded(signed, reason))).toBe(true))
  }
})

describe(`every object, written again otherwise (seed ${seed}):`, () => {
  for (const { name, signed } of signedBases(rich, { signer: world.person })) {
    test(
      name,
      () => {
        const isSilent = silentSince(signed)
        const known = objectsOf(signed)
        const numbers = [...known.keys()]
        const silent: string[] = []
        let place = 0
        for (const [number, value] of known) {
          if (isTried(place++, 8) && isSilent(freeObject(signed, number))) silent.push(`${number} freed`)
          for (const change of changesOf(value, numbers, [...known.values()])) {
            if (!isTried(place++, 8) || equalObjects(change.value, value)) continue
            const difference = soleDifference(value, change.value)
            if (difference && harmlessRewrites.some(({ admits }) => admits(difference))) continue
            if (isSilent(rewrite(signed, number, change.value))) silent.push(`${number} ${change.how}`)
          }
        }
        expect(silent).toEqual([])
      },
      PATIENCE,
    )
  }
})
