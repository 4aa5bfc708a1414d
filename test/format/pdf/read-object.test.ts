import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromLatin1, toLatin1 } from '../../../src/bytes.ts'
import { openLedger, PDF_BUDGET } from '../../../src/format/pdf/budget.ts'
import { openCursor } from '../../../src/format/pdf/cursor.ts'
import type { PdfObject } from '../../../src/format/pdf/object.ts'
import { readObject } from '../../../src/format/pdf/read-object.ts'
import { reading } from '../../../src/format/read.ts'

function read(text: string): PdfObject {
  return readObject(openCursor(fromLatin1(text), 0, openLedger()))
}

/** The object in one spelling: strings in parentheses, names with a slash. */
function spell(value: PdfObject): string {
  if (value === null || typeof value !== 'object') return String(value)
  switch (value.kind) {
    case 'name':
      return `/${value.name}`
    case 'string':
      return `(${toLatin1(value.bytes)})`
    case 'array':
      return `[${value.items.map(spell).join(' ')}]`
    case 'dictionary':
      return `<<${[...value.entries].map(([key, item]) => `/${key} ${spell(item)}`).join(' ')}>>`
    case 'reference':
      return `${value.number} ${value.generation} R`
    case 'stream':
      return 'stream'
  }
}

const objects: readonly (readonly [text: string, spelled: string, name: string])[] = [
  ['0', '0', 'an integer'],
  ['+17', '17', 'a sign'],
  ['-98', '-98', 'a negative integer'],
  ['34.5', '34.5', 'a real'],
  ['-.002', '-0.002', 'a real without a digit before the point'],
  ['4.', '4', 'a real without a digit behind the point'],
  ['595.0', '595', 'a real that is an integer'],
  ['--5', '-5', 'a sign twice'],
  ['-.', '0', 'a number without digits'],
  ['0.0-12', '0', 'a sign inside of a number ends its value'],
  ['12]', '12', 'a delimiter ends a number'],
  ['true', 'true', 'true'],
  ['null', 'null', 'null'],
  ['/Name', '/Name', 'a name'],
  ['/', '/', 'the empty name'],
  ['/A#42', '/AB', 'a hexadecimal code in a name'],
  ['/A#4x#', '/A#4x#', 'a number sign that is no code'],
  ['/A/B', '/A', 'a slash ends a name'],
  ['(text)', '(text)', 'a literal string'],
  ['(a(b)c)', '(a(b)c)', 'balanced parentheses'],
  ['(\\(\\)\\\\)', '(()\\)', 'escaped delimiters'],
  ['(\\n\\t\\x)', '(\n\tx)', 'escaped letters'],
  ['(\\101\\7\\1234)', '(A\x07S4)', 'octal codes of one to three digits'],
  ['(\\501)', '(A)', 'the overflow of an octal code is dropped'],
  ['(a\\\r\nb)', '(ab)', 'an escaped end of line stands for nothing'],
  ['(a\r\nb\rc)', '(a\r\nb\rc)', 'ends of line stay as they are'],
  ['<48 65\n6C>', '(Hel)', 'a hexadecimal string'],
  ['<4>', '(@)', 'an odd last digit is followed by 0'],
  ['<4x1>', '(A)', 'what is no hexadecimal digit is skipped'],
  ['[1 0 R/A(b)<43>]', '[1 0 R /A (b) (C)]', 'an array of many kinds'],
  ['[1 0 2 0 R]', '[1 0 2 0 R]', 'numbers before a reference'],
  ['<</A 1/B[<</C null>>]>>', '<</A 1 /B [<<>>]>>', 'an entry that is null is none'],
  ['% a comment\n 1', '1', 'a comment before an object'],
  ['<< /A % (not a string\n 1 >>', '<</A 1>>', 'a comment inside of a dictionary'],
]

describe('readObject', () => {
  for (const [text, spelled, name] of objects) {
    test(`reads ${name}`, () => expect(spell(read(text))).toBe(spelled))
  }

  test('reads reals as the standard library does', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 30 })
    fc.assert(
      fc.property(digits, digits, (whole, fraction) => {
        expect(read(`${whole}.${fraction}`)).toBe(Number.parseFloat(`0${whole}.${fraction}`))
      }),
      { numRuns: 5_000 },
    )
  })

  const broken: readonly (readonly [text: string, clause: string, name: string])[] = [
    ['', 'ISO 32000-2, 7.3', 'nothing'],
    ['[1 2', 'ISO 32000-2, 7.3', 'an array without end'],
    ['<< /A 1', 'ISO 32000-2, 7.3.7', 'a dictionary without end'],
    ['<< /A >>', 'ISO 32000-2, 7.3', 'a key without a value'],
    ['<< (A) 1 >>', 'ISO 32000-2, 7.3.7', 'a key that is no name'],
    ['(a(b)', 'ISO 32000-2, 7.3.4.2', 'a literal string without end'],
    ['<41', 'ISO 32000-2, 7.3.4.3', 'a hexadecimal string without end'],
    ['endobj', 'ISO 32000-2, 7.3', 'a keyword that is no object'],
    ['[1 0 Rx]', 'ISO 32000-2, 7.3', 'a keyword that only begins like a reference'],
  ]
  for (const [text, clause, name] of broken) {
    test(`refuses ${name}`, () => {
      const result = reading(() => read(text))
      expect(result.ok ? spell(result.value) : result.error.clause).toBe(clause)
    })
  }

  test('says where a string begins and ends, delimiters included', () => {
    expect(read('  <4142>')).toMatchObject({ hex: true, start: 2, end: 8 })
    expect(read(' (AB)')).toMatchObject({ hex: false, start: 1, end: 5 })
  })

  test('keeps the last value of a repeated key and names the key', () => {
    expect(read('<< /A 1 /B 2 /A 3 /A 4 >>')).toMatchObject({
      duplicateKeys: ['A'],
      entries: new Map([
        ['B', 2],
        ['A', 4],
      ]),
    })
  })

  test('names a key whose second value is null: some viewers hear the first', () => {
    expect(read('<< /A 1 /A null >>')).toMatchObject({ duplicateKeys: ['A'], entries: new Map() })
  })

  test('names the keys that are null: some viewers take them for values where one is inherited', () => {
    expect(read('<< /A null /B 1 /C null >>')).toMatchObject({ nullKeys: ['A', 'C'], entries: new Map([['B', 1]]) })
  })

  test('reads arrays as deep as the limit and no deeper', () => {
    const nested = (depth: number) => reading(() => read('['.repeat(depth) + ']'.repeat(depth)))
    expect(nested(PDF_BUDGET.depth + 1).ok).toBe(true)
    expect(nested(PDF_BUDGET.depth + 2)).toMatchObject({ ok: false, error: { name: 'BudgetError' } })
  })
})
