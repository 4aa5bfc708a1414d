import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bytes, toHex } from '../../../src/bytes.ts'
import { readCertificate } from '../../../src/format/x509/certificate.ts'
import { readCertificateFile } from '../../../src/format/x509/certificate-file.ts'
import { bytes, der, integer, NULL, name, oid, sequence, utf8 } from '../asn1/encode.ts'
import { filesIn, sharedFolder } from '../shared.ts'
import { madeCertificate } from './made-certificate.ts'
import { certificateWith, extension, readableCertificate, SHA256_WITH_RSA } from './pieces.ts'

const made = madeCertificate()

describe('a certificate of another encoder', () => {
  const certificate = readableCertificate(made.der)

  test('has the fingerprint and the key that OpenSSL sees', () => {
    const other = new X509Certificate(made.der)
    expect(certificate.sha256).toBe(other.fingerprint256.replaceAll(':', '').toLowerCase())
    expect(toHex(certificate.publicKey)).toBe(other.publicKey.export({ format: 'der', type: 'spki' }).toString('hex'))
  })

  test('has its serial number, times and names', () => {
    expect(certificate.serialNumber).toBe('ff303ae4e90ac1ed')
    expect(new Date(certificate.notBefore).toISOString()).toBe('2020-01-02T03:04:05.000Z')
    expect(new Date(certificate.notAfter).toISOString()).toBe('2060-01-02T03:04:05.000Z')
    expect(certificate.issuer.attributes).toEqual([
      { type: '2.5.4.6', value: 'VN' },
      { type: '2.5.4.3', value: 'Sở Y tế' },
    ])
    expect(certificate.subject.attributes.at(-1)).toEqual({ type: '0.9.2342.19200300.100.1.1', value: 'MNS:1' })
  })

  test('has its extensions', () => {
    expect(certificate.extensions.map(({ oid, critical }) => [oid, critical])).toEqual([
      ['2.5.29.19', true],
      ['2.5.29.15', false],
      ['2.5.29.37', false],
      ['2.5.29.17', false],
      ['2.5.29.14', false],
    ])
    expect(certificate.basicConstraints).toEqual({ ca: true, pathLength: 2 })
    expect([...(certificate.keyUsage ?? [])]).toEqual(['digitalSignature', 'nonRepudiation', 'keyCertSign'])
    expect(certificate.extendedKeyUsage).toEqual(['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.8'])
    expect(certificate.emails).toEqual(['vanthu@example.vn'])
    expect(certificate.subjectKeyIdentifier?.length).toBe(20)
    expect(certificate.authorityKeyIdentifier).toBeNull()
    expect(certificate.crlDistributionPoints).toEqual([])
  })

  test('is views into a copy, so that it keeps no file alive in which it lay', () => {
    const file = new Uint8Array(100_000)
    file.set(made.der, 500)
    const { der, tbs } = readableCertificate(file.subarray(500, 500 + made.der.length))
    expect(tbs.buffer).toBe(der.buffer)
    expect(tbs.buffer).not.toBe(file.buffer)
    expect(der).toEqual(made.der)
  })

  test('read again is another value that says the same, whatever happens to the bytes that it was read from', () => {
    const bytes = Buffer.from(made.der)
    const first = readableCertificate(bytes)
    bytes.fill(0)
    const second = readableCertificate(made.der)
    expect(second).toEqual(certificate)
    expect(second).not.toBe(first)
  })
})

const point = (...names: Bytes[]) => sequence(der(0xa0, der(0xa0, ...names)))
const uri = (text: string) => der(0x86, Buffer.from(text))

