/** Several who tell different things of one certificate: that it is revoked, since when, and that it is not. */
import { instant } from '../../../fixtures/authority.ts'
import { LISTED, SIGNER_SERIAL } from '../../../fixtures/cases/revocation-world.ts'
import type { ReasonFlag } from '../../../fixtures/pki/distribution-points.ts'
import type { RevokedEntry } from '../../../fixtures/pki.ts'
import type { Instant } from '../../../src/lang.ts'
import { world } from './judged.ts'
import { by, checked, later, responder } from './ocsp-responder-cases.ts'
import { about, type RevocationCase } from './revocation-case.ts'

const JANUARY = instant('2026-01-01T00:00:00Z')
const AFTER_RECEIPT = instant('2026-03-03T12:00:00Z')
const LAST_NIGHT = instant('2026-03-03T20:00:00Z')

const COMPROMISE: readonly ReasonFlag[] = ['keyCompromise', 'cACompromise', 'aACompromise']
const OTHERS: readonly ReasonFlag[] = [
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
]
const some = (onlySomeReasons: readonly ReasonFlag[]) => ({ issuingDistributionPoint: { onlySomeReasons } })
const revoked = (at: Instant, changes: Partial<RevokedEntry> = {}) => ({
  revoked: [{ serial: SIGNER_SERIAL, at, ...changes }],
})
const held = (at: Instant) => revoked(at, { reason: 'certificateHold' })
const accuses = (at: Instant) => ({ answer: { status: { revokedAt: at } } })

/** Before receipt: revoked, whatever the file says of its time. After it: good when it was received. */
const REVOKED = 'revoked-time-unproven - revoked by issuer'
const AT_RECEIPT = 'valid - good by issuer'

const days = about('of several days of revocation', [
  {
    name: 'the one after receipt alone leaves the file good at receipt',
    lists: [world.list(revoked(AFTER_RECEIPT))],
    expected: AT_RECEIPT,
  },
  {
    name: 'on lists for some reasons each, the earliest counts, not that of the newest list',
    lists: [
      world.list({ ...some(COMPROMISE), thisUpdate: LAST_NIGHT, number: 11, ...revoked(AFTER_RECEIPT) }),
      world.list({ ...some(OTHERS), ...revoked(JANUARY, { reason: 'affiliationChanged' }) }),
    ],
    expected: REVOKED,
  },
  ...[0, 1].map((turn) => ({
    name: `on two lists of one moment, the earliest counts, whichever is given ${turn === 0 ? 'first' : 'last'}`,
    lists: inTurn(turn, [
      world.list({ thisUpdate: LAST_NIGHT, number: 11, ...revoked(AFTER_RECEIPT) }),
      world.list({ thisUpdate: LAST_NIGHT, number: 12, ...revoked(AFTER_RECEIPT, { invalidityDate: JANUARY }) }),
    ]),
    expected: REVOKED,
  })),
  {
    name: 'that the CA names one after the other, its last word counts',
    lists: [
      world.list(revoked(JANUARY)),
      world.list({ thisUpdate: LAST_NIGHT, number: 11, ...revoked(AFTER_RECEIPT) }),
    ],
    expected: AT_RECEIPT,
  },
  {
    name: 'one told by a responder that has ended since is no later than that of the list',
    lists: [world.list(revoked(JANUARY))],
    responses: [by(responder({ notAfter: AFTER_RECEIPT }), { producedAt: later(60), ...accuses(AFTER_RECEIPT) })],
    expected: REVOKED,
  },
  {
    name: 'one told by a responder of unknown status is no later than that of the list',
    lists: [world.list({ ...revoked(JANUARY), issuingDistributionPoint: { urls: ['http://pki.example/a.crl'] } })],
    signer: world.signer({ revocationListUrls: ['http://pki.example/a.crl'] }),
    responses: [by(checked(), { producedAt: later(60), ...accuses(AFTER_RECEIPT) })],
    expected: 'revoked-time-unproven - revoked by distribution-point',
  },
])

function inTurn<T>(turn: number, items: readonly T[]): readonly T[] {
  return turn === 0 ? items : items.toReversed()
}

const takenBack = about('a revocation', [
  {
    name: 'by the list of the CA is not taken back by a newer answer of a responder, which may lag behind',
    lists: [world.list(revoked(JANUARY))],
    responses: [by(responder(), { producedAt: later(60) })],
    expected: REVOKED,
  },
  {
    name: 'by a responder is not taken back by a newer list, which may not have it yet',
    lists: [world.list({ thisUpdate: later(60) })],
    responses: [by(responder(), accuses(JANUARY))],
    expected: 'revoked-time-unproven - revoked by delegated-responder',
  },
  {
    name: 'by the list of the CA is taken back by the next list that the CA signs',
    lists: [world.list(revoked(JANUARY)), world.list({ thisUpdate: later(60), number: 11 })],
    expected: 'valid - good by issuer',
  },
  {
    name: 'by the list of the CA is taken back by a newer answer with the same key',
    lists: [world.list(revoked(JANUARY))],
    responses: [world.answer({ producedAt: later(60) })],
    expected: 'valid - good by responder',
  },
  {
    name: 'for a time, a hold, is over when anybody who is sure says so later',
    lists: [world.list(held(JANUARY))],
    responses: [by(responder(), { producedAt: later(60) })],
    expected: 'valid - good by delegated-responder',
  },
  {
    name: 'for a time, a hold, is not over by a word of the same moment',
    lists: [world.list(held(JANUARY))],
    responses: [by(responder(), { producedAt: LISTED })],
    expected: 'certificate-on-hold - on-hold by issuer',
  },
])

const OLD = world.list({ thisUpdate: JANUARY, nextUpdate: instant('2026-02-01T00:00:00Z') })
const onList = world.list(revoked(JANUARY))
const freed = about('a certificate that nobody need ask about', [
  ...(['validityAssuredShortTerm', 'noRevAvail'] as const).flatMap((extension) => {
    const signer = world.signer({ [extension]: true })
    return [
      { name: `(${extension}) is good where nothing is at hand`, signer, expected: 'valid' },
      { name: `(${extension}) is good where a list is silent`, signer, lists: [world.list()], expected: 'valid' },
      { name: `(${extension}) is good where a list is too old`, signer, lists: [OLD], expected: 'valid' },
      { name: `(${extension}) is revoked where a list at hand revokes it`, signer, lists: [onList], expected: REVOKED },
    ]
  }),
])

export const contradictionCases: readonly RevocationCase[] = [...days, ...takenBack, ...freed]
