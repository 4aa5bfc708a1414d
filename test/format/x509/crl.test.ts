import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { readCertificateList } from '../../../src/format/x509/crl.ts'
import { boolean, bytes, der, generalizedTime, integer, NULL, octets, oid, sequence, utcTime } from '../asn1/encode.ts'
import { filesIn, sharedFolder } from '../shared.ts'
import { entry, extension, listOf, readableList } from './pieces.ts'

const reason = (code: string) => sequence(oid('2.5.29.21'), octets(der(0x0a, bytes(code))))
const critical = (type: string) => sequence(oid(type), boolean(true), octets(NULL))

const JULY = Date.UTC(2021, 6, 2)
const july = utcTime('210702000000Z')

describe('entries', () => {
  const list = readableList(
    listOf({
      entries: [
        entry('05', july, reason('01')),
        entry('00ff303ae4e90ac1ed', generalizedTime('20210702000000Z')),
        entry('00', july),
        entry('05', utcTime('210801000000Z')),
        entry('81', july, sequence(oid('2.5.29.24'), boolean(true), octets(generalizedTime('20210101000000Z')))),
      ],
    }),
  )
  const found = { revokedAt: JULY, reason: null, invalidityDate: null, certificateIssuer: null }
  const cases: readonly { serial: string; expected: object | null; why: string }[] = [
    { serial: '05', expected: { ...found, reason: 1 }, why: 'the first of two with one serial number' },
    { serial: 'ff303ae4e90ac1ed', expected: found, why: 'spelled as in a certificate' },
    { serial: '00', expected: found, why: 'zero' },
    {
      serial: '-81',
      expected: { ...found, invalidityDate: Date.UTC(2021, 0, 1) },
      why: 'a negative number by its octets',
    },
    { serial: '81', expected: null, why: 'the positive number of the same octets' },
    { serial: '81', expected: null, why: 'the positive number of the same octets' },
    { serial: '-05', expected: null, why: 'the negative number of the same octets' },
    { serial: '06', expected: null, why: 'not there' },
    { serial: '0505', expected: null, why: 'one that only begins alike' },
    { serial: '', expected: null, why: 'no serial number at all' },
  ]
  for (const { serial, expected, why } of cases) {
    test(`${why}: '${serial}'`, () => {
      expect(list.find(serial)).toEqual(expected)
    })
  }
  test('are counted, and known critical extensions are no hindrance', () => {
    expect(list).toMatchObject({ entryCount: 5, hasUnknownCriticalEntryExtension: false })
  })
})

test('a list without entries says so', () => {
  const list = readableList(listOf({}))
  expect(list).toMatchObject({
    entryCount: 0,
    nextUpdate: null,
    extensions: [],
    hasUnknownCriticalEntryExtension: false,
  })
  expect(list.find('05')).toBeNull()
})

test('times, issuer and extensions are those of the list', () => {
  const list = readableList(listOf({ nextUpdate: july, extensions: [extension('2.5.29.20', integer('07'))] }))
  expect(list).toMatchObject({ thisUpdate: Date.UTC(2021, 6, 1), nextUpdate: JULY })
  expect(list.issuer.attributes).toEqual([{ type: '2.5.4.3', value: 'CA' }])
  expect(list.extensions.map(({ oid }) => oid)).toEqual(['2.5.29.20'])
})

test('an entry extension that is critical and unknown is reported', () => {
  const list = readableList(listOf({ entries: [entry('05', july, critical('1.2.3'))] }))
  expect(list.hasUnknownCriticalEntryExtension).toBe(true)
})

test('every one of twenty thousand entries is found, and no other', () => {
  const serial = (i: number) => (0x1000000 + i * 31).toString(16).padStart(10, '0')
  const list = readableList(listOf({ entries: Array.from({ length: 20_000 }, (_, i) => entry(serial(i), july)) }))
  const found = Array.from({ length: 20_000 }, (_, i) => list.find(serial(i).slice(2))?.revokedAt)
  expect(new Set(found)).toEqual(new Set([JULY]))
  expect(list.find((0x1000001).toString(16).padStart(8, '0'))).toBeNull()
})

describe('what is refused', () => {
  const cases: readonly { name: string; encoding: Bytes }[] = [
    { name: 'bytes after the list', encoding: Buffer.concat([listOf({}), Buffer.of(0)]) },
    { name: 'an entry without a time', encoding: listOf({ entries: [sequence(integer('05'))] }) },
    { name: 'an entry of a time that is none', encoding: listOf({ entries: [entry('05', utcTime('219999000000Z'))] }) },
    { name: 'an entry without serial number', encoding: listOf({ entries: [entry('', july)] }) },
    {
      name: 'an entry with more after its extensions',
      encoding: listOf({ entries: [sequence(integer('05'), july, sequence(), NULL)] }),
    },
    { name: 'an entry of indefinite length', encoding: listOf({ entries: [bytes('3080 0201050000')] }) },
    { name: 'a reason of two octets', encoding: listOf({ entries: [entry('05', july, reason('0001'))] }) },
    {
      name: 'an extension with more after its value',
      encoding: listOf({ entries: [entry('05', july, sequence(oid('1.2.3'), octets(NULL), NULL))] }),
    },
    { name: 'a field too many', encoding: listOf({ more: integer('01') }) },
    { name: 'nothing', encoding: Buffer.alloc(0) },
  ]
  for (const { name, encoding } of cases) {
    test(name, () => {
      expect(readCertificateList(encoding).ok).toBe(false)
    })
  }
})

describe('damage is a value, never an exception', () => {
  const whole = listOf({
    entries: ['05', '06', '07'].map((serial) => entry(serial, july, reason('01'))),
    nextUpdate: july,
  })
  test('a list cut anywhere is unreadable', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(readCertificateList(whole.subarray(0, length)).ok).toBe(false)
    }
  })
  test('changed bytes, then asked', () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const damaged = Buffer.from(whole)
        for (const [at, octet] of changes) damaged[at] = octet
        const list = readCertificateList(damaged)
        if (list.ok) for (const serial of ['05', '06', '07', '08']) list.value.find(serial)
      }),
      { numRuns: 3_000, seed: 322 },
    )
  })
})

const pkits = sharedFolder('pkits/crls')
describe.skipIf(pkits === null)('the PKITS suite (needs ../shared/pkits)', () => {
  test('every list is read, but the one whose signature is no string of octets', () => {
    const unreadable = filesIn(pkits, /\.crl$/).filter(({ bytes }) => !readCertificateList(bytes).ok)
    expect(unreadable.map(({ name }) => name)).toEqual(['BadCRLSignatureCACRL.crl'])
  })
})
