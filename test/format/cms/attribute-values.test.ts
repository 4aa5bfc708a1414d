import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import {
  contentTimeStampTokens,
  readContentType,
  readMessageDigest,
  readSigningTime,
  timeStampTokens,
} from '../../../src/format/cms/attribute-values.ts'
import type { Attribute } from '../../../src/format/cms/signed-data.ts'
import { readSigningCertificates } from '../../../src/format/cms/signing-certificate.ts'
import { bytes, der, integer, NULL, name, octets, oid, sequence, utcTime } from '../asn1/encode.ts'
import { signerWith } from './made-signed-data.ts'

const attribute = (type: string, ...values: readonly Bytes[]): Attribute => ({ oid: type, values, raw: NULL })

const readers = [
  { read: readMessageDigest, type: OID.messageDigest, value: octets(bytes('0102')), expected: bytes('0102') },
  { read: readContentType, type: OID.contentType, value: oid(OID.data), expected: OID.data },
  { read: readSigningTime, type: OID.signingTime, value: utcTime('210829000000Z'), expected: Date.UTC(2021, 7, 29) },
]
for (const { read, type, value, expected } of readers) {
  describe(read.name, () => {
    const outcome = (...attributes: Attribute[]) => {
      const result = read(signerWith(attributes))
      return result.ok ? result.value : 'refused'
    }
    test('reads the single value', () => {
      expect(outcome(attribute('1.2.3', NULL), attribute(type, value))).toEqual(expected)
    })
    test('is null where the attribute is absent', () => {
      expect(outcome(attribute('1.2.3', NULL))).toBeNull()
    })
    const broken: readonly [string, Attribute[]][] = [
      ['two attributes', [attribute(type, value), attribute(type, value)]],
      ['two values', [attribute(type, value, value)]],
      ['no value', [attribute(type)]],
      ['a second attribute without value', [attribute(type, value), attribute(type)]],
      ['another type', [attribute(type, NULL)]],
      ['bytes after the value', [attribute(type, Buffer.concat([value, Buffer.of(0)]))]],
    ]
    for (const [why, attributes] of broken) {
      test(`refuses ${why}`, () => {
        expect(outcome(...attributes)).toBe('refused')
      })
    }
  })
}

test('timeStampTokens gives every value of every such attribute, and none of a malformed one', () => {
  const unsigned = [
    attribute(OID.signatureTimeStampToken, integer('01'), integer('02')),
    attribute('1.2.3', NULL),
    attribute(OID.signatureTimeStampToken),
    attribute(OID.signatureTimeStampToken, integer('03')),
  ]
  expect(timeStampTokens(signerWith([], unsigned))).toEqual([integer('01'), integer('02'), integer('03')])
})

test('contentTimeStampTokens gives every value of every such attribute that is signed', () => {
  const signed = [
    attribute(OID.etsContentTimestamp, integer('01'), integer('02')),
    attribute('1.2.3', NULL),
    attribute(OID.etsContentTimestamp, integer('03')),
  ]
  const signer = signerWith(signed, [attribute(OID.etsContentTimestamp, integer('04'))])
  expect(contentTimeStampTokens(signer)).toEqual([integer('01'), integer('02'), integer('03')])
})

describe('readSigningCertificates', () => {
  const hash = octets(bytes('aabb'))
  const issuerSerial = sequence(sequence(der(0x82, Buffer.from('x')), der(0xa4, name('CA'))), integer('00ff'))
  const version1 = attribute(OID.signingCertificate, sequence(sequence(sequence(hash, issuerSerial))))
  const version2 = (...ids: Bytes[]) => attribute(OID.signingCertificateV2, sequence(sequence(...ids), sequence()))
  const outcome = (...attributes: Attribute[]) => {
    const result = readSigningCertificates(signerWith(attributes))
    return result.ok
      ? result.value.map((id) => [id.hashAlgorithm.oid, id.issuerSerial?.serialNumber ?? null])
      : 'refused'
  }
  const cases: readonly { name: string; attributes: Attribute[]; expected: unknown }[] = [
    { name: 'none', attributes: [], expected: [] },
    { name: 'version 1 is SHA-1', attributes: [version1], expected: [[OID.sha1, 'ff']] },
    {
      name: 'version 2 that names no digest is SHA-256',
      attributes: [version2(sequence(hash))],
      expected: [[OID.sha256, null]],
    },
    {
      name: 'version 2 with several references keeps their order',
      attributes: [version2(sequence(sequence(oid(OID.sha512)), hash, issuerSerial), sequence(hash))],
      expected: [
        [OID.sha512, 'ff'],
        [OID.sha256, null],
      ],
    },
    {
      name: 'both versions, 2 first',
      attributes: [version1, version2(sequence(hash))],
      expected: [
        [OID.sha256, null],
        [OID.sha1, 'ff'],
      ],
    },
    { name: 'two attributes of one version', attributes: [version1, version1], expected: 'refused' },
    { name: 'a reference without a hash', attributes: [version2(sequence())], expected: 'refused' },
    {
      name: 'an attribute of another type',
      attributes: [attribute(OID.signingCertificate, NULL)],
      expected: 'refused',
    },
  ]
  for (const { name, attributes, expected } of cases) {
    test(name, () => {
      expect(outcome(...attributes)).toEqual(expected)
    })
  }
  test('gives the encoding of the issuer, and null where it has no directory name', () => {
    const other = sequence(sequence(der(0x82, Buffer.from('x'))), integer('05'))
    const read = readSigningCertificates(signerWith([version2(sequence(hash, issuerSerial), sequence(hash, other))]))
    expect(read.ok && read.value.map(({ issuerSerial }) => issuerSerial?.issuer ?? null)).toEqual([name('CA'), null])
  })
})
