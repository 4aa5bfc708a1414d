/** What a revocation list says of a certificate, and of which time. RFC 5280, 5.3; EN 319 102-1, 5.2.5 and 5.2.6.4. */
import { instant } from '../../../fixtures/authority.ts'
import { JUDGED, LISTED, NEXT_LIST, RECEIVED, SIGNER_SERIAL } from '../../../fixtures/cases/revocation-world.ts'
import { buildLargeCertificateList, largeListSerial } from '../../../fixtures/pki/large-certificate-list.ts'
import type { RevokedEntry } from '../../../fixtures/pki.ts'
import { signPdf } from '../../../fixtures/signed-pdf.ts'
import { OFFICIAL_2021, STRICT } from '../../../src/evidence/policy/read-policy.ts'
import type { Instant } from '../../../src/lang.ts'
import { draft, world } from './judged.ts'
import { about, type RevocationCase } from './revocation-case.ts'

const entry = (at: Instant, changes: Partial<RevokedEntry> = {}): RevokedEntry => ({
  serial: SIGNER_SERIAL,
  at,
  ...changes,
})
const listing = (...revoked: readonly RevokedEntry[]) => [
  world.list({ thisUpdate: instant('2026-03-03T20:00:00Z'), revoked }),
]
export const seconds = (from: Instant, n: number) => (from + n * 1000) as Instant
const JANUARY = instant('2026-01-01T00:00:00Z')
const LATER = instant('2026-03-03T12:00:00Z')

const GOOD = 'valid - good by issuer'
const REVOKED = 'revoked-time-unproven - revoked by issuer'
const ON_HOLD = 'certificate-on-hold - on-hold by issuer'
const NOBODY = 'revocation-unknown - unknown by nobody'

const revocations = about('a revocation', [
  { name: 'a second before receipt counts', lists: listing(entry(seconds(RECEIVED, -1))), expected: REVOKED },
  { name: 'at the very instant of receipt counts', lists: listing(entry(RECEIVED)), expected: REVOKED },
  { name: 'a second after receipt does not count', lists: listing(entry(seconds(RECEIVED, 1))), expected: GOOD },
  {
    name: 'before receipt that was published after the judgement is not known yet',
    lists: [world.list(), world.list({ thisUpdate: instant('2026-03-05T00:00:00Z'), revoked: [entry(JANUARY)] })],
    expected: GOOD,
  },
  {
    name: 'after receipt whose key was in wrong hands before receipt counts',
    lists: listing(entry(LATER, { reason: 'keyCompromise', invalidityDate: JANUARY })),
    expected: REVOKED,
  },
  {
    name: 'after receipt with an invalidity date after receipt does not count',
    lists: listing(entry(LATER, { invalidityDate: seconds(LATER, -60) })),
    expected: GOOD,
  },
  {
    name: 'before receipt counts although its invalidity date is later',
    lists: listing(entry(JANUARY, { invalidityDate: LATER })),
    expected: REVOKED,
  },
  {
    name: 'counts for files of which nobody knows the receipt, from the judgement on',
    lists: listing(entry(LATER)),
    changes: { receivedAt: null },
    expected: REVOKED,
  },
  {
    name: 'for a reason that no standard knows is one',
    lists: listing(
      entry(JANUARY, { extraExtensions: [{ oid: '2.5.29.21', critical: false, value: Buffer.of(10, 1, 99) }] }),
    ),
    expected: REVOKED,
  },
  {
    name: 'of another number is none of this certificate',
    lists: listing({ serial: 770n, at: JANUARY }),
    expected: GOOD,
  },
])

const holds = about('a hold', [
  { name: 'before receipt is told', lists: listing(entry(JANUARY, { reason: 'certificateHold' })), expected: ON_HOLD },
  { name: 'after receipt does not count', lists: listing(entry(LATER, { reason: 'certificateHold' })), expected: GOOD },
  {
    name: 'has ended where a newer list is silent',
    lists: [
      world.list({ number: 9, revoked: [entry(JANUARY, { reason: 'certificateHold' })] }),
      world.list({ thisUpdate: instant('2026-03-02T00:00:00Z') }),
    ],
    expected: GOOD,
  },
  {
    name: 'has begun where an older list was silent',
    lists: [
      world.list(),
      world.list({
        thisUpdate: instant('2026-03-02T00:00:00Z'),
        revoked: [entry(JANUARY, { reason: 'certificateHold' })],
      }),
    ],
    expected: ON_HOLD,
  },
])

