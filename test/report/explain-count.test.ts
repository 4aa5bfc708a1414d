import { expect, test } from 'vitest'
import type { Attribution } from '../../src/attribution/attribution.ts'
import {
  explainAttribution,
  explainFate,
  explainUnit,
  FATE_LABELS,
  GROUP_LABELS,
  UNIT_STATE_LABELS,
  unitStateInWords,
} from '../../src/report/explain-count.ts'
import { countTally, type Fate } from '../../src/tally/tally.ts'
import { CODES, type Code } from '../../src/validation/code.ts'
import { byCertificate, campaign, decided, received, report, sha, unit } from '../tally/build.ts'
import { foreignWords, LOOKS_LIKE_A_CODE } from './words.ts'

const codes = Object.keys(CODES) as Code[]
const fates: readonly Fate[] = [
  { kind: 'counts', isLate: false },
  { kind: 'late' },
  { kind: 'pending' },
  { kind: 'review', code: 'two-units' },
  { kind: 'review', code: 'receipt-disputed' },
  ...codes.flatMap((code): Fate[] => [
    { kind: 'provisional', code },
    { kind: 'refused', code },
    { kind: 'review', code },
  ]),
]

test('every fate says why and what next', () => {
  for (const fate of fates) {
    const { label, sentence, nextStep } = explainFate(fate)
    const text = `${label} ${sentence} ${nextStep}`
    expect(foreignWords(text)).toEqual([])
    expect(text).not.toMatch(LOOKS_LIKE_A_CODE)
    expect([sentence, nextStep]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)])
  }
})

test('a duplicate names the receipt of the copy that it repeats', () => {
  const of = { of: sha('a'), ofReceivedAt: campaign.deadline }
  expect(explainFate({ kind: 'duplicate', code: 'duplicate-submission', ...of }).sentence).toContain(
    'nhận lúc 30/08/2021 00:00:00 (GMT+7)',
  )
})

test('every attribution says on what ground', () => {
  const all: readonly Attribution[] = [
    byCertificate('xa-huc'),
    { kind: 'unit', unit: unit('Húc').id, witness: 'address', evidence: '', testimonies: [] },
    { kind: 'unknown', reason: 'no-witness', evidence: '', testimonies: [] },
    { kind: 'unknown', reason: 'other-body', evidence: '', testimonies: [] },
    { kind: 'unknown', reason: 'ambiguous', evidence: '', testimonies: [] },
  ]
  expect(new Set(all.map(explainAttribution)).size).toBe(all.length)
  expect(explainAttribution(byCertificate('UBND xã Húc'))).toBe(
    'Xác định đơn vị theo chứng thư số của người ký: UBND xã Húc.',
  )
  for (const attribution of all.slice(1)) expect(foreignWords(explainAttribution(attribution))).toEqual([])
})

test('a unit’s row says how far it has come', () => {
  const huc = byCertificate('Húc')
  const rowOf = (...submissions: Parameters<typeof countTally>[2]) => {
    const [row] = countTally(campaign, [unit('Húc')], submissions).units
    return row ? [unitStateInWords(row), explainUnit(row)] : []
  }
  const valid = ['a', 'b', 'c'].map((name) => received(name, 1, huc))
  expect(rowOf()).toEqual(['Chưa nộp', 'Chưa nhận được tệp nào của đơn vị.'])
  expect(rowOf(...valid)).toEqual(['Đạt (3/3)', 'Hợp lệ 03 văn bản, yêu cầu tối thiểu 03 văn bản: đơn vị đã đạt.'])
  expect(rowOf(...valid.slice(1))).toEqual([
    'Thiếu 1',
    'Hợp lệ 02 văn bản, yêu cầu tối thiểu 03 văn bản: còn thiếu 01 văn bản.',
  ])
  expect(rowOf(received('a', 1, huc, null))[0]).toBe('Đang kiểm tra')
  expect(rowOf(received('a', 1, huc, report('a', 'password-needed')))[0]).toBe('Cần xử lý')
  expect(rowOf(received('a', 1, huc, report('a', 'not-signed')))[0]).toBe('Thiếu 3')
})

test('a unit that is complete with what is provisional is said to be so, and one whose files were set aside', () => {
  const huc = byCertificate('Húc')
  const sent = [
    ...['a', 'b'].map((name) => received(name, 1, huc)),
    received('c', 1, huc, report('c', 'revocation-unknown')),
  ]
  const rule = { ...campaign.rule, provisional: 'counted' } as const
  const [row] = countTally({ ...campaign, rule }, [unit('Húc')], sent).units
  expect(row && [unitStateInWords(row), explainUnit(row)]).toEqual([
    'Đạt (2/3 và 1 tạm tính)',
    'Hợp lệ 02 văn bản, yêu cầu tối thiểu 03 văn bản: cùng với 01 văn bản tạm tính, đơn vị đã đạt.',
  ])
  const aside = decided(1, { action: 'set-aside', object: { kind: 'document', document: sha('a') } })
  const [set] = countTally(campaign, [unit('Húc')], sent.slice(0, 1), [aside]).units
  expect(set && [unitStateInWords(set), explainUnit(set)]).toEqual([
    'Chưa nộp',
    'Chưa nhận được văn bản nào nộp theo kế hoạch; các tệp đã nhận đều được bỏ qua.',
  ])
})

test('the labels are Vietnamese', () => {
  const labels = [GROUP_LABELS, UNIT_STATE_LABELS, FATE_LABELS].flatMap((table) => Object.values(table))
  expect(foreignWords(labels.join(' '))).toEqual([])
})
