/** One content under many ways to save and sign it, and what makes it another. */
import { readFileSync } from 'node:fs'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { addForm, fillText } from '../../../fixtures/form.ts'
import { addNote } from '../../../fixtures/later-annotation.ts'
import {
  addEmptySignatureField,
  changeInfo,
  prependPrefix,
  replacePageContent,
} from '../../../fixtures/later-change.ts'
import { addPage, removeLastPage, setPageEntry } from '../../../fixtures/later-page.ts'
import { openDraft, type PdfDraft, withEntry } from '../../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../../fixtures/plain-pdf.ts'
import { buildPaper, SCANNED_PAGE, scanSheet } from '../../../fixtures/practice/paper.ts'
import { seededRandom } from '../../../fixtures/practice/random.ts'
import { buildBlankPage } from '../../../fixtures/practice/typeface.ts'
import { signPdf } from '../../../fixtures/signed-pdf.ts'
import type { Bytes } from '../../../src/bytes.ts'
import { digestContent } from '../../../src/format/pdf/content-digest.ts'
import { readPdf } from '../../../src/format/pdf/file.ts'
import { scannedPages } from '../../../src/format/pdf/scanned-pages.ts'
import { inFolder, runTool } from '../../fixtures/tool.ts'
import { describeWith } from '../../services/required.ts'
import { world } from '../../validation/given.ts'

const read = (bytes: Bytes) => {
  const file = readPdf(bytes)
  if (!file.ok) throw file.error
  return file.value
}
const digest = (bytes: Bytes) => digestContent(read(bytes))

const TEXTS = [
  'Ke hoach so 12 ve tuyen truyen chuyen doi so tai xa Huc, huyen Huong Hoa, tinh Quang Tri',
  'Trang 2',
] as const
const plain = await openDraft(await buildPlainPdf(...TEXTS))
const form = addForm(plain)
const blank = await buildBlankPage()
const scan = (id: number) => buildPaper(blank, SCANNED_PAGE, scanSheet(seededRandom(id)))
const sign = (draft: PdfDraft, who: 'person' | 'organisation' = 'person') =>
  signPdf(draft, { cms: { signer: world[who] }, appearance: { box: [50, 50, 90, 30], lines: ['12'] } })
const signed = sign(plain)

/** A field with a widget below it, which a viewer draws itself (NeedAppearances). */
const handedDown = (value: string): Bytes => {
  const [field, widget] = [plain.nextObject, plain.nextObject + 1]
  return appendUpdate(plain, {
    objects: new Map([
      [field, `<< /FT /Tx /T (a) /V (${value}) /DA (/F1 10 Tf 0 g) /Kids [${widget} 0 R] >>`],
      [widget, `<< /Type /Annot /Subtype /Widget /F 4 /Rect [300 600 500 620] /Parent ${field} 0 R >>`],
    ]),
    annotations: [widget],
    firstPage: { ...plain.firstPage, entries: withEntry(plain.firstPage.entries, '/Annots', `[${widget} 0 R]`) },
  }).bytes
}

const same: readonly { name: string; one: Bytes; other: Bytes }[] = [
  { name: 'signed', one: plain.bytes, other: signed.bytes },
  { name: 'signed anew from the same first revision', one: signed.bytes, other: sign(plain, 'organisation').bytes },
  { name: 'signed once more', one: signed.bytes, other: sign(signed, 'organisation').bytes },
  { name: 'commented after the signature', one: signed.bytes, other: addNote(signed, 'Da xem').bytes },
  { name: 'behind other bytes', one: signed.bytes, other: prependPrefix(signed.bytes) },
  { name: 'under another title', one: plain.bytes, other: changeInfo(plain, 'Ban sao').bytes },
  { name: 'with a field to sign', one: plain.bytes, other: addEmptySignatureField(plain).bytes },
  { name: 'with a page added and taken away', one: plain.bytes, other: removeLastPage(addPage(plain)).bytes },
  { name: 'filled in after the signature', one: sign(form).bytes, other: fillText(sign(form), { value: 'A' }).bytes },
]

const different: readonly { name: string; one: Bytes; other: Bytes }[] = [
  { name: 'other text', one: plain.bytes, other: replacePageContent(plain, `BT (${'Khac '.repeat(30)}) Tj ET`).bytes },
  { name: 'a page more', one: plain.bytes, other: addPage(plain).bytes },
  { name: 'a page less', one: plain.bytes, other: removeLastPage(plain).bytes },
  { name: 'a page of another size', one: plain.bytes, other: setPageEntry(plain, '/MediaBox', '[0 0 842 595]').bytes },
  { name: 'a note', one: plain.bytes, other: addNote(plain, 'Da xem').bytes },
  {
    name: 'one form, filled in otherwise before it was signed',
    one: sign(fillText(form, { value: 'UBND xa Huc' })).bytes,
    other: sign(fillText(form, { value: 'UBND xa Thanh' })).bytes,
  },
  {
    name: 'one form whose fields hand their values down to what shows them, and have nothing drawn',
    one: handedDown('UBND xa Huc'),
    other: handedDown('UBND xa Thanh'),
  },
  { name: 'two scans', one: await scan(1), other: await scan(2) },
]

describe('the content of a file', () => {
  for (const { name, one, other } of same) {
    test(`is the same when it is ${name}`, () => {
      expect(digest(one)).toMatch(/^[0-9a-f]{64}$/)
      expect(digest(other)).toBe(digest(one))
    })
  }
  for (const { name, one, other } of different) {
    test(`is another: ${name}`, () => expect(digest(other)).not.toBe(digest(one)))
  }

  test('is the same when another program saves it, with object streams or without', async () => {
    for (const bytes of [plain.bytes, await scan(1)]) {
      for (const useObjectStreams of [true, false]) {
        const saved = await (await PDFDocument.load(bytes, { updateMetadata: false })).save({ useObjectStreams })
        expect(digest(saved)).toBe(digest(bytes))
      }
    }
  })

  test('is nothing that can be compared where next to nothing is drawn', async () => {
    expect(digest(await buildPlainPdf())).toBeNull()
    expect(digest(await buildPlainPdf('A'))).toBeNull()
  })
})

describeWith('qpdf', 'qpdf', 'content that qpdf saved', () => {
  for (const option of [
    '--object-streams=generate',
    '--stream-data=uncompress',
    '--linearize',
    '--stream-data=compress',
  ]) {
    test(`is the same after ${option}`, () => {
      const path = inFolder({ 'in.pdf': plain.bytes })
      expect(runTool('qpdf', [option, path('in.pdf'), path('out.pdf')]).code).toBe(0)
      expect(digest(readFileSync(path('out.pdf')))).toBe(digest(plain.bytes))
    })
  }
})

test('a page with a picture as large as a sheet is a scan, others are not', async () => {
  expect(scannedPages(read(await scan(1)))).toEqual(new Set([1]))
  expect(scannedPages(read(signed.bytes))).toEqual(new Set())
})
