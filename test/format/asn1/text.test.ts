import { expect, test } from 'vitest'
import { parseWhole } from '../../../src/format/asn1/element.ts'
import { decodeText } from '../../../src/format/asn1/text.ts'
import { bytes, der } from './encode.ts'

const cases: readonly { name: string; tag: number; content: Uint8Array; expected: string | null }[] = [
  { name: 'UTF8String', tag: 0x0c, content: Buffer.from('Huyện Hướng Hóa'), expected: 'Huyện Hướng Hóa' },
  { name: 'UTF8String with a broken octet', tag: 0x0c, content: bytes('41ff42'), expected: 'A\uFFFDB' },
  { name: 'PrintableString', tag: 0x13, content: Buffer.from('VN'), expected: 'VN' },
  { name: 'NumericString', tag: 0x12, content: Buffer.from('0123'), expected: '0123' },
  { name: 'IA5String', tag: 0x16, content: Buffer.from('a@b.vn'), expected: 'a@b.vn' },
  { name: 'VisibleString', tag: 0x1a, content: Buffer.from('v'), expected: 'v' },
  { name: 'TeletexString as ISO 8859-1', tag: 0x14, content: bytes('e9'), expected: 'é' },
  { name: 'BMPString', tag: 0x1e, content: bytes('1ec7006e'), expected: 'ện' },
  { name: 'BMPString of odd length', tag: 0x1e, content: bytes('1ec700'), expected: null },
  { name: 'UniversalString', tag: 0x1c, content: bytes('0001f512'), expected: '🔒' },
  { name: 'UniversalString beyond Unicode', tag: 0x1c, content: bytes('00110000'), expected: null },
  { name: 'an INTEGER', tag: 0x02, content: bytes('01'), expected: null },
]

for (const { name, tag, content, expected } of cases) {
  test(`${name} reads as ${expected}`, () => {
    expect(decodeText(parseWhole(der(tag, content), 'BER'))).toBe(expected)
  })
}
