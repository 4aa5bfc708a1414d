/** What the syntax does not allow is read all the same, and told from what is spelled as it should be. */
import { deflateRawSync, deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { onePage, pdfText, streamText } from '../../../fixtures/pdf-text.ts'
import { fromHex, fromLatin1, toLatin1 } from '../../../src/bytes.ts'
import { openLedger } from '../../../src/format/pdf/budget.ts'
import { openCursor } from '../../../src/format/pdf/cursor.ts'
import { undoFilters } from '../../../src/format/pdf/decode-stream.ts'
import { asStream } from '../../../src/format/pdf/narrow.ts'
import { readObject } from '../../../src/format/pdf/read-object.ts'
import { open } from './open.ts'

/** Each thing as it should be, and in spellings that readers repair. */
type Spellings = readonly { readonly of: string; readonly sound: readonly string[]; readonly lax: readonly string[] }[]

function tell(spellings: Spellings, isLax: (text: string) => boolean | undefined): void {
  for (const { of, sound, lax } of spellings) {
    test(`${of}, as it should be`, () => expect(sound.filter(isLax)).toEqual([]))
    test(`${of}, as readers repair it`, () => expect(lax.filter((text) => !isLax(text))).toEqual([]))
  }
}

const objects: Spellings = [
  {
    of: 'a number',
    sound: ['0', '+17', '-98', '34.5', '-.002', '4.', '+.5', '007', '2147483647', '-2147483647', '12]', '12/A', '5%'],
    lax: [
      '--5',
      '-+5',
      '++5',
      '-',
      '+',
      '.',
      '-.',
      '0-90',
      '0.-9',
      '.-90',
      '1.5.3',
      '12a',
      '1e5',
      '5null',
      '2147483648',
      `595.${'0'.repeat(40)}`,
      `${'0'.repeat(40)}9`,
    ],
  },
  { of: 'a keyword', sound: ['true', 'false]', 'null/A'], lax: ['truefalse', 'null1', 'falsex'] },
  {
    of: 'a reference',
    sound: ['5 0 R', '5 0 R]', '5 % \n0 R', '5 0%\nR'],
    lax: ['5 0R', '4294967301 0 R'],
  },
  {
    of: 'a name',
    sound: ['/', '/A', '/A#23b', '/#43', `/${'a'.repeat(127)}`, '/\xe9'],
    lax: ['/A#', '/A#b', '/A#4x', '/A#00', `/${'a'.repeat(128)}`],
  },
  {
    of: 'a literal string',
    sound: ['(a)', '(\\377\\0\\53)', '(\\\\400)', '(\\q)', '(a\\\nb)'],
    lax: ['(\\400)', '(\\777)', '(\\\\\\400)'],
  },
  { of: 'a hexadecimal string', sound: ['<>', '<4>', '<4 1\n4>', '<4a4B>'], lax: ['<4G>', '<4<1>', '<(41)>', '<41%>'] },
  {
    of: 'an integer that a key asks for',
    sound: [
      '<< /Rotate 90 >>',
      '<< /Rotate 0.0 >>',
      '<< /UserUnit 2.0 >>',
      '<< /F (a.b) >>',
      '<< /MediaBox [0.0 0 9.0 9] >>',
    ],
    lax: ['<< /Rotate 90.0 >>', '<< /A << /Width 9. >> >>', '<< /Columns 5.0 >>'],
  },
  { of: 'what is in an array or a dictionary', sound: ['[1[2]/A<</B 1>>]'], lax: ['[1[2-3]]', '<</A[0 1.2.3]>>'] },
]
describe('an object is told from one that had to be repaired:', () => {
  tell(objects, (text) => {
    const cursor = openCursor(fromLatin1(text), 0, openLedger())
    readObject(cursor)
    return cursor.isLax
  })
})

const packed = (data: string, entries = '') => `<< /Length ${data.length} ${entries} >>`
const indirect: Spellings = [
  {
    of: 'an object',
    sound: [
      '4 0 obj\n1\nendobj',
      '4 0 obj<<>>endobj',
      '4 0 obj endobj',
      '4 0 obj null endobj',
      '4 0 obj[1]endobj%',
      '4 0 obj 1.5 endobj',
      '4 0 obj[1.0]endobj',
    ],
    lax: [
      '4 0 obj1 endobj',
      '4 0obj 1 endobj',
      '4 0 obj 1endobj',
      '4 0 obj 1 2 endobj',
      '4 0 obj 1 ',
      '4 0 obj 4 0 Rendobj',
      '4 0 obj 1.0 endobj',
      '4 0 obj 0. endobj',
    ],
  },
  {
    of: 'a stream',
    sound: ['\n', '\r\n'].map((end) => `4 0 obj ${packed('ab')}stream${end}ab\nendstream\nendobj`),
    lax: ['', '\r', ' ', '/'].map((end) => `4 0 obj ${packed('ab')}stream${end}ab\nendstream\nendobj`),
  },
  {
    of: 'the end of a stream',
    sound: ['abendstream endobj', 'ab endstream\nendobj'].map((rest) => `4 0 obj ${packed('ab')}stream\n${rest}`),
    lax: ['abendstreamendobj', 'ab\nendstream 5 endobj', 'ab\nendstream'].map(
      (rest) => `4 0 obj ${packed('ab')}stream\n${rest}`,
    ),
  },
]
describe('an indirect object is told from one that had to be repaired:', () => {
  tell(indirect, (text) => {
    const plain = pdfText([{ objects: onePage }])
    const table = `\nxref\n4 1\n${String(plain.length).padStart(10, '0')} 00000 n \n`
    const trailer = `trailer\n<< /Root 1 0 R /Size 5 /Prev ${plain.indexOf('xref')} >>\n`
    const end = `startxref\n${plain.length + text.length + 1}\n%%EOF\n`
    return open(`${plain}${text}${table}${trailer}${end}`).object(4, 2)?.isLax
  })
})

const bytes = (hex: string): string => toLatin1(fromHex(hex.replaceAll(' ', '')))
const deflated = toLatin1(deflateSync(fromLatin1('text')))
const rows = (hex: string, parameters: string) =>
  streamText(toLatin1(deflateSync(fromHex(hex))), `/Filter /FlateDecode /DecodeParms << ${parameters} >>`)
const filtered = (filter: string, data: readonly string[]) => data.map((one) => streamText(one, `/Filter /${filter}`))
const data: Spellings = [
  {
    of: 'FlateDecode',
    sound: filtered('FlateDecode', [deflated, `${deflated}\n`]),
    lax: filtered('FlateDecode', [
      '',
      deflated.slice(0, -4),
      deflated.slice(0, -1),
      `${deflated.slice(0, -4)}xxxx`,
      `\0\0${toLatin1(deflateRawSync(fromLatin1('text')))}`,
    ]),
  },
  {
    of: 'ASCIIHexDecode',
    sound: filtered('ASCIIHexDecode', ['>', '4 1>', '414>', '41>xx']),
    lax: filtered('ASCIIHexDecode', ['41', '4G1>', '4%1>', '4\u00001>', '4\f1>']),
  },
  {
    of: 'ASCII85Decode',
    sound: filtered('ASCII85Decode', ['~>', '87cUR\nD]j7BEbo7~>', 'z~>', 's8W-!~>']),
    lax: filtered('ASCII85Decode', [
      '87cUR',
      '87cUR~',
      '87cUR~87cUR~>',
      '8~>',
      's8W-"~>',
      'uu~>',
      '<~87cUR~>',
      '87\0cUR~>',
      '87\fcUR~>',
    ]),
  },
  {
    of: 'LZWDecode',
    sound: filtered('LZWDecode', [bytes('80 0B 60 50 22 0C 0C 85 01')]),
    lax: filtered('LZWDecode', [bytes('80 0B 60 50 22 0C 0C'), bytes('16 C0 A0 44 18 19 0A 02')]),
  },
  {
    of: 'RunLengthDecode',
    sound: filtered('RunLengthDecode', [bytes('80'), bytes('02 616263 80')]),
    lax: filtered('RunLengthDecode', ['', bytes('02 616263'), bytes('05 6162')]),
  },
  {
    of: 'a prediction',
    sound: [
      rows('00010203', '/Predictor 15 /Columns 3'),
      rows('010203', '/Predictor 2 /Columns 3'),
      rows('01', '/Predictor 1'),
    ],
    lax: [
      rows('000102', '/Predictor 15 /Columns 3'),
      rows('0102', '/Predictor 2 /Columns 3'),
      rows('01', '/Predictor 12.5'),
      rows('01', '/Predictor -1'),
      rows('01', '/Predictor (12)'),
      rows('0001', '/Predictor 12 /BitsPerComponent 3'),
      rows('0001', '/Predictor 12 /Colors 33 /BitsPerComponent 1'),
    ],
  },
  {
    of: 'the parameters of filters',
    sound: [
      streamText(deflated, '/Filter [/FlateDecode] /DecodeParms [<< /Predictor 1 >>]'),
      streamText(deflated, '/Filter [/FlateDecode] /DecodeParms [null]'),
    ],
    lax: [
      streamText(deflated, '/Filter [/FlateDecode] /DecodeParms << /Predictor 1 >>'),
      streamText(deflated, '/Filter /FlateDecode /DecodeParms [<< /Predictor 1 >>]'),
      streamText(deflated, '/Filter [/FlateDecode] /DecodeParms [1]'),
      streamText(bytes('80 0B 60 50 22 0C 0C 85 01'), '/Filter /LZWDecode /DecodeParms << /EarlyChange 2 >>'),
    ],
  },
]
describe('data are told from those that had to be repaired:', () => {
  tell(data, (text) => {
    const file = open(pdfText([{ objects: { ...onePage, 4: text } }]))
    const stream = asStream(file.object(4, 1)?.value)
    if (!stream) throw new Error('No stream')
    return !undoFilters(stream, (value) => file.resolve(value, 1), openLedger()).isSound
  })
})

/** An object stream 4 with object 5, and the cross-reference stream that lists both. */
const withMembers = (head: string, members: string, count = 1) => {
  const stream = streamText(head + members, `/Type /ObjStm /N ${count} /First ${head.length}`)
  const plain = pdfText([{ objects: { ...onePage, 4: stream } }])
  const table = bytes(`02 0000 0004 00 01 ${plain.length.toString(16).padStart(8, '0')} 00`)
  const entries = `/Type /XRef /W [1 4 1] /Index [5 2] /Size 7 /Root 1 0 R /Prev ${plain.indexOf('xref')}`
  return `${plain}6 0 obj\n${streamText(table, entries)}\nendobj\nstartxref\n${plain.length}\n%%EOF\n`
}
const members: Spellings = [
  {
    of: 'a member of an object stream',
    sound: [withMembers('5 0 ', '(a)'), withMembers('5 0 ', '(a)\n'), withMembers('5 0 7 4 ', '(a) (b)', 2)],
    lax: [
      withMembers('5 0 ', '(a) 1'),
      withMembers('5 1 ', '12'),
      withMembers('5 0 7 1 ', '12 3', 2),
      withMembers('5 4 7 0 ', '(a) (b)', 2),
      withMembers('5 0 x ', '(a)', 2),
      withMembers('5 0 1 ', '(a)'),
      withMembers('5 0 ', '0-90'),
      withMembers('5 0 ', '90.0'),
    ],
  },
]
describe('a member is told from one that had to be repaired:', () => {
  tell(members, (text) => open(text).object(5, 2)?.isLax)
})

/** The only section, edited. */
const table = (find: string, put: string) => pdfText([{ objects: onePage }]).replace(find, put)
const section = (entries: string, hex: string) => {
  const plain = pdfText([{ objects: onePage }])
  const head = `/Type /XRef /Size 5 /Root 1 0 R /Prev ${plain.indexOf('xref')}`
  const body = streamText(bytes(hex), `${head} ${entries}`)
  return `${plain}4 0 obj\n${body}\nendobj\nstartxref\n${plain.length}\n%%EOF\n`
}
const sections: Spellings = [
  {
    of: 'a table',
    sound: [table('xref', 'xref')],
    lax: [
      table('00000 n', '00000n'),
      table('trailer\n<< ', 'trailer\n<< /Info 7 0R '),
      table('trailer\n<< ', 'trailer\n<< /Size 0-9 '),
    ],
  },
  {
    of: 'a stream of rows',
    sound: [section('/W [1 2 1] /Index [4 0]', '00'), section('/W [1 2 1] /Index [4 1]', '00 0000 00')],
    lax: [
      section('/W [1 2 1] /Index [4 2]', '00 0000 00'),
      section('/W [1 2 1 1] /Index [4 1]', '00 0000 00'),
      section('/W [1 9 1] /Index [4 1]', '00 000000000000000000 00'),
      section('/W [1 2 1] /Index [4 1] /Filter /ASCIIHexDecode', '3030303030303030'),
    ],
  },
]
describe('a cross-reference is told from one that had to be repaired:', () => {
  tell(sections, (text) => open(text).revisions.at(-1)?.isLax)
})
