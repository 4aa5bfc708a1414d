/** Fields filled after a signature: what is honest, what is not, and what a signature locked. */
import { describe, expect, test } from 'vitest'
import {
  addForm,
  checkTheBox,
  choose,
  drawFieldOnPage,
  type Filling,
  FORM_FIELDS,
  fillText,
  fillTextInPlace,
  fillTextUndrawn,
} from '../../fixtures/form.ts'
import { addSeal } from '../../fixtures/later-seal.ts'
import { type Lock, signWithFieldLock, signWithFieldMdp } from '../../fixtures/locked-signature.ts'
import { openDraft, type PdfDraft, stream, withEntry } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { addPlacedField, askViewer, fillPlacedField, type Placed } from '../../fixtures/placed-field.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signedBases } from '../../fixtures/signed-bases.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import type { Bytes } from '../../src/bytes.ts'
import { CODES, type Code } from '../../src/validation/code.ts'
import { judge } from '../../src/validation/judge.ts'
import { given, world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Phieu trinh'))
const form = addForm(plain)
const cms = { signer: world.person }

/** What came after the first signature, and the codes that decide about it, each once. */
function found({ bytes }: PdfDraft): readonly string[] {
  const [first] = judge(bytes, given()).report.signatures
  const codes = (first?.findings ?? []).map(({ code }) => code).filter((code) => CODES[code].effect !== 'note')
  return [first?.modification ?? '', ...new Set(codes)]
}

const honest: readonly { name: string; fill: (signed: PdfDraft) => PdfDraft }[] = [
  { name: 'a text', fill: (one) => fillText(one, { value: 'UBND xa Huc' }) },
  { name: 'a text, the field closed by it', fill: (one) => fillText(one, { value: 'UBND xa Huc', entries: '/Ff 1' }) },
  {
    name: 'a text placed by a matrix',
    fill: (one) => fillText(one, { value: 'UBND', line: 'q BT 1 0 0 1 2 6 Tm /F1 10 Tf 0 g (UBND) Tj 0 g ET Q' }),
  },
  {
    name: 'a field drawn within a field',
    fill: (one) => fillText(one, { value: 'Huc', line: 'n /Tx BMC q n q BT /F1 10 Tf 2 6 Td (Huc) Tj ET Q Q EMC' }),
  },
  { name: 'a text written over in place', fill: (one) => fillTextInPlace(one, 'UBND xa Huc') },
  { name: 'a text that the viewer draws', fill: (one) => fillTextUndrawn(one, 'UBND xã Húc') },
  {
    name: 'a text without marks, in a font that nobody defines',
    fill: (one) => fillText(one, { value: 'Huc', marked: false, font: 'null' }),
  },
  { name: 'a box', fill: (one) => checkTheBox(one) },
  { name: 'a choice', fill: (one) => choose(one) },
  { name: 'all of them, one after the other', fill: (one) => choose(checkTheBox(fillText(one, { value: 'Huc' }))) },
]
for (const { name, fill } of honest) {
  for (const { name: permission, signed, certified } of signedBases(form, cms)) {
    test(`${permission}: ${name} is filled ${certified === 1 ? 'against the will of the author' : 'as the form asks'}`, () => {
      const { report } = judge(fill(signed).bytes, given())
      if (certified === 1) expect(found(fill(signed))).toEqual(['suspicious', 'certification-violated'])
      else {
        expect(found(fill(signed))).toEqual(['permitted'])
        expect(report.signatures[0]?.code).toBe('valid-form-filled')
      }
    })
  }
}

for (const part of ['/AP', '/N'] as const) {
  test(`a box is checked, and ${part} of it, an object of its own, leads to another picture`, () => {
    const [box, states, on, off] = [0, 1, 2, 3].map((index) => plain.nextObject + index)
    const list = (checked: number | undefined) => {
      const normal = `<< /Co ${checked} 0 R /Off ${off} 0 R >>`
      return part === '/AP' ? `<< /N ${normal} >>` : normal
    }
    const place = part === '/AP' ? `${states} 0 R` : `<< /N ${states} 0 R >>`
    const widget = (state: string) =>
      `<< /Type /Annot /Subtype /Widget /F 4 /Rect [300 570 320 590] /P ${plain.firstPage.object} 0 R /T (dong_y) /FT /Btn /V /${state} /AS /${state} /AP ${place} >>`
    const picture = (operators: string) =>
      stream(Buffer.from(operators), '/Type /XObject /Subtype /Form /BBox [0 0 20 20] /Resources << >>')
    const boxed = appendUpdate(plain, {
      objects: new Map<number, string | Bytes>([
        [box ?? 0, widget('Off')],
        [states ?? 0, list(on)],
        [on ?? 0, picture('4 4 m 16 16 l S')],
        [off ?? 0, picture('')],
      ]),
      fields: [box ?? 0],
      annotations: [box ?? 0],
      catalog: {
        ...plain.catalog,
        entries: withEntry(plain.catalog.entries, '/AcroForm', `<< /Fields [${box} 0 R] /SigFlags 3 >>`),
      },
      firstPage: { ...plain.firstPage, entries: withEntry(plain.firstPage.entries, '/Annots', `[${box} 0 R]`) },
    })
    const signed = signPdf(boxed, { cms })
    const drawn = signed.nextObject
    const swapped = new Map<number, string | Bytes>([
      [box ?? 0, widget('Co')],
      [states ?? 0, list(drawn)],
      [drawn, picture('1 0 0 rg 0 0 200 20 re f')],
    ])
    expect(found(appendUpdate(signed, { objects: swapped }))[0]).not.toBe('permitted')
    const checked = appendUpdate(signed, { objects: new Map([[box ?? 0, widget('Co')]]) })
    expect(found(checked)).toEqual(['permitted'])
  })
}

test('a form filled and then signed: the first signature tells of the filling, the second covers it', () => {
  const twice = signPdf(fillText(signPdf(form, { cms }), { value: 'Huc' }), { cms: { signer: world.organisation } })
  const { signatures } = judge(twice.bytes, given()).report
  expect(signatures.map(({ code }) => code)).toEqual(['valid-form-filled', 'valid'])
})

const text = (filling: Filling) => (signed: PdfDraft) => fillText(signed, filling)
const OWN_FONT =
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FontDescriptor << /Type /FontDescriptor /FontName /Helvetica /Flags 32 /FontFile2 1 0 R >> >>'
const SHIFTED = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>'

/** Filled in a way that shows, or may show, something else than the value: left to a person. */
const doubtful: readonly { name: string; fill: (signed: PdfDraft) => PdfDraft }[] = [
  {
    name: 'a text on a white ground in a frame',
    fill: text({ value: 'Huc', before: '1 g 0 0 200 20 re f 0.5 G 1 w 0 0 200 20 re S' }),
  },
  {
    name: 'a text of two lines',
    fill: text({ value: 'UBND\rxa Huc', line: 'BT /F1 8 Tf 2 12 Td (UBND) Tj 0 -8 Td (xa Huc) Tj ET' }),
  },
  {
    name: 'a text whose letters are set one by one',
    fill: text({ value: 'UBND', line: 'BT /F1 8 Tf 2 6 Td (U) Tj 10 0 Td (B) Tj 10 0 Td [(N) -20 (D)] TJ ET' }),
  },
  {
    name: 'two texts for one operator',
    fill: text({ value: '1.000', line: 'BT /F1 10 Tf 2 6 Td (1.000) (9.999) Tj ET' }),
  },
  { name: 'two fonts for one operator', fill: text({ value: '1', line: 'BT /F1 /ZaDb 10 Tf 2 6 Td (1) Tj ET' }) },
  { name: 'a text stretched by a matrix', fill: text({ value: '1', line: 'BT 1 0 0 9 2 6 Tm /F1 9 Tf (1) Tj ET' }) },
  {
    name: 'a text moved out of sight by a matrix',
    fill: text({ value: '1', line: 'BT 1 0 0 1 2 60 Tm /F1 9 Tf (1) Tj ET' }),
  },
  { name: 'a size below nought', fill: text({ value: '68', line: 'BT /F1 -12 Tf 30 16 Td (68) Tj ET' }) },
  {
    name: 'a text that runs back',
    fill: text({ value: '19', line: 'BT /F1 12 Tf 40 6 Td [(1) 250 250 250 (9)] TJ ET' }),
  },
  { name: 'a white end', fill: text({ value: '1.000', line: 'BT /F1 12 Tf 0 g 2 6 Td (1) Tj 1 g (.000) Tj ET' }) },
  { name: 'a white text', fill: text({ value: '1.000', line: 'BT /F1 12 Tf 1 g 2 6 Td (1.000) Tj ET' }) },
  { name: 'an end outside of the field', fill: text({ value: '1.000', line: 'BT /F1 12 Tf 190 6 Td (1.000) Tj ET' }) },
  { name: 'letters too small to be seen', fill: text({ value: '1.000', line: 'BT /F1 0.01 Tf 2 6 Td (1.000) Tj ET' }) },
  { name: 'a stroke of its ground over a digit', fill: text({ value: '000', before: '0 g 6 6 1.2 8.6 re f' }) },
  { name: 'two lines in one', fill: text({ value: '0 8', line: 'BT /F1 12 Tf 12 6 Td (0) Tj 0 -0.01 Td (8) Tj ET' }) },
  { name: 'another text than the value', fill: text({ value: '1.000', shown: '9.000' }) },
  { name: 'more text before the marks', fill: text({ value: '1', before: 'BT /F1 10 Tf (9) Tj ET' }) },
  { name: 'more text behind the marks', fill: text({ value: '1', after: 'BT /F1 10 Tf (9) Tj ET' }) },
  { name: 'a ground over the text', fill: text({ value: '1', after: '1 g 0 0 200 20 re f' }) },
  { name: 'lines drawn like digits', fill: text({ value: '1', before: '9 9 m 12 9 l 12 2 l S' }) },
  { name: 'a text without marks', fill: text({ value: '', shown: '', after: 'BT /F1 10 Tf (9) Tj ET' }) },
  {
    name: 'parts in another order',
    fill: text({ value: '19', line: 'BT /F1 8 Tf 20 6 Td (1) Tj -15 0 Td (9) Tj ET' }),
  },
  { name: 'lines from below', fill: text({ value: '19', line: 'BT /F1 8 Tf 2 2 Td (1) Tj 0 8 Td (9) Tj ET' }) },
  { name: 'a text that is turned', fill: text({ value: '6', line: 'BT /F1 8 Tf -1 0 0 -1 20 10 Tm (6) Tj ET' }) },
  { name: 'a picture', fill: text({ value: '', line: '/Im0 Do' }) },
  { name: 'more text without marks', fill: text({ value: '1', marked: false, after: 'BT /F1 9 Tf (9) Tj ET' }) },
  {
    name: 'a ground over the text without marks',
    fill: text({ value: '1', marked: false, after: '1 g 0 0 9 9 re f' }),
  },
  { name: 'a picture beside the text without marks', fill: text({ value: '1', marked: false, before: '/Im0 Do' }) },
  {
    name: 'a font that writes backwards',
    fill: text({
      value: '19',
      font: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 49 /LastChar 57 /Widths [-600 -600] >>',
    }),
  },
  { name: 'invisible letters', fill: text({ value: '1', line: 'BT 3 Tr /F1 8 Tf 2 6 Td (1) Tj ET' }) },
  { name: 'a font with glyphs of its own', fill: text({ value: '1', font: OWN_FONT }) },
  { name: 'a font with another order of glyphs', fill: text({ value: '1', font: SHIFTED }) },
  {
    name: 'a font of symbols',
    fill: text({ value: 'a', font: '<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>' }),
  },
  { name: 'a field made smaller', fill: text({ value: '1', entries: '/MaxLen 1' }) },
  { name: 'a field made a password', fill: text({ value: '1', entries: '/Ff 8192' }) },
  { name: 'a text turned as a whole', fill: text({ value: '6', form: '/Matrix [-1 0 0 -1 200 20]' }) },
  { name: 'another picture under the mouse', fill: text({ value: '1', underMouse: true }) },
  { name: 'a style that writes', fill: text({ value: '1', style: '/F1 10 Tf 0 g \\(9\\) Tj' }) },
  { name: 'a box checked by its value alone', fill: (one) => checkTheBox(one, 'Off', 'Co') },
  { name: 'a state that the box never had', fill: (one) => checkTheBox(one, 'Khac') },
  { name: 'another option than the chosen one', fill: (one) => choose(one, 'K', 'Thuong') },
]
for (const { name, fill } of doubtful) {
  test(`a form that shows ${name} is left to a person`, () => {
    const signed = signPdf(form, { cms })
    expect(found(fill(signed))).toEqual(['unknown', 'later-change-unknown'])
  })
}

test('a field that was closed when somebody signed was not left open', () => {
  const signed = signPdf(addForm(plain, '/Ff 1'), { cms })
  expect(found(fillText(signed, { value: 'Huc', entries: '/Ff 1' }))).toEqual(['unknown', 'later-change-unknown'])
})

test('an appearance that the page draws too is no field alone', () => {
  const signed = signPdf(drawFieldOnPage(form), { cms })
  expect(found(fillText(signed, { value: 'Huc' }))).toEqual(['permitted'])
  expect(found(fillTextInPlace(signed, 'Huc'))).toEqual(['unknown', 'later-change-unknown'])
})

test('a script that comes with the value is named', () => {
  const signed = signPdf(form, { cms })
  const filled = fillText(signed, { value: '1', entries: '/AA << /K << /S /JavaScript /JS (x) >> >>' })
  expect(found(filled)).toEqual(['suspicious', 'active-content-added'])
})

const fillBoth = (signed: PdfDraft) => checkTheBox(fillText(signed, { value: 'Huc' }))
const locks: readonly { name: string; lock: Lock; locked: readonly string[] }[] = [
  { name: 'all fields', lock: { action: 'All' }, locked: [FORM_FIELDS.text, FORM_FIELDS.box] },
  {
    name: 'the field that it names',
    lock: { action: 'Include', fields: [FORM_FIELDS.text] },
    locked: [FORM_FIELDS.text],
  },
  {
    name: 'all but the field that it names',
    lock: { action: 'Exclude', fields: [FORM_FIELDS.text] },
    locked: [FORM_FIELDS.box],
  },
  { name: 'another field', lock: { action: 'Include', fields: [FORM_FIELDS.combo] }, locked: [] },
  {
    name: 'a field whose name only begins alike',
    lock: { action: 'Include', fields: ['nguoi', 'nguoi_nhan.a'] },
    locked: [],
  },
]
const locking = [
  { name: 'the reference of a signature', sign: signWithFieldMdp },
  { name: 'the field of a signature', sign: signWithFieldLock },
]
for (const { name: by, sign } of locking) {
  describe(`${by} locks`, () => {
    for (const { name, lock, locked } of locks) {
      test(name, () => {
        const signed = sign(form, cms, lock)
        expect(found(signed)).toEqual(['none'])
        const [first] = judge(fillBoth(signed).bytes, given()).report.signatures
        const named = first?.findings
          .filter(({ code }) => code === 'locked-field-changed')
          .map(({ facts }) => facts.field)
        expect([first?.modification, named]).toEqual([locked.length > 0 ? 'suspicious' : 'permitted', locked])
      })
    }
  })
}

test('a locked field whose appearance is doubtful, too, is refused and not only looked at', () => {
  const signed = signWithFieldMdp(form, cms, { action: 'All' })
  const codes: readonly (Code | 'suspicious')[] = ['suspicious', 'locked-field-changed', 'later-change-unknown']
  expect(found(fillText(signed, { value: '1.000', shown: '9.000' }))).toEqual(codes)
})

test('of several locks each holds', () => {
  const only = (name: string): Lock => ({ action: 'Include', fields: [name] })
  const signed = signWithFieldMdp(form, cms, only(FORM_FIELDS.combo), only(FORM_FIELDS.text))
  expect(found(fillBoth(signed))).toEqual(['suspicious', 'locked-field-changed'])
})

test('a lock may forbid more than to change its fields (P of PDF 2.0)', () => {
  const lock = { action: 'Include', fields: ['khac'] } as const
  expect(found(fillBoth(signWithFieldLock(form, cms, { ...lock, permission: 1 })))).toEqual([
    'suspicious',
    'certification-violated',
  ])
  expect(found(fillBoth(signWithFieldLock(form, cms, { ...lock, permission: 2 })))).toEqual(['permitted'])
})

test('a font that nobody defines stays the one of the viewer', () => {
  const signed = signPdf(form, { cms })
  const filled = fillText(signed, { value: '1', marked: false, font: 'null' })
  const lying = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>'
  expect(found(addSeal(filled, { form: `/DR << /Font << /F1 ${lying} >> >>` }))).toEqual([
    'unknown',
    'later-change-unknown',
  ])
})

test('a field that the viewer draws in a font with other digits is left to a person', () => {
  const undrawn = (font: string) =>
    fillTextUndrawn(
      signPdf(form, { cms, form: `/DR << /Font << /F1 ${font} >> >> ` }),
      '1',
      `/DR << /Font << /F1 ${font} >> >>`,
    )
  expect(found(undrawn('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'))).toEqual(['permitted'])
  expect(
    found(undrawn('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>')),
  ).toEqual(['unknown', 'later-change-unknown', 'shadow-content'])
})

test('a text in a font that the form lends is read by that font', () => {
  const filled = (font: string) =>
    fillText(signPdf(form, { cms, form: `/DR << /Font << /F1 ${font} >> >> ` }), { value: '1', font: 'null' })
  const plainFont = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  const lying = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>'
  expect(found(filled(plainFont))).toEqual(['permitted'])
  expect(found(filled(lying))).toEqual(['unknown', 'later-change-unknown'])
})

type Placing = Pick<Placed, 'field' | 'widget'> & Partial<Placed> & { readonly name: string }
const kidsOf = (...kids: readonly number[]) => `/Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}]`
const upTo = (parent: number) => `/Parent ${parent} 0 R`
const OTHER = '/FT /Tx /T (so_tien) /DA (/F1 10 Tf 0 g)'

const placedWell: Placing = {
  name: 'among the kids of its field',
  field: ({ widget }) => kidsOf(widget),
  widget: ({ field }) => upTo(field),
}

/** The picture of each shows one sum, and what is found upward from it is another. */
const strays: readonly Placing[] = [
  { name: 'beside the kids of its field', field: ({ kid }) => kidsOf(kid), widget: ({ field }) => upTo(field) },
  {
    name: 'below a kid of its field',
    field: ({ kid }) => kidsOf(kid),
    kid: ({ widget }) => kidsOf(widget),
    widget: ({ kid }) => upTo(kid),
  },
  {
    name: 'of the name of a field',
    field: ({ kid }) => kidsOf(kid),
    widget: () => '/FT /Tx /T (so_tien) /V (9.999.999) /DA (/F1 10 Tf 0 g)',
  },
]
for (const placing of [placedWell, ...strays]) {
  const expected = placing === placedWell ? ['permitted'] : ['unknown', 'later-change-unknown']
  test(`the viewer is asked to draw the fields, and a widget lies ${placing.name}`, () => {
    const value = placing === placedWell ? '1.000.000' : '9.999.999'
    const signed = signPdf(addPlacedField(plain, { ...placing, value, shown: '1.000.000' }), { cms })
    expect(found(askViewer(signed))).toEqual(expected)
  })
}
for (const placing of strays) {
  test(`a field is filled, and a widget lies ${placing.name}`, () => {
    const placed: Placed = { ...placing, value: '1.000.000', shown: '1.000.000' }
    const signed = signPdf(addPlacedField(plain, placed), { cms })
    expect(found(fillPlacedField(signed, { ...placed, value: '9.999.999' }))).toEqual([
      'unknown',
      'later-change-unknown',
    ])
  })
}

const elsewhere: readonly Placing[] = [
  {
    name: 'leads up to another field than its own',
    field: ({ widget }) => kidsOf(widget),
    widget: ({ other }) => upTo(other),
    other: `${OTHER} /V (9.999.999)`,
  },
  {
    name: 'has a value of its own',
    field: ({ widget }) => kidsOf(widget),
    widget: ({ field }) => `${upTo(field)} /V (9.999.999)`,
  },
  {
    name: 'of a signature says that it is a text',
    type: 'Sig',
    field: ({ widget }) => kidsOf(widget),
    widget: ({ field }) => `${upTo(field)} /FT /Tx`,
  },
]
for (const { name, ...placing } of elsewhere) {
  test(`the viewer is asked to draw the fields, and a widget ${name}`, () => {
    const signed = signPdf(addPlacedField(plain, { ...placing, value: '1.000.000', shown: '1.000.000' }), { cms })
    expect(found(askViewer(signed))).toEqual(['unknown', 'shadow-content'])
  })
}