const twice = about('two entries of one certificate:', [
  { name: 'the earlier date counts', lists: listing(entry(LATER), entry(JANUARY)), expected: REVOKED },
  {
    name: 'the earlier date counts, whichever stands first',
    lists: listing(entry(JANUARY), entry(LATER)),
    expected: REVOKED,
  },
  {
    name: 'a revocation counts more than an earlier hold',
    lists: listing(entry(JANUARY, { reason: 'certificateHold' }), entry(seconds(JANUARY, 9), { reason: 'superseded' })),
    expected: REVOKED,
  },
  {
    name: 'a revocation counts more than a removal',
    lists: listing(entry(JANUARY, { reason: 'removeFromCRL' }), entry(seconds(JANUARY, 9))),
    expected: REVOKED,
  },
])

const ended = world.signer({ notAfter: instant('2026-02-15T00:00:00Z') })
const RECEIVED_EARLY = { receivedAt: instant('2026-02-10T00:00:00Z') }
const BEFORE_END = { thisUpdate: instant('2026-02-09T00:00:00Z'), nextUpdate: instant('2026-02-16T00:00:00Z') }

const expired = about('a certificate that had expired when the list was made', [
  { name: 'may have been dropped', signer: ended, lists: [world.list()], changes: RECEIVED_EARLY, expected: NOBODY },
  {
    name: 'is still on lists that keep the expired since before its end',
    signer: ended,
    lists: [world.list({ expiredCertsSince: instant('2026-02-01T00:00:00Z') })],
    changes: RECEIVED_EARLY,
    expected: 'valid-at-receipt - good by issuer',
  },
  {
    name: 'is still on lists that keep the expired since its very end',
    signer: ended,
    lists: [world.list({ expiredCertsSince: instant('2026-02-15T00:00:00Z') })],
    changes: RECEIVED_EARLY,
    expected: 'valid-at-receipt - good by issuer',
  },
  {
    name: 'may have been dropped from lists that keep the expired since after its end',
    signer: ended,
    lists: [world.list({ expiredCertsSince: instant('2026-02-15T00:00:01Z') })],
    changes: RECEIVED_EARLY,
    expected: NOBODY,
  },
  {
    name: 'is revoked where the list has it all the same',
    signer: ended,
    lists: [world.list({ revoked: [entry(JANUARY)] })],
    changes: RECEIVED_EARLY,
    expected: REVOKED,
  },
  {
    name: 'is judged by the last list before its end',
    signer: ended,
    lists: [world.list(), world.list(BEFORE_END)],
    changes: RECEIVED_EARLY,
    expected: 'valid-at-receipt - good by issuer',
  },
  {
    name: 'stays revoked where later lists have dropped it',
    signer: ended,
    lists: [world.list(), world.list({ ...BEFORE_END, revoked: [entry(JANUARY)] })],
    changes: RECEIVED_EARLY,
    expected: REVOKED,
  },
])

const fresh = (changes: { thisUpdate: Instant; nextUpdate: Instant | null }) => [world.list(changes)]

const dates = about('a list', [
  {
    name: 'from before the certificate began says nothing of it',
    signer: world.signer({ notBefore: instant('2026-03-01T00:00:01Z') }),
    lists: [world.list()],
    expected: NOBODY,
  },
  {
    name: 'of the moment when the certificate began does',
    signer: world.signer({ notBefore: LISTED }),
    lists: [world.list()],
    expected: GOOD,
  },
  {
    name: 'of the future says nothing',
    lists: fresh({ thisUpdate: seconds(JUDGED, 301), nextUpdate: NEXT_LIST }),
    expected: NOBODY,
  },
  {
    name: 'by a clock that is ahead by less than five minutes is heard',
    lists: fresh({ thisUpdate: seconds(JUDGED, 299), nextUpdate: NEXT_LIST }),
    expected: GOOD,
  },
  {
    name: 'that ends a second after receipt is fresh',
    lists: fresh({ thisUpdate: JANUARY, nextUpdate: seconds(RECEIVED, 1) }),
    expected: GOOD,
  },
  {
    name: 'that ends at receipt is stale',
    lists: fresh({ thisUpdate: JANUARY, nextUpdate: RECEIVED }),
    expected: 'revocation-stale - unknown by issuer',
  },
  {
    name: 'without a next one holds for half an hour',
    lists: fresh({ thisUpdate: seconds(RECEIVED, -1799), nextUpdate: null }),
    expected: GOOD,
  },
  {
    name: 'without a next one is stale after half an hour',
    lists: fresh({ thisUpdate: seconds(RECEIVED, -1800), nextUpdate: null }),
    expected: 'revocation-stale - unknown by issuer',
  },
  {
    name: 'whose next one was due before itself is stale',
    lists: fresh({ thisUpdate: LISTED, nextUpdate: JANUARY }),
    expected: 'revocation-stale - unknown by issuer',
  },
  {
    name: 'made after receipt is fresh for the time before',
    lists: fresh({ thisUpdate: LATER, nextUpdate: NEXT_LIST }),
    expected: GOOD,
  },
  {
    name: 'that is stale revokes all the same',
    lists: [world.list({ thisUpdate: JANUARY, nextUpdate: seconds(JANUARY, 60), revoked: [entry(JANUARY)] })],
    expected: REVOKED,
  },
  {
    name: 'is heard beside a newer one that holds for a shorter time',
    lists: [world.list(), world.list({ thisUpdate: seconds(LISTED, 60), nextUpdate: seconds(LISTED, 120) })],
    expected: GOOD,
  },
  {
    name: 'is too old for a policy of one day',
    lists: [world.list()],
    changes: { policy: { ...OFFICIAL_2021, revocation: { maxAgeMs: 86_400_000, withoutNextUpdateMs: 0 } } },
    expected: 'revocation-stale - unknown by issuer',
  },
])

