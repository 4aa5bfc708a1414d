import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { onePage, pdfText, streamText } from '../../../fixtures/pdf-text.ts'
import { fromHex, fromLatin1, toHex, toLatin1 } from '../../../src/bytes.ts'
import { PDF_BUDGET } from '../../../src/format/pdf/budget.ts'
import { decodeStream } from '../../../src/format/pdf/decode-stream.ts'
import { asStream } from '../../../src/format/pdf/narrow.ts'
import { type Read, reading } from '../../../src/format/read.ts'
import { open } from './open.ts'

function decode(data: string, entries: string, others: Record<number, string> = {}): Read<string> {
  const file = open(pdfText([{ objects: { ...onePage, ...others, 4: streamText(data, entries) } }]))
  const stream = asStream(file.object(4, 1)?.value)
  if (!stream) throw new Error('No stream')
  return reading(() => toLatin1(decodeStream(file, stream, 1)))
}

const deflated = (text: string): string => toLatin1(deflateSync(fromLatin1(text)))
const bytes = (hex: string): string => toLatin1(fromHex(hex.replaceAll(' ', '')))
const flate = '/Filter /FlateDecode'

describe('decodeStream', () => {
  const cases: readonly { name: string; data: string; entries: string; content: string }[] = [
    { name: 'no filter', data: 'as it is', entries: '', content: 'as it is' },
    { name: 'FlateDecode', data: deflated('text'), entries: flate, content: 'text' },
    { name: 'FlateDecode without its checksum', data: deflated('text').slice(0, -4), entries: flate, content: 'text' },
    {
      name: 'FlateDecode with a wrong checksum',
      data: `${deflated('text').slice(0, -4)}xxxx`,
      entries: flate,
      content: 'text',
    },
    { name: 'FlateDecode before junk', data: `${deflated('text')}junk`, entries: flate, content: 'text' },
    { name: 'ASCIIHexDecode', data: '48 65\n6C6>', entries: '/Filter /ASCIIHexDecode', content: 'Hel`' },
    { name: 'ASCII85Decode', data: '87cUR\nD]j7BEbo7~>', entries: '/Filter /ASCII85Decode', content: 'Hello world' },
    { name: 'ASCII85Decode of zeros', data: 'z~>', entries: '/Filter /ASCII85Decode', content: '\0\0\0\0' },
    {
      name: 'RunLengthDecode',
      data: bytes('02 616263 fe 78 80 7a'),
      entries: '/Filter /RunLengthDecode',
      content: 'abcxxx',
    },
    // The example of ISO 32000-2, 7.4.4.2.
    {
      name: 'LZWDecode',
      data: bytes('80 0B 60 50 22 0C 0C 85 01'),
      entries: '/Filter /LZWDecode',
      content: bytes('2D 2D 2D 2D 2D 41 2D 2D 2D 42'),
    },
    {
      name: 'two filters',
      data: `${Buffer.from(deflated('text'), 'latin1').toString('hex')}>`,
      entries: '/Filter [/ASCIIHexDecode /FlateDecode]',
      content: 'text',
    },
    { name: 'a filter in another object', data: deflated('text'), entries: '/Filter 5 0 R', content: 'text' },
  ]
  for (const { name, data, entries, content } of cases) {
    test(`undoes ${name}`, () => {
      expect(decode(data, entries, { 5: '/FlateDecode' })).toEqual({ ok: true, value: content })
    })
  }

  const predicted: readonly { name: string; rows: string; parameters: string; content: string }[] = [
    { name: 'PNG none', rows: '00 010203', parameters: '/Predictor 15 /Columns 3', content: '010203' },
    { name: 'PNG sub', rows: '01 010101', parameters: '/Predictor 15 /Columns 3', content: '010203' },
    { name: 'PNG up', rows: '02 010203 02 010101', parameters: '/Predictor 12 /Columns 3', content: '010203020304' },
    {
      name: 'PNG average',
      rows: '00 040404 03 020202',
      parameters: '/Predictor 15 /Columns 3',
      content: '040404040607',
    },
    { name: 'PNG Paeth', rows: '00 0a1420 04 010101', parameters: '/Predictor 15 /Columns 3', content: '0a14200b1521' },
    {
      name: 'PNG sub of pixels of three bytes',
      rows: '01 010203 010101',
      parameters: '/Predictor 15 /Columns 2 /Colors 3',
      content: '010203020304',
    },
    {
      name: 'a last row cut short',
      rows: '00 010203 02 01',
      parameters: '/Predictor 12 /Columns 3',
      content: '01020302',
    },
    {
      name: 'PNG sub of twelve bits for each point',
      rows: '01 010203',
      parameters: '/Predictor 15 /Columns 2 /Colors 3 /BitsPerComponent 4',
      content: '010204',
    },
    { name: 'TIFF of 8 bits', rows: '010101 020202', parameters: '/Predictor 2 /Columns 3', content: '010203020406' },
    {
      name: 'TIFF of 16 bits',
      rows: '00ff 0001',
      parameters: '/Predictor 2 /Columns 2 /BitsPerComponent 16',
      content: '00ff0100',
    },
  ]
  for (const { name, rows, parameters, content } of predicted) {
    test(`undoes the prediction ${name}`, () => {
      const read = decode(deflated(bytes(rows)), `${flate} /DecodeParms << ${parameters} >>`)
      expect(read.ok ? toHex(fromLatin1(read.value)) : read.error.message).toBe(content)
    })
  }

  const broken: readonly { name: string; data: string; entries: string }[] = [
    { name: 'data that do not inflate', data: 'no zlib data', entries: flate },
    { name: 'a filter of images', data: '', entries: '/Filter /DCTDecode' },
    { name: 'a filter that is no name', data: '', entries: '/Filter 1' },
    { name: 'an unknown predictor', data: deflated('text'), entries: `${flate} /DecodeParms << /Predictor 9 >>` },
    {
      name: 'rows without a size',
      data: deflated('text'),
      entries: `${flate} /DecodeParms << /Predictor 12 /Columns 0 >>`,
    },
    { name: 'an LZW code that names nothing', data: bytes('80 7f ff ff'), entries: '/Filter /LZWDecode' },
    { name: 'a character that is no base-85 digit', data: '\x7f', entries: '/Filter /ASCII85Decode' },
  ]
  for (const { name, data, entries } of broken) {
    test(`refuses ${name}`, () =>
      expect(decode(data, entries)).toMatchObject({ ok: false, error: { name: 'FormatError' } }))
  }

  const zeros = (size: number): string => deflateSync(Buffer.alloc(size)).toString('latin1')
  const exhausting: readonly { name: string; data: string; entries: string }[] = [
    { name: 'more filters than the limit', data: '', entries: `/Filter [${'/ASCIIHexDecode '.repeat(5)}]` },
    { name: 'more output than one stream may have', data: zeros(PDF_BUDGET.streamBytes + 1), entries: flate },
    {
      name: 'an expansion that text never reaches',
      data: toLatin1(deflateSync(fromLatin1(zeros(2 ** 24)))),
      entries: '/Filter [/FlateDecode /FlateDecode]',
    },
  ]
  for (const { name, data, entries } of exhausting) {
    test(`stops at ${name}`, () =>
      expect(decode(data, entries)).toMatchObject({ ok: false, error: { name: 'BudgetError' } }))
  }

  test('stops when all streams together exceed the limit of the document', () => {
    const file = open(pdfText([{ objects: { ...onePage, 4: streamText(zeros(2 ** 24), flate) } }]))
    const stream = asStream(file.object(4, 1)?.value)
    const all = reading(() => {
      for (let round = 0; stream && round < 40; round++) decodeStream(file, stream, 1)
    })
    expect(all).toMatchObject({ ok: false, error: { name: 'BudgetError' } })
  })
})
