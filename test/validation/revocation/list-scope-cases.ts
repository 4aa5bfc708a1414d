/** Of which certificates a revocation list speaks. RFC 5280, 5.2.5 and 6.3.3 (b). */
import { instant } from '../../../fixtures/authority.ts'
import { CA_SERIAL, named, SIGNER_SERIAL } from '../../../fixtures/cases/revocation-world.ts'
import type { RevokedEntry, Subject } from '../../../fixtures/pki.ts'
import { world } from './judged.ts'
import { about, type RevocationCase } from './revocation-case.ts'

const GOOD = 'valid - good by issuer'
const NOBODY = 'revocation-unknown - unknown by nobody'
const URL = 'http://pki.example/ca.crl'
const revoked: readonly RevokedEntry[] = [{ serial: SIGNER_SERIAL, at: instant('2026-02-01T00:00:00Z') }]

const CA_NAME = named('CA thử nghiệm')
const PLACE = named('Điểm phân phối')
const RELATIVE: Subject = [['OU', 'Danh sách 1']]
/** What the relative name means below the name of the CA. */
const IN_FULL: Subject = [...CA_NAME, ...RELATIVE]

const whole = about('a list of all certificates of an issuer', [
  { name: 'is one of that issuer', lists: [world.list()], expected: 'valid - good by issuer' },
  {
    name: 'tells of a revocation',
    lists: [world.list({ revoked })],
    expected: 'revoked-time-unproven - revoked by issuer',
  },
  { name: 'of another CA says nothing', lists: [world.list({ issuer: world.otherCa })], expected: NOBODY },
  {
    name: 'of another CA says nothing even where it revokes the same serial number',
    lists: [world.list(), world.list({ issuer: world.otherCa, revoked })],
    expected: 'valid - good by issuer',
  },
  {
    name: 'of another CA says nothing although the key of the right one signed it',
    lists: [world.list({ issuer: world.otherCa, signer: world.ca })],
    expected: NOBODY,
  },
  {
    name: 'under the name of the issuer by another key says nothing',
    lists: [world.list({ issuer: world.impostor })],
    expected: NOBODY,
  },
  {
    name: 'by another key of that name says nothing although its certificate is at hand',
    lists: [world.list({ issuer: world.impostor })],
    intermediates: [world.impostor.certificate, world.otherRoot.certificate],
    expected: NOBODY,
  },
  {
    name: 'with a damaged signature says nothing',
    lists: [world.list({ fault: 'damaged-signature' })],
    expected: NOBODY,
  },
  {
    name: 'of the issuer covers a certificate that names no place of lists and one that does',
    signer: world.signer({ revocationListUrls: [URL] }),
    lists: [world.list()],
    expected: 'valid - good by issuer',
  },
])

const atUrl = { urls: [URL] }

