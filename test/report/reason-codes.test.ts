/** docs/reason-codes.md says what the code says, and no code stands for two reasons. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CODE_WORDS } from '../../src/report/code-words.ts'
import { SHORT_CODES } from '../../src/report/reason-codes.ts'

const rows = readFileSync(new URL('../../docs/reason-codes.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| SKS-'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, code, words, reason]) => ({ code, words, reason: reason?.replaceAll('`', '') ?? '' }))

test('each reason has its row', () => {
  expect(rows.map(({ reason, code }) => [reason, code])).toEqual(Object.entries(SHORT_CODES))
})

test('each row of a verdict has its words', () => {
  const ofVerdicts = rows.filter(({ reason }) => Object.hasOwn(CODE_WORDS, reason))
  expect(ofVerdicts.map(({ reason, words }) => [reason, words])).toEqual(
    Object.entries(CODE_WORDS).map(([reason, { label }]) => [reason, label]),
  )
})

test('no code stands for two reasons', () => {
  const codes = Object.values(SHORT_CODES)
  expect(new Set(codes).size).toBe(codes.length)
})
