/** Trust that has ended, and lists whose signers have: what proofs of existence settle, and what they do not. EN 319 102-1, 5.6.2. */
import { describe, expect, test } from 'vitest'
import { buildResponder, instant } from '../../../fixtures/authority.ts'
import type { GivenPlan } from '../../../fixtures/case.ts'
import { memberOf, stampAt } from '../../../fixtures/case-stock.ts'
import type { PdfDraft } from '../../../fixtures/pdf-draft.ts'
import type { Bytes } from '../../../src/bytes.ts'
import type { Instant } from '../../../src/lang.ts'
import { given, judgeIt, signatureOf, signedBy, stock, verdictOf, world } from './timeline.ts'

/** The root is trusted until noon of the day after receipt; it is judged a month later. */
const SUNSET = instant('2026-03-03T12:00:00Z')
const LATER = instant('2026-04-01T00:00:00Z')
const sunset = (trustedUntil: Instant = SUNSET): Partial<GivenPlan> => ({
  at: LATER,
  anchors: [{ certificate: world.holder('root').certificate, trustedUntil }],
})
const held = (since: string, lists: readonly Bytes[] = given.certificateLists): Partial<GivenPlan> => ({
  certificateLists: lists,
  heldSince: new Map(lists.map((list) => [list, instant(since)])),
})
/** With the authorities of its path, as signers in use embed them. */
const whole = signedBy('signer', { certificates: given.intermediates })

const ENDED = 'trust-ended NO_CERTIFICATE_CHAIN_FOUND_NO_POE'
const UNKNOWN = 'trust-ended NO_POE'

const cases: readonly { name: string; file: PdfDraft; changes: Partial<GivenPlan>; expected: string }[] = [
  {
    name: 'file and lists were there before the sunset',
    file: whole,
    changes: { ...sunset(), ...held('2026-03-02T06:00:00Z') },
    expected: 'valid',
  },
  {
    name: 'the lists came in the very moment of the sunset',
    file: whole,
    changes: { ...sunset(), ...held('2026-03-03T12:00:00Z') },
    expected: 'valid',
  },
  {
    name: 'the lists came a second later',
    file: whole,
    changes: { ...sunset(), ...held('2026-03-03T12:00:01Z') },
    expected: UNKNOWN,
  },
  { name: 'nobody knows since when the lists are held', file: whole, changes: sunset(), expected: UNKNOWN },
  {
    name: 'the file came after the sunset',
    file: whole,
    changes: { ...sunset(instant('2026-03-02T02:59:59Z')), ...held('2026-03-02T01:00:00Z') },
    expected: ENDED,
  },
  {
    name: 'nobody knows when the file came',
    file: whole,
    changes: { ...sunset(), ...held('2026-03-02T06:00:00Z'), receivedAt: null },
    expected: ENDED,
  },
  {
    name: 'the certificate of the CA is known from a folder of ours alone, which proves no time',
    file: signedBy('signer'),
    changes: { ...sunset(), ...held('2026-03-02T06:00:00Z') },
    expected: UNKNOWN,
  },
  {
    name: 'the lists lie in the file',
    file: signedBy('signer', {
      certificates: given.intermediates,
      revocationInfo: { certificateLists: given.certificateLists },
    }),
    changes: { ...sunset(), certificateLists: [] },
    expected: 'valid',
  },
  {
    name: 'one of the lists was made after the sunset, an older one was held',
    file: whole,
    changes: {
      ...sunset(),
      certificateLists: [
        world.list('ca', { thisUpdate: instant('2026-03-20T00:00:00Z'), nextUpdate: instant('2026-04-20T00:00:00Z') }),
        ...given.certificateLists,
      ],
      heldSince: new Map(given.certificateLists.map((list) => [list, instant('2026-03-02T06:00:00Z')])),
    },
    expected: 'valid',
  },
]
describe('an anchor past its sunset', () => {
  for (const { name, file, changes, expected } of cases) {
    test(`${name}: ${expected}`, () => expect(verdictOf(file, changes)).toBe(expected))
  }
})

test('an anchor past its sunset is passed over for one further up that is still trusted', () => {
  const anchors = [
    { certificate: world.holder('ca').certificate, trustedUntil: instant('2026-01-01T00:00:00Z') },
    { certificate: world.holder('root').certificate },
  ]
  const { code, path } = signatureOf(whole, { anchors })
  expect([code, path.length]).toEqual(['valid', 4])
})

test('what settles it is said by past validation', () => {
  const { blocks } = signatureOf(whole, { ...sunset(), ...held('2026-03-02T06:00:00Z') })
  expect(blocks.slice(6).map(({ block, indication, subIndication }) => [block, indication, subIndication])).toEqual([
    ['basic-validation', 'INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE'],
    ['signature-with-time', 'INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE'],
    ['past-signature-validation', 'PASSED', null],
  ])
})

test('a revocation is not settled by an old list: the signer was revoked before the file came', () => {
  const file = signedBy('revoked-signer', { certificates: given.intermediates })
  expect(signatureOf(file, { ...sunset(), ...held('2026-03-02T06:00:00Z') })).toMatchObject({
    outcome: 'indeterminate',
    trust: 'untrusted',
  })
})

describe('a responder that has ended since', () => {
  const until = instant('2026-03-02T06:00:00Z')
  const subject = [['CN', 'Máy chủ trạng thái ngắn hạn']] as const
  const responder = buildResponder(memberOf(stock, { subject, notAfter: until, serial: 901n }))
  const answer = world.ocsp('second-signer', { responder })
  const file = signedBy('second-signer', { certificates: given.intermediates })
  const asked = (since: string | null): Partial<GivenPlan> => ({
    certificateLists: [world.list('root')],
    ocspResponses: [answer],
    ...(since && { heldSince: new Map([[answer, instant(since)]]) }),
  })

  test('is believed where its answer was held while it was good', () => {
    expect(verdictOf(file, asked('2026-03-02T05:00:00Z'))).toBe('valid')
    expect(verdictOf(file, asked('2026-03-02T06:00:00Z'))).toBe('valid')
  })

  test('is not believed where the answer came later, and another one is asked for', () => {
    for (const since of ['2026-03-02T06:00:01Z', null]) {
      expect(verdictOf(file, asked(since))).toBe('revocation-signer-expired REVOCATION_OUT_OF_BOUNDS_NO_POE')
      expect(judgeIt(file, asked(since)).wanted).toHaveLength(1)
    }
  })

  test('is believed where the answer lies in the file, which came while it was good', () => {
    const embedded = signedBy('second-signer', {
      certificates: given.intermediates,
      revocationInfo: { ocspResponses: [answer] },
    })
    expect(verdictOf(embedded, { certificateLists: [world.list('root')] })).toBe('valid')
  })
})

describe('an anchor that is trusted from a day on', () => {
  const from = (trustedFrom: string): Partial<GivenPlan> => ({
    anchors: [{ certificate: world.holder('root').certificate, trustedFrom: instant(trustedFrom) }],
  })

  test('vouches for what is proved to be younger', () => {
    expect(verdictOf(whole, from('2026-03-02T03:00:00Z'))).toBe('valid')
  })

  test('does not vouch for what is proved to be older', () => {
    expect(verdictOf(whole, from('2026-03-02T03:00:01Z'))).toBe('untrusted-issuer NO_CERTIFICATE_CHAIN_FOUND')
    const stamped = signedBy('signer', { timeStamp: stampAt(stock) })
    expect(verdictOf(stamped, from('2026-03-02T02:30:00Z'))).toBe('untrusted-issuer NO_CERTIFICATE_CHAIN_FOUND')
  })
})
