/** Whether the count has room is said before it begins. */
import { expect, test } from 'vitest'
import { explainLackOfMemory } from '../../src/serve/count-ahead.ts'

const GB = 2 ** 30

test('nothing where there is room', () => {
  expect(explainLackOfMemory(0, GB / 4)).toBeNull()
  expect(explainLackOfMemory(100_000, 2 * GB)).toBeNull()
})

test('else how much is wanted, as it is set', () => {
  const sentence = explainLackOfMemory(1_000_000, 4 * GB)
  expect(sentence).toContain('1.000.000 văn bản')
  expect(sentence).toMatch(/NODE_OPTIONS=--max-old-space-size=\d{4,5} /)
})
