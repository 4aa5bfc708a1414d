/** Of which certificates a revocation list speaks. RFC 5280, 5.2.5 and 6.3.3 (b), (d). */
import { expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import { CA_SERIAL, named, SIGNER_SERIAL } from '../../../fixtures/cases/revocation-world.ts'
import type { ReasonFlag } from '../../../fixtures/pki/distribution-points.ts'
import type { Holder, RevokedEntry, Subject } from '../../../fixtures/pki.ts'
import type { Bytes } from '../../../src/bytes.ts'
import { judged, signerFile, status, world } from './judged.ts'

type Case = {
  readonly name: string
  readonly signer?: Holder
  readonly lists: readonly Bytes[]
  readonly intermediates?: readonly Bytes[]
  readonly expected: string
}

function testAll(subject: string, cases: readonly Case[]): void {
  for (const { name, expected, ...question } of cases) {
    test(`${subject}: ${name}`, () => expect(status(question)).toBe(expected))
  }
}

const NOBODY = 'revocation-unknown - unknown by nobody'
const URL = 'http://pki.example/ca.crl'
const revoked: readonly RevokedEntry[] = [{ serial: SIGNER_SERIAL, at: instant('2026-02-01T00:00:00Z') }]

const CA_NAME = named('CA thử nghiệm')
const PLACE = named('Điểm phân phối')
const RELATIVE: Subject = [['OU', 'Danh sách 1']]
/** What the relative name means below the name of the CA. */
const IN_FULL: Subject = [...CA_NAME, ...RELATIVE]

testAll('a list of all certificates of an issuer', [
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

testAll('a list of one distribution point', [
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

testAll('a list of one kind of certificates', [
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

const ofCa: readonly { readonly name: string; readonly rootLists: readonly Bytes[]; readonly expected: string }[] = [
  {
    name: 'of authorities speaks of a CA',
    rootLists: [world.rootList({ issuingDistributionPoint: { onlyCaCerts: true } })],
    expected: 'valid',
  },
  {
    name: 'of end entities says nothing of a CA',
    rootLists: [world.rootList({ issuingDistributionPoint: { onlyUserCerts: true } })],
    expected: 'revocation-unknown',
  },
  {
    name: 'of end entities says nothing of a CA even where it revokes its number',
    rootLists: [
      world.rootList(),
      world.rootList({
        issuingDistributionPoint: { onlyUserCerts: true },
        revoked: [{ serial: CA_SERIAL, at: instant('2026-02-01T00:00:00Z') }],
      }),
    ],
    expected: 'valid',
  },
  {
    name: 'of attribute certificates says nothing of a CA',
    rootLists: [world.rootList({ issuingDistributionPoint: { onlyAttributeCerts: true } })],
    expected: 'revocation-unknown',
  },
]
for (const { name, rootLists, expected } of ofCa) {
  test(`a list of one kind of certificates: ${name}`, () => {
    const { report } = judged({ pdf: signerFile, lists: [...rootLists, world.list()] })
    expect(report.code).toBe(expected)
  })
}

const COMPROMISE: readonly ReasonFlag[] = ['keyCompromise', 'cACompromise', 'aACompromise']
const OTHERS: readonly ReasonFlag[] = [
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
]
const some = (onlySomeReasons: readonly ReasonFlag[]) => ({ issuingDistributionPoint: { onlySomeReasons } })
const reasonsOfPoints = world.signer({
  distributionPoints: [
    { urls: [URL], reasons: COMPROMISE },
    { urls: ['http://pki.example/rest.crl'], reasons: OTHERS },
  ],
})

testAll('a list for some reasons', [
  { name: 'alone is not enough', lists: [world.list(some(COMPROMISE))], expected: NOBODY },
  {
    name: 'for all but one is not enough',
    lists: [world.list(some([...COMPROMISE, ...OTHERS.slice(1)]))],
    expected: NOBODY,
  },
  {
    name: 'for every reason is',
    lists: [world.list(some([...COMPROMISE, ...OTHERS]))],
    expected: 'valid - good by issuer',
  },
  {
    name: 'with another for all the rest is enough',
    lists: [world.list(some(COMPROMISE)), world.list(some(OTHERS))],
    expected: 'valid - good by issuer',
  },
  {
    name: 'with another that overlaps and leaves one out is not enough',
    lists: [world.list(some(COMPROMISE)), world.list(some([...OTHERS.slice(1), 'keyCompromise']))],
    expected: NOBODY,
  },
  {
    name: 'alone is enough to know of a revocation',
    lists: [world.list({ ...some(COMPROMISE), revoked })],
    expected: 'revoked-time-unproven - revoked by issuer',
  },
  {
    name: 'that revokes is heard beside others that do not',
    lists: [world.list(some(COMPROMISE)), world.list({ ...some(OTHERS), revoked })],
    expected: 'revoked-time-unproven - revoked by issuer',
  },
  {
    name: 'that revokes is heard beside one that is suspended for another reason',
    lists: [
      world.list({ ...some(COMPROMISE), revoked }),
      world.list({
        ...some(OTHERS),
        thisUpdate: instant('2026-03-02T00:00:00Z'),
        revoked: [{ serial: SIGNER_SERIAL, at: instant('2026-02-01T00:00:00Z'), reason: 'certificateHold' }],
      }),
    ],
    expected: 'revoked-time-unproven - revoked by issuer',
  },
  {
    name: 'is as old as the one of them that ends first, whichever was made first',
    lists: [
      world.list({ ...some(COMPROMISE), thisUpdate: instant('2026-02-01T00:00:00Z') }),
      world.list({
        ...some(OTHERS),
        thisUpdate: instant('2026-02-10T00:00:00Z'),
        nextUpdate: instant('2026-02-17T00:00:00Z'),
      }),
    ],
    expected: 'revocation-stale - unknown by issuer',
  },
  {
    name: 'is followed by a newer one for the same reasons',
    lists: [
      world.list({
        ...some(COMPROMISE),
        thisUpdate: instant('2026-02-01T00:00:00Z'),
        nextUpdate: instant('2026-02-08T00:00:00Z'),
      }),
      world.list(some(COMPROMISE)),
      world.list(some(OTHERS)),
    ],
    expected: 'valid - good by issuer',
  },
  {
    name: 'on which a hold has ended is followed by the newer one for the same reasons',
    lists: [
      world.list({
        ...some(OTHERS),
        thisUpdate: instant('2026-02-02T00:00:00Z'),
        revoked: [{ serial: SIGNER_SERIAL, at: instant('2026-02-01T00:00:00Z'), reason: 'certificateHold' }],
      }),
      world.list(some(COMPROMISE)),
      world.list(some(OTHERS)),
    ],
    expected: 'valid - good by issuer',
  },
  {
    name: 'is limited by the reasons of the point in the certificate',
    signer: reasonsOfPoints,
    lists: [world.list({ issuingDistributionPoint: atUrl })],
    expected: NOBODY,
  },
  {
    name: 'at each point of the certificate, for its reasons, are enough together',
    signer: reasonsOfPoints,
    lists: [
      world.list({ issuingDistributionPoint: atUrl }),
      world.list({ issuingDistributionPoint: { urls: ['http://pki.example/rest.crl'] } }),
    ],
    expected: 'valid - good by distribution-point',
  },
  {
    name: 'is not needed where a list of the issuer speaks for all',
    signer: reasonsOfPoints,
    lists: [world.list()],
    expected: 'valid - good by issuer',
  },
])

/** The issuer of indirect lists: a certificate of the root under a name of its own. */
const indirectIssuer = world.listSigner({ subject: named('Nơi phát hành danh sách'), issuer: world.root })
const INDIRECT_NAME = named('Nơi phát hành danh sách')
const pointsToIndirect = world.signer({ distributionPoints: [{ cRLIssuer: INDIRECT_NAME }] })
const indirect = { issuingDistributionPoint: { indirect: true } }
const entry = (serial: bigint, certificateIssuer?: RevokedEntry['certificateIssuer']): RevokedEntry => ({
  serial,
  at: instant('2026-02-01T00:00:00Z'),
  ...(certificateIssuer && { certificateIssuer }),
})
const indirectList = (entries: readonly RevokedEntry[]) => [
  world.list({ issuer: indirectIssuer, ...indirect, revoked: entries }),
]
const atHand = { signer: pointsToIndirect, intermediates: [indirectIssuer.certificate] }
const GOOD = 'valid - good by indirect'
const REVOKED = 'revoked-time-unproven - revoked by indirect'

testAll('an indirect list', [
  { name: 'that names nobody covers whoever names its issuer', ...atHand, lists: indirectList([]), expected: GOOD },
  {
    name: 'counts entries without an issuer as those of its own',
    ...atHand,
    lists: indirectList([entry(SIGNER_SERIAL)]),
    expected: GOOD,
  },
  {
    name: 'names the issuer at the entry itself',
    ...atHand,
    lists: indirectList([entry(1n), entry(SIGNER_SERIAL, world.ca)]),
    expected: REVOKED,
  },
  {
    name: 'keeps the issuer for the entry after it',
    ...atHand,
    lists: indirectList([entry(1n, world.ca), entry(SIGNER_SERIAL)]),
    expected: REVOKED,
  },
  {
    name: 'keeps the issuer for many entries',
    ...atHand,
    lists: indirectList([entry(1n, world.ca), ...[2n, 3n, 4n, 5n].map((n) => entry(n)), entry(SIGNER_SERIAL)]),
    expected: REVOKED,
  },
  {
    name: 'says nothing by the entry before its issuer is named',
    ...atHand,
    lists: indirectList([entry(SIGNER_SERIAL), entry(1n, world.ca)]),
    expected: GOOD,
  },
  {
    name: 'says nothing by an entry after the issuer has changed',
    ...atHand,
    lists: indirectList([entry(1n, world.ca), entry(2n, world.otherCa), entry(SIGNER_SERIAL)]),
    expected: GOOD,
  },
  {
    name: 'says nothing by an entry of another issuer',
    ...atHand,
    lists: indirectList([entry(SIGNER_SERIAL, world.otherCa)]),
    expected: GOOD,
  },
  {
    name: 'is heard where one of two entries of a number is of the issuer',
    ...atHand,
    lists: indirectList([entry(SIGNER_SERIAL, world.otherCa), entry(SIGNER_SERIAL, world.ca)]),
    expected: REVOKED,
  },
  {
    name: 'that no cRLIssuer of the certificate names says nothing',
    signer: world.signer(),
    intermediates: [indirectIssuer.certificate],
    lists: indirectList([]),
    expected: NOBODY,
  },
  {
    name: 'that the cRLIssuer of the certificate does not name says nothing',
    signer: world.signer({ distributionPoints: [{ cRLIssuer: named('Nơi khác') }] }),
    intermediates: [indirectIssuer.certificate],
    lists: indirectList([]),
    expected: NOBODY,
  },
  {
    name: 'that does not say that it is indirect says nothing',
    ...atHand,
    lists: [world.list({ issuer: indirectIssuer })],
    expected: NOBODY,
  },
  {
    name: 'that says of another point that it is indirect says nothing',
    ...atHand,
    lists: [world.list({ issuer: indirectIssuer, issuingDistributionPoint: { indirect: true, urls: [URL] } })],
    expected: NOBODY,
  },
  {
    name: 'of the issuer itself is one of its own certificates',
    lists: [world.list({ ...indirect, revoked: [entry(SIGNER_SERIAL, world.otherCa)] })],
    expected: 'valid - good by issuer',
  },
  {
    name: 'of the issuer itself has its own entries where none is named',
    lists: [world.list({ ...indirect, revoked: [entry(SIGNER_SERIAL), entry(1n, world.otherCa)] })],
    expected: 'revoked-time-unproven - revoked by issuer',
  },
  {
    name: 'whose issuer nobody under the anchor has certified says nothing',
    signer: pointsToIndirect,
    intermediates: [
      world.listSigner({ subject: INDIRECT_NAME, issuer: world.otherRoot }).certificate,
      world.otherRoot.certificate,
    ],
    lists: indirectList([]),
    expected: NOBODY,
  },
])
