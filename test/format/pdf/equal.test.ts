import { describe, expect, test } from 'vitest'
import { onePage, pdfText, streamText } from '../../../fixtures/pdf-text.ts'
import { equalObjects } from '../../../src/format/pdf/equal.ts'
import type { PdfObject } from '../../../src/format/pdf/object.ts'
import { open } from './open.ts'

const read = (body: string): PdfObject =>
  open(pdfText([{ objects: { ...onePage, 4: body } }])).object(4, 1)?.value ?? null

const pairs: readonly (readonly [a: string, b: string, equal: boolean])[] = [
  ['595', '595.0', false],
  ['595.0', '595.', true],
  ['595.5', '595.50', true],
  ['[0 1.0]', '[0.0 1]', false],
  ['<< /Width 9 >>', '<< /Width 9.0 >>', false],
  ['<< /A [65 /one] >>', '<< /A [65.0 /one] >>', false],
  ['<< /Rect [0 0 9 9] >>', '<< /Rect [0.0 0 9.0 9] >>', true],
  ['<< /Rect [0 0 9 9] >>', '<< /Rect [0.0 0 9.0 8] >>', false],
  ['<< /ca 1 >>', '<< /ca 1.0 >>', true],
  ['595', '595.1', false],
  ['(A)', '<41>', true],
  ['(A)', '(B)', false],
  ['(A)', '/A', false],
  ['/A', '/#41', true],
  ['null', 'false', false],
  ['[1 2]', '[1 2]', true],
  ['[1 2]', '[2 1]', false],
  ['[1 2]', '[1 2 2]', false],
  ['[null 1]', '[null 1]', true],
  ['4 0 R', '4 0 R', true],
  ['4 0 R', '4 1 R', false],
  ['[4 0 R]', '[5 0 R]', false],
  ['<< /A 1 /B 2 >>', '<< /B 2 /A 1 >>', true],
  ['<< /A 1 >>', '<< /A 1 /B null >>', true],
  ['<< /A 1 >>', '<< /A 1 /B 2 >>', false],
  ['<< /A 1 >>', '<< /B 1 >>', false],
  ['<< /A [<< /B (x) >>] >>', '<< /A [<< /B (y) >>] >>', false],
  ['<< /A 1 >>', '<< /A 2 /A 1 >>', false],
  [streamText('abc'), streamText('abc'), true],
  [streamText('abc'), streamText('abd'), false],
  [streamText('abc'), streamText('abc', '/A 1'), false],
]

describe('equalObjects', () => {
  test('compares an array of very many items', () => {
    const many = '0 '.repeat(300_000)
    expect(equalObjects(read(`[${many}]`), read(`[${many}]`))).toBe(true)
  })

  for (const [a, b, equal] of pairs) {
    test(`${JSON.stringify(a)} ${equal ? 'equals' : 'differs from'} ${JSON.stringify(b)}`, () => {
      expect(
        equalObjects(read(`[${a}]`.includes('stream') ? a : `[${a}]`), read(b.includes('stream') ? b : `[${b}]`)),
      ).toBe(equal)
    })
  }
})
