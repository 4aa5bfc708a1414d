/** What an OCSP response says of a certificate, and of which time. RFC 6960, 2.2, 4.1.1, 4.2.1 and 4.4. */
import { instant } from '../../../fixtures/authority.ts'
import {
  type AnswerChanges,
  JUDGED,
  LISTED,
  type ListChanges,
  NEXT_LIST,
  RECEIVED,
  SIGNER_SERIAL,
} from '../../../fixtures/cases/revocation-world.ts'
import * as der from '../../../fixtures/der.ts'
import { buildOcspError, type OcspAnswer } from '../../../fixtures/ocsp.ts'
import { STRICT } from '../../../src/evidence/policy/read-policy.ts'
import type { Instant } from '../../../src/lang.ts'
import { world } from './judged.ts'
import { about, type RevocationCase } from './revocation-case.ts'

const seconds = (from: Instant, n: number) => (from + n * 1000) as Instant
const JANUARY = instant('2026-01-01T00:00:00Z')
const FEBRUARY = instant('2026-02-01T00:00:00Z')
/** About the signer, good, unless changed. */
const says = (answer: AnswerChanges['answer'] = {}, changes: AnswerChanges = {}) => [
  world.answer({ ...changes, answer }),
]
const revokedAt = (at: Instant) => ({ status: { revokedAt: at } }) as const

const GOOD = 'valid - good by responder'
const REVOKED = 'revoked-time-unproven - revoked by responder'
const ON_HOLD = 'certificate-on-hold - on-hold by responder'
const STALE = 'revocation-stale - unknown by responder'
const NOBODY = 'revocation-unknown - unknown by nobody'

const subjects = about('an answer about', [
  { name: 'the certificate is heard', responses: says(), expected: GOOD },
  { name: 'it under SHA-256 is heard', responses: says({ digest: 'sha256' }), expected: GOOD },
  { name: 'it under SHA-512 is heard', responses: says({ digest: 'sha512' }), expected: GOOD },
  { name: 'another number says nothing', responses: says({ serial: 78n }), expected: NOBODY },
  { name: 'the same number of another CA says nothing', responses: says({ issuer: world.otherCa }), expected: NOBODY },
  {
    name: 'the same number of another CA says nothing even where it revokes',
    responses: [...says({ issuer: world.otherCa, ...revokedAt(JANUARY) }), ...says()],
    expected: GOOD,
  },
  {
    name: 'a CA of this name with another key says nothing',
    responses: says({ issuer: { ...world.ca, key: world.key('otherCa') } }),
    expected: NOBODY,
  },
  {
    name: 'a CA of this key with another name says nothing',
    responses: says({ issuer: { ...world.ca, name: world.otherCa.name } }),
    expected: NOBODY,
  },
])

const statuses = about('a status', [
  { name: 'of unknown is never good', responses: says({ status: 'unknown' }), expected: NOBODY },
  {
    name: 'of unknown takes nothing from what a list says',
    responses: says({ status: 'unknown' }),
    lists: [world.list()],
    expected: 'valid - good by issuer',
  },
  { name: 'of revoked before receipt counts', responses: says(revokedAt(seconds(RECEIVED, -1))), expected: REVOKED },
  { name: 'of revoked at receipt counts', responses: says(revokedAt(RECEIVED)), expected: REVOKED },
  {
    name: 'of revoked after receipt does not count',
    responses: says(revokedAt(seconds(RECEIVED, 1)), { producedAt: instant('2026-03-03T20:00:00Z') }),
    expected: GOOD,
  },
  {
    name: 'of hold is told',
    responses: says({ status: { revokedAt: JANUARY, reason: 'certificateHold' } }),
    expected: ON_HOLD,
  },
  {
    name: 'of revoked for a number that was never given (RFC 6960, 4.4.8) is one',
    responses: says({ status: { revokedAt: instant('1970-01-01T00:00:00Z'), reason: 'certificateHold' } }),
    expected: ON_HOLD,
  },
  {
    name: 'of revoked after receipt counts from the day when the key was in wrong hands',
    responses: says(
      {
        status: { revokedAt: seconds(RECEIVED, 60), reason: 'keyCompromise' },
        extraExtensions: [{ oid: '2.5.29.24', critical: false, value: der.generalizedTime(JANUARY) }],
      },
      { producedAt: instant('2026-03-03T20:00:00Z') },
    ),
    expected: REVOKED,
  },
])

const errors = about(
  'a responder that tells',
  (['malformedRequest', 'internalError', 'tryLater', 'sigRequired', 'unauthorized'] as const).map((error) => ({
    name: `${error} says nothing of the certificate`,
    responses: [buildOcspError(error)],
    expected: NOBODY,
  })),
)

