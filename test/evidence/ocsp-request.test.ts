/** The question to a responder, as another reader of DER understands it. */
import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readOcspRequest } from '../../fixtures/ocsp-request.ts'
import { fromHex, toHex } from '../../src/bytes.ts'
import { buildOcspRequest, NONCE_OCTETS } from '../../src/evidence/ocsp-request.ts'
import { wanted } from './made.ts'

const nonce = Buffer.alloc(NONCE_OCTETS, 7)

test('the issuer by SHA-1, the serial number and a nonce of 32 octets', () => {
  const request = wanted()
  const { certIds, nonce: read } = readOcspRequest(buildOcspRequest(request, nonce))
  expect(read && toHex(read)).toBe(toHex(nonce))
  expect(certIds.map(({ hashAlgorithm, serial }) => [hashAlgorithm, serial])).toEqual([['1.3.14.3.2.26', 3n]])
  expect(certIds.map(({ issuerNameHash, issuerKeyHash }) => [toHex(issuerNameHash), toHex(issuerKeyHash)])).toEqual([
    [hash('sha1', fromHex(request.issuerName)), hash('sha1', fromHex(request.issuerKey))],
  ])
})

const serials = [
  { spelled: '00', der: '020100' },
  { spelled: '7f', der: '02017f' },
  { spelled: '80', der: '02020080' },
  { spelled: '-80', der: '020180' },
  { spelled: '-ff30', der: '0202ff30' },
  { spelled: 'ff303ae4e90ac1ed', der: '020900ff303ae4e90ac1ed' },
  { spelled: '01'.repeat(200), der: `0281c8${'01'.repeat(200)}` },
]
for (const { spelled, der } of serials) {
  test(`the serial number ${spelled.slice(0, 20)} is written as it stands in the certificate`, () => {
    expect(toHex(buildOcspRequest(wanted({ serialNumber: spelled }), nonce))).toContain(der)
  })
}
