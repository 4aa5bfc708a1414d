/** Lists of changes, and what they change. RFC 5280, 5.2.4 and 6.3.3 (c). */
import { instant } from '../../../fixtures/authority.ts'
import { LISTED, type ListChanges, SIGNER_SERIAL } from '../../../fixtures/cases/revocation-world.ts'
import type { RevokedEntry } from '../../../fixtures/pki.ts'
import type { Bytes } from '../../../src/bytes.ts'
import { world } from './judged.ts'
import { about, type RevocationCase } from './revocation-case.ts'

const day = (n: number) => instant(`2026-03-0${n}T00:00:00Z`)
const february = (n: number) => instant(`2026-02-${String(n).padStart(2, '0')}T00:00:00Z`)

const entry = (changes: Partial<RevokedEntry> = {}): RevokedEntry => ({
  serial: SIGNER_SERIAL,
  at: february(1),
  ...changes,
})
const HOLD = { revoked: [entry({ reason: 'certificateHold' })] } as const
const REVOKED = { revoked: [entry({ reason: 'keyCompromise' })] } as const
const RELEASED = { revoked: [entry({ reason: 'removeFromCRL' })] } as const

const base = (changes: ListChanges = {}): Bytes =>
  world.list({ number: 10, thisUpdate: february(1), freshestCrlUrls: ['http://pki.example/delta.crl'], ...changes })
const delta = (changes: ListChanges = {}): Bytes =>
  world.list({ number: 12, deltaBase: 10, thisUpdate: LISTED, ...changes })

/** Ended in February, so that lists from then on may leave it away. */
const expired = world.signer({ notAfter: february(20) })
const EARLY = { receivedAt: february(15) }

const GOOD = 'valid - good by issuer'
const ON_HOLD = 'certificate-on-hold - on-hold by issuer'
const IS_REVOKED = 'revoked-time-unproven - revoked by issuer'

