import { describe, expect, test } from 'vitest'
import { type Bytes, sha256 } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import {
  type BasicOcspResponse,
  readBasicOcspResponse,
  readOcspResponse,
} from '../../../src/format/ocsp/ocsp-response.ts'
import { BudgetError } from '../../../src/format/read.ts'
import { bytes, der, generalizedTime, integer, NULL, name, octets, oid, sequence, utcTime } from '../asn1/encode.ts'
import { mustRead } from '../must-read.ts'
import { certificateWith, extension } from '../x509/pieces.ts'
import { basic, certId, failure, GOOD, JULY, response, revoked, single, UNKNOWN } from './pieces.ts'

const AT = Date.UTC(2021, 6, 2)
const SHA256 = sequence(oid(OID.sha256))

function basicOf(encoding: Bytes): BasicOcspResponse {
  const read = mustRead(readOcspResponse(encoding))
  if (!read.basic) throw new Error(read.status)
  return read.basic
}

const answers: readonly { name: string; answer: Bytes; expected: object }[] = [
  {
    name: 'good, with the certificate it means and no end of its validity',
    answer: single(),
    expected: {
      certId: {
        hashAlgorithm: { oid: OID.sha1 },
        issuerNameHash: bytes('0102'),
        issuerKeyHash: bytes('0304'),
        serialNumber: '05',
      },
      status: { kind: 'good' },
      thisUpdate: AT,
      nextUpdate: null,
      extensions: [],
      certHash: null,
      archiveCutoff: null,
      invalidityDate: null,
    },
  },
  {
    name: 'a serial number spelled as in a certificate',
    answer: single({ id: certId('00ff30') }),
    expected: { certId: { serialNumber: 'ff30' } },
  },
  { name: 'unknown', answer: single({ status: UNKNOWN }), expected: { status: { kind: 'unknown' } } },
  {
    name: 'revoked without a reason',
    answer: single({ status: revoked(generalizedTime('20210601000000Z')) }),
    expected: { status: { kind: 'revoked', revokedAt: Date.UTC(2021, 5, 1), reason: null } },
  },
  {
    name: 'revoked with a reason, known or not',
    answer: single({ status: revoked(JULY, der(0xa0, der(0x0a, bytes('63')))) }),
    expected: { status: { kind: 'revoked', revokedAt: AT, reason: 99 } },
  },
  {
    name: 'until when it holds',
    answer: single({ nextUpdate: generalizedTime('20210703000000Z') }),
    expected: { nextUpdate: AT + 86_400_000 },
  },
  {
    name: 'a digest of the certificate, since when it remembers, and since when the key was in wrong hands',
    answer: single({
      extensions: [
        extension(OID.certHash, sequence(SHA256, octets(bytes('aabb')))),
        extension(OID.ocspArchiveCutoff, generalizedTime('20150101000000Z')),
        extension(OID.invalidityDate, generalizedTime('20210101000000Z')),
      ],
    }),
    expected: {
      certHash: { algorithm: { oid: OID.sha256, parameters: null }, digest: bytes('aabb') },
      archiveCutoff: Date.UTC(2015, 0, 1),
      invalidityDate: Date.UTC(2021, 0, 1),
      extensions: [{ oid: OID.certHash }, { oid: OID.ocspArchiveCutoff }, { oid: OID.invalidityDate }],
    },
  },
]

describe('an answer says', () => {
  for (const { name, answer, expected } of answers) {
    test(name, () => {
      expect(basicOf(response(basic({ responses: [answer] }))).responses).toMatchObject([expected])
    })
  }
  test('several things in order', () => {
    const responses = [single({ id: certId('07') }), single({ id: certId('06') })]
    const read = basicOf(response(basic({ responses })))
    expect(read.responses.map(({ certId }) => certId.serialNumber)).toEqual(['07', '06'])
  })
})

describe('the responder', () => {
  const certificate = certificateWith({})
  const whole: readonly { name: string; content: Bytes; expected: object }[] = [
    {
      name: 'by its name, and when it answered',
      content: basic({}),
      expected: {
        responder: { kind: 'byName', name: { der: name('R') } },
        producedAt: AT,
        extensions: [],
        nonce: null,
        certificates: [],
      },
    },
    {
      name: 'by its key, with version and certificates written out',
      content: basic({
        version: integer('00'),
        responder: der(0xa2, octets(bytes('0506'))),
        certificates: [sequence(NULL), certificate],
      }),
      expected: { responder: { kind: 'byKey', keyHash: bytes('0506') }, certificates: [{ der: certificate }] },
    },
    {
      name: 'with the nonce it was asked with',
      content: basic({ extensions: [extension(OID.ocspNonce, octets(bytes('0a0b')))] }),
      expected: { nonce: bytes('0a0b'), extensions: [{ oid: OID.ocspNonce, critical: false }] },
    },
    {
      name: 'with a nonce that has no type',
      content: basic({ extensions: [extension(OID.ocspNonce, bytes('ff0b'))] }),
      expected: { nonce: bytes('ff0b') },
    },
  ]
  for (const { name, content, expected } of whole) {
    test(`is named ${name}`, () => {
      expect(basicOf(response(content))).toMatchObject(expected)
    })
  }
  test('signed the bytes as they lie', () => {
    const encoding = response()
    const { tbs, signature, signatureAlgorithm } = basicOf(encoding)
    expect(tbs.buffer).toBe(encoding.buffer)
    expect(Buffer.from(basic()).indexOf(tbs)).toBe(2)
    expect([signatureAlgorithm.oid, signature]).toEqual([OID.sha256WithRSAEncryption, bytes('00')])
  })
})

