import forge from 'node-forge'
import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../../src/bytes.ts'
import { readCertificateFile } from '../../../src/format/x509/certificate-file.ts'
import { readCertificateListFile } from '../../../src/format/x509/certificate-list-file.ts'
import { bits, bytes, integer, name, oid, sequence, utcTime } from '../asn1/encode.ts'
import { derOf, madeCertificate } from './made-certificate.ts'

const made = madeCertificate()
const pem = (label: string, der: Bytes) =>
  `-----BEGIN ${label}-----\r\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\r\n')}\r\n-----END ${label}-----\r\n`

function bundle(): Bytes {
  const signedData = forge.pkcs7.createSignedData()
  signedData.addCertificate(made.certificate)
  signedData.addCertificate(made.certificate)
  return derOf(signedData.toAsn1())
}

const readable: readonly { name: string; file: Bytes; count: number }[] = [
  { name: 'DER', file: made.der, count: 1 },
  { name: 'PEM', file: Buffer.from(pem('CERTIFICATE', made.der)), count: 1 },
  {
    name: 'several in PEM, with text around them and a key between',
    file: Buffer.from(
      `s: CN=A\n${pem('CERTIFICATE', made.der)}and\n${pem('PRIVATE KEY', made.der)}${pem('X509 CERTIFICATE', made.der)}end`,
    ),
    count: 2,
  },
  { name: 'P7B in DER', file: bundle(), count: 2 },
  { name: 'P7B in PEM', file: Buffer.from(pem('PKCS7', bundle())), count: 2 },
]
for (const { name, file, count } of readable) {
  test(`certificates in ${name} are read`, () => {
    const read = readCertificateFile(file)
    expect(read.ok ? read.value.map(({ serialNumber }) => serialNumber) : read.error).toEqual(
      Array.from({ length: count }, () => 'ff303ae4e90ac1ed'),
    )
  })
}

const broken: readonly { name: string; file: Bytes }[] = [
  { name: 'an empty file', file: Buffer.alloc(0) },
  { name: 'text', file: Buffer.from('hello') },
  { name: 'PEM without an end', file: Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB') },
  { name: 'PEM whose first line has no end', file: Buffer.from('-----BEGIN CERTIFICATE') },
  { name: 'PEM without a certificate', file: Buffer.from(pem('PRIVATE KEY', made.der)) },
  {
    name: 'one damaged among good ones',
    file: Buffer.from(pem('CERTIFICATE', made.der) + pem('CERTIFICATE', made.der.subarray(0, 99))),
  },
  { name: 'too many', file: Buffer.from(pem('CERTIFICATE', bytes('00')).repeat(1_001)) },
]
for (const { name, file } of broken) {
  test(`${name} is refused`, () => {
    expect(readCertificateFile(file).ok).toBe(false)
  })
}

describe('files of a revocation list', () => {
  const algorithm = sequence(oid('1.2.840.113549.1.1.11'))
  const list = sequence(
    sequence(integer('01'), algorithm, name('CA'), utcTime('210701000000Z')),
    algorithm,
    bits(bytes('00')),
  )
  test('DER and PEM are read', () => {
    expect(readCertificateListFile(list).ok).toBe(true)
    expect(readCertificateListFile(Buffer.from(pem('X509 CRL', list))).ok).toBe(true)
  })
  test('PEM with no list, or with two, is refused', () => {
    expect(readCertificateListFile(Buffer.from(pem('CERTIFICATE', made.der))).ok).toBe(false)
    expect(readCertificateListFile(Buffer.from(pem('X509 CRL', list).repeat(2))).ok).toBe(false)
  })
})
