/** Fields filled in fonts and styles by which something else shows than the value: those of the update, and those that were prepared. */
import { describe, expect, test } from 'vitest'
import { addForm, type Filling, fillText, fillTextUnderMouse } from '../../fixtures/form.ts'
import { addSeal } from '../../fixtures/later-seal.ts'
import { openDraft, type PdfDraft, stream, withEntry } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import type { Bytes } from '../../src/bytes.ts'
import { found } from './found.ts'
import { world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Phieu trinh'))
const cms = { signer: world.person }
const form = addForm(plain)
const DOUBTFUL = ['unknown', 'later-change-unknown']

/** The draft with further objects that nothing uses yet. */
function withObjects(draft: PdfDraft, ...bodies: readonly (string | Bytes)[]): PdfDraft {
  return appendUpdate(draft, { objects: new Map(bodies.map((body, index) => [draft.nextObject + index, body])) })
}

const font = (entries: string, name = 'Helvetica') => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} ${entries} >>`
const differences = (list: string) => font(`/Encoding << /Type /Encoding /Differences ${list} >>`)

/** Of all characters of ASCII, in thousandths of an em; `of` those that are given. */
function widths(of: Readonly<Record<string, number>> = {}, usual = 556): string {
  const list = Array.from({ length: 95 }, (_, index) => {
    const character = String.fromCharCode(index + 32)
    return of[character] ?? ('iIjl.,:; ftr()-/|'.includes(character) ? Math.min(usual, 300) : usual)
  })
  return `/FirstChar 32 /LastChar 126 /Widths [${list.join(' ')}] /Encoding /WinAnsiEncoding`
}

type Case = { readonly name: string; readonly font: string } & Partial<Filling>
const AMOUNT = { value: '1.000', shown: '1.000' }

const honest: readonly Case[] = [
  { name: 'the widths of its letters', font: font(widths()) },
  { name: 'the widths of a typewriter', font: font(widths({}, 600), 'Courier-Bold') },
  { name: 'no widths', font: font('', 'Arial-BoldMT') },
  { name: 'differences that change nothing', font: differences('[32 /space 39 /quotesingle 46 /period 49 /one /two]') },
  {
    name: 'its name in its descriptor too',
    font: font('/Encoding /WinAnsiEncoding /FontDescriptor << /Type /FontDescriptor /FontName /Helvetica /Flags 32 >>'),
  },
  { name: 'accents in other places', font: differences('[24 /breve /caron 128 /bullet]') },
]

const doubtful: readonly Case[] = [
  { name: 'another text for readers', font: font(`/Encoding /WinAnsiEncoding /ToUnicode 1 0 R`) },
  { name: 'a digit in the place of the space', font: differences('[32 /nine]'), value: '1', shown: '1 ' },
  { name: 'a quote in the place of a digit', font: differences('[49 /quotesingle]') },
  { name: 'a digit in the place of the point', font: differences('[46 /nine]') },
  { name: 'differences of a fraction', font: differences('[48.9 /nine]') },
  { name: 'differences of a name that is none', font: differences('[49 (nine)]') },
  { name: 'letters one over another', font: font(widths({}, 1)) },
  { name: 'noughts over one another', font: font(widths({ '0': 5 })) },
  { name: 'letters out of sight', font: font(widths({ '.': 90_000 })) },
  { name: 'no width at all', font: font(widths({ '1': 0 })) },
  { name: 'a space that leads back', font: font(widths({ ' ': -500 })), value: '1000', shown: '1 000' },
  {
    name: 'widths of a few codes',
    font: font('/FirstChar 48 /LastChar 49 /Widths [556 556] /Encoding /WinAnsiEncoding'),
  },
  {
    name: 'widths of codes that begin elsewhere',
    font: font(widths().replace('/FirstChar 32', '/FirstChar 12').replace('/LastChar 126', '/LastChar 106')),
  },
  { name: 'more widths than codes', font: font(widths().replace('/LastChar 126', '/LastChar 130')) },
  { name: 'widths without a first code', font: font(widths().replace('/FirstChar 32', '')) },
  { name: 'a matrix of its own', font: font('/FontMatrix [-0.001 0 0 -0.001 0 0] /Encoding /WinAnsiEncoding') },
  {
    name: 'glyphs that it draws itself',
    font: '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.001 0 0 0.001 0 0] /BaseFont /Helvetica /Encoding /WinAnsiEncoding /CharProcs << /one 1 0 R >> >>',
  },
  {
    name: 'glyphs by numbers',
    font: '<< /Type /Font /Subtype /Type0 /BaseFont /Helvetica /Encoding /Identity-H /DescendantFonts [1 0 R] >>',
  },
  {
    name: 'a program of its own',
    font: font('/Encoding /WinAnsiEncoding /FontDescriptor << /Type /FontDescriptor /FontFile3 1 0 R >>'),
  },
  {
    name: 'the program of a part of a font',
    font: '<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Arial /Encoding /WinAnsiEncoding /FontDescriptor << /Type /FontDescriptor /FontFile2 1 0 R >> >>',
  },
  {
    name: 'another name than its descriptor has',
    font: font(
      '/Encoding /WinAnsiEncoding /FontDescriptor << /Type /FontDescriptor /FontName /ZapfDingbats /Flags 4 >>',
    ),
  },
  { name: 'pictures for letters', font: font('/Encoding /WinAnsiEncoding', 'Wingdings') },
  {
    name: 'spaces that are wider than they seem',
    font: font('', 'Courier'),
    value: '1000',
    shown: `1${' '.repeat(40)}000`,
  },
]

const filled = (draft: PdfDraft, { name: _, font: own, ...filling }: Case, place: string) =>
  found(fillText(draft, { ...AMOUNT, ...filling, font: place || own }))

describe('a field filled in a font with', () => {
  const signed = signPdf(form, { cms })
  for (const one of honest)
    test(`${one.name} shows its value`, () => expect(filled(signed, one, '')).toEqual(['permitted']))
  for (const one of doubtful)
    test(`${one.name} is left to a person`, () => expect(filled(signed, one, '')).toEqual(DOUBTFUL))
})

describe('a field filled in a font that was there when somebody signed, with', () => {
  const place = form.nextObject
  const signed = (body: string) => signPdf(withObjects(form, body), { cms })
  for (const one of honest) {
    test(`${one.name} shows its value`, () => {
      expect(filled(signed(one.font), one, `${place} 0 R`)).toEqual(['permitted'])
    })
  }
  for (const one of doubtful) {
    test(`${one.name} is left to a person`, () => {
      expect(filled(signed(one.font), one, `${place} 0 R`)).toEqual(DOUBTFUL)
    })
  }
  test('differences in an object of their own is left to a person', () => {
    const prepared = signPdf(withObjects(form, differences(`${place + 1} 0 R`), '[49 /nine]'), { cms })
    expect(found(fillText(prepared, { value: '1', font: `${place} 0 R` }))).toEqual(DOUBTFUL)
  })
})

const LYING = differences('[49 /nine]')

test('a font that a page has under that name may be the one that shows', () => {
  const paged = (body: string) => {
    const resources = (form.firstPage.entries.get('/Resources') ?? '').replace('/Font <<', `/Font << /F7 ${body} `)
    expect(resources).toContain('/F7')
    const entries = withEntry(form.firstPage.entries, '/Resources', resources)
    const prepared = appendUpdate(form, { objects: new Map(), firstPage: { ...form.firstPage, entries } })
    return fillText(signPdf(prepared, { cms }), { value: '1', line: 'BT /F7 10 Tf 2 6 Td (1) Tj ET' })
  }
  expect(found(paged(LYING))).toEqual(DOUBTFUL)
  expect(found(paged(font('')))).toEqual(['permitted'])
})

test('what shows under the mouse must not be written over', () => {
  const under = form.nextObject
  const signed = signPdf(fillTextUnderMouse(form, '', under, ''), { cms })
  expect(found(fillTextUnderMouse(signed, '1.000', under, '9.000'))).toEqual(DOUBTFUL)
})

describe('a form that asks the viewer to draw, and a field filled', () => {
  const asked = (more = '') => ({ cms, form: `/NeedAppearances true ${more}` })
  const cases: readonly {
    name: string
    entries?: string
    form?: string
    filling?: Partial<Filling>
    shows: boolean
  }[] = [
    { name: 'as it is shown', shows: true },
    { name: 'at a size that the viewer chooses', filling: { style: '/F1 0 Tf 0 0 0 1 k' }, shows: true },
    { name: 'on white paper', entries: '/MK << /BG [1 1 1] /R 0 >>', shows: true },
    { name: 'with room for all of it', entries: '/MaxLen 5', shows: true },
    { name: 'in white', filling: { style: '/F1 10 Tf 1 g' }, shows: false },
    { name: 'in an ink of no colour', filling: { style: '/F1 10 Tf 0 0 0 0 k' }, shows: false },
    { name: 'too small to be read', filling: { style: '/F1 0.1 Tf 0 g' }, shows: false },
    { name: 'so large that it is cut off', filling: { style: '/F1 72 Tf 0 g' }, shows: false },
    { name: 'on black paper', entries: '/MK << /BG [0] >>', shows: false },
    { name: 'upside down', entries: '/MK << /R 180 >>', shows: false },
    { name: 'in fewer letters than the value has', entries: '/MaxLen 1', shows: false },
    { name: 'in two lines of which one is seen', filling: { value: '1.\r000' }, shows: false },
    { name: 'as a password', entries: '/Ff 8192', shows: false },
    { name: 'as a richer text', entries: '/RV (<body>9</body>)', shows: false },
    { name: 'in another font of the form', form: `/DR << /Font << /F1 ${LYING} >> >>`, shows: false },
    { name: 'in another font of the field', entries: `/DR << /Font << /F1 ${LYING} >> >>`, shows: false },
    { name: 'behind spaces that push it out of sight', filling: { value: `1${' '.repeat(80)}000` }, shows: false },
  ]
  for (const { name, entries = '', form: more, filling, shows } of cases) {
    test(`${name} ${shows ? 'shows its value' : 'is left to a person'}`, () => {
      const { style } = filling ?? {}
      const base = style ? fillText(addForm(plain), { value: '', style }) : addForm(plain, entries)
      const later = fillText(signPdf(base, asked(more)), { ...AMOUNT, entries, ...filling })
      expect(found(later).filter((code) => code !== 'shadow-content')).toEqual(shows ? ['permitted'] : DOUBTFUL)
    })
  }
})

describe('a form that begins to ask the viewer to draw', () => {
  const pressed = (look: string, shown: string) => {
    const [button, picture] = [form.nextObject, form.nextObject + 1]
    const resources = `<< /Font << /F1 ${font('')} >> >>`
    const text = stream(
      Buffer.from(`q BT /F1 10 Tf 0 g 2 6 Td (${shown}) Tj ET Q`),
      `/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources ${resources}`,
    )
    const widget = `<< /Type /Annot /Subtype /Widget /F 4 /Rect [300 500 500 520] /P ${form.firstPage.object} 0 R /T (nut) /FT /Btn /Ff 65536 /MK << ${look} >> /AP << /N ${picture} 0 R >> >>`
    const fields = [...form.fields, button]
    const list = fields.map((number) => `${number} 0 R`).join(' ')
    const annotations = `[${list}]`
    const prepared = appendUpdate(form, {
      objects: new Map<number, string | Bytes>([
        [button, widget],
        [picture, text],
      ]),
      fields,
      annotations: fields,
      catalog: {
        ...form.catalog,
        entries: withEntry(form.catalog.entries, '/AcroForm', `<< /Fields [${list}] /SigFlags 3 >>`),
      },
      firstPage: { ...form.firstPage, entries: withEntry(form.firstPage.entries, '/Annots', annotations) },
    })
    return addSeal(signPdf(prepared, { cms }), { form: '/NeedAppearances true' })
  }
  test('shows a button by its caption', () => expect(found(pressed('/CA (1.000)', '1.000'))).toEqual(['permitted']))
  for (const { name, look } of [
    { name: 'another caption', look: '/CA (9.000)' },
    { name: 'an icon', look: '/CA (1.000) /I 1 0 R' },
    { name: 'its caption upside down', look: '/CA (1.000) /R 180' },
  ]) {
    test(`must not show a button with ${name} than was seen`, () => {
      expect(found(pressed(look, '1.000'))).toEqual(['unknown', 'shadow-content'])
    })
  }
})
