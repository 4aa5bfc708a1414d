import { describe, expect, test } from 'vitest'
import { onePage, pdfText, root, type Save } from '../../../fixtures/pdf-text.ts'
import { readSignatureFields } from '../../../src/format/pdf/signature-field.ts'
import { open } from './open.ts'

const signature = '<< /Type /Sig /Contents <00> /ByteRange [0 1 2 3] >>'
const form = (fields: string): string => `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields ${fields} >> >>`
const field = (name: string, value = '/V 9 0 R'): string => `<< /FT /Sig /T (${name}) ${value} >>`

/** Each field as `name reached field→value`, objects by their number, `direct` or `unsigned`. */
function summary(objects: Record<number, string>, more: readonly Save[] = [], revision?: number): readonly string[] {
  const file = open(pdfText([{ objects: { ...onePage, ...objects } }, ...more]))
  return readSignatureFields(file, revision ?? file.revisions.length).map((found) => {
    const place = found.value ? (found.valueReference?.number ?? 'direct') : 'unsigned'
    return `${found.name} ${found.reached} ${found.field?.number ?? 'direct'}→${place}`
  })
}

describe('fields of the form', () => {
  const cases: readonly { name: string; objects: Record<number, string>; found: string[] }[] = [
    { name: 'no form has none', objects: {}, found: [] },
    { name: 'a signed field', objects: { 1: form('[4 0 R]'), 4: field('A'), 9: signature }, found: ['A form 4→9'] },
    {
      name: 'the order is that of the form',
      objects: { 1: form('[5 0 R 4 0 R]'), 4: field('A', ''), 5: field('B', '') },
      found: ['B form 5→unsigned', 'A form 4→unsigned'],
    },
    {
      name: 'a value that is null is none',
      objects: { 1: form('[4 0 R]'), 4: field('A', '/V null') },
      found: ['A form 4→unsigned'],
    },
    {
      name: 'a value that is missing is none',
      objects: { 1: form('[4 0 R]'), 4: field('A', '/V 77 0 R') },
      found: ['A form 4→unsigned'],
    },
    {
      name: 'a direct value',
      objects: { 1: form('[4 0 R]'), 4: field('A', `/V ${signature}`) },
      found: ['A form 4→direct'],
    },
    { name: 'a direct field', objects: { 1: form(`[${field('A')}]`), 9: signature }, found: ['A form direct→9'] },
    {
      name: 'a value behind two references is named by the last',
      objects: { 1: form('[4 0 R]'), 4: field('A', '/V 8 0 R'), 8: '9 0 R', 9: signature },
      found: ['A form 4→9'],
    },
    { name: 'other fields are left out', objects: { 1: form('[4 0 R]'), 4: '<< /FT /Tx /T (A) >>' }, found: [] },
    {
      name: 'type and value are inherited',
      objects: {
        1: form('[4 0 R]'),
        4: '<< /T (A) /FT /Sig /V 9 0 R /Kids [5 0 R] >>',
        5: '<< /T (B) >>',
        9: signature,
      },
      found: ['A.B form 5→9'],
    },
    {
      name: 'kids without a name are widgets',
      objects: {
        1: form('[4 0 R]'),
        4: '<< /T (A) /FT /Sig /V 9 0 R /Kids [5 0 R 6 0 R] >>',
        5: '<< >>',
        6: '<< >>',
        9: signature,
      },
      found: ['A form 4→9'],
    },
    {
      name: 'a form that leads back ends',
      objects: { 1: form('[4 0 R]'), 4: '<< /T (A) /FT /Sig /Kids [5 0 R] >>', 5: '<< /T (B) /Kids [4 0 R 5 0 R] >>' },
      found: [],
    },
    {
      name: 'a name in UTF-16',
      objects: { 1: form('[4 0 R]'), 4: '<< /FT /Sig /T <FEFF004B00FD> >>' },
      found: ['Ký form 4→unsigned'],
    },
    {
      name: 'two fields with one signature are both shown',
      objects: { 1: form('[4 0 R 5 0 R]'), 4: field('A'), 5: field('B'), 9: signature },
      found: ['A form 4→9', 'B form 5→9'],
    },
    {
      name: 'a signature without /ByteRange is a value all the same',
      objects: { 1: form('[4 0 R]'), 4: field('A'), 9: '<< /Type /Sig >>' },
      found: ['A form 4→9'],
    },
  ]
  for (const { name, objects, found } of cases) test(name, () => expect(summary(objects)).toEqual(found))

  test('a form nested deeper than the limit is refused', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 110 }, (_, index) => [index + 10, `<< /T (A) /Kids [${index + 11} 0 R] >>`]),
    )
    expect(() => summary({ 1: form('[10 0 R]'), ...chain, 120: '<< /T (A) >>' })).toThrow(
      expect.objectContaining({ name: 'BudgetError' }),
    )
  })

  test('are those of the revision that is asked for', () => {
    const before = { 1: form('[4 0 R]'), 4: field('A', '') }
    const signed = [{ objects: { 4: field('A'), 9: signature } }]
    expect(summary(before, signed, 1)).toEqual(['A form 4→unsigned'])
    expect(summary(before, signed, 2)).toEqual(['A form 4→9'])
  })
})

