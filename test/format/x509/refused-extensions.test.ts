import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import { readCertificate } from '../../../src/format/x509/certificate.ts'
import { bytes, der, integer, NULL, oid, sequence, set, utf8 } from '../asn1/encode.ts'
import { certificateWith, extension } from './pieces.ts'

const withExtension = (type: string, value: Bytes) => certificateWith({ extensions: [extension(type, value)] })
const text = (tag: number, value: string) => der(tag, Buffer.from(value, 'latin1'))
const policy = (type: string, ...more: readonly Bytes[]) => sequence(oid(type), ...more)
const policyOnce = policy('1.2.3')
const refused: readonly { name: string; type: string; value: Bytes }[] = [
  { name: 'a name of an unknown kind', type: OID.subjectAltName, value: sequence(text(0x89, 'x')) },
  { name: 'a name that is no context tag', type: OID.subjectAltName, value: sequence(utf8('x')) },
  { name: 'a directory name without its explicit tag', type: OID.subjectAltName, value: sequence(der(0xa4, set())) },
  { name: 'a mail address in pieces', type: OID.subjectAltName, value: sequence(der(0xa1, text(0x16, 'x'))) },
  { name: 'constraints on nothing', type: OID.nameConstraints, value: sequence() },
  { name: 'permitted names that are none', type: OID.nameConstraints, value: sequence(der(0xa0)) },
  { name: 'a subtree without a base', type: OID.nameConstraints, value: sequence(der(0xa0, sequence())) },
  {
    name: 'a negative distance',
    type: OID.nameConstraints,
    value: sequence(der(0xa0, sequence(text(0x82, 'x'), der(0x80, bytes('ff'))))),
  },
  {
    name: 'a distance out of range',
    type: OID.nameConstraints,
    value: sequence(der(0xa0, sequence(text(0x82, 'x'), der(0x81, bytes('01000000000000'))))),
  },
  { name: 'no policy', type: OID.certificatePolicies, value: sequence() },
  { name: 'the same policy twice', type: OID.certificatePolicies, value: sequence(policyOnce, policyOnce) },
  {
    name: 'the same policy twice, once with qualifiers',
    type: OID.certificatePolicies,
    value: sequence(policyOnce, policy('1.2.4'), policy('1.2.3', sequence(NULL))),
  },
  { name: 'a policy without identifier', type: OID.certificatePolicies, value: sequence(sequence()) },
  { name: 'no mapping', type: OID.policyMappings, value: sequence() },
  { name: 'half a mapping', type: OID.policyMappings, value: sequence(sequence(oid('1.2.3'))) },
  { name: 'no constraint on policies', type: OID.policyConstraints, value: sequence() },
  { name: 'a negative count of certificates', type: OID.policyConstraints, value: sequence(der(0x80, bytes('ff'))) },
  {
    name: 'constraints in the wrong order',
    type: OID.policyConstraints,
    value: sequence(der(0x81, bytes('00')), der(0x80, bytes('00'))),
  },
  { name: 'a negative count to anyPolicy', type: OID.inhibitAnyPolicy, value: integer('80') },
  { name: 'anyPolicy inhibited by another type', type: OID.inhibitAnyPolicy, value: sequence() },
  {
    name: 'a negative path length',
    type: OID.basicConstraints,
    value: sequence(der(0x01, bytes('ff')), integer('ff')),
  },
  { name: 'a distribution point of another type', type: OID.cRLDistributionPoints, value: sequence(NULL) },
  {
    name: 'a distribution point with both kinds of name',
    type: OID.cRLDistributionPoints,
    value: sequence(sequence(der(0xa0, der(0xa0, text(0x86, 'x')), der(0xa1, sequence(oid('2.5.4.3'), utf8('x')))))),
  },
  {
    name: 'a distribution point with no name in the place of one',
    type: OID.cRLDistributionPoints,
    value: sequence(sequence(der(0xa0))),
  },
  {
    name: 'reasons with a wrong count of unused bits',
    type: OID.cRLDistributionPoints,
    value: sequence(sequence(der(0x81, bytes('08 40')))),
  },
  {
    name: 'a field too many in a distribution point',
    type: OID.freshestCRL,
    value: sequence(sequence(der(0xa3))),
  },
  {
    name: 'an access method without a place',
    type: OID.authorityInfoAccess,
    value: sequence(sequence(oid(OID.adOcsp))),
  },
  { name: 'a field too many in a key identifier', type: OID.authorityKeyIdentifier, value: sequence(der(0x83)) },
]

describe('an extension makes the certificate unreadable:', () => {
  for (const { name, type, value } of refused) {
    test(name, () => {
      expect(readCertificate(withExtension(type, value)).ok).toBe(false)
    })
  }
})

describe('the version', () => {
  const cases: readonly { version?: Bytes; expected: number | 'refused' }[] = [
    { expected: 1 },
    { version: integer('00'), expected: 1 },
    { version: integer('01'), expected: 2 },
    { version: integer('02'), expected: 3 },
    { version: integer('03'), expected: 'refused' },
    { version: integer('ff'), expected: 'refused' },
    { version: NULL, expected: 'refused' },
  ]
  for (const { version, expected } of cases) {
    test(`${version ? Buffer.from(version).toString('hex') : 'absent'}: ${expected}`, () => {
      const read = readCertificate(certificateWith(version ? { version } : {}))
      expect(read.ok ? read.value.version : 'refused').toBe(expected)
    })
  }
})
