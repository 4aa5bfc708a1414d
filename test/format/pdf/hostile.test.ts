import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linearisedPdfText, onePage, pdfText, type Save } from '../../../fixtures/pdf-text.ts'
import { type Bytes, fromLatin1 } from '../../../src/bytes.ts'
import { PDF_BUDGET } from '../../../src/format/pdf/budget.ts'
import { readPdf } from '../../../src/format/pdf/file.ts'
import { readPages } from '../../../src/format/pdf/pages.ts'
import { readSignatureFields } from '../../../src/format/pdf/signature-field.ts'
import { reading } from '../../../src/format/read.ts'

const signed: Save = {
  objects: {
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>',
    4: '<< /FT /Sig /T (A) /V 9 0 R >>',
    9: '<< /Type /Sig /Contents <00> /ByteRange [0 1 2 3] >>',
  },
}
const packed: Save = {
  objects: { 7: '(x)' },
  xref: 'stream',
  packed: { stream: 8, objects: { 5: '[1 0 R (s) <41>]' } },
}
const files: readonly (readonly [name: string, bytes: Bytes])[] = [
  ['tables', fromLatin1(pdfText([{ objects: onePage }, signed]))],
  ['streams', fromLatin1(pdfText([{ objects: onePage, xref: 'stream' }, signed, packed]))],
  ['a hybrid', fromLatin1(pdfText([{ objects: onePage }, signed, { ...packed, xref: 'hybrid' }], 'prefix'))],
  ['a linearised file', fromLatin1(linearisedPdfText())],
]

/** Reads all that there is to read. Anything but a FormatError gets through and fails the test. */
function readAll(bytes: Bytes): void {
  const read = readPdf(bytes)
  if (!read.ok) return
  const file = read.value
  for (const { number: revision, entries } of file.revisions) {
    reading(() => readSignatureFields(file, revision))
    reading(() => readPages(file, revision))
    for (const number of entries.keys()) reading(() => file.object(number, revision))
  }
}

describe('damage is a refusal or another reading, never an exception', () => {
  for (const [name, bytes] of files) {
    test(`${name}, cut at any byte`, () => {
      for (let length = 0; length <= bytes.length; length++) readAll(bytes.subarray(0, length))
    })

    test(`${name}, some bytes changed`, () => {
      const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      fc.assert(
        fc.property(flips, (changes) => {
          const changed = Uint8Array.from(bytes)
          for (const [offset, byte] of changes) changed[offset] = byte
          readAll(changed)
        }),
        { numRuns: 500, seed: 1 },
      )
    })
  }
})

describe('work is limited', () => {
  const withRows = (rows: number): string => {
    const big = streamOfRows(rows)
    return `%PDF-1.7\n${big}\nstartxref\n9\n%%EOF`
  }
  const streamOfRows = (rows: number): string =>
    `1 0 obj << /Type /XRef /W [1 0 0] /Size ${rows} /Length ${rows} /Root 1 0 R >> stream\n${'\0'.repeat(rows)}\nendstream endobj`

  test('more cross-reference entries than the limit', () => {
    expect(readPdf(fromLatin1(withRows(PDF_BUDGET.xrefEntries + 1)))).toMatchObject({
      ok: false,
      error: { name: 'BudgetError' },
    })
  })

  test('objects that all reach to the end of the file cost no more than the limit', () => {
    const strings = '(x '.repeat(1000)
    const text = pdfText([
      {
        objects: {
          ...onePage,
          ...Object.fromEntries(Array.from({ length: 100 }, (_, index) => [index + 10, strings])),
        },
      },
    ])
    const read = readPdf(fromLatin1(text))
    const file = read.ok ? read.value : null
    for (let number = 10; number < 110; number++) reading(() => file?.object(number, 1))
    expect(file?.ledger.readBytes).toBeGreaterThan(text.length * 20)
  })
})