const NULL = Buffer.of(5, 0)
const unknown = (critical: boolean) => [{ oid: '1.2.3.4', critical, value: NULL }]

const unknownExtensions = about('an unknown extension', [
  {
    name: 'that is critical makes a list useless',
    lists: [world.list({ extraExtensions: unknown(true) })],
    expected: NOBODY,
  },
  {
    name: 'that is not critical does no harm',
    lists: [world.list({ extraExtensions: unknown(false) })],
    expected: GOOD,
  },
  {
    name: 'that is critical at an entry of somebody else makes a list useless',
    lists: [world.list({ revoked: [{ serial: 5n, at: JANUARY, extraExtensions: unknown(true) }] })],
    expected: NOBODY,
  },
  {
    name: 'that is critical at the very entry makes a list useless',
    lists: [world.list({ revoked: [entry(JANUARY, { extraExtensions: unknown(true) })] })],
    expected: NOBODY,
  },
  {
    name: 'that is not critical at an entry does no harm',
    lists: [world.list({ revoked: [{ serial: 5n, at: JANUARY, extraExtensions: unknown(false) }] })],
    expected: GOOD,
  },
])

const underOffice = about('under the policy of the office a list', [
  { name: 'signed with SHA-1 is borne with', lists: [world.list({ scheme: { digest: 'sha1' } })], expected: GOOD },
  {
    name: 'signed with MD5 is not',
    lists: [world.list({ scheme: { digest: 'md5' } })],
    expected: 'weak-algorithm - unknown by issuer',
  },
  {
    name: 'signed with MD5 does not stand in the way of a sound one',
    lists: [world.list(), world.list({ thisUpdate: seconds(LISTED, 1), scheme: { digest: 'md5' } })],
    expected: GOOD,
  },
  {
    name: 'signed with MD5 revokes all the same',
    lists: [world.list({ scheme: { digest: 'md5' }, revoked: [entry(JANUARY)] })],
    expected: REVOKED,
  },
])

/** What the strict policy asks of the signature itself: a reference to its certificate and a time-stamp. */
export const strictFile = signPdf(draft, {
  cms: {
    signer: world.signer(),
    reference: true,
    timeStamp: { authority: world.timeStampAuthority, genTime: seconds(RECEIVED, -60) },
  },
  subFilter: 'ETSI.CAdES.detached',
  claimedAt: seconds(RECEIVED, -120),
}).bytes

const STRICTLY = { pdf: strictFile, changes: { policy: STRICT } }

const underStrict = about('under the strict policy a list', [
  { name: 'signed with SHA-256 will do', ...STRICTLY, lists: [world.list()], expected: GOOD },
  {
    name: 'signed with SHA-1 is not borne with',
    ...STRICTLY,
    lists: [world.list({ scheme: { digest: 'sha1' } })],
    expected: 'weak-algorithm - unknown by issuer',
  },
  {
    name: 'signed with MD5 is not borne with',
    ...STRICTLY,
    lists: [world.list({ scheme: { digest: 'md5' } })],
    expected: 'weak-algorithm - unknown by issuer',
  },
])

const large = (revoked: readonly RevokedEntry[] = []) =>
  buildLargeCertificateList({
    issuer: world.ca,
    number: 10,
    thisUpdate: LISTED,
    nextUpdate: NEXT_LIST,
    entries: 110_000,
    revoked,
  })
const numbered = (serial: bigint) => world.signer({ serial })

const largeLists = about('a list of 110,000 entries', [
  { name: 'has not the certificate', lists: [large()], expected: GOOD },
  { name: 'has it last', lists: [large([entry(JANUARY)])], expected: REVOKED },
  { name: 'has it first', signer: numbered(largeListSerial(0)), lists: [large()], expected: REVOKED },
  { name: 'has it in its middle', signer: numbered(largeListSerial(54_321)), lists: [large()], expected: REVOKED },
  { name: 'has not its neighbour', signer: numbered(largeListSerial(110_000)), lists: [large()], expected: GOOD },
])

export const contentCases: readonly RevocationCase[] = [
  ...revocations,
  ...holds,
  ...twice,
  ...expired,
  ...dates,
  ...unknownExtensions,
  ...underOffice,
  ...underStrict,
  ...largeLists,
]