describe('signatures to which no form leads', () => {
  const page = '<< /Type /Page /Parent 2 0 R /Annots [4 0 R] >>'
  const cases: readonly { name: string; objects: Record<number, string>; found: string[] }[] = [
    {
      name: 'through a widget of a page',
      objects: { 3: page, 4: field('A'), 9: signature },
      found: ['A unlinked 4→9'],
    },
    {
      name: 'through the parent of a widget',
      objects: { 3: page, 4: '<< /Parent 5 0 R >>', 5: field('A'), 9: signature },
      found: ['A unlinked 5→9'],
    },
    {
      name: 'through /Perms',
      objects: { 1: '<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP 9 0 R >> >>', 9: signature },
      found: [' unlinked 9→9'],
    },
    { name: 'through nothing', objects: { 9: signature }, found: [' unlinked 9→9'] },
    {
      name: 'inside of a field that no form holds',
      objects: { 4: field('A', `/V ${signature}`) },
      found: [' unlinked direct→direct'],
    },
    {
      name: 'beside one that the form holds',
      objects: { 1: form('[4 0 R]'), 4: field('A'), 8: signature, 9: signature },
      found: ['A form 4→9', ' unlinked 8→8'],
    },
    {
      name: 'pages that cannot be read do not hide it',
      objects: { 2: '<< /Kids [2 0 R] >>', 9: signature },
      found: [' unlinked 9→9'],
    },
    { name: 'the words in a string are none', objects: { 9: '<< /A (/ByteRange /Contents) >>' }, found: [] },
    { name: 'a dictionary without /Contents is none', objects: { 9: '<< /ByteRange [0 1 2 3] >>' }, found: [] },
    {
      name: 'usage rights are no signature',
      objects: {
        1: '<< /Type /Catalog /Pages 2 0 R /Perms << /UR3 9 0 R >> >>',
        9: signature.replace('>>', '/Reference [<< /TransformMethod /UR3 >>] >>'),
      },
      found: [],
    },
  ]
  for (const { name, objects, found } of cases) test(name, () => expect(summary(objects)).toEqual(found))

  test('an older instance of a signature that was redefined is no signature of its own', () => {
    const first = { 1: form('[4 0 R]'), 4: field('A'), 9: signature }
    expect(summary(first, [{ objects: { 9: signature } }])).toEqual(['A form 4→9'])
  })

  test('a catalog that no longer names the form leaves the signature visible', () => {
    const first = { 1: form('[4 0 R]'), 4: field('A'), 9: signature }
    expect(summary(first, [{ objects: { 1: onePage[1] ?? '' }, trailer: root }])).toEqual([' unlinked 9→9'])
  })
})
