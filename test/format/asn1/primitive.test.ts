import { describe, expect, test } from 'vitest'
import { toHex } from '../../../src/bytes.ts'
import { type Element, parseWhole } from '../../../src/format/asn1/element.ts'
import {
  decodeBitString,
  decodeBoolean,
  decodeInteger,
  decodeNamedBits,
  decodeOctetString,
  decodeOid,
  decodeSmallInteger,
} from '../../../src/format/asn1/primitive.ts'
import { reading } from '../../../src/format/read.ts'
import { bytes } from './encode.ts'

type Case = { readonly hex: string; readonly expected: unknown; readonly why: string }

const REFUSED = Symbol('refused')

function table(title: string, decode: (element: Element) => unknown, cases: readonly Case[]): void {
  describe(title, () => {
    for (const { hex, expected, why } of cases) {
      test(why, () => {
        const read = reading(() => decode(parseWhole(bytes(hex), 'BER')))
        expect(read.ok ? read.value : REFUSED).toEqual(expected)
      })
    }
  })
}

table('INTEGER as hex', decodeInteger, [
  { hex: '020105', expected: '05', why: 'a small number' },
  {
    hex: '020900ff303ae4e90ac1ed',
    expected: 'ff303ae4e90ac1ed',
    why: 'the zero that marks a positive number is dropped',
  },
  { hex: '0201ff', expected: '-ff', why: 'a negative number is none of the positive ones' },
  { hex: '020100', expected: '00', why: 'zero keeps one octet' },
  { hex: '0200', expected: REFUSED, why: 'no octets at all' },
])

table('INTEGER as a number', decodeSmallInteger, [
  { hex: '020103', expected: 3, why: 'a version' },
  { hex: '0201ff', expected: -1, why: 'a negative number' },
  { hex: '02080100000000000000', expected: REFUSED, why: 'a number beyond the safe integers' },
])

table('BOOLEAN', decodeBoolean, [
  { hex: '0101ff', expected: true, why: 'TRUE' },
  { hex: '010100', expected: false, why: 'FALSE' },
  { hex: '010101', expected: true, why: 'TRUE as BER may write it' },
  { hex: '0100', expected: REFUSED, why: 'no octet' },
  { hex: '0102ffff', expected: REFUSED, why: 'two octets' },
])

table('OBJECT IDENTIFIER', decodeOid, [
  { hex: '06092a864886f70d010702', expected: '1.2.840.113549.1.7.2', why: 'signedData' },
  { hex: '0603550403', expected: '2.5.4.3', why: 'commonName' },
  { hex: '06028837', expected: '2.999', why: 'a second arc above 39 below root 2' },
  { hex: '060100', expected: '0.0', why: 'the first of all' },
  { hex: '060a6982ffffffffffffff7f', expected: '2.25.216172782113783807', why: 'an arc beyond the safe integers' },
  { hex: '0600', expected: REFUSED, why: 'no octets' },
  { hex: '060255ff', expected: REFUSED, why: 'an arc without end' },
  { hex: '0603558003', expected: REFUSED, why: 'an arc with leading zeros' },
  { hex: `0681c8${'01'.repeat(200)}`, expected: REFUSED, why: 'more octets than any identifier in use' },
])

table('BIT STRING of octets', (element) => toHex(decodeBitString(element)), [
  { hex: '030300abcd', expected: 'abcd', why: 'whole octets' },
  { hex: '030100', expected: '', why: 'none' },
  { hex: '030207a0', expected: REFUSED, why: 'unused bits' },
  { hex: '0300', expected: REFUSED, why: 'no count of unused bits' },
  { hex: '030208a0', expected: REFUSED, why: 'eight unused bits' },
])

table(
  'BIT STRING of names',
  (element) => [...decodeNamedBits(element, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'])],
  [
    { hex: '030205a0', expected: ['a', 'c'], why: 'the first bit is the highest' },
    { hex: '0303070080', expected: ['i'], why: 'a ninth bit' },
    { hex: '030100', expected: [], why: 'none' },
  ],
)

table('OCTET STRING', (element) => toHex(decodeOctetString(element)), [
  { hex: '04020102', expected: '0102', why: 'primitive' },
  { hex: '240704010104020203', expected: '010203', why: 'segments are joined' },
  { hex: '24800401010402020300 00'.replaceAll(' ', ''), expected: '010203', why: 'segments of indefinite length' },
  { hex: '2480248004010100000000', expected: '01', why: 'segments in segments' },
  { hex: '2400', expected: '', why: 'no segments' },
  { hex: '2403020101', expected: REFUSED, why: 'a segment of another type' },
])
