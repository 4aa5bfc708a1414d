/** What failed is left alone for a while, and its end is told once. */
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

test('the end of a rest is told once, and what we refused is no news', () => {
  const { rest, pass } = resting()
  rest.failed('a')
  rest.restFor('b', 20_000)
  rest.refused('c')
  expect(rest.hasEnded()).toBe(false)
  pass(20_000)
  expect([rest.isResting('a'), rest.isResting('b'), rest.hasEnded(), rest.hasEnded()]).toEqual([
    true,
    false,
    true,
    false,
  ])
  pass(2 * 3_600_000)
  expect([rest.isResting('c'), rest.hasEnded(), rest.hasEnded()]).toEqual([false, true, false])
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
