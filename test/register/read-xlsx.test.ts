import { describe, expect, test } from 'vitest'
import { readXlsx, XlsxError } from '../../src/register/read-xlsx.ts'
import { readXml, XmlError } from '../../src/register/read-xml.ts'
import { packed, workbook } from './workbook.ts'

const sheetOf = (rows: string) => `<x:worksheet xmlns:x="urn:x"><x:sheetData>${rows}</x:sheetData></x:worksheet>`

describe('readXlsx', () => {
  test('takes the first sheet that Excel shows, whatever its part is called', async () => {
    const bytes = await workbook([
      ['Đơn vị', 'Mã'],
      ['UBND xã <Húc> & "Xy"', { n: 19468 }],
    ])
    expect(await readXlsx(bytes)).toEqual([
      ['Đơn vị', 'Mã'],
      ['UBND xã <Húc> & "Xy"', '19468'],
    ])
  })

  const sheets: readonly [why: string, sheet: string, shared: string | undefined, rows: unknown][] = [
    ['empty cells and rows', '<row r="2"><c r="C2"><v>1</v></c></row>', undefined, [[], ['', '', '1']]],
    ['cells without a place', '<row><c><v>1</v></c><c/><c><v>3</v></c></row>', undefined, [['1', '', '3']]],
    ['text in the cell itself', '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>', undefined, [['a']]],
    [
      'the result of a formula',
      '<row r="1"><c r="A1" t="str"><f>B1&amp;C1</f><v>ab</v></c></row>',
      undefined,
      [['ab']],
    ],
    [
      'rich text, without what says how it is read',
      '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
      '<sst><si><r><t>UBND </t></r><r><t>xã</t></r><rPh><t>x</t></rPh></si></sst>',
      [['UBND xã']],
    ],
    ['a shared string that is not there', '<row r="1"><c r="A1" t="s"><v>7</v></c></row>', '<sst/>', [['']]],
    ['characters by number', '<row r="1"><c r="A1" t="str"><v>H&#250;c &#xe1;</v></c></row>', undefined, [['Húc á']]],
    [
      'a cell that stands before one that was read',
      '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
      undefined,
      [['', '1']],
    ],
    ['a cell far to the right is left away', '<row r="1"><c r="XFD1"><v>1</v></c></row>', undefined, [[]]],
  ]
  for (const [why, sheet, shared, rows] of sheets) {
    test(`reads ${why}`, async () => {
      const parts = { sheet: sheetOf(sheet), ...(shared === undefined ? {} : { shared }) }
      expect(await readXlsx(await packed(parts))).toEqual(rows)
    })
  }

  const refused: readonly [why: string, bytes: () => Promise<Buffer>][] = [
    ['what is no archive', async () => Buffer.from('PK not')],
    ['an archive without a workbook', async () => emptyArchive()],
    ['a row beyond all registers', () => packed({ sheet: sheetOf('<row r="1048576"><c><v>1</v></c></row>') })],
    ['rows that go back', () => packed({ sheet: sheetOf('<row r="2"/><row r="1"/>') })],
    ['a sheet of hundreds of megabytes', () => packed({ sheet: `<a>${' '.repeat(33 * 1024 * 1024)}</a>` })],
  ]
  for (const [why, bytes] of refused) {
    test(`refuses ${why}`, async () => {
      await expect(readXlsx(await bytes())).rejects.toThrow(XlsxError)
    })
  }

  test('refuses a document type, whose entities could grow without end', async () => {
    const sheet = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    await expect(readXlsx(await packed({ sheet }))).rejects.toThrow(XmlError)
  })
})

describe('readXml', () => {
  const eventsOf = (text: string) =>
    [...readXml(text)].map((event) => (event.kind === 'text' ? event.text : `${event.kind} ${event.name}`))

  test('passes over comments and instructions, and takes CDATA as it stands', () => {
    expect(eventsOf('<?xml version="1.0"?><a><!-- <b> --><![CDATA[<c>&amp;]]></a>')).toEqual([
      'open a',
      '<c>&amp;',
      'close a',
    ])
  })

  test('takes a > within quotes as part of the value', () => {
    const [event] = readXml(`<a b='x>y' c="'"/>`)
    expect(event?.kind === 'open' && [...event.attributes]).toEqual([
      ['b', 'x>y'],
      ['c', "'"],
    ])
  })

  for (const text of ['<a', '<a b=c>', '<a b="1" b', '<!-- a', '<![CDATA[ a', '<>', '</a b="1"']) {
    test(`refuses ${text}`, () => expect(() => [...readXml(text)]).toThrow(XmlError))
  }

  test('is done at once with a megabyte that never closes', () => {
    expect(() => [...readXml(`<a ${'b '.repeat(500_000)}`)]).toThrow(XmlError)
  })
})

/** APPNOTE.TXT 4.3.16: the end of the table of contents alone. */
const emptyArchive = (): Buffer => Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)])