const dates = about('an answer', [
  {
    name: 'of the future says nothing',
    responses: says({ thisUpdate: seconds(JUDGED, 301) }, { producedAt: JUDGED }),
    expected: NOBODY,
  },
  {
    name: 'produced in the future says nothing',
    responses: says({ thisUpdate: LISTED }, { producedAt: seconds(JUDGED, 301) }),
    expected: NOBODY,
  },
  {
    name: 'of a clock that is ahead by less than five minutes is heard',
    responses: says({}, { producedAt: seconds(JUDGED, 299) }),
    expected: GOOD,
  },
  {
    name: 'that ends a second after receipt is fresh',
    responses: says({ nextUpdate: seconds(RECEIVED, 1) }),
    expected: GOOD,
  },
  { name: 'that ends at receipt is stale', responses: says({ nextUpdate: RECEIVED }), expected: STALE },
  {
    name: 'without a next one holds for half an hour',
    responses: says({ nextUpdate: null }, { producedAt: seconds(RECEIVED, -1799) }),
    expected: GOOD,
  },
  {
    name: 'without a next one is stale after half an hour',
    responses: says({ nextUpdate: null }, { producedAt: seconds(RECEIVED, -1800) }),
    expected: STALE,
  },
  {
    name: 'without a next one, given after receipt, is fresh for the time before',
    responses: says({ nextUpdate: null }, { producedAt: seconds(RECEIVED, 1) }),
    expected: GOOD,
  },
  {
    name: 'from before the certificate began says nothing',
    signer: world.signer({ notBefore: seconds(LISTED, 1) }),
    responses: says(),
    expected: NOBODY,
  },
  {
    name: 'is too old for a policy of one day',
    responses: says(),
    changes: { policy: { ...STRICT, ...lenient(), revocation: { maxAgeMs: 86_400_000, withoutNextUpdateMs: 0 } } },
    expected: STALE,
  },
])

function lenient() {
  return { acceptance: { ...STRICT.acceptance, timeStamp: 'ignored', signingTime: 'ignored' } } as const
}

const signer = world.signer()

const digests = about('a digest of the certificate in an answer', [
  { name: 'is heard where it is right', responses: says({ certHashOf: signer.certificate }), expected: GOOD },
  {
    name: 'shows that the answer is about another certificate',
    responses: says({ certHashOf: world.ca.certificate }),
    expected: NOBODY,
  },
  {
    name: 'that does not fit takes nothing from a revocation: a certificate can be encoded anew',
    responses: [...says({ certHashOf: world.ca.certificate, ...revokedAt(JANUARY) }), ...says()],
    expected: REVOKED,
  },
])

const ended = world.signer({ notAfter: instant('2026-02-15T00:00:00Z') })
const ofEnded = { signer: ended, changes: { receivedAt: instant('2026-02-10T00:00:00Z') } }
const AT_RECEIPT = 'valid-at-receipt - good by responder'

const expired = about('of a certificate that had expired before, an answer', [
  { name: 'may tell nothing', ...ofEnded, responses: says(), expected: NOBODY },
  {
    name: 'tells what an archive since before its end holds',
    ...ofEnded,
    responses: says({ archiveCutoff: FEBRUARY }),
    expected: AT_RECEIPT,
  },
  {
    name: 'tells nothing where the archive begins after its end',
    ...ofEnded,
    responses: says({ archiveCutoff: instant('2026-02-15T00:00:01Z') }),
    expected: NOBODY,
  },
  {
    name: 'that shows its digest knows it',
    ...ofEnded,
    responses: says({ certHashOf: ended.certificate }),
    expected: AT_RECEIPT,
  },
  { name: 'that revokes is heard', ...ofEnded, responses: says(revokedAt(JANUARY)), expected: REVOKED },
])

const NULL = Buffer.of(5, 0)
const unknown = (critical: boolean) => [{ oid: '1.2.3.4', critical, value: NULL }]

const unknownExtensions = about('an unknown extension', [
  {
    name: 'of the answer that is critical makes it useless',
    responses: says({ extraExtensions: unknown(true) }),
    expected: NOBODY,
  },
  {
    name: 'of the answer that is not critical does no harm',
    responses: says({ extraExtensions: unknown(false) }),
    expected: GOOD,
  },
  {
    name: 'of the response that is critical makes it useless',
    responses: says({}, { extraExtensions: unknown(true) }),
    expected: NOBODY,
  },
  {
    name: 'of the response that is not critical does no harm',
    responses: says({}, { extraExtensions: unknown(false) }),
    expected: GOOD,
  },
])

const nonce = about('a nonce', [
  {
    name: 'does no harm to an answer that was kept',
    responses: says({}, { nonce: Buffer.from('0102030405060708', 'hex') }),
    expected: GOOD,
  },
])

