import { expect, test } from 'vitest'
import type { UnopenedReason } from '../../src/mail/letter.ts'
import { explainLetterState } from '../../src/report/explain-letter.ts'
import { explainUnopened } from '../../src/report/explain-unopened.ts'
import { foreignWords, LOOKS_LIKE_A_CODE } from './words.ts'

const UNOPENED: readonly UnopenedReason[] = [
  'encrypted-archive',
  'unreadable-archive',
  'unsupported-archive',
  'limit-reached',
  'unsupported-format',
  'signed-office',
  'signed-xml',
  'signed-wrapper',
  'detached-signature',
  'unreadable-winmail',
  'encrypted-letter',
  'unreadable-letter',
  'partial-letter',
  'links-only',
]

test('every state of a letter and every unopened part says what it means and what next', () => {
  const all = [
    ...(['stored', 'read', 'no-candidate'] as const).map((kind) => explainLetterState({ kind })),
    ...(['unreadable', 'too-large', 'encrypted-letter', 'internal-error'] as const).map((reason) =>
      explainLetterState({ kind: 'quarantined', reason }),
    ),
    ...UNOPENED.map(explainUnopened),
  ]
  expect(new Set(all.map(({ sentence }) => sentence)).size).toBe(all.length)
  for (const { label, sentence, nextStep } of all) {
    expect(foreignWords(`${label} ${sentence} ${nextStep}`)).toEqual([])
    expect(`${label} ${sentence} ${nextStep}`).not.toMatch(LOOKS_LIKE_A_CODE)
  }
})
