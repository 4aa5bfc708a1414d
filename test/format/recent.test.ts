/** What is kept of earlier computations: never more than was said, and the one that nobody asked for goes first. */
import { expect, test } from 'vitest'
import { openRecent } from '../../src/recent.ts'

/** Asks for `keys` one after another; answers which of them had to be computed. */
function computed(most: number, keys: string): string {
  const recent = openRecent<{ readonly of: string }>(most)
  let names = ''
  for (const key of keys) {
    const { of } = recent(key, () => {
      names += key
      return { of: key }
    })
    expect(of).toBe(key)
  }
  return names
}

const cases: readonly (readonly [asked: string, most: number, computed: string])[] = [
  ['aaa', 2, 'a'],
  ['abab', 2, 'ab'],
  ['abcab', 2, 'abcab'],
  ['abaca', 2, 'abc'],
  ['abacb', 2, 'abcb'],
  ['aa', 0, 'aa'],
]
for (const [asked, most, expected] of cases) {
  test(`of ${asked}, with room for ${most}, ${expected} is computed`, () => {
    expect(computed(most, asked)).toBe(expected)
  })
}

test('what fails is not kept', () => {
  const recent = openRecent<object>(2)
  const fail = () => {
    throw new Error('no')
  }
  expect(() => recent('a', fail)).toThrow('no')
  const value = {}
  expect(recent('a', () => value)).toBe(value)
})
