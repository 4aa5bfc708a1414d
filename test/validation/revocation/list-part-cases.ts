/** Lists that speak of some certificates of several issuers, or for some reasons. RFC 5280, 5.3.3 and 6.3.3 (d), (i) to (l). */
import { instant } from '../../../fixtures/authority.ts'
import { named, SIGNER_SERIAL } from '../../../fixtures/cases/revocation-world.ts'
import type { ReasonFlag } from '../../../fixtures/pki/distribution-points.ts'
import type { RevokedEntry } from '../../../fixtures/pki.ts'
import { world } from './judged.ts'
import { about, type RevocationCase } from './revocation-case.ts'

const NOBODY = 'revocation-unknown - unknown by nobody'
const URL = 'http://pki.example/ca.crl'
const atUrl = { urls: [URL] }
const revoked: readonly RevokedEntry[] = [{ serial: SIGNER_SERIAL, at: instant('2026-02-01T00:00:00Z') }]

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

const forSomeReasons = about('a list for some reasons', [
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
const COVERED = 'valid - good by indirect'
const REVOKED = 'revoked-time-unproven - revoked by indirect'

const indirectly = about('an indirect list', [
  { name: 'that names nobody covers whoever names its issuer', ...atHand, lists: indirectList([]), expected: COVERED },
  {
    name: 'counts entries without an issuer as those of its own',
    ...atHand,
    lists: indirectList([entry(SIGNER_SERIAL)]),
    expected: COVERED,
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
    expected: COVERED,
  },
  {
    name: 'says nothing by an entry after the issuer has changed',
    ...atHand,
    lists: indirectList([entry(1n, world.ca), entry(2n, world.otherCa), entry(SIGNER_SERIAL)]),
    expected: COVERED,
  },
  {
    name: 'says nothing by an entry of another issuer',
    ...atHand,
    lists: indirectList([entry(SIGNER_SERIAL, world.otherCa)]),
    expected: COVERED,
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

export const partCases: readonly RevocationCase[] = [...forSomeReasons, ...indirectly]
