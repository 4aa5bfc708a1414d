import { expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import { digestNameOf, signatureAlgorithmOf } from '../../../src/format/x509/signature-algorithm.ts'
import { bytes, der, integer, NULL, oid, sequence } from '../asn1/encode.ts'

const algorithm = (type: string, parameters: Bytes | null = null) => ({ oid: type, parameters })
const pss = (...fields: Bytes[]) => algorithm(OID.RSASSA_PSS, sequence(...fields))
const hash = (type: string) => der(0xa0, sequence(oid(type), NULL))
const mask = (type: string, hashType: string) => der(0xa1, sequence(oid(type), sequence(oid(hashType))))
const salt = (hex: string) => der(0xa2, integer(hex))

const cases: readonly { name: string; given: Parameters<typeof signatureAlgorithmOf>; expected: object | null }[] = [
  {
    name: 'rsaEncryption takes the digest of the signer',
    given: [algorithm(OID.rsaEncryption), algorithm(OID.sha384)],
    expected: { kind: 'rsa-pkcs1', digest: 'sha384' },
  },
  {
    name: 'sha256WithRSAEncryption says its own, whatever the signer names',
    given: [algorithm(OID.sha256WithRSAEncryption), algorithm(OID.sha1)],
    expected: { kind: 'rsa-pkcs1', digest: 'sha256' },
  },
  {
    name: 'rsaEncryption without a digest is unknown',
    given: [algorithm(OID.rsaEncryption)],
    expected: { kind: 'unknown', oid: OID.rsaEncryption },
  },
  {
    name: 'an unknown digest is the one that is named',
    given: [algorithm(OID.rsaEncryption), algorithm('1.2.3')],
    expected: { kind: 'unknown', oid: '1.2.3' },
  },
  {
    name: 'ecdsa-with-SHA512',
    given: [algorithm(OID.ecdsaWithSHA512)],
    expected: { kind: 'ecdsa', digest: 'sha512' },
  },
  {
    name: 'the key alone where ECDSA is meant',
    given: [algorithm(OID.ecPublicKey), algorithm(OID.sha256)],
    expected: { kind: 'ecdsa', digest: 'sha256' },
  },
  {
    name: 'no more than that it is ECDSA',
    given: [algorithm(OID.ecSigType), algorithm(OID.sha3_224)],
    expected: { kind: 'ecdsa', digest: 'sha3-224' },
  },
  { name: 'DSA', given: [algorithm(OID.dsaWithSha1)], expected: { kind: 'dsa', digest: 'sha1' } },
  { name: 'Ed25519', given: [algorithm(OID.Ed25519)], expected: { kind: 'eddsa' } },
  { name: 'Ed448', given: [algorithm(OID.Ed448)], expected: { kind: 'eddsa' } },
  { name: 'something else', given: [algorithm('1.2.3')], expected: { kind: 'unknown', oid: '1.2.3' } },
  {
    name: 'RSASSA-PSS with nothing said is SHA-1 with 20 octets',
    given: [pss()],
    expected: { kind: 'rsa-pss', digest: 'sha1', mgfDigest: 'sha1', saltLength: 20 },
  },
  {
    name: 'RSASSA-PSS with all said',
    given: [pss(hash(OID.sha256), mask(OID.mgf1, OID.sha512), salt('40'), der(0xa3, integer('01')))],
    expected: { kind: 'rsa-pss', digest: 'sha256', mgfDigest: 'sha512', saltLength: 64 },
  },
  {
    name: 'RSASSA-PSS with an unknown mask',
    given: [pss(hash(OID.sha256), mask('1.2.3', OID.sha256))],
    expected: { kind: 'unknown', oid: '1.2.3' },
  },
  {
    name: 'RSASSA-PSS with an unknown digest in the mask',
    given: [pss(hash(OID.sha256), mask(OID.mgf1, '1.2.3'))],
    expected: { kind: 'unknown', oid: '1.2.3' },
  },
  {
    name: 'RSA with a digest that it takes under another name',
    given: [algorithm(OID.rsaEncryption), algorithm(OID.shake256)],
    expected: { kind: 'unknown', oid: OID.shake256 },
  },
  {
    name: 'ECDSA with that digest and its length',
    given: [algorithm(OID.ecPublicKey), algorithm(OID.shake256_len, integer('0200'))],
    expected: { kind: 'unknown', oid: OID.shake256_len },
  },
  {
    name: 'RSASSA-PSS with that digest',
    given: [pss(hash(OID.shake256), mask(OID.mgf1, OID.sha256))],
    expected: { kind: 'unknown', oid: OID.shake256 },
  },
  { name: 'RSASSA-PSS without parameters', given: [algorithm(OID.RSASSA_PSS)], expected: null },
  { name: 'RSASSA-PSS with another trailer', given: [pss(der(0xa3, integer('02')))], expected: null },
  { name: 'RSASSA-PSS with a negative salt length', given: [pss(salt('ff'))], expected: null },
  { name: 'RSASSA-PSS with parameters of another type', given: [algorithm(OID.RSASSA_PSS, NULL)], expected: null },
  { name: 'RSASSA-PSS with broken parameters', given: [algorithm(OID.RSASSA_PSS, bytes('3005'))], expected: null },
]
for (const { name, given, expected } of cases) {
  test(`signatureAlgorithmOf: ${name}${expected ? '' : ' is refused'}`, () => {
    const read = signatureAlgorithmOf(...given)
    expect(read.ok ? read.value : null).toEqual(expected)
  })
}

test('digestNameOf gives null for what it does not know', () => {
  expect(digestNameOf(algorithm(OID.sha3_256))).toBe('sha3-256')
  expect(digestNameOf(algorithm('1.2.3'))).toBeNull()
})

const lengths: readonly { name: string; parameters: Bytes | null; expected: string | null }[] = [
  { name: 'of 512 bits', parameters: integer('0200'), expected: 'shake256' },
  { name: 'of 256 bits', parameters: integer('0100'), expected: null },
  { name: 'of a length that is not said', parameters: null, expected: null },
  { name: 'of a length that is no number', parameters: NULL, expected: null },
]
for (const { name, parameters, expected } of lengths) {
  test(`digestNameOf knows SHAKE256 with a length: ${name}${expected ? '' : ' is none'}`, () => {
    expect(digestNameOf(algorithm(OID.shake256_len, parameters))).toBe(expected)
  })
}

test('digestNameOf takes the digest out of an algorithm that names a key as well', () => {
  expect(digestNameOf(algorithm(OID.sha256WithRSAEncryption))).toBe('sha256')
  expect(digestNameOf(algorithm(OID.rsaEncryption))).toBeNull()
})
