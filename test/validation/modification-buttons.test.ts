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
  /** What is seen of the state that is off; the whole of it where nothing is said. */
  readonly seen?: string
  /** Entries of the widget, and of the form. */
  readonly entries?: string
  readonly form?: string
}

/** A box that is signed in one state and then set to the other. */
function ticked(box: Box, states: readonly [string, string] = ['Off', 'Co']): PdfDraft {
  const { on, off = '', resources = '', size = 20, entries = '', form = '' } = box
  const whole = `0 0 ${size} ${size}`
  const { seen = whole } = box
  const [widget, checked, unchecked] = [plain.nextObject, plain.nextObject + 1, plain.nextObject + 2]
  const drawing = (operators: string, edge = whole) =>
    stream(Buffer.from(operators), `/Type /XObject /Subtype /Form /BBox [${edge}] /Resources << ${resources} >>`)
  const rectangle = `/Rect [300 570 ${300 + size} ${570 + size}]`
  const look = `/AP << /N << /Co ${checked} 0 R /Off ${unchecked} 0 R >> >> ${entries}`
  const set = (state: string) =>
    `<< /Type /Annot /Subtype /Widget /F 4 ${rectangle} /P ${plain.firstPage.object} 0 R /T (dong_y) /FT /Btn /V /${state} /AS /${state} ${look} >>`
  const prepared = appendUpdate(plain, {
    objects: new Map<number, string | Bytes>([
      [widget, set(states[0])],
      [checked, drawing(on)],
      [unchecked, drawing(off, seen)],
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

const FRAME = '0.5 0.5 19 19 re S'
const PAPER = '1 g 0 0 20 20 re f'
const DOT = '14 10 m 14 12 12 14 10 14 c 8 14 6 12 6 10 c 6 8 8 6 10 6 c 12 6 14 8 14 10 c h f'
const NINE = '4 2 m 10 2 l 10 14 l 4 14 l 4 8 l 10 8 l'

const honest: readonly (Box & { readonly name: string })[] = [
  { name: 'a line in a frame', on: `${FRAME} 4 4 m 16 16 l S`, off: FRAME },
  { name: 'a cross', on: '4 4 m 16 16 l 4 16 m 16 4 l S' },
  { name: 'a tick', on: '0 0.5 0 RG 4 10 m 8 4 l 16 16 l S' },
  { name: 'a tick of one outline', on: '4 10 m 8 4 l 16 16 l 8 7 l h f' },
  { name: 'a dot on paper', on: `q ${PAPER} ${FRAME} Q q 0 g ${DOT} Q`, off: `q ${PAPER} ${FRAME} Q` },
  {
    name: 'a sign within its frame',
    on: `${PAPER} q 1 1 18 18 re W n BT 0 g /ZaDb 12 Tf 4 5 Td (4) Tj ET Q`,
    off: PAPER,
  },
  { name: 'a sign of the dingbats', on: sign('4'), resources: fonts(`/ZaDb ${DINGBATS}`) },
  { name: 'a sign in the font that forms have for signs', on: sign('8') },
  {
    name: 'a sign with all that is said of text',
    on: 'BT 0 Tc 0 Tw 100 Tz 0 g 0 Tr /ZaDb 9 Tf 1 0 0 1 4 5 Tm [(4)] TJ ET',
  },
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
  { name: 'paper over what lies there', on: PAPER },
  { name: 'paper over the paper of its box', on: `${PAPER} 0 0 9 20 re f`, off: PAPER },
  { name: 'paper that its box had beyond its edge', on: `${PAPER} 4 4 m 16 16 l S`, off: PAPER, seen: '0 0 1 1' },
  { name: 'a square of the dingbats in the colour of paper', on: '1 g BT /ZaDb 20 Tf (n) Tj ET' },
  { name: 'a line in a colour that it does not tell', on: '/Cs1 CS 1 SC 4 4 m 16 16 l S' },
  { name: 'a digit of lines', on: `${NINE} S` },
  { name: 'a digit of lines, its beginning in the box', on: `${NINE} S`, off: `${NINE} n` },
  { name: 'a digit through a clip', on: `${NINE} h W n 0 0 20 20 re f`, off: `${NINE} h W n` },
  { name: 'a nought', on: DOT.replace(/f$/u, 'S') },
  { name: 'the frame of a nought', on: FRAME },
  { name: 'strokes of a broken line', on: '9 w [1 2] 0 d 2 10 m 18 10 l S' },
  { name: 'what a letter lets through', on: 'BT 7 Tr /ZaDb 20 Tf (4) Tj ET 0 0 20 20 re f' },
  { name: 'what a mask lets through', on: '/Gs0 gs 0 0 20 20 re f', resources: '/ExtGState << /Gs0 1 0 R >>' },
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
