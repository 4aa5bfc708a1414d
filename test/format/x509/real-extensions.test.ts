import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { OID } from '../../../src/format/asn1/oid.ts'
import { readCertificate } from '../../../src/format/x509/certificate.ts'
import { readCertificateFile } from '../../../src/format/x509/certificate-file.ts'
import { mustRead } from '../must-read.ts'
import { filesIn, sharedFolder } from '../shared.ts'

/** Fields that an extension fills, and how one is told from its absence. */
const FILLED = [
  { type: OID.nameConstraints, of: 'nameConstraints' },
  { type: OID.certificatePolicies, of: 'certificatePolicies' },
  { type: OID.policyMappings, of: 'policyMappings' },
  { type: OID.policyConstraints, of: 'policyConstraints' },
  { type: OID.inhibitAnyPolicy, of: 'inhibitAnyPolicy' },
  { type: OID.subjectAltName, of: 'subjectAltNames' },
  { type: OID.cRLDistributionPoints, of: 'distributionPoints' },
  { type: OID.freshestCRL, of: 'freshestCrl' },
] as const

const pkits = sharedFolder('pkits/certs')
describe.skipIf(pkits === null)('the PKITS suite (needs ../shared/pkits)', () => {
  const readable = filesIn(pkits, /\.crt$/).flatMap(({ bytes }) => {
    const read = readCertificate(bytes)
    return read.ok ? [read.value] : []
  })
  for (const { type, of } of FILLED) {
    test(`${of} is filled where the extension is, and only there`, () => {
      const filled = readable.filter((certificate) => [certificate[of]].flat().some((value) => value !== null))
      expect(filled).toEqual(readable.filter(({ extensions }) => extensions.some(({ oid }) => oid === type)))
      expect(filled.length).toBeGreaterThan(0)
    })
  }
})

const ca = sharedFolder('ca')
describe.skipIf(ca === null)('the authorities of the country (needs ../shared/ca)', () => {
  test('are at the places that OpenSSL sees', () => {
    for (const { name, bytes } of filesIn(ca, /\.(cer|crt)$/)) {
      for (const { der, authorityInformation } of mustRead(readCertificateFile(bytes))) {
        const { responders, issuers } = authorityInformation
        const seen = new X509Certificate(der).infoAccess?.trim().split('\n').toSorted() ?? []
        const ours = [
          ...responders.map((uri) => `OCSP - URI:${uri}`),
          ...issuers.map((uri) => `CA Issuers - URI:${uri}`),
        ]
        expect([name, ours.toSorted()]).toEqual([name, seen])
      }
    }
  })
})
