/** The same paths before `openssl verify`. */
import { expect, test } from 'vitest'
import { falseAuthorities } from '../../../fixtures/cases/path-attacks.ts'
import { NIST_GROUPS } from '../../../fixtures/cases/path-groups.ts'
import { keys } from '../../../fixtures/cases/path-keys.ts'
import { nameAttacks } from '../../../fixtures/cases/path-name-attacks.ts'
import { search } from '../../../fixtures/cases/path-search.ts'
import { runTool } from '../../fixtures/tool.ts'
import { IS_NIGHT } from '../../night.ts'
import { describeWith } from '../../services/required.ts'
import { DIVERGENCES } from './openssl-divergences.ts'
import { openssl } from './openssl-verify.ts'

const cases = [...NIST_GROUPS, falseAuthorities, keys, nameAttacks, search].flatMap((group) =>
  group.cases.map((one) => ({ one, name: `${group.title}: ${one.name}` })),
)
const divergences = new Map(DIVERGENCES.flatMap(({ cases: names, ...rest }) => names.map((name) => [name, rest])))

/** The divergences are those of the version that they were reviewed with; where another one agrees more, so much the better. */
const isReviewed = runTool('openssl', ['version']).text.startsWith('OpenSSL 3.0.')

describeWith('openssl', 'openssl', 'openssl verify', () => {
  // By day some of each kind: cases are written once, and another opinion of them does not change.
  for (const { one, name } of IS_NIGHT ? cases : cases.filter((_, index) => index % 4 === 0)) {
    const divergence = divergences.get(name)
    test.skipIf(divergence && !isReviewed)(
      divergence ? `differs on ${name}: ${divergence.why}` : `agrees on ${name}`,
      async () => {
        const { accepts, text } = await openssl(one)
        expect(accepts, text).toBe(divergence?.accepts ?? one.expected === 'valid')
      },
    )
  }
})

test('each divergence is one, of a case that there is', () => {
  const expected = new Map(cases.map(({ one, name }) => [name, one.expected === 'valid']))
  expect([...divergences].filter(([name, { accepts }]) => expected.get(name) !== !accepts)).toEqual([])
})
