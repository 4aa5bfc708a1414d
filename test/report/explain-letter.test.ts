import { expect, test } from 'vitest'
import { explainLetterState, explainUnopened } from '../../src/report/explain-letter.ts'
import { foreignWords, LOOKS_LIKE_A_CODE } from './words.ts'

test('every state of a letter and every unopened part says what it means and what next', () => {
  const all = [
    ...(['stored', 'read', 'no-candidate'] as const).map((kind) => explainLetterState({ kind })),
    ...(['unreadable', 'too-large', 'encrypted-letter', 'internal-error'] as const).map((reason) =>
      explainLetterState({ kind: 'quarantined', reason }),
    ),
    ...(['encrypted-archive', 'unreadable-archive', 'limit-reached', 'unsupported-format'] as const).map(
      explainUnopened,
    ),
  ]
  expect(new Set(all.map(({ sentence }) => sentence)).size).toBe(all.length)
  for (const { label, sentence, nextStep } of all) {
    expect(foreignWords(`${label} ${sentence} ${nextStep}`)).toEqual([])
    expect(`${label} ${sentence} ${nextStep}`).not.toMatch(LOOKS_LIKE_A_CODE)
  }
})
