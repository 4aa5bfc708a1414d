/** What failed is left alone for a while. */
import { expect, test } from 'vitest'
import { openRest } from '../../src/evidence/rest.ts'
import type { Instant } from '../../src/lang.ts'

function resting() {
  let now = 1_000_000
  const pass = (ms: number) => {
    now += ms
  }
  return { rest: openRest(() => now as Instant), pass }
}

const MINUTE = 60_000

test('each failure in a row doubles the rest, up to an hour', () => {
  const { rest, pass } = resting()
  const lengths: number[] = []
  for (let failure = 0; failure < 9; failure++) {
    rest.failed('a')
    let minutes = 0
    while (rest.isResting('a')) {
      pass(MINUTE)
      minutes += 1
    }
    lengths.push(minutes)
  }
  expect(lengths).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
})

test('after it worked it begins anew', () => {
  const { rest, pass } = resting()
  for (let failure = 0; failure < 5; failure++) rest.failed('a')
  rest.worked('a')
  expect(rest.isResting('a')).toBe(false)
  rest.failed('a')
  pass(MINUTE)
  expect(rest.isResting('a')).toBe(false)
})

test('a rest of a given length is no failure, and what we refuse rests for an hour', () => {
  const { rest, pass } = resting()
  rest.restFor('a', 20_000)
  rest.refused('b')
  pass(19_999)
  expect([rest.isResting('a'), rest.isResting('b')]).toEqual([true, true])
  pass(1)
  expect([rest.isResting('a'), rest.isResting('b')]).toEqual([false, true])
  rest.failed('a')
  pass(MINUTE)
  expect([rest.isResting('a'), rest.isResting('b')]).toEqual([false, true])
  pass(59 * MINUTE)
  expect(rest.isResting('b')).toBe(false)
})

test('memory is bounded: of too many places the oldest is forgotten', () => {
  const { rest } = resting()
  for (let i = 0; i <= 10_000; i++) rest.failed(`place ${i}`)
  expect([rest.isResting('place 0'), rest.isResting('place 1'), rest.isResting('place 10000')]).toEqual([
    false,
    true,
    true,
  ])
})