const changes = about('a list of changes', [
  { name: 'that changes nothing leaves the base as it is', lists: [base(), delta()], expected: GOOD },
  { name: 'adds a revocation to its base', lists: [base(), delta(REVOKED)], expected: IS_REVOKED },
  { name: 'adds a hold', lists: [base(), delta(HOLD)], expected: ON_HOLD },
  { name: 'ends a hold', lists: [base(HOLD), delta(RELEASED)], expected: GOOD },
  { name: 'makes a hold final', lists: [base(HOLD), delta(REVOKED)], expected: IS_REVOKED },
  {
    name: 'makes a hold final, from the beginning of the hold on',
    lists: [base(HOLD), delta({ revoked: [entry({ at: day(4), reason: 'keyCompromise' })] })],
    expected: IS_REVOKED,
  },
  { name: 'that releases ends no revocation', lists: [base(REVOKED), delta(RELEASED)], expected: IS_REVOKED },
  {
    name: 'that removes an expired certificate does not make it good',
    signer: expired,
    changes: EARLY,
    lists: [base(REVOKED), delta(RELEASED)],
    expected: IS_REVOKED,
  },
  {
    name: 'that removes what its base does not list says nothing of an expired certificate',
    signer: expired,
    changes: EARLY,
    lists: [base({ nextUpdate: february(8) }), delta(RELEASED)],
    expected: 'revocation-stale - unknown by issuer',
  },
  {
    name: 'that releases what its base does not yet list leaves it good',
    lists: [base(), delta(RELEASED)],
    expected: GOOD,
  },
  {
    name: 'with a release and a revocation of one certificate revokes',
    lists: [base(HOLD), delta({ revoked: [entry({ reason: 'removeFromCRL' }), entry({ at: february(2) })] })],
    expected: IS_REVOKED,
  },
  { name: 'is never a complete list', lists: [delta()], expected: 'revocation-unknown - unknown by nobody' },
  {
    name: 'alone is not even enough to revoke: its base is not known',
    lists: [delta(REVOKED)],
    expected: 'revocation-unknown - unknown by nobody',
  },
  { name: 'for a newer base adds nothing', lists: [base(), delta({ ...REVOKED, deltaBase: 11 })], expected: GOOD },
  {
    name: 'for a newer base ends no hold',
    lists: [base(HOLD), delta({ ...RELEASED, deltaBase: 11 })],
    expected: ON_HOLD,
  },
  {
    name: 'for an older base fits a newer one',
    lists: [base(HOLD), delta({ ...RELEASED, deltaBase: 5 })],
    expected: GOOD,
  },
  {
    name: 'older than the list beside it ends no hold',
    lists: [base({ ...HOLD, number: 13 }), delta(RELEASED)],
    expected: ON_HOLD,
  },
  {
    name: 'older by its time than the list beside it ends no hold',
    lists: [base({ ...HOLD, thisUpdate: day(2) }), delta(RELEASED)],
    expected: ON_HOLD,
  },
  {
    name: 'of another scope ends no hold',
    lists: [base(HOLD), delta({ ...RELEASED, issuingDistributionPoint: { onlyUserCerts: true } })],
    expected: ON_HOLD,
  },
  {
    name: 'of the same scope does',
    lists: [
      base({ ...HOLD, issuingDistributionPoint: { onlyUserCerts: true } }),
      delta({ ...RELEASED, issuingDistributionPoint: { onlyUserCerts: true } }),
    ],
    expected: GOOD,
  },
  {
    name: 'by another key that may sign lists ends no hold',
    lists: [base(HOLD), delta({ ...RELEASED, signer: world.listSigner() })],
    intermediates: [world.listSigner().certificate],
    expected: ON_HOLD,
  },
  {
    name: 'of a stranger ends no hold',
    lists: [base(HOLD), delta({ ...RELEASED, signer: world.impostor })],
    expected: ON_HOLD,
  },
  {
    name: 'with a damaged signature ends no hold',
    lists: [base(HOLD), delta({ ...RELEASED, fault: 'damaged-signature' })],
    expected: ON_HOLD,
  },
  {
    name: 'signed with MD5 ends no hold',
    lists: [base(HOLD), delta({ ...RELEASED, scheme: { digest: 'md5' } })],
    expected: ON_HOLD,
  },
  {
    name: 'signed with MD5 does not make its base worth less',
    lists: [base(), delta({ scheme: { digest: 'md5' } })],
    expected: GOOD,
  },
  {
    name: 'signed with MD5 does not hide the revocation on an older one',
    lists: [base(), delta({ number: 11, ...REVOKED }), delta({ thisUpdate: day(2), scheme: { digest: 'md5' } })],
    expected: IS_REVOKED,
  },
  {
    name: 'of the future ends no hold',
    lists: [base(HOLD), delta({ ...RELEASED, thisUpdate: day(5) })],
    expected: ON_HOLD,
  },
  {
    name: 'with an unknown critical extension ends no hold',
    lists: [
      base(HOLD),
      delta({ ...RELEASED, extraExtensions: [{ oid: '1.2.3.4', critical: true, value: Buffer.of(5, 0) }] }),
    ],
    expected: ON_HOLD,
  },
  {
    name: 'is younger than a base whose time is over, and holds for both',
    lists: [base({ nextUpdate: february(8) }), delta()],
    expected: GOOD,
  },
  {
    name: 'whose own time is over does not make a base stale that is not',
    lists: [base(), delta({ thisUpdate: february(10), nextUpdate: february(11) })],
    expected: GOOD,
  },
  {
    name: 'whose time is over leaves a base whose time is over stale',
    lists: [base({ nextUpdate: february(8) }), delta({ thisUpdate: february(10), nextUpdate: february(11) })],
    expected: 'revocation-stale - unknown by issuer',
  },
  {
    name: 'is the newest of several',
    lists: [
      base(HOLD),
      delta({ number: 11, thisUpdate: february(20), ...RELEASED }),
      delta(HOLD),
      delta({ number: 11, thisUpdate: february(21), ...RELEASED }),
    ],
    expected: ON_HOLD,
  },
  {
    name: 'is superseded by a newer complete list',
    lists: [base(), delta(REVOKED), base({ number: 20, thisUpdate: day(2) })],
    expected: GOOD,
  },
])

const elsewhere = about('a release', [
  {
    name: 'on a complete list, where it cannot stand, releases nobody',
    lists: [base(RELEASED)],
    expected: IS_REVOKED,
  },
])

export const deltaCases: readonly RevocationCase[] = [...changes, ...elsewhere]
