/** What waits for a person, of letters that stand among many which nobody waits for. */
import { expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import type { Decision } from '../../src/tally/decision.ts'
import { readOpenWork } from '../../src/web/open-work.ts'
import { sha } from '../tally/build.ts'
import { sampleView } from './sample.ts'

const letters = Array.from({ length: 2_300 }, (_, index) => ({
  ...{ sha256: sha(`letter ${index}`), receivedAt: index as Instant, sender: null, subject: null, unopened: [] },
  state: { kind: 'quarantined', reason: 'too-large' } as const,
}))

const aside = (index: number): Decision => ({
  ...{ id: index + 1, by: 'Lan', account: 1, role: 'Cán bộ', at: index as Instant, paper: null, machine: null },
  ruling: { action: 'set-aside', object: { kind: 'letter', letter: sha(`letter ${index}`) } },
  reason: { code: 'no-submission', text: 'Thư rác' },
})

/** Newest and oldest of what is shown. */
async function waiting(setAside: readonly number[]) {
  const work = await readOpenWork({
    tally: sampleView().tally,
    lettersForPerson: async ({ offset, limit }) => letters.slice(offset, offset + limit),
    decisions: async () => setAside.map(aside),
  })
  return [work.letters[0]?.receivedAt, work.letters.length]
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

test.each([
  ['none is set aside', [], 0, 1_000],
  ['more than one portion is', upTo(1_200), 1_200, 1_000],
  ['all but the last are', upTo(2_299), 2_299, 1],
  ['all are', upTo(2_300), undefined, 0],
] as const)('the oldest is shown, and none is left out, where %s', async (_, setAside, oldest, count) => {
  const [first, number] = await waiting(setAside)
  expect(first).toBe(oldest)
  expect(number).toBeGreaterThanOrEqual(count)
})
