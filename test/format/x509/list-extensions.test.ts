import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import { readCertificateList } from '../../../src/format/x509/crl.ts'
import { bytes, der, generalizedTime, integer, NULL, name, oid, sequence, utcTime, utf8 } from '../asn1/encode.ts'
import { filesIn, sharedFolder } from '../shared.ts'
import { extension, listOf, readableList } from './pieces.ts'

const withExtension = (type: string, value: Bytes) => listOf({ extensions: [extension(type, value)] })
const uri = (text: string) => der(0x86, Buffer.from(text))

const NOTHING_SAID = {
  name: null,
  onlyContainsUserCerts: false,
  onlyContainsCACerts: false,
  onlySomeReasons: null,
  indirectCRL: false,
  onlyContainsAttributeCerts: false,
}

const readings: readonly { name: string; type: string; value: Bytes; expected: object }[] = [
  {
    name: 'an issuing distribution point that says nothing',
    type: OID.issuingDistributionPoint,
    value: sequence(),
    expected: { issuingDistributionPoint: NOTHING_SAID },
  },
  {
    name: 'a partial, indirect list of user certificates',
    type: OID.issuingDistributionPoint,
    value: sequence(
      der(0xa0, der(0xa0, uri('http://a/'))),
      der(0x81, bytes('ff')),
      der(0x83, bytes('0560')),
      der(0x84, bytes('ff')),
    ),
    expected: {
      issuingDistributionPoint: {
        ...NOTHING_SAID,
        name: { kind: 'fullName', names: [{ kind: 'uniformResourceIdentifier', value: 'http://a/' }] },
        onlyContainsUserCerts: true,
        onlySomeReasons: new Set(['keyCompromise', 'cACompromise']),
        indirectCRL: true,
      },
    },
  },
  {
    name: 'a list of authorities, named relative to its issuer',
    type: OID.issuingDistributionPoint,
    value: sequence(
      der(0xa0, der(0xa1, sequence(oid('2.5.4.3'), utf8('x')))),
      der(0x82, bytes('ff')),
      der(0x84, bytes('00')),
    ),
    expected: {
      issuingDistributionPoint: {
        ...NOTHING_SAID,
        name: { kind: 'relativeName', attributes: [{ type: '2.5.4.3', value: 'x' }] },
        onlyContainsCACerts: true,
      },
    },
  },
  {
    name: 'a list of attribute certificates',
    type: OID.issuingDistributionPoint,
    value: sequence(der(0x85, bytes('ff'))),
    expected: { issuingDistributionPoint: { ...NOTHING_SAID, onlyContainsAttributeCerts: true } },
  },
  { name: 'its number', type: OID.cRLNumber, value: integer('0080'), expected: { number: '80', baseNumber: null } },
  {
    name: 'the number of the list that it changes',
    type: OID.deltaCRLIndicator,
    value: integer('0100'),
    expected: { number: null, baseNumber: '0100' },
  },
  {
    name: 'the key of its issuer',
    type: OID.authorityKeyIdentifier,
    value: sequence(der(0x80, bytes('0102'))),
    expected: { authorityKeyIdentifier: bytes('0102') },
  },
  {
    name: 'since when expired certificates are kept on it',
    type: OID.expiredCertsOnCRL,
    value: generalizedTime('20200101000000Z'),
    expected: { expiredCertificatesSince: Date.UTC(2020, 0, 1) },
  },
  {
    name: 'where lists of changes are',
    type: OID.freshestCRL,
    value: sequence(sequence(der(0xa2, der(0xa4, name('x'))))),
    expected: { freshestCrl: [{ name: null, reasons: null, cRLIssuer: [{ kind: 'directoryName' }] }] },
  },
]

describe('a list says', () => {
  for (const { name, type, value, expected } of readings) {
    test(name, () => {
      expect(readableList(withExtension(type, value))).toMatchObject(expected)
    })
  }
  test('nothing of all this without extensions', () => {
    expect(readableList(listOf({}))).toMatchObject({
      issuingDistributionPoint: null,
      number: null,
      baseNumber: null,
      authorityKeyIdentifier: null,
      expiredCertificatesSince: null,
      freshestCrl: [],
    })
  })
})

const refused: readonly { name: string; type: string; value: Bytes }[] = [
  {
    name: 'fields in the wrong order',
    type: OID.issuingDistributionPoint,
    value: sequence(der(0x84, bytes('ff')), der(0x81, bytes('ff'))),
  },
  { name: 'a flag of two octets', type: OID.issuingDistributionPoint, value: sequence(der(0x84, bytes('ffff'))) },
  {
    name: 'a flag twice',
    type: OID.issuingDistributionPoint,
    value: sequence(der(0x84, bytes('ff')), der(0x84, bytes('00'))),
  },
  { name: 'an unknown field', type: OID.issuingDistributionPoint, value: sequence(der(0x86, bytes('ff'))) },
  { name: 'a name without its explicit tag', type: OID.issuingDistributionPoint, value: sequence(der(0xa0, uri('x'))) },
  { name: 'a number of another type', type: OID.cRLNumber, value: NULL },
  { name: 'a negative number', type: OID.cRLNumber, value: integer('ff') },
  { name: 'a base number without octets', type: OID.deltaCRLIndicator, value: integer('') },
  { name: 'a UTCTime for expired certificates', type: OID.expiredCertsOnCRL, value: utcTime('200101000000Z') },
]

describe('an extension makes the list unreadable:', () => {
  for (const { name, type, value } of refused) {
    test(name, () => {
      expect(readCertificateList(withExtension(type, value)).ok).toBe(false)
    })
  }
})

describe('the version', () => {
  const cases: readonly { version: Bytes | null; expected: number | 'refused' }[] = [
    { version: null, expected: 1 },
    { version: integer('01'), expected: 2 },
    { version: integer('00'), expected: 'refused' },
    { version: integer('02'), expected: 'refused' },
  ]
  for (const { version, expected } of cases) {
    test(`${version ? Buffer.from(version).toString('hex') : 'absent'}: ${expected}`, () => {
      const read = readCertificateList(listOf({ version }))
      expect(read.ok ? read.value.version : 'refused').toBe(expected)
    })
  }
})

const FILLED = [
  { type: OID.issuingDistributionPoint, of: 'issuingDistributionPoint' },
  { type: OID.cRLNumber, of: 'number' },
  { type: OID.deltaCRLIndicator, of: 'baseNumber' },
  { type: OID.authorityKeyIdentifier, of: 'authorityKeyIdentifier' },
] as const

const pkits = sharedFolder('pkits/crls')
describe.skipIf(pkits === null)('the PKITS suite (needs ../shared/pkits)', () => {
  const readable = filesIn(pkits, /\.crl$/).flatMap(({ bytes }) => {
    const read = readCertificateList(bytes)
    return read.ok ? [read.value] : []
  })
  for (const { type, of } of FILLED) {
    test(`${of} is filled where the extension is, and only there`, () => {
      const filled = readable.filter((list) => list[of] !== null)
      expect(filled).toEqual(readable.filter(({ extensions }) => extensions.some(({ oid }) => oid === type)))
      expect(filled.length).toBeGreaterThan(0)
    })
  }
})
