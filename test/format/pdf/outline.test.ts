/** What an object refers to is found without reading it, and is what reading it finds, at the same cost. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildWorld, instant } from '../../../fixtures/authority.ts'
import { buildPlainPdf } from '../../../fixtures/plain-pdf.ts'
import { honestBases } from '../../../fixtures/signed-bases.ts'
import { type Bytes, fromLatin1 } from '../../../src/bytes.ts'
import { openLedger } from '../../../src/format/pdf/budget.ts'
import { openCursor } from '../../../src/format/pdf/cursor.ts'
import { type PdfFile, readPdf } from '../../../src/format/pdf/file.ts'
import { directLength, readIndirectObject } from '../../../src/format/pdf/indirect-object.ts'
import { type Outline, outlineOf, scanIndirectObject } from '../../../src/format/pdf/outline.ts'
import { reading } from '../../../src/format/read.ts'
import { sharedFolder } from '../shared.ts'

const sorted = ({ references, type }: Outline) => `${type} ${[...references].sort((a, b) => a - b)}`

describe('an object by itself', () => {
  const scan = (text: string) => {
    const ledger = openLedger()
    const cursor = openCursor(fromLatin1(text), 0, ledger)
    return { found: scanIndirectObject(cursor), spent: `${ledger.elements} ${ledger.readBytes}`, ledger }
  }
  const read = (text: string) => {
    const ledger = openLedger()
    const cursor = openCursor(fromLatin1(text), 0, ledger)
    return {
      found: reading(() => readIndirectObject(cursor, directLength)),
      spent: `${ledger.elements} ${ledger.readBytes}`,
      ledger,
    }
  }

  /** Spelled plainly, so that it is never read for its references; and what those are. */
  const plain: readonly (readonly [spelled: string, outline: string])[] = [
    ['1 0 obj 7 endobj', 'null '],
    ['1 0 obj endobj', 'null '],
    ['1 0 obj 5 0 R endobj', 'null 5'],
    ['1 0 obj [5 0 R 6 0R(a)7 0 R] endobj endobj', 'null 5,6,7'],
    ['1 0 obj endobj endobj', 'null '],
    ['1 0 obj [1 2 3 0 R true null false (a \\) 4 0 R (b)) <35203020>] endobj', 'null 3'],
    ['1 0 obj << /Type /Page /Parent 2 0 R /Kids [3 0 R] /A << /Type /XRef /B 4 % x\n 0 R >> >> endobj', 'Page 2,3,4'],
    ['1 0 obj << /Type /XRef /Length 9 /A 2 0 R >> stream\n<< 9 0 R  endstream endobj', 'XRef 2'],
    ['1 0 obj << /Type /Pages /A -5.5.5 /B +1 /C/D/E/F>>', 'null '],
    ['1 0 obj << /Type 2 0 R >>', 'null 2'],
  ]
  for (const [spelled, outline] of plain) {
    test(`is gone through where it is spelled plainly: ${spelled}`, () => {
      const [one, other] = [scan(spelled), read(spelled)]
      expect(one.found && sorted(one.found)).toBe(outline)
      expect(one.spent).toBe(other.spent)
      expect(other.found.ok && sorted(outlineOf(other.found.value.value))).toBe(outline)
    })
  }

  const doubtful: readonly (readonly [why: string, spelled: string])[] = [
    ['a key twice', '1 0 obj << /A 2 0 R /A 3 0 R >> endobj'],
    ['a key with an escape', '1 0 obj << /#41 2 0 R >> endobj'],
    ['a type with an escape', '1 0 obj << /Type /P#61ge >> endobj'],
    ['a length that is another object', '1 0 obj << /Length 2 0 R >> stream\n\nendstream endobj'],
    ['a length that does not hold', '1 0 obj << /Length 2 >> stream\n123456 endstream endobj'],
    ['no length', '1 0 obj << >> stream\n123456 endstream endobj'],
    ['a dictionary without an end', '1 0 obj << /A 2 0 R'],
    ['a string without an end', '1 0 obj (a'],
    ['an array with something else in it', '1 0 obj [ } ] endobj'],
    ['no object', 'x'],
    ['too deep', `1 0 obj ${'['.repeat(102)}${']'.repeat(102)} endobj`],
  ]
  for (const [why, spelled] of doubtful) {
    test(`is read where there is ${why}`, () => {
      const { found, spent } = scan(spelled)
      expect(found).toBeNull()
      expect(spent).toBe('0 0')
    })
  }

  test('whatever is written there', () => {
    const words =
      '<< >> [ ] /Type /Page /XRef /Length /A /A#41 /B 0 1 2 3 12 -1.5 R R( ( ) < > <41> (a) \\ true null falsey % \n stream endstream endobj obj {'
    const word = fc.oneof(
      fc.constantFrom(...words.split(' ')),
      fc.constantFrom('5 0 R', '/C 6 0 R', '<< /D 7 0 R >>', '[8 0 R]'),
    )
    const spaced = fc.tuple(word, fc.constantFrom(' ', ' ', '\r\n', ''))
    fc.assert(
      fc.property(fc.array(spaced, { maxLength: 24 }), fc.boolean(), (tokens, isHeld) => {
        const body = tokens.flat().join('')
        const spelled = isHeld ? `1 0 obj << ${body} >> endobj` : `1 0 obj ${body} endobj`
        const [one, other] = [scan(spelled), read(spelled)]
        if (!one.found) return
        if (!other.found.ok) throw other.found.error
        expect(sorted(one.found)).toBe(sorted(outlineOf(other.found.value.value)))
        expect([one.found.number, one.found.end]).toEqual([other.found.value.number, other.found.value.end])
        expect(one.spent).toBe(other.spent)
        expect([...other.ledger.notes]).toEqual([])
      }),
      { numRuns: 5000 },
    )
  })
})

