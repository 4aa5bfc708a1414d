/** What a form lends to its fields, changed with a seal: additions that show in nothing, and those that would show. */
import { describe, expect, test } from 'vitest'
import { addForm, fillText, fillTextUndrawn } from '../../fixtures/form.ts'
import { addNote } from '../../fixtures/later-annotation.ts'
import { addSeal, sealObjects } from '../../fixtures/later-seal.ts'
import { openDraft, type PdfDraft, stream } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import type { Bytes } from '../../src/bytes.ts'
import { found } from './found.ts'
import { world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Phieu trinh'))
const cms = { signer: world.person }

const HELV = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'
const ZADB = '<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>'
const LYING =
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [49 /nine] >> >>'
const EMBEDDED =
  '<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Helvetica /Encoding /WinAnsiEncoding /FontDescriptor << /FontFile2 1 0 R >> >>'
const BACKWARDS =
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 49 /LastChar 57 /Widths [-600 -600 -600] >>'
const fonts = (entries: string) => `/DR << /Font << ${entries} >> >>`

const form = addForm(plain)
const signed = signPdf(form, { cms })

describe.each([
  { name: 'a font for the seal alone', more: fonts(`/F9 ${EMBEDDED}`) },
  { name: 'the usual fonts, and a style', more: `${fonts(`/Helv ${HELV} /ZaDb ${ZADB}`)} /DA (/Helv 0 Tf 0 g)` },
  { name: 'a picture for the seal', more: '/DR << /XObject << /FRM 1 0 R >> >>' },
  { name: 'the old list of procedures', more: '/DR << /ProcSet [/PDF /Text] >>' },
  { name: 'the usual font under the name that fields have for it', more: fonts(`/F1 ${HELV}`) },
])('a form that lent nothing may lend', ({ name, more }) => {
  test(name, () => expect(found(addSeal(signed, { form: more }))).toEqual(['permitted']))
})

describe.each([
  { name: 'a font with other digits under the name that fields have for theirs', more: fonts(`/F1 ${LYING}`) },
  { name: 'a font with glyphs of its own under that name', more: fonts(`/F1 ${EMBEDDED}`) },
  { name: 'a font that writes backwards under that name', more: fonts(`/F1 ${BACKWARDS}`) },
  { name: 'dingbats under that name', more: fonts(`/F1 ${ZADB}`) },
  { name: 'something that is no list of resources', more: '/DR [1 0 R]' },
  { name: 'fonts that are no list', more: '/DR << /Font [1 0 R] >>' },
  { name: 'an order of calculation', more: '/CO [1 0 R]' },
])('a form that lent nothing must not lend', ({ name, more }) => {
  test(name, () => {
    expect(found(addSeal(signed, { form: more }))).toEqual(['unknown', 'later-change-unknown'])
  })
})

test('a note on the page takes its font from the form, too', () => {
  const noted = signPdf(addNote(plain, 'Ghi chu'), { cms })
  expect(found(addSeal(noted, { form: fonts(`/Helv ${HELV}`) }))).toEqual(['permitted'])
  expect(found(addSeal(noted, { form: fonts(`/Helv ${LYING}`) }))).toEqual(['unknown', 'later-change-unknown'])
})

test('a style is lent only where no text waits for one', () => {
  const bare = appendUpdate(plain, {
    objects: new Map([[plain.nextObject, '<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /FT /Tx /T (a) /V (1) >>']]),
    fields: [plain.nextObject],
  })
  expect(found(addSeal(signPdf(bare, { cms }), { form: '/DA (/Helv 0 Tf 1 g)' }))).toEqual([
    'unknown',
    'later-change-unknown',
  ])
})

describe('what a form lent when it was signed', () => {
  const before = signPdf(form, { cms, form: fonts(`/F9 ${HELV}`) })

  test('may be lent again with more', () => {
    expect(found(addSeal(before, { form: fonts(`/F9 ${HELV} /F10 ${EMBEDDED}`) }))).toEqual(['permitted'])
  })
  test('must not be another font under the same name', () => {
    expect(found(addSeal(before, { form: fonts(`/F9 ${LYING}`) }))).toEqual(['unknown', 'later-change-unknown'])
  })
  test('must not be taken back', () => {
    expect(found(addSeal(before, { form: fonts(`/F8 ${HELV}`) }))).toEqual(['unknown', 'later-change-unknown'])
    expect(found(addSeal(before))).toEqual(['unknown', 'later-change-unknown'])
  })
  test('may be another picture, where no field draws it', () => {
    const pictured = signPdf(form, { cms, form: '/DR << /XObject << /FRM 1 0 R >> >>' })
    const { picture } = sealObjects(pictured)
    expect(found(addSeal(pictured, { form: `/DR << /XObject << /FRM ${picture} 0 R >> >>` }))).toEqual(['permitted'])
  })
  test('must not be another picture, where a field draws it by that name', () => {
    const borrower = fillText(form, { value: '', line: '/FRM Do', font: 'null' })
    const pictured = signPdf(borrower, { cms, form: '/DR << /XObject << /FRM 1 0 R >> >>' })
    const { picture } = sealObjects(pictured)
    expect(found(addSeal(pictured, { form: `/DR << /XObject << /FRM ${picture} 0 R >> >>` }))).toEqual([
      'unknown',
      'later-change-unknown',
    ])
  })
})

describe('a form that asks the viewer to draw', () => {
  const asked = (draft: PdfDraft) => addSeal(draft, { form: '/NeedAppearances true' })
  test('shows what it showed where all fields show their values', () => {
    expect(found(asked(signPdf(fillText(form, { value: 'Huc' }), { cms })))).toEqual(['permitted'])
  })
  const lies: readonly { name: string; base: PdfDraft }[] = [
    { name: 'another value than the one that was shown', base: fillText(form, { value: '9.000', shown: '1.000' }) },
    { name: 'a value that was not shown', base: fillTextUndrawn(form, '9.000') },
    {
      name: 'what a script makes of the value',
      base: fillText(form, { value: '1', entries: '/AA << /F << /S /JavaScript /JS (x) >> >>' }),
    },
    { name: 'a richer text than the value', base: fillText(form, { value: '1', entries: '/RV (<body>9</body>)' }) },
  ]
  for (const { name, base } of lies) {
    test(`would show ${name}`, () => {
      expect(found(asked(signPdf(base, { cms })))).toEqual(['unknown', 'shadow-content'])
    })
  }
  test('may cease to ask where all fields show their values', () => {
    const drawn = signPdf(fillText(form, { value: 'Huc' }), { cms, form: '/NeedAppearances true' })
    expect(found(addSeal(drawn))).toEqual(['permitted'])
    const undrawn = signPdf(fillTextUndrawn(form, 'Huc'), { cms, form: '/NeedAppearances true' })
    expect(found(addSeal(undrawn))).toEqual(['unknown', 'shadow-content'])
  })
})

describe('a name is added to what the form lends, with which the picture of a field is drawn as well:', () => {
  const [resources, list, inner] = [0, 1, 2].map((index) => form.nextObject + index)
  const USUAL = `/F1 ${HELV}`
  const picture = (operators: string, entries = `/Resources ${resources} 0 R`) =>
    stream(Buffer.from(operators), `/Type /XObject /Subtype /Form /BBox [0 0 200 20] ${entries}`)
  type Shared = { readonly operators?: string; readonly entries?: string; readonly more?: string }
  const shared = ({ operators = 'BT /F1 10 Tf 2 6 Td (1.000) Tj ET', entries, more = '' }: Shared) => {
    const drawn = new Map<number, string | Bytes>([
      [resources ?? 0, `<< /Font ${list} 0 R ${more} >>`],
      [list ?? 0, `<< ${USUAL} >>`],
      [inner ?? 0, picture('0 0 9 9 re f', '')],
      [(form.fields[0] ?? 0) + 3, picture(operators, entries)],
    ])
    return signPdf(appendUpdate(form, { objects: drawn }), { cms, form: `/DR ${resources} 0 R ` })
  }
  const lent = (one: Shared, fonts = `${USUAL} /F10 ${EMBEDDED}`) =>
    found(addSeal(shared(one), { form: `/DR ${resources} 0 R`, objects: new Map([[list ?? 0, `<< ${fonts} >>`]]) }))

  test('by its resources', () => expect(lent({})).toEqual(['permitted']))
  test('by its list of fonts', () => {
    expect(lent({ entries: `/Resources << /Font ${list} 0 R >>` })).toEqual(['permitted'])
  })
  test('by forms with resources of their own', () => {
    expect(lent({ more: `/XObject << /Im0 << /Type /XObject >> >>` })).toEqual(['permitted'])
  })

  const doubtful: readonly (Shared & { readonly name: string; readonly fonts?: string })[] = [
    { name: 'that uses the name', operators: 'BT /F10 10 Tf 2 6 Td (1.000) Tj ET' },
    { name: 'that uses the name for a usual font', operators: 'BT /F2 10 Tf (1) Tj ET', fonts: `${USUAL} /F2 ${HELV}` },
    { name: 'that cannot be read through', operators: 'BI /W 1 /H 1 /BPC 8 /CS /G ID x EI' },
    { name: 'that lends them on', more: `/XObject << /Fm1 ${inner} 0 R >>` },
    { name: 'for which a name is another one', fonts: `/F1 ${LYING}` },
    { name: 'that has them for something else too', entries: `/Resources ${resources} 0 R /Group ${list} 0 R` },
  ]
  for (const { name, fonts, ...one } of doubtful)
    test(`not by one ${name}`, () => expect(lent(one, fonts)).toEqual(['unknown', 'later-change-unknown']))
})
