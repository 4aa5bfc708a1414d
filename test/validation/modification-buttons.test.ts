/** Boxes ticked after a signature: a mark is honest, words and pictures that were prepared for it are not. ISO 32000-2, 12.7.5.2. */
import { describe, expect, test } from 'vitest'
import { openDraft, type PdfDraft, stream, withEntry } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import type { Bytes } from '../../src/bytes.ts'
import { found } from './found.ts'
import { world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Phieu trinh'))
const cms = { signer: world.person }

const DINGBATS = '<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>'
const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
const PROGRAM =
  '<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats /FontDescriptor << /Type /FontDescriptor /FontFile 1 0 R >> >>'
const fonts = (entries: string) => `/Font << ${entries} >>`

type Box = {
  /** What the states draw. */
  readonly on: string
  readonly off?: string
  readonly resources?: string
  readonly size?: number
  /** Entries of the widget, and of the form. */
  readonly entries?: string
  readonly form?: string
}

/** A box that is signed in one state and then set to the other. */
function ticked(box: Box, states: readonly [string, string] = ['Off', 'Co']): PdfDraft {
  const { on, off = '', resources = '', size = 20, entries = '', form = '' } = box
  const [widget, checked, unchecked] = [plain.nextObject, plain.nextObject + 1, plain.nextObject + 2]
  const drawing = (operators: string) =>
    stream(
      Buffer.from(operators),
      `/Type /XObject /Subtype /Form /BBox [0 0 ${size} ${size}] /Resources << ${resources} >>`,
    )
  const rectangle = `/Rect [300 570 ${300 + size} ${570 + size}]`
  const look = `/AP << /N << /Co ${checked} 0 R /Off ${unchecked} 0 R >> >> ${entries}`
  const set = (state: string) =>
    `<< /Type /Annot /Subtype /Widget /F 4 ${rectangle} /P ${plain.firstPage.object} 0 R /T (dong_y) /FT /Btn /V /${state} /AS /${state} ${look} >>`
  const prepared = appendUpdate(plain, {
    objects: new Map<number, string | Bytes>([
      [widget, set(states[0])],
      [checked, drawing(on)],
      [unchecked, drawing(off)],
    ]),
    fields: [widget],
    annotations: [widget],
    catalog: {
      ...plain.catalog,
      entries: withEntry(plain.catalog.entries, '/AcroForm', `<< /Fields [${widget} 0 R] /SigFlags 3 >>`),
    },
    firstPage: { ...plain.firstPage, entries: withEntry(plain.firstPage.entries, '/Annots', `[${widget} 0 R]`) },
  })
  return appendUpdate(signPdf(prepared, { cms, form }), { objects: new Map([[widget, set(states[1])]]) })
}

const sign = (letters: string, name = 'ZaDb') => `q BT /${name} 12 Tf 0 g 4 5 Td (${letters}) Tj ET Q`

const honest: readonly (Box & { readonly name: string })[] = [
  { name: 'lines', on: '4 4 m 16 16 l S', off: '0 0 20 20 re S' },
  { name: 'a sign of the dingbats', on: sign('4'), resources: fonts(`/ZaDb ${DINGBATS}`) },
  { name: 'a sign in the font that forms have for signs', on: sign('8') },
  { name: 'a cross as a letter', on: sign('X', 'F1'), resources: fonts(`/F1 ${HELVETICA}`) },
  { name: 'a sign that the viewer draws', on: sign('4'), entries: '/MK << /CA (4) >>', form: '/NeedAppearances true ' },
]

const doubtful: readonly (Box & { readonly name: string })[] = [
  { name: 'words', on: sign('9.000', 'F1'), resources: fonts(`/F1 ${HELVETICA}`) },
  { name: 'words in several strings', on: 'BT /F1 9 Tf [(X) (X)] TJ ET', resources: fonts(`/F1 ${HELVETICA}`) },
  { name: 'a digit', on: sign('9', 'F1'), resources: fonts(`/F1 ${HELVETICA}`) },
  { name: 'a number among the dingbats', on: sign('\\300'), resources: fonts(`/ZaDb ${DINGBATS}`) },
  { name: 'a sign of a program of its own', on: sign('4'), resources: fonts(`/ZaDb ${PROGRAM}`) },
  { name: 'a picture', on: '/Im0 Do', resources: '/XObject << /Im0 1 0 R >>' },
  { name: 'a picture within the content', on: 'BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI' },
  { name: 'a pattern', on: '/Pattern cs /P0 scn 0 0 20 20 re f', resources: '/Pattern << /P0 1 0 R >>' },
  { name: 'a shading', on: '/Sh0 sh', resources: '/Shading << /Sh0 1 0 R >>' },
  { name: 'lines over a large part of the page', on: '4 4 m 16 16 l S', size: 200 },
  { name: 'words by the viewer', on: sign('4'), entries: '/MK << /CA (9.000) >>', form: '/NeedAppearances true ' },
]

describe('a box ticked after signing', () => {
  for (const { name, ...box } of honest) {
    test(`shows ${name}`, () => expect(found(ticked(box))).toEqual(['permitted']))
    test(`showed ${name}, and does no more`, () => expect(found(ticked(box, ['Co', 'Off']))).toEqual(['permitted']))
  }
  for (const { name, ...box } of doubtful) {
    test(`that shows ${name} is left to a person`, () => {
      expect(found(ticked(box))).toEqual(['unknown', 'later-change-unknown'])
    })
  }
  test('that no longer shows words is left to a person', () => {
    const words = { on: sign('1.000', 'F1'), resources: fonts(`/F1 ${HELVETICA}`) }
    expect(found(ticked(words, ['Co', 'Off']))).toEqual(['unknown', 'later-change-unknown'])
  })
})
