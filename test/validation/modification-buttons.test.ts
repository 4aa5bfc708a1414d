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
  /** Whether the state that is on is seen so as well. */
  readonly both?: boolean
  /** Whether the forms are turned by a quarter, and turned back by what they draw. */
  readonly turned?: boolean
  /** Entries of the widget, and of the form. */
  readonly entries?: string
  readonly form?: string
}

/** A box that is signed in one state and then set to the other. */
function ticked(box: Box, states: readonly [string, string] = ['Off', 'Co']): PdfDraft {
  const { on, off = '', resources = '', size = 20, entries = '', form = '' } = box
  const whole = `0 0 ${size} ${size}`
  const { seen = whole, both = false, turned = false } = box
  const [widget, checked, unchecked] = [plain.nextObject, plain.nextObject + 1, plain.nextObject + 2]
  const matrix = turned ? `/Matrix [0 1 -1 0 ${size} 0]` : ''
  const drawing = (operators: string, edge = whole) =>
    stream(
      Buffer.from(turned ? `0 -1 1 0 0 ${size} cm ${operators}` : operators),
      `/Type /XObject /Subtype /Form /BBox [${edge}] ${matrix} /Resources << ${resources} >>`,
    )
  const rectangle = `/Rect [300 570 ${300 + size} ${570 + size}]`
  const look = `/AP << /N << /Co ${checked} 0 R /Off ${unchecked} 0 R >> >> ${entries}`
  const set = (state: string) =>
    `<< /Type /Annot /Subtype /Widget /F 4 ${rectangle} /P ${plain.firstPage.object} 0 R /T (dong_y) /FT /Btn /V /${state} /AS /${state} ${look} >>`
  const prepared = appendUpdate(plain, {
    objects: new Map<number, string | Bytes>([
      [widget, set(states[0])],
      [checked, drawing(on, both ? seen : whole)],
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
const SHEET = '1 1 1 rg 0 0 0 RG 1 w [] 0 d 1 0 0 1 0.5 0.5 cm 0 0 m 0 19 l 19 19 l 19 0 l h B'
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
  {
    name: 'a tick drawn large and made small, in a form that is larger than its box',
    on: 'q 10 0 0 10 20 20 cm 0.2 w -0.7 0 m -0.3 -0.5 l 0.7 0.5 l S Q',
    seen: '0 0 40 40',
    both: true,
  },
  {
    name: 'a tick on paper whose states are kept in another way',
    on: `q q ${SHEET} Q q 0 0 0 RG 1.5 w 1 0 0 1 10 10 cm -6.75 -0.76 m -2.5 -4.9 l 6.9 4.75 l S Q Q`,
    off: `q ${SHEET} Q`,
  },
  { name: 'a sign turned with its form', on: sign('4'), turned: true },
  { name: 'a square', on: '5 5 10 10 re f' },
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
  { name: 'a 1', on: '10 2 m 10 18 l S' },
  { name: 'a 1 that leans', on: '8 2 m 12 18 l S' },
  { name: 'a 1 with its flag', on: '6 14 m 10 18 l 10 2 l S' },
  { name: 'a 1 that leans on its foot', on: '4 10 m 12 18 l 14 2 l S' },
  { name: 'a 4', on: '12 2 m 12 18 l 4 8 l 16 8 l S' },
  { name: 'a 4 of slanting lines', on: '4 8 m 16 10 l 6 18 m 4 8 l 14 18 m 8 2 l S' },
  { name: 'a 7', on: '4 18 m 16 18 l 8 2 l S' },
  { name: 'a 7 of slanting lines', on: '4 13 m 15 18 l 8 2 l S' },
  { name: 'an 11', on: '6 2 m 6 18 l 14 2 m 14 18 l S' },
  { name: 'an 11 that leans', on: '2 2 m 10 18 l 8 2 m 16 18 l S' },
  { name: 'a dash', on: '2 10 m 18 10 l S' },
  { name: 'a nought of two curves', on: '4 10 m 4 20 16 20 16 10 c 16 0 4 0 4 10 c S' },
  { name: 'a 3 of two curves', on: '4 18 m 16 18 16 10 8 10 c 16 10 16 2 4 2 c S' },
  { name: 'a 2 of a curve and a line', on: '4 16 m 8 20 20 18 4 2 c 16 2 l S' },
  {
    name: 'a nought that is filled',
    on: '4 10 m 4 20 16 20 16 10 c 16 0 4 0 4 10 c 6 10 m 6 17 14 17 14 10 c 14 3 6 3 6 10 c f*',
  },
  { name: 'a bar', on: '9 2 2 16 re f' },
  { name: 'a bar of curves', on: '9 2 m 9 8 9 12 9 18 c 10 18 11 18 11 18 c 11 12 11 8 11 2 c 11 2 10 2 9 2 c f' },
  { name: 'a bar that its form stretches a square to', on: '5 5 10 10 re f', seen: '0 0 200 20', both: true },
  { name: 'a bar of the dingbats', on: sign('x') },
  { name: 'a ring of the dingbats', on: sign('m') },
  { name: 'a square of the dingbats made a bar', on: 'BT /ZaDb 12 Tf 10 Tz 9 5 Td (n) Tj ET' },
  { name: 'a square of the dingbats made a bar by its matrix', on: 'BT /ZaDb 12 Tf 0.1 0 0 1 9 5 Tm (n) Tj ET' },
  { name: 'a square of the dingbats that is cut', on: 'BT /ZaDb 40 Tf 18 -10 Td (n) Tj ET' },
  { name: 'a square of the dingbats that is moved and cut', on: 'BT /ZaDb 20 Tf [-900 (n)] TJ ET' },
  { name: 'a square of the dingbats that was moved and is cut', on: 'BT /ZaDb 20 Tf [-900] TJ (n) Tj ET' },
  { name: 'a square that is cut', on: '18 0 90 20 re f' },
  { name: 'a bar through a window', on: '9 0 2 20 re W n 0 0 20 20 re f' },
  { name: 'a stroke as thick as the box', on: '30 w 4 4 m 16 16 l S' },
  { name: 'a digit of filled sides', on: '4 17 m 16 17 l 8 2 l 12 14 l f' },
  { name: 'paper of another colour', on: `0.9 g 0 0 20 20 re f`, off: PAPER },
  { name: 'paper that was seen through a window', on: `${PAPER} 4 4 m 16 16 l S`, off: `1 1 15 15 re W n ${PAPER}` },
  { name: 'the frame of its box, thicker', on: `9 w ${FRAME}`, off: FRAME },
  { name: 'two marks', on: '2 2 7 7 re f 11 2 7 7 re f' },
  { name: 'a stroke beside a mark', on: '2 2 7 7 re f 11 2 m 18 18 l S' },
  { name: 'a number by the viewer', on: sign('4'), entries: '/MK << /CA (9) >>', form: '/NeedAppearances true ' },
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
