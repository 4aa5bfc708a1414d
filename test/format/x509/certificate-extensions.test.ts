import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import { bytes, der, integer, NULL, name, oid, sequence, utf8 } from '../asn1/encode.ts'
import { certificateWith, extension, readableCertificate } from './pieces.ts'

const withExtension = (type: string, value: Bytes) => certificateWith({ extensions: [extension(type, value)] })
const text = (tag: number, value: string) => der(tag, Buffer.from(value, 'latin1'))
const subtree = (base: Bytes, ...distances: readonly Bytes[]) => sequence(base, ...distances)
const policy = (type: string, ...more: readonly Bytes[]) => sequence(oid(type), ...more)
const NAME_X = { der: name('x'), relativeNames: [[CN('x')]], attributes: [CN('x')] }

function CN(value: string) {
  return { type: '2.5.4.3', value }
}

const readings: readonly { name: string; type: string; value: Bytes; expected: object }[] = [
  {
    name: 'every kind of name',
    type: OID.subjectAltName,
    value: sequence(
      der(0xa0, oid('1.2.3'), der(0xa0, utf8('u'))),
      text(0x81, 'vanthu@ex\xe9mple.vn'),
      text(0x82, 'example.vn'),
      der(0xa3, NULL),
      der(0xa4, name('x')),
      der(0xa5, NULL),
      text(0x86, 'http://a/'),
      der(0x87, bytes('7f000001')),
      der(0x88, bytes('2a03')),
    ),
    expected: {
      subjectAltNames: [
        { kind: 'other', tag: 0, encoding: der(0xa0, oid('1.2.3'), der(0xa0, utf8('u'))) },
        { kind: 'rfc822Name', value: 'vanthu@ex\xe9mple.vn' },
        { kind: 'dNSName', value: 'example.vn' },
        { kind: 'other', tag: 3, encoding: der(0xa3, NULL) },
        { kind: 'directoryName', name: NAME_X },
        { kind: 'other', tag: 5, encoding: der(0xa5, NULL) },
        { kind: 'uniformResourceIdentifier', value: 'http://a/' },
        { kind: 'iPAddress', octets: bytes('7f000001') },
        { kind: 'other', tag: 8, encoding: der(0x88, bytes('2a03')) },
      ],
      emails: ['vanthu@ex\xe9mple.vn'],
    },
  },
  {
    name: 'constraints on names, with and without distances',
    type: OID.nameConstraints,
    value: sequence(
      der(0xa0, subtree(text(0x82, 'example.vn')), subtree(der(0xa4, name('x')), der(0x80, bytes('01')))),
      der(0xa1, subtree(der(0x87, bytes('7f000000ff000000')), der(0x80, bytes('00')), der(0x81, bytes('05')))),
    ),
    expected: {
      nameConstraints: {
        permitted: [
          { base: { kind: 'dNSName', value: 'example.vn' }, minimum: 0, maximum: null },
          { base: { kind: 'directoryName', name: NAME_X }, minimum: 1, maximum: null },
        ],
        excluded: [{ base: { kind: 'iPAddress', octets: bytes('7f000000ff000000') }, minimum: 0, maximum: 5 }],
      },
    },
  },
  {
    name: 'constraints that only exclude',
    type: OID.nameConstraints,
    value: sequence(der(0xa1, subtree(text(0x82, '')))),
    expected: {
      nameConstraints: {
        permitted: [],
        excluded: [{ base: { kind: 'dNSName', value: '' }, minimum: 0, maximum: null }],
      },
    },
  },
  {
    name: 'policies in order, qualifiers unread',
    type: OID.certificatePolicies,
    value: sequence(policy('1.2.4'), policy(OID.anyPolicy, sequence(NULL)), policy('1.2.3')),
    expected: { certificatePolicies: ['1.2.4', OID.anyPolicy, '1.2.3'] },
  },
  {
    name: 'mappings, several from one policy',
    type: OID.policyMappings,
    value: sequence(sequence(oid('1.2.3'), oid('1.2.4')), sequence(oid('1.2.3'), oid('1.2.5'))),
    expected: {
      policyMappings: [
        { issuerDomainPolicy: '1.2.3', subjectDomainPolicy: '1.2.4' },
        { issuerDomainPolicy: '1.2.3', subjectDomainPolicy: '1.2.5' },
      ],
    },
  },
  {
    name: 'both constraints on policies',
    type: OID.policyConstraints,
    value: sequence(der(0x80, bytes('00')), der(0x81, bytes('0100'))),
    expected: { policyConstraints: { requireExplicitPolicy: 0, inhibitPolicyMapping: 256 } },
  },
  {
    name: 'one constraint on policies',
    type: OID.policyConstraints,
    value: sequence(der(0x81, bytes('01'))),
    expected: { policyConstraints: { requireExplicitPolicy: null, inhibitPolicyMapping: 1 } },
  },
  { name: 'anyPolicy inhibited', type: OID.inhibitAnyPolicy, value: integer('00'), expected: { inhibitAnyPolicy: 0 } },
  {
    name: 'a distribution point with all its fields',
    type: OID.cRLDistributionPoints,
    value: sequence(
      sequence(
        der(0xa0, der(0xa1, sequence(oid('2.5.4.3'), utf8('x')), sequence(oid('2.5.4.10'), utf8('y')))),
        der(0x81, bytes('07ff80')),
        der(0xa2, der(0xa4, name('x'))),
      ),
    ),
    expected: {
      distributionPoints: [
        {
          name: { kind: 'relativeName', attributes: [CN('x'), { type: '2.5.4.10', value: 'y' }] },
          reasons: new Set([
            'keyCompromise',
            'cACompromise',
            'affiliationChanged',
            'superseded',
            'cessationOfOperation',
            'certificateHold',
            'privilegeWithdrawn',
            'aACompromise',
          ]),
          cRLIssuer: [{ kind: 'directoryName', name: NAME_X }],
        },
      ],
      crlDistributionPoints: [],
    },
  },
  {
    name: 'reasons whose only bit means nothing',
    type: OID.cRLDistributionPoints,
    value: sequence(sequence(der(0xa0, der(0xa0, text(0x86, 'http://a/'))), der(0x81, bytes('0780')))),
    expected: {
      distributionPoints: [
        {
          name: { kind: 'fullName', names: [{ kind: 'uniformResourceIdentifier', value: 'http://a/' }] },
          reasons: new Set(),
          cRLIssuer: [],
        },
      ],
      crlDistributionPoints: ['http://a/'],
    },
  },
  {
    name: 'where lists of changes are',
    type: OID.freshestCRL,
    value: sequence(sequence(der(0xa0, der(0xa0, text(0x86, 'http://d/'))))),
    expected: {
      freshestCrl: [
        {
          name: { kind: 'fullName', names: [{ kind: 'uniformResourceIdentifier', value: 'http://d/' }] },
          reasons: null,
          cRLIssuer: [],
        },
      ],
      distributionPoints: [],
    },
  },
  {
    name: 'responders and issuers; other methods and names are passed over',
    type: OID.authorityInfoAccess,
    value: sequence(
      sequence(oid(OID.adCaIssuers), text(0x86, 'http://i/1')),
      sequence(oid(OID.adOcsp), text(0x86, 'http://o/')),
      sequence(oid(OID.adCaIssuers), der(0xa4, name('x'))),
      sequence(oid('1.2.3'), text(0x86, 'http://other/')),
      sequence(oid(OID.adCaIssuers), text(0x86, 'ldap:i2')),
    ),
    expected: { authorityInformation: { responders: ['http://o/'], issuers: ['http://i/1', 'ldap:i2'] } },
  },
  {
    name: 'the certificate of the issuer',
    type: OID.authorityKeyIdentifier,
    value: sequence(der(0x80, bytes('0102')), der(0xa1, der(0xa4, name('x'))), der(0x82, bytes('00ff'))),
    expected: {
      authorityKeyIdentifier: bytes('0102'),
      authorityCertIssuer: { issuer: [{ kind: 'directoryName', name: NAME_X }], serialNumber: 'ff' },
    },
  },
  {
    name: 'no certificate of the issuer where its number is missing',
    type: OID.authorityKeyIdentifier,
    value: sequence(der(0xa1, der(0xa4, name('x')))),
    expected: { authorityKeyIdentifier: null, authorityCertIssuer: null },
  },
]

describe('an extension is read', () => {
  for (const { name, type, value, expected } of readings) {
    test(name, () => {
      expect(readableCertificate(withExtension(type, value))).toMatchObject(expected)
    })
  }
  test('and is null or empty where there is none', () => {
    expect(readableCertificate(certificateWith({}))).toMatchObject({
      nameConstraints: null,
      certificatePolicies: null,
      policyMappings: [],
      policyConstraints: null,
      inhibitAnyPolicy: null,
      subjectAltNames: [],
      distributionPoints: [],
      freshestCrl: [],
      authorityInformation: { responders: [], issuers: [] },
      authorityCertIssuer: null,
    })
  })
})
