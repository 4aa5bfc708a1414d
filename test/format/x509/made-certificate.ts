/** Certificates made for tests by node-forge, an encoder that is not ours. */
import forge from 'node-forge'
import type { Bytes } from '../../../src/bytes.ts'

export type MadeCertificate = {
  readonly certificate: forge.pki.Certificate
  readonly privateKey: forge.pki.rsa.PrivateKey
  readonly der: Bytes
}

/** 1024 bits: nothing here rests on strength, and a key is made for each test file. */
export function madeCertificate(extensions: object[] = EXTENSIONS): MadeCertificate {
  const { publicKey, privateKey } = forge.pki.rsa.generateKeyPair({ bits: 1024 })
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = publicKey
  certificate.serialNumber = '00ff303ae4e90ac1ed'
  certificate.validity.notBefore = new Date('2020-01-02T03:04:05Z')
  certificate.validity.notAfter = new Date('2060-01-02T03:04:05Z')
  certificate.setSubject([...NAME, { type: '0.9.2342.19200300.100.1.1', value: 'MNS:1' }])
  certificate.setIssuer(NAME)
  certificate.setExtensions(extensions)
  certificate.sign(privateKey, forge.md.sha256.create())
  return { certificate, privateKey, der: derOf(forge.pki.certificateToAsn1(certificate)) }
}

export function derOf(asn1: forge.asn1.Asn1): Bytes {
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1')
}

const NAME: forge.pki.CertificateField[] = [
  { shortName: 'C', value: 'VN' },
  // A number, since the types of forge ask for a class where a type is meant.
  { shortName: 'CN', value: 'Sở Y tế', valueTagClass: Number(forge.asn1.Type.UTF8) },
]

const EXTENSIONS = [
  { name: 'basicConstraints', cA: true, pathLenConstraint: 2, critical: true },
  { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, keyCertSign: true },
  { name: 'extKeyUsage', emailProtection: true, timeStamping: true },
  {
    name: 'subjectAltName',
    altNames: [
      { type: 1, value: 'vanthu@example.vn' },
      { type: 6, value: 'http://a.example' },
    ],
  },
  { name: 'subjectKeyIdentifier' },
]
