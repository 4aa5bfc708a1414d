/** Annotations after a signature that permits them (P = 3): told where they lie over nothing, shown to a person where they do. */
import { describe, expect, test } from 'vitest'
import { addForm, fillText } from '../../fixtures/form.ts'
import { addAnnotationOf, addNote, editAnnotation, redraw, removeAnnotation } from '../../fixtures/later-annotation.ts'
import { addAnnotation, replacePageContent } from '../../fixtures/later-change.ts'
import { overwriteContent } from '../../fixtures/later-page.ts'
import { bodyOf, referredBy } from '../../fixtures/object-body.ts'
import { openDraft, type PdfDraft, references, withEntry } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { firstOf, found } from './found.ts'
import { world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Trang 1', 'Trang 2'))
const certify = (draft: PdfDraft) => signPdf(draft, { cms: { signer: world.person }, certification: 3 })
const signed = certify(plain)
const noted = certify(addNote(plain, 'Goc'))
const stamped = certify(addAnnotation(plain))
const approve = (draft: PdfDraft) => signPdf(draft, { cms: { signer: world.organisation } })

const permitted: readonly { name: string; change: PdfDraft }[] = [
  { name: 'a stamp beside the text', change: addAnnotation(signed) },
  { name: 'a note', change: addAnnotationOf(signed, '/Subtype /Text /Rect [300 300 320 320] /Contents (Xem) /F 28') },
  {
    name: 'a frame',
    change: addAnnotationOf(signed, '/Subtype /Square /Rect [300 300 320 320] /BS << /W 2 >>'),
  },
  {
    name: 'a link',
    change: addAnnotationOf(signed, '/Subtype /Link /Rect [300 300 320 320] /A << /S /URI /URI (a) >>'),
  },
  { name: 'other words in a note', change: editAnnotation(noted, '/Contents', '(Khac)') },
  { name: 'another picture in a stamp', change: redraw(stamped, plain.nextObject, '0 g 0 0 9 9 re f') },
  { name: 'a note less', change: removeAnnotation(noted) },
  { name: 'a stamp, under an approval that was given under the certification', change: addAnnotation(approve(signed)) },
]
describe('permitted and told', () => {
  for (const { name, change } of permitted) {
    test(name, () => {
      expect(found(change)).toEqual(['permitted'])
      expect(firstOf(change)?.notes).toContain('annotation-added')
    })
  }
  test('a date that nobody sees is not even told', () => {
    const redated = editAnnotation(noted, '/M', '(D:20210811)')
    expect(found(redated)).toEqual(['permitted'])
    expect(firstOf(redated)?.notes).not.toContain('annotation-added')
  })
})

/** A page of which it cannot be told where it shows something. */
const unclear = (content: string, entries = '') => certify(overwriteContent(plain, Buffer.from(content), entries))
const shifted = (content: string) => addAnnotation(unclear(content), '[100 100 200 200]')

const covering: readonly { name: string; change: PdfDraft }[] = [
  { name: 'a stamp over the text', change: addAnnotation(signed, '[60 730 120 760]') },
  { name: 'a stamp that touches the text', change: addAnnotation(signed, '[0 0 73 741]') },
  { name: 'a stamp with its corners the other way', change: addAnnotation(signed, '[120 760 60 730]') },
  { name: 'a stamp without a place', change: addAnnotation(signed, '[60 730]') },
  { name: 'a stamp that grows as the page shrinks', change: addAnnotation(signed, '[100 100 200 200]', '/F 12') },
  {
    name: 'a mark whose corners lie outside of its rectangle',
    change: addAnnotationOf(
      signed,
      '/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [60 760 120 760 60 730 120 730] /C [1 1 1]',
    ),
  },
  {
    name: 'a line that crosses the text',
    change: addAnnotationOf(signed, '/Subtype /Ink /Rect [0 0 9 9] /InkList [[0 0 80 745]]'),
  },
  {
    name: 'a frame with a line as broad as the page',
    change: addAnnotationOf(signed, '/Subtype /Square /Rect [300 300 320 320] /BS << /W 500 >>'),
  },
  {
    name: 'an icon beside its empty rectangle',
    change: addAnnotationOf(signed, '/Subtype /Text /Rect [60 755 60 755] /Contents (a)'),
  },
  {
    name: 'another picture in a stamp over the text, written over in place',
    change: redraw(certify(addAnnotation(plain, '[60 730 120 760]')), plain.nextObject, ''),
  },
  {
    name: 'the window of a note that has a picture of its own over the text',
    change: addAnnotationOf(signed, '/Subtype /Popup /Rect [60 730 120 760] /AP << /N 1 0 R >>'),
  },
  { name: 'a stamp over the words of a note', change: addAnnotation(noted, '[90 290 150 330]') },
  { name: 'a note moved onto the text', change: editAnnotation(noted, '/Rect', '[60 730 120 760]') },
  { name: 'a stamp on text set apart', change: shifted('BT /F1 9 Tf 1 0 0 1 90 90 Tm (1) Tj 20 0 Td (9) Tj ET') },
  { name: 'a stamp on turned text', change: shifted('q 0 1 -1 0 150 0 cm BT /F1 9 Tf 120 0 Td (1) Tj ET Q') },
  { name: 'a stamp on text moved to the right', change: shifted('BT /F1 9 Tf 0 150 Td [-11000 (1)] TJ ET') },
  { name: 'a stamp on text behind other text', change: shifted('BT /F1 9 Tf 0 150 Td (aaaaaaaaaaaaaaa) Tj (1) Tj ET') },
  { name: 'a stamp on a drawing', change: shifted('120 120 m 150 150 l S') },
  { name: 'a stamp on the edge of a broad line', change: shifted('q 0.5 0 0 0.5 0 0 cm 80 w 0 180 m 600 180 l S Q') },
  { name: 'a stamp on a shading', change: shifted('/Sh0 sh') },
  { name: 'a stamp where a picture stands in the content', change: shifted('BI /W 1 /H 1 ID x EI') },
  { name: 'a stamp on a page that cannot be read', change: addAnnotation(unclear('x', '/Filter /JPXDecode')) },
]
describe('shown to a person', () => {
  for (const { name, change } of covering) {
    test(name, () => expect(found(change)).toEqual(['unknown', 'annotation-added']))
  }
})

/** The first annotation of page 1 on page 2 as well. */
function onBothPages(draft: PdfDraft): PdfDraft {
  const [tree = 0] = [Number.parseInt(draft.catalog.entries.get('/Pages') ?? '', 10)]
  const [, second = 0] = referredBy(draft, tree, '/Kids')
  const body = bodyOf(draft, second).replace(/>>$/, `/Annots ${references(draft.annotations)} >>`)
  return appendUpdate(draft, { objects: new Map([[second, body]]) })
}

test('a note that lies on two pages is looked at on each', () => {
  const empty = overwriteContent(addNote(plain, 'Goc'), Buffer.from(''))
  expect(found(editAnnotation(certify(empty), '/Rect', '[60 730 120 760]'))).toEqual(['permitted'])
  expect(found(editAnnotation(certify(onBothPages(empty)), '/Rect', '[60 730 120 760]'))).toEqual([
    'unknown',
    'annotation-added',
  ])
})

const form = addForm(plain)
/** Page 1 without the widget of the text field, which stays in the form. */
function removeWidget(draft: PdfDraft): PdfDraft {
  const annotations = draft.annotations.filter((object) => object !== form.annotations[0])
  return appendUpdate(draft, {
    objects: new Map(),
    annotations,
    firstPage: { ...draft.firstPage, entries: withEntry(draft.firstPage.entries, '/Annots', references(annotations)) },
  })
}

test('a field may be taken off its page like any annotation, a signature may not', () => {
  expect(found(removeWidget(certify(fillText(form, { value: 'Huc' }))))).toEqual(['permitted'])
  const sealed = approve(signed)
  const unsealed = appendUpdate(sealed, {
    objects: new Map(),
    firstPage: { ...sealed.firstPage, entries: withEntry(sealed.firstPage.entries, '/Annots', '[]') },
  })
  expect(found(unsealed)).toEqual(['unknown', 'later-change-unknown'])
})

const never: readonly { name: string; change: PdfDraft }[] = [
  {
    name: 'a script behind a note',
    change: addAnnotationOf(signed, '/Subtype /Text /Rect [300 300 320 320] /A << /S /JavaScript /JS (x) >>'),
  },
  {
    name: 'a script behind a link',
    change: addAnnotationOf(
      signed,
      '/Subtype /Link /Rect [300 300 320 320] /A << /S /URI /URI (a) /Next << /S /JavaScript /JS (x) >> >>',
    ),
  },
  { name: 'a film', change: addAnnotationOf(signed, '/Subtype /Screen /Rect [300 300 320 320]') },
  { name: 'a watermark', change: addAnnotationOf(signed, '/Subtype /Watermark /Rect [300 300 320 320]') },
  { name: 'another content beside a note', change: replacePageContent(addNote(signed, 'a'), 'BT (9) Tj ET') },
  { name: 'a note that the page draws as its content', change: redraw(drawnTwice(), plain.nextObject, '9 9 9 9 re f') },
]
describe('not permitted by it', () => {
  for (const { name, change } of never) test(name, () => expect(found(change)[0]).not.toBe('permitted'))
})

/** Page 1 draws the picture of its stamp, too. */
function drawnTwice(): PdfDraft {
  const draft = addAnnotation(plain)
  const resources = (draft.firstPage.entries.get('/Resources') ?? '').replace(
    />>\s*$/,
    `/XObject << /Fm0 ${plain.nextObject + 1} 0 R >> >>`,
  )
  const entries = withEntry(draft.firstPage.entries, '/Resources', resources)
  return certify(appendUpdate(draft, { objects: new Map(), firstPage: { ...draft.firstPage, entries } }))
}
