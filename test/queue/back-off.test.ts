import { expect, test } from 'vitest'
import { backOffMs, jobBackOffMs } from '../../src/queue/back-off.ts'

const cases = [
  { failures: 1, ms: 2_000 },
  { failures: 2, ms: 4_000 },
  { failures: 8, ms: 256_000 },
  { failures: 9, ms: 300_000 },
  { failures: 10_000, ms: 300_000 },
]
for (const { failures, ms } of cases) {
  test(`after ${failures} failures in a row the next attempt comes ${ms} ms later`, () => {
    expect(backOffMs(failures)).toBe(ms)
  })
}

test('eight attempts at a job are spread over some hours', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7].map(jobBackOffMs)
  expect(pauses).toEqual([5_000, 20_000, 80_000, 320_000, 1_280_000, 5_120_000, 7_200_000])
})
