/** The tables of revocation: each case, and what must be said of it. */
import { describe, expect, test } from 'vitest'
import { verdictOf } from './revocation-case.ts'
import { LIST_CASES, OTHER_CASES, RESPONSE_CASES } from './revocation-cases.ts'

for (const [subject, cases] of [
  ['revocation lists', LIST_CASES],
  ['OCSP responses', RESPONSE_CASES],
  ['those who contradict each other', OTHER_CASES],
] as const) {
  describe(subject, () => {
    for (const one of cases) test(one.name, () => expect(verdictOf(one)).toBe(one.expected))
  })
}

test('no two cases have one name', () => {
  const names = [...LIST_CASES, ...RESPONSE_CASES, ...OTHER_CASES].map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([])
})
