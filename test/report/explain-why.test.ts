/** Why a file counts or not, told whole; and the words for decisions, rules and forms. */
import { describe, expect, test } from 'vitest'
import type { Attribution } from '../../src/attribution/attribution.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import { ACTION_LABELS, explainDecision, REASON_LABELS } from '../../src/report/decision-words.ts'
import { explainFate } from '../../src/report/explain-count.ts'
import { explainWhy } from '../../src/report/explain-why.ts'
import { FORM_WORDS } from '../../src/report/form-words.ts'
import { RULE_WORDS, type RuleReason } from '../../src/report/rule-words.ts'
import { countTally, type JudgedSubmission } from '../../src/tally/tally.ts'
import { campaign, decided, received, report, sha, unit } from '../tally/build.ts'
import { foreignWords, LOOKS_LIKE_A_CODE } from './words.ts'

const huc = unit('Húc')
const attribution: Attribution = {
  kind: 'unit',
  unit: huc.id,
  witness: 'certificate',
  evidence: 'CN=UBND xã Húc',
  testimonies: [
    { witness: 'certificate', signature: 0, says: 'names', units: [huc.id], quote: 'CN=UBND xã Húc' },
    { witness: 'header', signature: null, says: 'may-name', units: [huc.id], quote: 'UBND XÃ HÚC' },
    { witness: 'address', signature: null, says: 'silent', units: [], quote: 'ai@vidu.vn' },
  ],
}
const nameOf = (id: UnitId) => (id === huc.id ? huc.name : id)
const counted = (item: JudgedSubmission, ...decisions: Parameters<typeof decided>[1][]) => {
  const made = decisions.map((ruling, index) => decided(index + 1, ruling))
  const [only] = countTally(campaign, [huc], [item], made).units[0]?.submissions ?? []
  if (!only) throw new Error('The submission is gone')
  return only
}

test('a document that counts says by whose word it is whose, each witness with what it said', () => {
  expect(explainWhy(counted(received('a', 1, attribution)), nameOf)).toEqual({
    sentence: 'Văn bản hợp lệ, nhận trong hạn và được tính.',
    nextStep: 'Không cần làm gì thêm.',
    mark: null,
    attribution: 'Xác định đơn vị theo chứng thư số của người ký: UBND xã Húc.',
    witnesses: [
      'Chứng thư số (UBND xã Húc): UBND xã Húc.',
      'Cơ quan ban hành ghi trên văn bản (UBND XÃ HÚC): có thể là UBND xã Húc, nhưng không ghi địa bàn.',
      'Địa chỉ gửi (ai@vidu.vn): không cho biết đơn vị.',
    ],
    decision: null,
    form: [FORM_WORDS['no-person-signature']],
  })
})

test('a document that a person accepted bears a mark of its own, and the decision in full', () => {
  const item = received('a', 1, attribution, report('a', 'not-signed'))
  const why = explainWhy(counted(item, { action: 'accept', object: { kind: 'document', document: sha('a') } }), nameOf)
  expect(why.mark).toBe('✔ thủ công')
  expect(why.decision).toBe(
    'Chấp nhận lúc 30/08/2021 00:00:00 (GMT+7), Nguyễn Văn A (Cán bộ Nội vụ). ' +
      'Lý do: Đã đối chiếu bằng cách khác: Đã đối chiếu với bản giấy.',
  )
})

test('a decision names the paper that allows it', () => {
  const decision = decided(1, { action: 'split', object: { kind: 'document', document: sha('a') } })
  expect(explainDecision({ ...decision, paper: '15/CV-NV' })).toMatch(/ Theo văn bản số 15\/CV-NV\.$/)
})

describe('every word', () => {
  const words: readonly (readonly [string, string])[] = [
    ...Object.entries(ACTION_LABELS),
    ...Object.entries(REASON_LABELS),
    ...Object.entries(FORM_WORDS),
    ...Object.entries(RULE_WORDS).map(
      ([code, { label, sentence, nextStep }]) => [code, `${label} ${sentence} ${nextStep}`] as const,
    ),
  ]
  for (const [code, text] of words) {
    test(`${code} is Vietnamese, and no code`, () => {
      expect(foreignWords(text.replaceAll(/SHA-256|SHA-1|NĐ-CP/g, ''))).toEqual([])
      expect(text).not.toMatch(LOOKS_LIKE_A_CODE)
    })
  }
})

test('a rule that is not met is told with its own remedy, for a person as for a refusal', () => {
  for (const code of Object.keys(RULE_WORDS) as RuleReason[]) {
    const isForPerson = code === 'two-units' || code === 'receipt-disputed' || code === 'second-officer'
    const fate = isForPerson ? ({ kind: 'review', code } as const) : ({ kind: 'refused', code } as const)
    expect(explainFate(fate)).toMatchObject({ nextStep: RULE_WORDS[code].nextStep })
  }
  expect(explainFate({ kind: 'review', code: 'weak-digest' }).sentence).toContain('SHA-1')
})
