/** What is known of a sender, in the words of a clerk, and never as an accusation. */
import { expect, test } from 'vitest'
import type { DkimFailure, DkimFinding } from '../../src/mail/dkim/verify.ts'
import type { LetterOrigin } from '../../src/mail/letter-origin.ts'
import { AUTOMATIC, explainOrigin } from '../../src/report/explain-origin.ts'
import { explainPair } from '../../src/report/explain-unopened.ts'
import { foreignWords, LOOKS_LIKE_A_CODE } from './words.ts'

const FAILURES: readonly DkimFailure[] = [
  'malformed',
  'expired',
  'body-not-covered',
  'body-changed',
  'header-changed',
  'no-key',
]
const findings: readonly DkimFinding[] = [
  { result: 'pass', domain: '' },
  ...FAILURES.map((reason) => ({ result: 'inconclusive', domain: '', reason }) as const),
  { result: 'unknown', domain: '', reason: 'no-answer' },
  { result: 'unknown', domain: '', reason: 'not-asked' },
]
const reported = ['pass', 'fail', 'none', 'temperror', '__proto__'].map((result) => ({
  server: 'a',
  method: '',
  result,
  domain: '',
}))

test('whatever is known of a sender is said in words of its own', () => {
  const senders: readonly LetterOrigin['sender'][] = ['confirmed', 'inconclusive', 'unknown']
  const all = senders.map((sender) => explainOrigin({ isAutomatic: false, dkim: findings, reported, sender }))
  const texts = [
    ...all.flatMap(({ label, sentence }) => [label, sentence]),
    ...(all[0]?.details ?? []),
    ...Object.values(AUTOMATIC),
    explainPair('a'),
  ]
  for (const text of texts) {
    expect(foreignWords(text)).toEqual([])
    expect(text).not.toMatch(LOOKS_LIKE_A_CODE)
  }
  expect(new Set(all[0]?.details.slice(0, findings.length)).size).toBe(findings.length)
})

test('a signature that fails is no accusation', () => {
  const { label, sentence } = explainOrigin({ isAutomatic: false, dkim: [], reported: [], sender: 'inconclusive' })
  expect(label).toBe('Không kết luận')
  expect(sentence).toContain('chưa có nghĩa là thư giả')
})
