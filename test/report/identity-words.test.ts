/** A document in the words of the office: its name, its date, where they were read, and why nothing was. */
import { describe, expect, test } from 'vitest'
import type { DocumentIdentity, IdentityFields, IdentityReading } from '../../src/identity/identity.ts'
import { NO_FIELDS } from '../../src/identity/read-identity.ts'
import { explainStanding } from '../../src/report/explain-count.ts'
import {
  dateInWords,
  explainReading,
  identityOf,
  nameInWords,
  SOURCE_LABELS,
  sourceInWords,
} from '../../src/report/identity-words.ts'
import { byCertificate, received } from '../tally/build.ts'
import { foreignWords, LOOKS_LIKE_A_CODE } from './words.ts'

const firm = (value: string) => ({ value, source: 'page-text', confidence: 'firm' }) as const
const FIELDS: IdentityFields = {
  ...NO_FIELDS,
  codeNumber: firm('12'),
  codeNotation: firm('KH-UBND'),
  typeName: firm('Kế hoạch'),
  issuedDate: firm('2021-07-22'),
}
const read = (changes: Partial<DocumentIdentity> = {}): IdentityReading => ({
  kind: 'read',
  identity: { text: 'legible', pageAmount: 1, isAppendix: false, ...FIELDS, ...changes },
  traces: { content: null, sketch: null },
})

const names: readonly { name: string; fields: IdentityFields; expected: string | null }[] = [
  { name: 'all of it', fields: FIELDS, expected: 'Kế hoạch số 12/KH-UBND ngày 22/7/2021' },
  { name: 'no whole date', fields: { ...FIELDS, issuedDate: firm('2021-07') }, expected: 'Kế hoạch số 12/KH-UBND' },
  { name: 'no type', fields: { ...FIELDS, typeName: null }, expected: 'Văn bản số 12/KH-UBND ngày 22/7/2021' },
  {
    name: 'the Party',
    fields: { ...FIELDS, codeNotation: firm('CV/HU') },
    expected: 'Kế hoạch số 12-CV/HU ngày 22/7/2021',
  },
  { name: 'no number', fields: { ...FIELDS, codeNumber: null }, expected: null },
  { name: 'nothing', fields: NO_FIELDS, expected: null },
]
for (const { name, fields, expected } of names) {
  test(`a document of which is known ${name} is called ${expected}`, () => expect(nameInWords(fields)).toBe(expected))
}

test('dates are written as the decree writes them, with dots for what is not filled in', () => {
  expect(['2021-07-22', '2021-02-05', '2021-07', '2021'].map(dateInWords)).toEqual([
    '22/7/2021',
    '05/02/2021',
    '…/7/2021',
    '…/…/2021',
  ])
})

test('what the file says goes before its name, and the name before nothing', () => {
  const sent = { ...received('a', 1, byCertificate('Húc')), decision: null, settled: null }
  const named = { ...sent, submission: { ...sent.submission, fileName: '322.KH-UBND.pdf' } }
  expect(nameInWords(identityOf({ ...named, reading: read() }))).toBe('Kế hoạch số 12/KH-UBND ngày 22/7/2021')
  for (const reading of [null, { kind: 'unread', why: 'limit' } as const, read({ ...NO_FIELDS, text: 'none' })]) {
    const identity = identityOf({ ...named, reading })
    expect(nameInWords(identity)).toBe('Kế hoạch số 322/KH-UBND')
    expect(identity.codeNumber && sourceInWords(identity.codeNumber)).toBe('theo tên tệp, cần đối chiếu')
  }
})

describe('every sentence', () => {
  const readings: readonly (IdentityReading | null)[] = [
    null,
    ...(['unreadable', 'too-large', 'limit', 'no-reader', 'failed'] as const).map(
      (why) => ({ kind: 'unread', why }) as const,
    ),
    ...(['none', 'garbled'] as const).map((text) => read({ text })),
    read({ isAppendix: true }),
  ]
  const sentences = readings.map(explainReading)
  test('is there for each reading that needs one', () => {
    expect(new Set(sentences).size).toBe(readings.length)
    expect(explainReading(read())).toBeNull()
  })
  test('is Vietnamese without codes', () => {
    for (const text of [...sentences, ...Object.values(SOURCE_LABELS)]) {
      expect(foreignWords(text ?? '')).toEqual([])
      expect(text).not.toMatch(LOOKS_LIKE_A_CODE)
    }
  })
})

describe('a document in doubt', () => {
  const sent = { ...received('a', 1, byCertificate('Húc')), decision: null, settled: null }
  const of = { of: sent.submission.document, ofReceivedAt: sent.submission.receivedAt }
  for (const [code, label] of [
    ['same-number', 'Trùng số'],
    ['near-text', 'Nghi trùng'],
  ] as const) {
    test(`is told as “${label}”, with what a person does`, () => {
      const { sentence, nextStep } = explainStanding({ ...sent, fate: { kind: 'review', code, ...of } })
      expect(sentence).toContain(`${label}: `)
      expect(nextStep).toContain('đối chiếu hai tệp')
      expect(foreignWords(sentence + nextStep)).toEqual([])
    })
  }

  test('a phụ lục is not called a copy', () => {
    const fate = { kind: 'duplicate', code: 'duplicate-submission', ...of } as const
    expect(explainStanding({ ...sent, reading: read({ isAppendix: true }), fate }).sentence).toMatch(
      /^Phụ lục của văn bản nhận lúc/,
    )
    expect(explainStanding({ ...sent, reading: read(), fate }).sentence).toMatch(/^Cùng một văn bản/)
  })
})