describe('a status without an answer', () => {
  const cases = [
    ['01', 'malformedRequest'],
    ['02', 'internalError'],
    ['03', 'tryLater'],
    ['05', 'sigRequired'],
    ['06', 'unauthorized'],
  ] as const
  for (const [number, status] of cases) {
    test(status, () => {
      const encoding = failure(number)
      const read = mustRead(readOcspResponse(encoding))
      expect(read).toEqual({ der: encoding, sha256: sha256(encoding), status, basic: null })
    })
  }
})

test('a basic response without its envelope is a successful one', () => {
  const encoding = basic()
  const read = mustRead(readBasicOcspResponse(encoding))
  expect(read).toMatchObject({ der: encoding, sha256: sha256(encoding), status: 'successful' })
  expect(read.basic).toEqual(basicOf(response(encoding)))
  expect(readBasicOcspResponse(response()).ok).toBe(false)
})

const refused: readonly { name: string; encoding: Bytes }[] = [
  { name: 'nothing', encoding: Buffer.alloc(0) },
  { name: 'bytes after the response', encoding: Buffer.concat([response(), NULL]) },
  { name: 'bytes after the basic response', encoding: response(Buffer.concat([basic(), NULL])) },
  { name: 'a status that is not used', encoding: failure('04') },
  { name: 'a status that is unknown', encoding: failure('07') },
  { name: 'a negative status', encoding: failure('ff') },
  { name: 'success without an answer', encoding: failure('00') },
  { name: 'a failure with an answer', encoding: response(basic(), '03') },
  { name: 'a response of another type', encoding: response(basic(), '00', '1.2.3') },
  { name: 'a basic response of another type', encoding: response(octets(NULL)) },
  {
    name: 'a basic response of indefinite length',
    encoding: response(Buffer.concat([bytes('3080'), basic(), bytes('0000')])),
  },
  { name: 'another version', encoding: response(basic({ version: integer('01') })) },
  { name: 'a responder of an unknown kind', encoding: response(basic({ responder: der(0xa3, name('R')) })) },
  { name: 'a responder without its explicit tag', encoding: response(basic({ responder: name('R') })) },
  { name: 'a UTCTime', encoding: response(basic({ producedAt: utcTime('210702000000Z') })) },
  { name: 'unused bits in the signature', encoding: response(basic({ signature: der(0x03, bytes('0180')) })) },
  { name: 'an answer of another type', encoding: response(basic({ responses: [NULL] })) },
  { name: 'an answer about nothing', encoding: response(basic({ responses: [sequence(GOOD, JULY)] })) },
  { name: 'an unknown status', encoding: response(basic({ responses: [single({ status: der(0x83) })] })) },
  {
    name: 'good with contents',
    encoding: response(basic({ responses: [single({ status: der(0x80, bytes('00')) })] })),
  },
  { name: 'good that is constructed', encoding: response(basic({ responses: [single({ status: der(0xa0) })] })) },
  { name: 'revoked without a time', encoding: response(basic({ responses: [single({ status: revoked() })] })) },
  {
    name: 'a negative reason',
    encoding: response(basic({ responses: [single({ status: revoked(JULY, der(0xa0, der(0x0a, bytes('ff')))) })] })),
  },
  {
    name: 'a digest of the certificate that cannot be read',
    encoding: response(basic({ responses: [single({ extensions: [extension(OID.certHash, sequence(SHA256))] })] })),
  },
  {
    name: 'an archive cutoff of another type',
    encoding: response(basic({ responses: [single({ extensions: [extension(OID.ocspArchiveCutoff, NULL)] })] })),
  },
  {
    name: 'the same extension twice',
    encoding: response(basic({ extensions: [extension(OID.ocspNonce, NULL), extension(OID.ocspNonce, NULL)] })),
  },
]

describe('what is refused', () => {
  for (const { name, encoding } of refused) {
    test(name, () => {
      expect(readOcspResponse(encoding).ok).toBe(false)
    })
  }
})

describe('work is limited', () => {
  const cases: readonly { name: string; content: Bytes }[] = [
    {
      name: 'more than a thousand answers',
      content: basic({ responses: Array.from({ length: 1_001 }, () => single()) }),
    },
    {
      name: 'more than a hundred certificates',
      content: basic({ certificates: Array.from({ length: 101 }, () => sequence(NULL)) }),
    },
  ]
  for (const { name, content } of cases) {
    test(name, () => {
      const read = readOcspResponse(response(content))
      expect(read.ok || read.error).toBeInstanceOf(BudgetError)
    })
  }
})
