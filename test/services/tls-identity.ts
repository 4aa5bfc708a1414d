/** Certificates for a mail server on this machine. */
import { writeFile } from 'node:fs/promises'
import forge from 'node-forge'
import { sha256 } from '../../src/bytes.ts'

export type Identity = {
  readonly key: string
  readonly cert: string
  readonly keys: forge.pki.rsa.KeyPair
  readonly certificate: forge.pki.Certificate
}

/** Rests on nothing but itself. */
export function selfSigned(notAfter: string): Identity {
  const keys = forge.pki.rsa.generateKeyPair(2048)
  return issue(keys, '127.0.0.1', notAfter, { name: '127.0.0.1', key: keys.privateKey })
}

/** Of an authority that shows itself nowhere. */
export function issuedByUnknown(notAfter: string, address = '127.0.0.1'): Identity {
  const authority = forge.pki.rsa.generateKeyPair(2048)
  const issuer = { name: 'CA nội bộ', key: authority.privateKey }
  return issue(forge.pki.rsa.generateKeyPair(2048), address, notAfter, issuer)
}

function issue(
  keys: forge.pki.rsa.KeyPair,
  address: string,
  notAfter: string,
  issuer: { readonly name: string; readonly key: forge.pki.rsa.PrivateKey },
): Identity {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = keys.publicKey
  certificate.serialNumber = '01'
  certificate.validity.notBefore = new Date('2020-01-01T00:00:00Z')
  certificate.validity.notAfter = new Date(notAfter)
  certificate.setSubject([{ name: 'commonName', value: address, valueTagClass: UTF8_STRING }])
  certificate.setIssuer([{ name: 'commonName', value: issuer.name, valueTagClass: UTF8_STRING }])
  certificate.setExtensions([{ name: 'subjectAltName', altNames: [{ type: 7, ip: address }] }])
  certificate.sign(issuer.key, forge.md.sha256.create())
  const pem = { key: forge.pki.privateKeyToPem(keys.privateKey), cert: forge.pki.certificateToPem(certificate) }
  return { ...pem, keys, certificate }
}

const UTF8_STRING = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class

export const fingerprintOf = ({ certificate }: Identity) =>
  sha256(Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'latin1'))

/** For `dovecot.conf`: TLS by STARTTLS alone. @param place of the two files, without their endings. */
export async function tlsSettings(place: string, { key, cert }: Identity): Promise<string> {
  await writeFile(`${place}.key`, key)
  await writeFile(`${place}.crt`, cert)
  return `ssl = required\nssl_cert = <${place}.crt\nssl_key = <${place}.key\ndisable_plaintext_auth = yes`
}

/** The same where TLS comes first. */
export const TLS_FIRST = 'service imap-login {\n inet_listener imap {\n ssl = yes\n }\n}'