/** Of all objects in all revisions what is found, or why not; and what the whole reading has cost. */
function outlinesOf(bytes: Bytes, look: (file: PdfFile, number: number, revision: number) => Outline | null) {
  const read = readPdf(bytes)
  if (!read.ok || read.value.locked) return null
  const file = read.value
  const found = file.revisions.flatMap(({ number: revision, entries }) =>
    [...entries.keys()].map((number) => {
      const looked = reading(() => look(file, number, revision))
      return `${number} ${looked.ok ? looked.value && sorted(looked.value) : looked.error.message}`
    }),
  )
  const { elements, readBytes, notes } = file.ledger
  return { found, elements, readBytes, notes: [...notes].sort() }
}

const byReading = (file: PdfFile, number: number, revision: number) => {
  const object = file.object(number, revision)
  return object && outlineOf(object.value)
}

/** In whichever order: what is gone through and read later is paid for once. */
const ORDERS = {
  'before they are read': (file: PdfFile, number: number, revision: number) => {
    const outline = file.outline(number, revision)
    file.object(number, revision)
    return outline
  },
  'after they are read': (file: PdfFile, number: number, revision: number) => {
    file.object(number, revision)
    return file.outline(number, revision)
  },
  'and never read': (file: PdfFile, number: number, revision: number) => file.outline(number, revision),
} as const

for (const [order, look] of Object.entries(ORDERS)) {
  test(`of all objects of files that were signed in every honest way, ${order}`, async () => {
    const at = instant('2021-08-11T00:00:00Z')
    const world = await buildWorld(at)
    const cms = { signer: world.organisation }
    for (const base of await honestBases(await buildPlainPdf('Trang 1', 'Trang 2'), cms, cms)) {
      const { bytes } = base.sign(base.prepare(base.plain))
      expect(outlinesOf(bytes, look), base.name).toEqual(outlinesOf(bytes, byReading))
    }
  })
}

for (const collection of ['vn', 'corpus']) {
  const folder = sharedFolder(collection)
  // Each of a thousand files is read four times.
  test.skipIf(folder === null)(
    `of all objects of files that others made (needs ../shared/${collection})`,
    { timeout: 300_000 },
    () => {
      const names = readdirSync(folder ?? '', { recursive: true, encoding: 'utf8' })
      const files = names.filter((name) => name.endsWith('.pdf'))
      for (const name of files) {
        const bytes = readFileSync(`${folder}${name}`)
        const read = outlinesOf(bytes, byReading)
        for (const [order, look] of Object.entries(ORDERS))
          expect(outlinesOf(bytes, look), `${name} ${order}`).toEqual(read)
      }
      expect(files.length).toBeGreaterThan(0)
    },
  )
}
