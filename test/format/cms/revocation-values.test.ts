import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import {
  readCertificateValues,
  readRevocationArchival,
  readRevocationValues,
} from '../../../src/format/cms/revocation-values.ts'
import type { Attribute } from '../../../src/format/cms/signed-data.ts'
import { BudgetError } from '../../../src/format/read.ts'
import { bytes, der, indefinite, integer, NULL, sequence } from '../asn1/encode.ts'
import { signerWith } from './made-signed-data.ts'

const attribute = (oid: string, ...values: readonly Bytes[]): Attribute => ({ oid, values, raw: NULL })
const archival = (...values: readonly Bytes[]) => attribute(OID.adbeRevocationInfoArchival, ...values)

const LIST = sequence(integer('01'))
const RESPONSE = sequence(integer('02'))
const lists = (...items: readonly Bytes[]) => der(0xa0, sequence(...items))
const responses = (...items: readonly Bytes[]) => der(0xa1, sequence(...items))
const NO_ASN1 = bytes('deadbeef')

type Archived = { readonly signed?: readonly Attribute[]; readonly unsigned?: readonly Attribute[] }
const NONE = { certificateLists: [], ocspResponses: [] }

const archived: readonly ({ name: string; expected: object | 'refused' } & Archived)[] = [
  { name: 'none', expected: NONE },
  {
    name: 'lists and responses in their order',
    signed: [archival(sequence(lists(LIST, sequence()), responses(RESPONSE)))],
    expected: { certificateLists: [LIST, sequence()], ocspResponses: [RESPONSE] },
  },
  { name: 'one that is empty', signed: [archival(sequence())], expected: NONE },
  {
    name: 'responses alone, and values of other kinds that are passed over',
    signed: [archival(sequence(responses(RESPONSE), der(0xa2, sequence(NULL))))],
    expected: { certificateLists: [], ocspResponses: [RESPONSE] },
  },
  {
    name: 'BER',
    signed: [archival(indefinite(0x30, indefinite(0xa0, indefinite(0x30, LIST))))],
    expected: { certificateLists: [LIST], ocspResponses: [] },
  },
  {
    name: 'several that are not signed, after the signed one',
    signed: [archival(sequence(lists(LIST)))],
    unsigned: [archival(sequence(lists(sequence()))), archival(NO_ASN1), archival(sequence(responses(RESPONSE)))],
    expected: { certificateLists: [LIST, sequence()], ocspResponses: [RESPONSE] },
  },
  { name: 'an unsigned one of another type', unsigned: [archival(NULL)], expected: NONE },
  { name: 'a signed one of another type', signed: [archival(NULL)], expected: 'refused' },
  { name: 'a signed one that is no ASN.1', signed: [archival(NO_ASN1)], expected: 'refused' },
  { name: 'a signed one with two values', signed: [archival(sequence(), sequence())], expected: 'refused' },
  { name: 'a list of another type', signed: [archival(sequence(lists(NULL)))], expected: 'refused' },
  {
    name: 'lists without their explicit tag',
    signed: [archival(sequence(der(0xa0, LIST, LIST)))],
    expected: 'refused',
  },
  {
    name: 'responses before lists',
    signed: [archival(sequence(responses(RESPONSE), lists(LIST)))],
    expected: 'refused',
  },
]

describe('readRevocationArchival', () => {
  for (const { name, signed = [], unsigned = [], expected } of archived) {
    test(name, () => {
      const read = readRevocationArchival(signerWith(signed, unsigned))
      expect(read.ok ? read.value : 'refused').toEqual(expected)
    })
  }
  test('spends from a limit, signed or not', () => {
    const many = archival(sequence(lists(...Array.from({ length: 101 }, () => LIST))))
    for (const signer of [signerWith([many]), signerWith([], [many])]) {
      const read = readRevocationArchival(signer)
      expect(read.ok || read.error).toBeInstanceOf(BudgetError)
    }
  })
})

describe('readRevocationValues', () => {
  const values = (...items: readonly Bytes[]) => attribute(OID.etsRevocationValues, ...items)
  const cases: readonly {
    name: string
    signed?: readonly Attribute[]
    unsigned: readonly Attribute[]
    expected: object
  }[] = [
    { name: 'none', unsigned: [attribute('1.2.3', NULL)], expected: { certificateLists: [], basicOcspResponses: [] } },
    {
      name: 'lists and basic responses of all of them; one that cannot be read is passed over',
      unsigned: [
        values(sequence(lists(LIST), responses(RESPONSE))),
        values(NO_ASN1, sequence(lists(NULL))),
        values(),
        values(sequence(lists(sequence()))),
      ],
      expected: { certificateLists: [LIST, sequence()], basicOcspResponses: [RESPONSE] },
    },
    {
      name: 'only where they are not signed',
      signed: [values(sequence(lists(LIST)))],
      unsigned: [],
      expected: { certificateLists: [], basicOcspResponses: [] },
    },
  ]
  for (const { name, signed = [], unsigned, expected } of cases) {
    test(name, () => {
      const read = readRevocationValues(signerWith(signed, unsigned))
      expect(read.ok && read.value).toEqual(expected)
    })
  }
  test('spends from a limit', () => {
    const many = values(sequence(responses(...Array.from({ length: 60 }, () => RESPONSE))))
    const read = readRevocationValues(signerWith([], [many, many]))
    expect(read.ok || read.error).toBeInstanceOf(BudgetError)
  })
})

describe('readCertificateValues', () => {
  const values = (...items: readonly Bytes[]) => attribute(OID.etsCertValues, ...items)
  test('gives the encodings in their order; what cannot be read is passed over', () => {
    const unsigned = [values(sequence(LIST, RESPONSE)), values(NO_ASN1), values(sequence(NULL)), values(sequence(LIST))]
    expect(readCertificateValues(signerWith([], unsigned))).toEqual([LIST, RESPONSE, LIST])
  })
  test('gives no more than a thousand', () => {
    const many = values(sequence(...Array.from({ length: 1_001 }, () => LIST)))
    expect(readCertificateValues(signerWith([], [many])).length).toBe(1_000)
  })
})
