/** How old a list or an answer may be. EN 319 102-1, 5.2.5. */
import { describe, expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import type { GivenPlan } from '../../../fixtures/case.ts'
import { stampAt } from '../../../fixtures/case-stock.ts'
import type { CertificateListPlan } from '../../../fixtures/pki.ts'
import { judgeIt, signatureOf, signedBy, stock, verdictOf, world } from './timeline.ts'

const HOUR = 3_600_000
/** The file came at 03:00 of 2 March; lists are of 1 March, and hold until the 8th. */
const policy = (maxAgeHours: number | null, withoutNextUpdateMinutes = 30): Partial<GivenPlan> => ({
  policy: {
    name: 'official-2021',
    revocation: {
      maxAgeMs: maxAgeHours === null ? null : maxAgeHours * HOUR,
      withoutNextUpdateMs: withoutNextUpdateMinutes * 60_000,
    },
  },
})
const lists = (changes: Partial<CertificateListPlan>): Partial<GivenPlan> => ({
  certificateLists: ['root', 'ca', 'sub-ca'].map((name) => world.list(name, changes)),
})
const file = signedBy('signer')
const STALE = 'revocation-stale TRY_LATER'

const cases: readonly { name: string; changes: Partial<GivenPlan>; expected: string }[] = [
  { name: 'younger than the policy allows', changes: policy(28), expected: 'valid' },
  { name: 'as old as the policy allows', changes: policy(27), expected: STALE },
  { name: 'older than the policy allows, though it still holds', changes: policy(26), expected: STALE },
  { name: 'of any age where the policy allows none: none is young enough', changes: policy(0), expected: STALE },
  {
    name: 'past its end, though young enough for the policy',
    changes: { ...policy(48), ...lists({ nextUpdate: instant('2026-03-01T12:00:00Z') }) },
    expected: 'valid',
  },
  {
    name: 'past its end, where the policy asks for that alone',
    changes: { ...policy(null), ...lists({ nextUpdate: instant('2026-03-02T03:00:00Z') }) },
    expected: STALE,
  },
  {
    name: 'a second before its end',
    changes: { ...policy(null), ...lists({ nextUpdate: instant('2026-03-02T03:00:01Z') }) },
    expected: 'valid',
  },
  {
    name: 'without an end, half an hour old',
    changes: { ...policy(null), ...lists({ thisUpdate: instant('2026-03-02T02:30:00Z'), nextUpdate: null }) },
    expected: STALE,
  },
  {
    name: 'without an end, a second less than half an hour old',
    changes: { ...policy(null), ...lists({ thisUpdate: instant('2026-03-02T02:30:01Z'), nextUpdate: null }) },
    expected: 'valid',
  },
  {
    name: 'without an end, where the policy gives it two days',
    changes: { ...policy(null, 2 * 24 * 60), ...lists({ nextUpdate: null }) },
    expected: 'valid',
  },
  {
    name: 'made after the file came',
    changes: { ...policy(1), ...lists({ thisUpdate: instant('2026-03-02T08:00:00Z') }) },
    expected: 'valid',
  },
]
describe('a list', () => {
  for (const { name, changes, expected } of cases) {
    test(`${name}: ${expected}`, () => expect(verdictOf(file, changes)).toBe(expected))
  }
})

test('the age of an answer is measured like that of a list', () => {
  const ocspResponses = ['signer', 'sub-ca', 'ca'].map((name) => world.ocsp(name))
  const heldSince = new Map(ocspResponses.map((response) => [response, instant('2026-03-02T02:30:00Z')]))
  const answers = { certificateLists: [], ocspResponses, heldSince }
  expect(verdictOf(file, { ...policy(28), ...answers })).toBe('valid')
  expect(verdictOf(file, { ...policy(27), ...answers })).toBe(STALE)
})

test('age is measured when the signature is proved to have existed, not today', () => {
  const later = { at: instant('2026-06-01T00:00:00Z') }
  expect(verdictOf(file, { ...policy(28), ...later })).toBe('valid')
  const stamped = signedBy('signer', { timeStamp: stampAt(stock, instant('2026-03-01T06:00:00Z')) })
  expect(verdictOf(file, policy(10))).toBe(STALE)
  expect(signatureOf(stamped, { ...policy(28), ...later })).toMatchObject({ outcome: 'valid' })
})

test('a list too old for the policy is asked for again, and what it says is still told', () => {
  const { report, wanted } = judgeIt(file, policy(26))
  expect(wanted).toHaveLength(3)
  expect(report.signatures[0]?.findings[0]?.facts).toMatchObject({
    thisUpdate: '2026-03-01T00:00:00.000Z',
    freshUntil: '2026-03-02T02:00:00.000Z',
  })
})

test('an old list is heard where it says revoked', () => {
  expect(verdictOf(signedBy('revoked-signer'), policy(0))).toBe('revoked-time-unproven REVOKED_NO_POE')
})