describe('what real certificates have and a strict reader would refuse', () => {
  test('version 1, without extensions', () => {
    expect(readableCertificate(certificateWith({}))).toMatchObject({
      extensions: [],
      basicConstraints: null,
      keyUsage: null,
      emails: [],
    })
  })
  test('a serial number of zero, and a negative one', () => {
    expect(readableCertificate(certificateWith({ serial: integer('00') })).serialNumber).toBe('00')
    expect(readableCertificate(certificateWith({ serial: integer('ff') })).serialNumber).toBe('-ff')
  })
  test('algorithm parameters that are NULL in one place and absent in the other', () => {
    expect(readCertificate(certificateWith({ outer: sequence(SHA256_WITH_RSA) })).ok).toBe(true)
  })
  test('the addresses of all distribution points, in order; other names are left out', () => {
    const relative = sequence(der(0xa0, der(0xa1, sequence(oid('2.5.4.3'), utf8('x')))))
    const points = sequence(
      point(uri('http://a/1'), der(0xa4, name('x')), uri('http://a/2')),
      relative,
      sequence(),
      point(uri('ldap:b')),
    )
    const certificate = readableCertificate(certificateWith({ extensions: [extension('2.5.29.31', points)] }))
    expect(certificate.crlDistributionPoints).toEqual(['http://a/1', 'http://a/2', 'ldap:b'])
  })
  test('an authority key identifier with and without the identifier itself', () => {
    const identifierOf = (...fields: Bytes[]) =>
      readableCertificate(certificateWith({ extensions: [extension('2.5.29.35', sequence(...fields))] }))
        .authorityKeyIdentifier
    expect(identifierOf(der(0x80, bytes('0102')), der(0xa1))).toEqual(bytes('0102'))
    expect(identifierOf(der(0xa1), der(0x82, bytes('05')))).toBeNull()
  })
  test('unknown extensions, critical or not, are kept', () => {
    const certificate = readableCertificate(certificateWith({ extensions: [extension('1.2.3', bytes('ffff'), true)] }))
    expect(certificate.extensions).toEqual([{ oid: '1.2.3', critical: true, value: bytes('ffff') }])
  })
})

describe('what is refused', () => {
  const cases: readonly { name: string; encoding: Bytes }[] = [
    { name: 'bytes after the certificate', encoding: Buffer.concat([made.der, Buffer.of(0)]) },
    { name: 'a SET in place of the SEQUENCE', encoding: Buffer.concat([Buffer.of(0x31), made.der.subarray(1)]) },
    {
      name: 'another algorithm outside than inside',
      encoding: certificateWith({ outer: sequence(oid('1.2.840.113549.1.1.5'), NULL) }),
    },
    { name: 'a field too many', encoding: certificateWith({ more: NULL }) },
    {
      name: 'a third component in an algorithm',
      encoding: certificateWith({ outer: sequence(SHA256_WITH_RSA, NULL, NULL) }),
    },
    { name: 'unused bits in the signature', encoding: certificateWith({ signature: der(0x03, bytes('0180')) }) },
    { name: 'a serial number without octets', encoding: certificateWith({ serial: integer('') }) },
    {
      name: 'the same extension twice',
      encoding: certificateWith({ extensions: [extension('1.2.3', NULL), extension('1.2.3', NULL)] }),
    },
    {
      name: 'unreadable basic constraints',
      encoding: certificateWith({ extensions: [extension('2.5.29.19', bytes('3003'))] }),
    },
    { name: 'key usage of another type', encoding: certificateWith({ extensions: [extension('2.5.29.15', NULL)] }) },
    {
      name: 'bytes after the value of an extension',
      encoding: certificateWith({ extensions: [extension('2.5.29.19', bytes('300000'))] }),
    },
    { name: 'nothing', encoding: Buffer.alloc(0) },
    { name: 'a PDF', encoding: Buffer.from('%PDF-1.7') },
  ]
  for (const { name, encoding } of cases) {
    test(name, () => {
      expect(readCertificate(encoding).ok).toBe(false)
    })
  }
})

