import { expect, test } from 'vitest'
import { readOctetString } from '../../../src/format/asn1/octet-string.ts'
import { bytes, indefinite, NULL, octets } from './encode.ts'

test('an OCTET STRING that stands alone is read, padding is left to the caller', () => {
  const read = readOctetString(Buffer.concat([octets(bytes('0102')), Buffer.alloc(9)]))
  expect(read).toEqual({ ok: true, value: { encodedLength: 4, octets: bytes('0102') } })
})

test('segments are joined', () => {
  const read = readOctetString(indefinite(0x24, octets(bytes('01')), octets(bytes('02'))))
  expect(read.ok && read.value.octets).toEqual(bytes('0102'))
})

test('another type, or nothing, is refused', () => {
  expect(readOctetString(NULL).ok).toBe(false)
  expect(readOctetString(Buffer.alloc(0)).ok).toBe(false)
})