const ofPoint = about('a list of one distribution point', [
  {
    name: 'speaks of certificates that name the same URL',
    signer: world.signer({ revocationListUrls: [URL] }),
    lists: [world.list({ issuingDistributionPoint: atUrl })],
    expected: 'valid - good by distribution-point',
  },
  {
    name: 'is joined by one of several URLs',
    signer: world.signer({ revocationListUrls: ['ldap://pki.example/ca', URL] }),
    lists: [world.list({ issuingDistributionPoint: { urls: ['http://mirror.example/ca.crl', URL] } })],
    expected: 'valid - good by distribution-point',
  },
  {
    name: 'is found by its URL, in whichever case its scheme and its host are written',
    signer: world.signer({ revocationListUrls: [URL.replace('http://pki', 'HTTP://PKI')] }),
    lists: [world.list({ issuingDistributionPoint: atUrl })],
    expected: 'valid - good by distribution-point',
  },
  {
    name: 'at a path that differs in case says nothing',
    signer: world.signer({ revocationListUrls: [URL.replace(/[^/]+$/, (file) => file.toUpperCase())] }),
    lists: [world.list({ issuingDistributionPoint: atUrl })],
    expected: NOBODY,
  },
  {
    name: 'at another URL says nothing',
    signer: world.signer({ revocationListUrls: ['http://pki.example/other.crl'] }),
    lists: [world.list({ issuingDistributionPoint: atUrl })],
    expected: NOBODY,
  },
  {
    name: 'at another URL says nothing even where it revokes',
    signer: world.signer({ revocationListUrls: ['http://pki.example/other.crl'] }),
    lists: [world.list(), world.list({ issuingDistributionPoint: atUrl, revoked })],
    expected: 'valid - good by issuer',
  },
  {
    name: 'at a URL that differs in its case says nothing',
    signer: world.signer({ revocationListUrls: ['http://pki.example/CA.crl'] }),
    lists: [world.list({ issuingDistributionPoint: atUrl })],
    expected: NOBODY,
  },
  {
    name: 'says nothing of a certificate without any',
    lists: [world.list({ issuingDistributionPoint: atUrl })],
    expected: NOBODY,
  },
  {
    name: 'under the directory name of the issuer itself speaks of a certificate without any',
    lists: [world.list({ issuingDistributionPoint: { directory: CA_NAME } })],
    expected: 'valid - good by distribution-point',
  },
  {
    name: 'is joined by a directory name',
    signer: world.signer({ distributionPoints: [{ directory: PLACE }] }),
    lists: [world.list({ issuingDistributionPoint: { directory: PLACE } })],
    expected: 'valid - good by distribution-point',
  },
  {
    name: 'is joined by a directory name in other letters and another string type',
    signer: world.signer({
      distributionPoints: [
        {
          directory: [
            ['C', 'VN'],
            ['CN', 'diem  PHAN phoi', 'printable'],
          ],
        },
      ],
    }),
    lists: [
      world.list({
        issuingDistributionPoint: {
          directory: [
            ['C', 'vn'],
            ['CN', 'Diem phan phoi'],
          ],
        },
      }),
    ],
    expected: 'valid - good by distribution-point',
  },
  {
    name: 'of another directory name says nothing',
    signer: world.signer({ distributionPoints: [{ directory: PLACE }] }),
    lists: [world.list({ issuingDistributionPoint: { directory: IN_FULL } })],
    expected: NOBODY,
  },
  {
    name: 'is joined by a relative name on both sides',
    signer: world.signer({ distributionPoints: [{ relativeName: RELATIVE }] }),
    lists: [world.list({ issuingDistributionPoint: { relativeName: RELATIVE } })],
    expected: 'valid - good by distribution-point',
  },
  {
    name: 'is joined by a relative name in the certificate and the whole one in the list',
    signer: world.signer({ distributionPoints: [{ relativeName: RELATIVE }] }),
    lists: [world.list({ issuingDistributionPoint: { directory: IN_FULL } })],
    expected: 'valid - good by distribution-point',
  },
  {
    name: 'is joined by the whole name in the certificate and a relative one in the list',
    signer: world.signer({ distributionPoints: [{ directory: IN_FULL }] }),
    lists: [world.list({ issuingDistributionPoint: { relativeName: RELATIVE } })],
    expected: 'valid - good by distribution-point',
  },
  {
    name: 'of another relative name says nothing',
    signer: world.signer({ distributionPoints: [{ relativeName: RELATIVE }] }),
    lists: [world.list({ issuingDistributionPoint: { relativeName: [['OU', 'Danh sách 2']] } })],
    expected: NOBODY,
  },
  {
    name: 'of the second point of a certificate is heard as well',
    signer: world.signer({ distributionPoints: [{ directory: PLACE }, { urls: [URL] }] }),
    lists: [world.list({ issuingDistributionPoint: atUrl })],
    expected: 'valid - good by distribution-point',
  },
])

const ofKind = about('a list of one kind of certificates', [
  {
    name: 'of end entities speaks of a signer',
    lists: [world.list({ issuingDistributionPoint: { onlyUserCerts: true } })],
    expected: 'valid - good by issuer',
  },
  {
    name: 'of authorities says nothing of a signer',
    lists: [world.list({ issuingDistributionPoint: { onlyCaCerts: true } })],
    expected: NOBODY,
  },
  {
    name: 'of attribute certificates says nothing of a signer',
    lists: [world.list({ issuingDistributionPoint: { onlyAttributeCerts: true } })],
    expected: NOBODY,
  },
])

const ofCa = about('a list of one kind of certificates', [
  {
    name: 'of authorities speaks of a CA',
    lists: [world.list()],
    rootLists: [world.rootList({ issuingDistributionPoint: { onlyCaCerts: true } })],
    expected: GOOD,
  },
  {
    name: 'of end entities says nothing of a CA',
    lists: [world.list()],
    rootLists: [world.rootList({ issuingDistributionPoint: { onlyUserCerts: true } })],
    expected: 'revocation-unknown - good by issuer',
  },
  {
    name: 'of end entities says nothing of a CA even where it revokes its number',
    lists: [world.list()],
    rootLists: [
      world.rootList(),
      world.rootList({
        issuingDistributionPoint: { onlyUserCerts: true },
        revoked: [{ serial: CA_SERIAL, at: instant('2026-02-01T00:00:00Z') }],
      }),
    ],
    expected: GOOD,
  },
  {
    name: 'of attribute certificates says nothing of a CA',
    lists: [world.list()],
    rootLists: [world.rootList({ issuingDistributionPoint: { onlyAttributeCerts: true } })],
    expected: 'revocation-unknown - good by issuer',
  },
])

export const scopeCases: readonly RevocationCase[] = [...whole, ...ofPoint, ...ofKind, ...ofCa]
