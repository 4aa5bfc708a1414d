import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import { readCommitmentTypes, readSignaturePolicy } from '../../../src/format/cms/signature-policy.ts'
import type { Attribute } from '../../../src/format/cms/signed-data.ts'
import { bytes, NULL, octets, oid, sequence, utf8 } from '../asn1/encode.ts'
import { signerWith } from './made-signed-data.ts'

const attribute = (type: string, ...values: readonly Bytes[]): Attribute => ({ oid: type, values, raw: NULL })

describe('readSignaturePolicy', () => {
  const policy = (...values: readonly Bytes[]) => attribute(OID.etsSigPolicyId, ...values)
  const hash = sequence(sequence(oid(OID.sha256)), octets(bytes('aabb')))
  const qualifiers = sequence(sequence(oid('1.2.840.113549.1.9.16.5.1'), utf8('http://policy/')))
  const named = {
    kind: 'identified',
    oid: '1.2.3',
    hashAlgorithm: { oid: OID.sha256, parameters: null },
    hash: bytes('aabb'),
  }
  const unhashed = { ...named, hashAlgorithm: null, hash: null }
  const cases: readonly { name: string; attributes: readonly Attribute[]; expected: unknown }[] = [
    { name: 'none', attributes: [attribute('1.2.3', NULL)], expected: null },
    { name: 'implied', attributes: [policy(NULL)], expected: { kind: 'implied' } },
    { name: 'named, with its hash', attributes: [policy(sequence(oid('1.2.3'), hash))], expected: named },
    {
      name: 'named, with hash and qualifiers',
      attributes: [policy(sequence(oid('1.2.3'), hash, qualifiers))],
      expected: named,
    },
    { name: 'named alone', attributes: [policy(sequence(oid('1.2.3')))], expected: unhashed },
    {
      name: 'named, with qualifiers alone',
      attributes: [policy(sequence(oid('1.2.3'), qualifiers))],
      expected: unhashed,
    },
    { name: 'two attributes', attributes: [policy(NULL), policy(NULL)], expected: 'refused' },
    { name: 'two values', attributes: [policy(NULL, NULL)], expected: 'refused' },
    { name: 'another type', attributes: [policy(octets(NULL))], expected: 'refused' },
    { name: 'no identifier', attributes: [policy(sequence(hash))], expected: 'refused' },
    { name: 'no ASN.1', attributes: [policy(bytes('deadbeef'))], expected: 'refused' },
    {
      name: 'a hash of more than its algorithm and value',
      attributes: [policy(sequence(oid('1.2.3'), sequence(sequence(oid(OID.sha256)), octets(NULL), NULL)))],
      expected: 'refused',
    },
    {
      name: 'a field too many',
      attributes: [policy(sequence(oid('1.2.3'), hash, qualifiers, NULL))],
      expected: 'refused',
    },
  ]
  for (const { name, attributes, expected } of cases) {
    test(name, () => {
      const read = readSignaturePolicy(signerWith(attributes))
      expect(read.ok ? read.value : 'refused').toEqual(expected)
    })
  }
  test('one that is not signed is none', () => {
    expect(readSignaturePolicy(signerWith([], [policy(NULL)]))).toEqual({ ok: true, value: null })
  })
})

describe('readCommitmentTypes', () => {
  const commitment = (...values: readonly Bytes[]) => attribute(OID.etsCommitmentType, ...values)
  const cases: readonly { name: string; attributes: readonly Attribute[]; expected: unknown }[] = [
    { name: 'none', attributes: [attribute('1.2.3', NULL)], expected: [] },
    {
      name: 'all of them in order, qualifiers unread',
      attributes: [
        commitment(sequence(oid('1.2.3'), sequence(NULL)), sequence(oid('1.2.4'))),
        commitment(sequence(oid('1.2.5'))),
      ],
      expected: ['1.2.3', '1.2.4', '1.2.5'],
    },
    { name: 'another type', attributes: [commitment(NULL)], expected: 'refused' },
    { name: 'no identifier', attributes: [commitment(sequence())], expected: 'refused' },
    { name: 'a field too many', attributes: [commitment(sequence(oid('1.2.3'), NULL))], expected: 'refused' },
  ]
  for (const { name, attributes, expected } of cases) {
    test(name, () => {
      const read = readCommitmentTypes(signerWith(attributes))
      expect(read.ok ? read.value : 'refused').toEqual(expected)
    })
  }
})
