import { describe, expect, test } from 'vitest'
import { onePage, pdfText } from '../../../fixtures/pdf-text.ts'
import { readPages } from '../../../src/format/pdf/pages.ts'
import { type Read, reading } from '../../../src/format/read.ts'
import { open } from './open.ts'

const page = '<< /Type /Page >>'
const tree = (kids: string): string => `<< /Type /Pages /Kids [${kids}] >>`

function pages(objects: Record<number, string>): Read<readonly number[]> {
  const file = open(pdfText([{ objects: { ...onePage, ...objects } }]))
  return reading(() => readPages(file, 1).map(({ number }) => number))
}

describe('readPages', () => {
  const cases: readonly { name: string; objects: Record<number, string>; numbers: number[] }[] = [
    { name: 'one page', objects: {}, numbers: [3] },
    { name: 'the order of the kids', objects: { 2: tree('5 0 R 3 0 R'), 5: page }, numbers: [5, 3] },
    {
      name: 'pages below nodes',
      objects: { 2: tree('6 0 R 3 0 R'), 6: tree('4 0 R 5 0 R'), 4: page, 5: page },
      numbers: [4, 5, 3],
    },
    { name: 'a page that is named twice', objects: { 2: tree('3 0 R 3 0 R') }, numbers: [3, 3] },
    { name: 'a kid that is missing', objects: { 2: tree('77 0 R 3 0 R') }, numbers: [3] },
    { name: 'no page tree', objects: { 1: '<< /Type /Catalog >>' }, numbers: [] },
  ]
  for (const { name, objects, numbers } of cases) {
    test(name, () => expect(pages(objects)).toEqual({ ok: true, value: numbers }))
  }

  const doubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [index + 4, tree(`${index + 5} 0 R `.repeat(2))]),
  )
  const refused: readonly { name: string; objects: Record<number, string>; error: string }[] = [
    { name: 'a node that is its own ancestor', objects: { 2: tree('4 0 R'), 4: tree('2 0 R') }, error: 'FormatError' },
    { name: 'a page that is no indirect object', objects: { 2: tree(page) }, error: 'FormatError' },
    {
      name: 'a tree that doubles with each level',
      objects: { 2: tree('4 0 R'), ...doubling, 44: page },
      error: 'BudgetError',
    },
  ]
  for (const { name, objects, error } of refused) {
    test(`refuses ${name}`, () => expect(pages(objects)).toMatchObject({ ok: false, error: { name: error } }))
  }
})
