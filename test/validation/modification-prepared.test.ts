/** What lay in a document when it was signed: told where it could hide or replace something, shown to a person where it does so by itself. */
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { addForm, type Filling, fillText, fillTextUndrawn } from '../../fixtures/form.ts'
import { redraw } from '../../fixtures/later-annotation.ts'
import { addAnnotation } from '../../fixtures/later-change.ts'
import { overwriteContent, pageTree, setPageEntry } from '../../fixtures/later-page.ts'
import { setObjectEntry } from '../../fixtures/later-save.ts'
import { addNamedScript, addOpenAction, addPageAction, setCatalogEntry } from '../../fixtures/later-script.ts'
import { addSeal } from '../../fixtures/later-seal.ts'
import { openDraft, type PdfDraft, stream, withEntry } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { addPlacedField } from '../../fixtures/placed-field.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { addLayer, hideContent, hidePage } from '../../fixtures/prepared-content.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import type { Bytes } from '../../src/bytes.ts'
import { firstOf, found } from './found.ts'
import { world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Trang 1', 'Trang 2'))
const sign = (draft: PdfDraft, form = '') => signPdf(draft, { cms: { signer: world.person }, form })

/** Page 1 draws one more object, which is given as it is spelled. */
function draw(draft: PdfDraft, entries: string): PdfDraft {
  const object = draft.nextObject
  const resources = (draft.firstPage.entries.get('/Resources') ?? '').replace(
    />>\s*$/,
    `/XObject << /Fm0 ${object} 0 R >> >>`,
  )
  return appendUpdate(draft, {
    objects: new Map([
      [object, stream(Buffer.from('0 0 m'), `/Type /XObject /Subtype /Form /BBox [0 0 9 9] ${entries}`)],
    ]),
    firstPage: { ...draft.firstPage, entries: withEntry(draft.firstPage.entries, '/Resources', resources) },
  })
}

/** The same, by a drawing within a drawing, which draws itself as well. */
function drawWithin(draft: PdfDraft, entries: string): PdfDraft {
  const outer = draft.nextObject
  const inner = `/Resources << /XObject << /Fm1 ${outer + 1} 0 R /Fm2 ${outer} 0 R >> >>`
  const drawn = draw(draft, inner)
  return appendUpdate(drawn, {
    objects: new Map([
      [outer + 1, stream(Buffer.from('0 0 m'), `/Type /XObject /Subtype /Form /BBox [0 0 9 9] ${entries}`)],
    ]),
  })
}

const risks: readonly { name: string; base: PdfDraft; facts: Readonly<Record<string, string>> }[] = [
  {
    name: 'a script that runs on opening',
    base: addOpenAction(plain),
    facts: { what: 'script', where: 'catalog OpenAction' },
  },
  {
    name: 'a script with a name',
    base: addNamedScript(plain),
    facts: { what: 'script', where: 'catalog Names JavaScript' },
  },
  { name: 'a script on page 1', base: addPageAction(plain), facts: { what: 'script', where: 'page AA', page: '1' } },
  { name: 'a hidden layer', base: addLayer(plain, 'OFF'), facts: { what: 'hidden layer', where: 'catalog' } },
  {
    name: 'a layer that comes and goes',
    base: setCatalogEntry(plain, '/OCProperties', '<< /OCGs [] /D << /AS [<< /Event /Print >>] >> >>'),
    facts: { what: 'layer that comes and goes', where: 'catalog' },
  },
  {
    name: 'a stamp that is hidden',
    base: addAnnotation(plain, '[60 730 120 760]', '/F 2'),
    facts: { what: 'hidden annotation', where: 'page', page: '1', subtype: 'Stamp', rectangle: '60 730 120 760' },
  },
  {
    name: 'a field that shows another text than its value',
    base: fillText(addForm(plain), { value: '9.000', shown: '1.000' }),
    facts: { what: 'field value', where: 'form', field: 'nguoi_nhan', rectangle: '300 600 500 620' },
  },
]
describe('told, and held against nobody', () => {
  for (const { name, base, facts } of risks) {
    test(name, () => {
      const signed = sign(base)
      expect(found(signed)).toEqual(['none'])
      expect(firstOf(signed)?.findings.find(({ code }) => code === 'shadow-risk')?.facts).toMatchObject(facts)
      expect(firstOf(signed)?.notes).toContain('shadow-risk')
    })
  }
  test('a form that a viewer builds from a description', () => {
    expect(firstOf(sign(plain, '/XFA [] '))?.notes).toContain('shadow-risk')
  })
})

const unused = [
  { name: 'a page that no tree leads to', base: hidePage(plain), what: 'unused page' },
  {
    name: 'a large picture that nothing shows',
    base: appendUpdate(plain, {
      objects: new Map([[plain.nextObject, stream(Buffer.alloc(20_000), '/Type /XObject /Subtype /Image')]]),
    }),
    what: 'unused picture',
  },
  {
    name: 'a font that nothing uses',
    base: appendUpdate(plain, {
      objects: new Map([[plain.nextObject, stream(Buffer.alloc(20_000), '/Length1 20000')]]),
    }),
    what: 'unused font',
  },
]
for (const { name, base, what } of unused) {
  test(`${name} is told as soon as a later revision could bring it to the front`, () => {
    const signed = sign(base)
    expect(firstOf(signed)?.notes).not.toContain('shadow-risk')
    const sealed = addSeal(signed)
    expect(found(sealed)).toEqual(['permitted'])
    expect(firstOf(sealed)?.findings.find(({ code }) => code === 'shadow-risk')?.facts).toMatchObject({
      what,
      where: 'nowhere',
    })
  })
}

const LAX = 'spelling that only some readers understand'

/** Page 1 has a graphics state of that opacity. */
function fade(draft: PdfDraft, opacity: string): PdfDraft {
  const object = draft.nextObject
  const states = `/ExtGState << /G1 ${object} 0 R >>`
  const resources = (draft.firstPage.entries.get('/Resources') ?? '').replace(/>>\s*$/, `${states} >>`)
  return appendUpdate(draft, {
    objects: new Map([[object, `<< /Type /ExtGState /ca ${opacity} >>`]]),
    firstPage: { ...draft.firstPage, entries: withEntry(draft.firstPage.entries, '/Resources', resources) },
  })
}

const altering: readonly { name: string; base: PdfDraft; what: string }[] = [
  {
    name: 'a layer is switched on opening',
    base: addOpenAction(addLayer(plain, 'OFF'), '<< /S /SetOCGState /State [/ON 9 0 R] >>'),
    what: 'action',
  },
  { name: 'a field is hidden on opening', base: addOpenAction(plain, '<< /S /Hide /T (a) >>'), what: 'action' },
  {
    name: 'a layer is switched when page 1 is shown',
    base: setPageEntry(plain, '/AA', '<< /O << /S /SetOCGState /State [/ON 9 0 R] >> >>'),
    what: 'action',
  },
  {
    name: 'a content is fetched from another file',
    base: overwriteContent(plain, Buffer.from(''), '/F (trang.bin)'),
    what: 'content of another file',
  },
  {
    name: 'a picture is fetched from another file',
    base: draw(plain, '/F (hinh.bin)'),
    what: 'content of another file',
  },
  {
    name: 'a picture within a drawing is fetched from another file',
    base: drawWithin(plain, '/F (hinh.bin)'),
    what: 'content of another file',
  },
  {
    name: 'a stamp is fetched from another file',
    base: redraw(addAnnotation(plain), plain.nextObject, '', '/F (dau.bin)'),
    what: 'content of another file',
  },
  {
    name: 'a content is decoded by words that only some readers look for',
    base: overwriteContent(plain, deflateSync('q Q'), '/Filter /FlateDecode /DP << /Predictor 12 >>'),
    what: LAX,
  },
  {
    name: 'a page of another file is drawn',
    base: draw(plain, '/Ref << /F (khac.pdf) /Page 0 >>'),
    what: 'page of another file',
  },
  {
    name: 'the box of page 1 is a number only to some readers',
    base: setPageEntry(plain, '/MediaBox', '[0-300 0 595 842]'),
    what: LAX,
  },
  {
    name: 'the tree of pages turns them for some readers',
    base: setObjectEntry(plain, pageTree(plain).object, '/Rotate', '0-90'),
    what: LAX,
  },
  { name: 'an opacity is one only to some readers', base: fade(plain, '0.-9'), what: LAX },
]
describe('shown to a person, because the page may change by itself', () => {
  for (const { name, base, what } of altering) {
    test(name, () => {
      expect(found(sign(base))).toEqual(['unknown', 'shadow-content'])
      expect(firstOf(sign(base))?.findings[0]?.facts).toMatchObject({ what })
    })
  }
  test('a form that is rendered anew each time', () => {
    const rendered = setCatalogEntry(plain, '/NeedsRendering', 'true')
    expect(found(sign(rendered, '/XFA [] '))).toEqual(['unknown', 'shadow-content'])
  })
})

const DRAWN = '/NeedAppearances true '
const filled = (filling: Filling) => fillText(addForm(plain), filling)
const sum = { value: '9.999.999', shown: '1.000.000' }

/** A box whose picture shows what its caption does not say. */
function captioned(): PdfDraft {
  const form = addForm(plain)
  const box = (form.fields[0] ?? 0) + 1
  const picture = form.nextObject
  const text = stream(
    Buffer.from('BT /F1 10 Tf 2 6 Td (1.000) Tj ET'),
    '/Type /XObject /Subtype /Form /BBox [0 0 20 20]',
  )
  const look = `/MK << /CA (9.999) >> /AP << /N ${picture} 0 R >>`
  return appendUpdate(form, {
    objects: new Map<number, string | Bytes>([
      [box, `<< /Type /Annot /Subtype /Widget /F 4 /Rect [300 570 320 590] /T (nut) /FT /Btn /Ff 65536 ${look} >>`],
      [picture, text],
    ]),
  })
}

const redrawn: readonly { name: string; base: PdfDraft }[] = [
  { name: 'a field shows another sum than it keeps', base: filled(sum) },
  { name: 'a field shows another sum, with more than a text', base: filled({ ...sum, before: '0.9 w' }) },
  { name: 'a field shows a sum and keeps none', base: filled({ value: '', shown: '1.000.000' }) },
  { name: 'a button shows another text than its caption', base: captioned() },
  {
    name: 'a widget beside the kids of its field shows another sum',
    base: addPlacedField(plain, {
      ...sum,
      field: ({ kid }) => `/Kids [${kid} 0 R]`,
      widget: ({ field }) => `/Parent ${field} 0 R`,
    }),
  },
  {
    name: 'a widget keeps another sum than its field',
    base: addPlacedField(plain, {
      value: '1.000.000',
      shown: '1.000.000',
      field: ({ widget }) => `/Kids [${widget} 0 R]`,
      widget: ({ field }) => `/Parent ${field} 0 R /V (9.999.999)`,
    }),
  },
]
describe('a form that asks viewers to draw its fields is shown to a person, because', () => {
  for (const { name, base } of redrawn) {
    test(name, () => {
      expect(found(sign(base, DRAWN))).toEqual(['unknown', 'shadow-content'])
      expect(found(sign(base))).toEqual(['none'])
    })
  }
})

test('a form that asks viewers to draw a field of which nobody knows what it shows, or that they show otherwise, is told', () => {
  const unsure = [
    filled({ value: '1.000', before: '0.9 w' }),
    filled({ value: '1.000', line: '/Im0 Do' }),
    filled({ value: '1.000', style: '/F1 10 Tf 1 g' }),
  ]
  for (const draft of unsure) {
    expect(found(sign(draft, DRAWN))).toEqual(['none'])
    expect(firstOf(sign(draft, DRAWN))?.findings.find(({ code }) => code === 'shadow-risk')?.facts).toMatchObject({
      what: 'field that viewers draw anew',
      field: 'nguoi_nhan',
    })
  }
})

test('a form that asks viewers to draw what is seen already, or what nobody drew, is not told', () => {
  const same = [filled({ value: '1.000' }), fillTextUndrawn(addForm(plain), '1.000')]
  for (const draft of same) expect(firstOf(sign(draft, DRAWN))?.notes).not.toContain('shadow-risk')
  for (const draft of same) expect(found(sign(draft, DRAWN))).toEqual(['none'])
})

test('no number of remarks keeps what decides from being named', () => {
  const hidden = Array.from({ length: 12 }, (_, index) => index * 20)
  const crowd = hidden.reduce((draft, y) => addAnnotation(draft, `[60 ${y} 120 ${y + 20}]`, '/F 2'), filled(sum))
  expect(found(sign(crowd, DRAWN))).toEqual(['unknown', 'shadow-content'])
})

test('what nobody could be misled by is not told', () => {
  const harmless = [
    plain,
    addOpenAction(plain, `[${plain.firstPage.object} 0 R /Fit]`),
    addLayer(plain, 'ON'),
    hideContent(plain),
    fade(plain, '0.9'),
  ]
  for (const draft of harmless) expect(firstOf(sign(draft))?.notes).not.toContain('shadow-risk')
})

test('what was prepared is told of each signature after it', () => {
  const twice = sign(sign(addOpenAction(plain)))
  expect(firstOf(twice)?.notes).toContain('shadow-risk')
})
