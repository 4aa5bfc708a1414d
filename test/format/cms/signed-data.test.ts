import { createPublicKey, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asBuffer, type Bytes, toHex } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import { readSignedData, type SignedData } from '../../../src/format/cms/signed-data.ts'
import { BudgetError } from '../../../src/format/read.ts'
import {
  bytes,
  der,
  indefinite,
  integer,
  NULL,
  name as nameOf,
  octets,
  oid,
  sequence,
  set,
  utf8,
} from '../asn1/encode.ts'
import { madeCertificate } from '../x509/made-certificate.ts'
import {
  attribute,
  detachedByForge,
  ISSUER_AND_SERIAL,
  signatureOver,
  signedDataOf,
  signerInfoOf,
} from './made-signed-data.ts'

const made = madeCertificate()
const detached = detachedByForge(made, 'signed content')

function read(encoding: Bytes): SignedData {
  const signedData = readSignedData(encoding)
  if (!signedData.ok) throw signedData.error
  return signedData.value
}

function holds({ certificates, signerInfos }: SignedData): boolean {
  const [certificate] = certificates
  const [signer] = signerInfos
  if (!certificate || !signer?.signedAttributesToVerify) return false
  const key = createPublicKey({ key: asBuffer(certificate.publicKey), format: 'der', type: 'spki' })
  return verify('sha256', signer.signedAttributesToVerify, key, signer.signature)
}

describe('a signature of another encoder', () => {
  const signedData = read(detached)
  test('is read with its certificate and its signer', () => {
    expect(signedData).toMatchObject({ contentType: OID.data, content: null, unreadableCertificates: 0, crls: [] })
    expect(signedData.certificates.map(({ der }) => toHex(der))).toEqual([toHex(made.der)])
    expect(signedData.signerInfos.map(({ sid, signatureAlgorithm }) => [sid.kind, signatureAlgorithm.oid])).toEqual([
      ['issuerAndSerialNumber', OID.rsaEncryption],
    ])
    const [signer] = signedData.signerInfos
    expect(signer?.sid.kind === 'issuerAndSerialNumber' && signer.sid.serialNumber).toBe('ff303ae4e90ac1ed')
  })
  test('holds over the attributes as they are to be verified', () => {
    expect(holds(signedData)).toBe(true)
  })
  test('is the same with padding behind it, whose place is reported', () => {
    const padded = read(Buffer.concat([detached, Buffer.alloc(1_000)]))
    expect(padded.encodedLength).toBe(detached.length)
    expect(holds(padded)).toBe(true)
  })
  test('is the same in BER', () => {
    const ber = read(indefinite(0x30, oid(OID.signedData), indefinite(0xa0, contentOf(detached))))
    expect(holds(ber)).toBe(true)
  })
})

/** What stands inside the explicit tag of a ContentInfo made by forge: SEQUENCE, identifier and tag each with four octets. */
const contentOf = (contentInfo: Bytes) => contentInfo.subarray(4 + 11 + 4)

describe('signed attributes', () => {
  // In the order of DER the digest is first: its encoding is the smaller.
  const contentType = attribute(OID.contentType, oid(OID.data))
  const digest = attribute(OID.messageDigest, octets(bytes('0102')))
  const toVerify = (signerInfo: Bytes) =>
    read(signedDataOf({ signerInfos: [signerInfo] })).signerInfos[0]?.signedAttributesToVerify

  test('in DER are the bytes as they lie under the tag of a SET', () => {
    expect(toVerify(signerInfoOf({ signed: [digest, contentType] }))).toEqual(set(digest, contentType))
  })
  test('in another order than that of DER stay in it', () => {
    expect(toVerify(signerInfoOf({ signed: [contentType, digest] }))).toEqual(set(contentType, digest))
  })
  test('the bytes given are not changed', () => {
    const encoding = signedDataOf({ signerInfos: [signerInfoOf({ signed: [digest] })] })
    const before = toHex(encoding)
    read(encoding)
    expect(toHex(encoding)).toBe(before)
  })
  test('in BER are encoded anew, with definite lengths, joined octets and members in order', () => {
    const segmented = indefinite(0x24, octets(bytes('01')), octets(bytes('02')))
    const berDigest = indefinite(0x30, oid(OID.messageDigest), indefinite(0x31, segmented))
    expect(toVerify(signerInfoOf({ wrap: indefinite, signed: [contentType, berDigest] }))).toEqual(
      set(digest, contentType),
    )
  })
  test('in BER verify against what the signer computed in DER', () => {
    const signature = octets(signatureOver(set(digest, contentType), made))
    const signer = signerInfoOf({ wrap: indefinite, signed: [contentType, digest], signature })
    expect(holds(read(signedDataOf({ wrap: indefinite, certificates: [made.der], signerInfos: [signer] })))).toBe(true)
  })
  test('that are absent are null', () => {
    expect(toVerify(signerInfoOf({}))).toBeNull()
  })
})

describe('unsigned attributes', () => {
  const unsignedOf = (...unsigned: Bytes[]) =>
    read(signedDataOf({ signerInfos: [signerInfoOf({ unsigned })] })).signerInfos[0]?.unsignedAttributes
  const token = attribute(OID.signatureTimeStampToken, sequence(integer('01')))

  test('that are no ASN.1 inside are kept as bytes, and hide no other', () => {
    const broken = sequence(oid('1.2.3'), der(0x31, Buffer.from('LQJTTPNGG')))
    expect(unsignedOf(broken, token)).toEqual([
      { oid: '1.2.3', values: [], raw: broken },
      { oid: OID.signatureTimeStampToken, values: [sequence(integer('01'))], raw: token },
    ])
  })
  test('without a readable type are kept too', () => {
    expect(unsignedOf(utf8('x'))).toEqual([{ oid: '', values: [], raw: utf8('x') }])
  })
  test('of which not even the list can be read are one that is unreadable', () => {
    const list = unsignedOf(Buffer.from('LQJTTPNGG'))
    expect(list).toMatchObject([{ oid: '', values: [] }])
  })
})