const single = (changes: Partial<OcspAnswer> = {}): OcspAnswer => ({
  serial: SIGNER_SERIAL,
  status: 'good',
  thisUpdate: LISTED,
  nextUpdate: NEXT_LIST,
  ...changes,
})
const all = (...answers: readonly OcspAnswer[]) => [world.answer({ answers })]

const several = about('of several answers in one response', [
  { name: 'the one about the certificate is found', responses: all(single({ serial: 1n }), single()), expected: GOOD },
  {
    name: 'those about others are not taken for it',
    responses: all(single(), single({ serial: 1n, ...revokedAt(JANUARY) })),
    expected: GOOD,
  },
  {
    name: 'that contradict each other the one that revokes is believed',
    responses: all(single(), single(revokedAt(JANUARY))),
    expected: REVOKED,
  },
  {
    name: 'that contradict each other the one that revokes is believed, whichever stands first',
    responses: all(single(revokedAt(JANUARY)), single()),
    expected: REVOKED,
  },
  {
    name: 'one that knows nothing does not hide another',
    responses: all(single({ status: 'unknown' }), single()),
    expected: GOOD,
  },
  {
    name: 'the latest counts',
    responses: all(
      single({ thisUpdate: JANUARY, status: { revokedAt: JANUARY, reason: 'certificateHold' } }),
      single(),
    ),
    expected: GOOD,
  },
])

const BY_LIST = 'valid - good by issuer'
const later = (n: number) => seconds(LISTED, n)
const revokedList = (thisUpdate: Instant, changes: ListChanges = {}) =>
  world.list({ thisUpdate, revoked: [{ serial: SIGNER_SERIAL, at: JANUARY }], ...changes })

const besideLists = about('of a list and an answer', [
  {
    name: 'the later counts: a good answer after a list that revokes',
    responses: says({}, { producedAt: later(60) }),
    lists: [revokedList(LISTED)],
    expected: GOOD,
  },
  {
    name: 'the later counts: a list that revokes after a good answer',
    responses: says(),
    lists: [revokedList(later(60))],
    expected: 'revoked-time-unproven - revoked by issuer',
  },
  {
    name: 'the later counts: a good list after an answer that revokes',
    responses: says(revokedAt(JANUARY)),
    lists: [world.list({ thisUpdate: later(60) })],
    expected: BY_LIST,
  },
  {
    name: 'the later counts: an answer that revokes after a good list',
    responses: says(revokedAt(JANUARY), { producedAt: later(60) }),
    lists: [world.list()],
    expected: REVOKED,
  },
  {
    name: 'of the same moment the one that revokes counts',
    responses: says(revokedAt(JANUARY)),
    lists: [world.list()],
    expected: REVOKED,
  },
  {
    name: 'the one that is fresh counts beside a later one that is not',
    responses: says({ nextUpdate: null }, { producedAt: later(60) }),
    lists: [world.list()],
    expected: BY_LIST,
  },
  {
    name: 'none that was good before a revocation counts, though a weak algorithm tells of the revocation',
    responses: says({}, { producedAt: later(120), scheme: { digest: 'md5' } }),
    lists: [world.list(), revokedList(later(60), { scheme: { digest: 'md5' } })],
    expected: 'revoked-time-unproven - revoked by issuer',
  },
  {
    name: 'none that was good before a revocation is fresh, where a later one that is good is not',
    responses: says({ nextUpdate: null }, { producedAt: later(120) }),
    lists: [world.list(), revokedList(later(60), { scheme: { digest: 'md5' } })],
    expected: STALE,
  },
  {
    name: 'the sound one counts beside a later one by a weak algorithm',
    responses: says({}, { producedAt: later(60), scheme: { digest: 'md5' } }),
    lists: [world.list()],
    expected: BY_LIST,
  },
])

const algorithms = about('an answer signed', [
  { name: 'with SHA-1 is borne with', responses: says({}, { scheme: { digest: 'sha1' } }), expected: GOOD },
  {
    name: 'with MD5 is not',
    responses: says({}, { scheme: { digest: 'md5' } }),
    expected: 'weak-algorithm - unknown by responder',
  },
  {
    name: 'with SHA-1 is not borne with under the strict table',
    responses: says({}, { scheme: { digest: 'sha1' } }),
    changes: { policy: { ...STRICT, ...lenient() } },
    expected: 'weak-algorithm - unknown by responder',
  },
  { name: 'with PSS is heard', responses: says({}, { scheme: { padding: 'pss', digest: 'sha384' } }), expected: GOOD },
])

export const answerCases: readonly RevocationCase[] = [
  ...subjects,
  ...statuses,
  ...errors,
  ...dates,
  ...digests,
  ...expired,
  ...unknownExtensions,
  ...nonce,
  ...several,
  ...besideLists,
  ...algorithms,
]