describe('damage is a value, never an exception', () => {
  test('a certificate cut anywhere is unreadable', () => {
    for (let length = 0; length < made.der.length; length++) {
      expect(readCertificate(made.der.subarray(0, length)).ok).toBe(false)
    }
  })
  test('changed bytes', () => {
    const change = fc.tuple(fc.nat(made.der.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const damaged = Buffer.from(made.der)
        for (const [at, octet] of changes) damaged[at] = octet
        expect(typeof readCertificate(damaged).ok).toBe('boolean')
      }),
      { numRuns: 2_000, seed: 322 },
    )
  })
})

/** The pins of the authorities. */
const FINGERPRINTS: Readonly<Record<string, string>> = {
  'vgca-rootca.cer': 'f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90',
  'cp.cer': '75e969c07ba35c29c72bbc1bfb880f20f3891a619b00b77eb02ca6160736a1fe',
  'dcs.cer': '6e218b3ebc2f31b0d03205c64fd7e8920fb47187d37afcdb4cb2bb4178bf4635',
  'btc.cer': 'a262cfa489dbbe666f8b89fab832547809874d5a06fa9f7a38fc227ebdf40514',
  'bca.cer': 'ecbf8428266c549eb1bfdc2715270d5b9dff3bbbe2d3f0c33e0fd91f70b2d943',
  'bng.cer': '3c4281296f92d292cc952295fe41ad7d0b37438ff1d143b56c4642cc1b14bd93',
  'g2-root.crt': 'f04ba4b459a7c9a1b971ad9b1cb833e695a80c79aea63b174b66a70edfe2fdb8',
  'g2-cpca.crt': 'd8cab7a4aef92e6bb2509d7c61cee7b44f3731b2d21074963530277b366fae4b',
  'g2-dcsca.crt': 'e4b402e3cb4cacc0a20d21fa49bce76beb4eb47ba7ffb7a8f71c554dbe561a81',
  'mic.cer': 'ca918d635bb130bec97639e6aabf7edbc4eb1310f8058b9419f467ae0230ad8c',
  'vn-national-root.crt': 'bac8bf609ab420a8ee1780d74f4de5c7f7184959d2a7375b0a75e4c29f0908e7',
  'vnpt-ca-sha2.crt': '7d6ba5245317f9ed5d8bc765a4634d26ac6340d36b9f584df3b52d9c4a81a306',
}

const ca = sharedFolder('ca')
describe.skipIf(ca === null)(
  'the authorities of the country (needs ../shared/ca, certificates as they publish them)',
  () => {
    for (const { name, bytes } of filesIn(ca, /\.(cer|crt)$/)) {
      test(`${name} is read and has its fingerprint`, () => {
        const certificates = readCertificateFile(bytes)
        if (!certificates.ok) throw certificates.error
        const [certificate, ...more] = certificates.value
        expect(more).toEqual([])
        expect(certificate?.basicConstraints?.ca).toBe(true)
        expect(certificate?.sha256).toBe(FINGERPRINTS[name] ?? certificate?.sha256)
      })
    }
  },
)

/** Their fault is an unused bit in the signature value, which leaves no octets to verify. */
const UNREADABLE = ['BadSignedCACert.crt', 'InvalidDSASignatureTest6EE.crt']

const pkits = sharedFolder('pkits/certs')
describe.skipIf(pkits === null)('the PKITS suite (needs ../shared/pkits)', () => {
  test('every certificate is read as OpenSSL reads it, but those whose signature is no string of octets', () => {
    const unreadable: string[] = []
    for (const { name, bytes } of filesIn(pkits, /\.crt$/)) {
      const certificate = readCertificate(bytes)
      const other = new X509Certificate(bytes)
      if (!certificate.ok) unreadable.push(name)
      else {
        expect([name, certificate.value.notAfter]).toEqual([name, Date.parse(other.validTo)])
        expect([name, certificate.value.extendedKeyUsage ?? undefined]).toEqual([name, other.keyUsage])
      }
    }
    expect(unreadable).toEqual(UNREADABLE)
  })
})