describe('other parts', () => {
  test('content in one piece is a view, content in segments is joined', () => {
    const whole = signedDataOf({ content: octets(bytes('010203')) })
    expect(read(whole).content).toEqual(bytes('010203'))
    expect(read(whole).content?.buffer).toBe(whole.buffer)
    const segments = indefinite(0x24, octets(bytes('01')), octets(bytes('0203')))
    expect(read(signedDataOf({ wrap: indefinite, content: segments })).content).toEqual(bytes('010203'))
  })
  test('content of another type, as PKCS #7 allowed, is its content octets', () => {
    expect(read(signedDataOf({ content: sequence(NULL) })).content).toEqual(NULL)
  })
  test('unreadable certificates are counted, other kinds of certificate passed over', () => {
    const certificates = [made.der, sequence(NULL), der(0xa1, NULL), der(0xa3, NULL)]
    expect(read(signedDataOf({ certificates }))).toMatchObject({
      certificates: [{ serialNumber: 'ff303ae4e90ac1ed' }],
      unreadableCertificates: 1,
    })
  })
  test('revocation lists are kept as they lie, other revocation information passed over', () => {
    expect(read(signedDataOf({ crls: [sequence(NULL), der(0xa1, NULL)] })).crls).toEqual([sequence(NULL)])
  })
  test('OCSP responses among them are found; what cannot be read is passed over', () => {
    const other = (format: string, ...values: Bytes[]) => der(0xa1, oid(format), ...values)
    const responses = [sequence(integer('01')), sequence(integer('02'))]
    const crls = [
      ...responses.map((response) => other(OID.riOcspResponse, response)),
      sequence(NULL),
      other(OID.riOcspResponse),
      other('1.2.3', sequence(NULL)),
      der(0xa1, NULL),
      der(0xa2, oid(OID.riOcspResponse), sequence(NULL)),
    ]
    expect(read(signedDataOf({ crls }))).toMatchObject({ crls: [sequence(NULL)], ocspResponses: responses })
  })
  test('a signer may be named by its key identifier, and there may be several', () => {
    const signerInfos = [signerInfoOf({}), signerInfoOf({ sid: der(0x80, bytes('0a0b')) })]
    expect(read(signedDataOf({ signerInfos })).signerInfos.map(({ sid }) => sid)).toMatchObject([
      { kind: 'issuerAndSerialNumber', serialNumber: '05' },
      { kind: 'subjectKeyIdentifier', keyIdentifier: bytes('0a0b') },
    ])
  })
})

describe('what is refused', () => {
  const cases: readonly { name: string; encoding: Bytes; budget?: boolean }[] = [
    { name: 'nothing', encoding: Buffer.alloc(0) },
    { name: 'padding alone', encoding: Buffer.alloc(100) },
    { name: 'another content type', encoding: sequence(oid(OID.data), der(0xa0, octets(bytes('01')))) },
    { name: 'a certificate', encoding: made.der },
    { name: 'a SET in place of the SEQUENCE', encoding: Buffer.concat([Buffer.of(0x31), detached.subarray(1)]) },
    { name: 'no content', encoding: sequence(oid(OID.signedData)) },
    {
      name: 'a signed attribute that cannot be read',
      encoding: signedDataOf({ signerInfos: [signerInfoOf({ signed: [NULL] })] }),
    },
    {
      name: 'a signer named by a set in place of a sequence',
      encoding: signedDataOf({ signerInfos: [signerInfoOf({ sid: set(nameOf('CA'), integer('05')) })] }),
    },
    {
      name: 'an issuer without a serial number',
      encoding: signedDataOf({ signerInfos: [signerInfoOf({ sid: sequence(sequence()) })] }),
    },
    { name: 'a signer of another type', encoding: signedDataOf({ signerInfos: [NULL] }) },
    {
      name: 'more signers than anybody collects',
      encoding: signedDataOf({ signerInfos: Array(101).fill(signerInfoOf({})) }),
      budget: true,
    },
    {
      name: 'more certificates than any bundle',
      encoding: signedDataOf({ certificates: Array(1_001).fill(sequence()) }),
      budget: true,
    },
  ]
  for (const { name, encoding, budget = false } of cases) {
    test(name, () => {
      const signedData = readSignedData(encoding)
      expect(signedData.ok ? null : signedData.error instanceof BudgetError).toBe(budget)
    })
  }
})

describe('damage is a value, never an exception', () => {
  const ber = signedDataOf({
    wrap: indefinite,
    certificates: [made.der],
    signerInfos: [
      signerInfoOf({
        wrap: indefinite,
        sid: ISSUER_AND_SERIAL,
        signed: [attribute(OID.messageDigest, octets(bytes('01')))],
      }),
    ],
  })
  for (const [kind, whole] of [
    ['DER', detached],
    ['BER', ber],
  ] as const) {
    test(`${kind} cut anywhere is unreadable`, () => {
      for (let length = 0; length < whole.length; length++)
        expect(readSignedData(whole.subarray(0, length)).ok).toBe(false)
    })
    test(`${kind} with changed bytes`, () => {
      const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
          const damaged = Buffer.from(whole)
          for (const [at, octet] of changes) damaged[at] = octet
          expect(typeof readSignedData(damaged).ok).toBe('boolean')
        }),
        { numRuns: 1_500, seed: 322 },
      )
    })
  }
})
