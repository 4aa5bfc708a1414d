import { describe, expect, test } from 'vitest'
import {
  explainCode,
  explainDocument,
  explainNote,
  explainSignature,
  OUTCOME_LABELS,
  outcomeLabel,
} from '../../src/report/explain.ts'
import { CODES, type Code, NOTES } from '../../src/validation/code.ts'
import { finding } from '../../src/validation/finding.ts'
import { report, sha, signature, signer } from '../tally/build.ts'
import { foreignWords, LOOKS_LIKE_A_CODE } from './words.ts'

const codes = Object.keys(CODES) as Code[]
const FACTS = {
  page: '2',
  count: '2',
  revokedAt: '2021-08-01T00:00:00.000Z',
  nextUpdate: '2021-08-02T00:00:00.000Z',
  notAfter: '2023-01-01T00:00:00.000Z',
  certificate: sha('authority'),
}

test('foreignWords: knows Vietnamese from the rest', () => {
  expect(foreignWords('Chữ ký số của UBND xã Húc hợp lệ; nguyên vẹn, nghiêng, quyết, giấy, ngoài.')).toEqual([])
  expect(foreignWords('the signature is broken')).toEqual(['signature', 'is', 'broken'])
})

describe('every code', () => {
  for (const code of codes) {
    test(`${code}: has a reason, a sentence and a next step that a clerk can read`, () => {
      const bare = explainCode(code)
      const full = explainCode(code, { signer: signer({ issuer: 'CA thử nghiệm' }), facts: FACTS })
      const person = explainCode(code, { signer: signer({ kind: 'person', commonName: 'Hồ Văn A' }), facts: {} })
      for (const { label, sentence, nextStep } of [bare, full, person]) {
        expect(label).toMatch(/^\p{Lu}.*[^.]$/u)
        expect(sentence).toMatch(/^\p{Lu}.*\.$/u)
        expect(nextStep).toMatch(/^\p{Lu}.*\.$/u)
        expect(foreignWords(`${label} ${sentence} ${nextStep}`)).toEqual([])
        expect(`${label} ${sentence} ${nextStep}`).not.toMatch(LOOKS_LIKE_A_CODE)
        expect(sentence).not.toMatch(/ {2}| \./)
      }
    })
  }

  test('has a sentence of its own', () => {
    expect(new Set(codes.map((code) => explainCode(code).sentence)).size).toBe(codes.length)
  })
})

test('every note has a few words and a sentence', () => {
  for (const note of [...NOTES, ...codes]) {
    const { label, sentence } = explainNote(note)
    expect(label).toMatch(/^\p{Ll}.*[^.]$/u)
    expect(sentence).toMatch(/^\p{Lu}.*\.$/u)
    expect(foreignWords(`${label} ${sentence}`)).toEqual([])
    expect(`${label} ${sentence}`).not.toMatch(LOOKS_LIKE_A_CODE)
  }
})

test('a good signature names its remarks in the sentence', () => {
  const { sentence } = explainSignature(signature('valid', { notes: ['no-timestamp', 'weak-digest-sha1'] }))
  expect(sentence).toBe(
    'Chữ ký số của UBND xã Húc hợp lệ; nội dung không thay đổi kể từ khi ký. ' +
      'Lưu ý: không có dấu thời gian; thuật toán băm yếu (SHA-1).',
  )
})

test('a good file names the remarks of the file and of the signature it speaks of', () => {
  const file = report('a', 'valid', [signature('valid', { notes: ['no-timestamp'] })], { notes: ['field-unsigned'] })
  expect(explainDocument(file).sentence).toContain('Lưu ý: có ô ký nhưng chưa ký; không có dấu thời gian.')
})

test('a person is named with the office', () => {
  const officer = signer({ kind: 'person', commonName: 'Hồ Văn A', organizationalUnits: ['Huyện Hướng Hóa', 'Xã Húc'] })
  expect(explainSignature(signature('valid', { signer: officer })).sentence).toContain('Hồ Văn A (Xã Húc)')
})

test('dates are those of GMT+7 and of the certificate that the fact speaks of', () => {
  const revoked = finding('revoked-time-unproven', '', { revokedAt: '2021-08-01T17:00:00.000Z' })
  expect(explainSignature(signature('revoked-time-unproven', { findings: [revoked] })).sentence).toContain(
    'lúc 02/08/2021 00:00:00 (GMT+7)',
  )
  const authority = { certificate: sha('authority'), notAfter: '2020-05-05T00:00:00.000Z' }
  const expired = finding('signing-time-unproven', '', authority)
  expect(explainSignature(signature('signing-time-unproven', { findings: [expired] })).sentence).toContain(
    'của tổ chức cấp đã hết hạn từ 05/05/2020',
  )
})

test('every outcome has its label', () => {
  expect(foreignWords(Object.values(OUTCOME_LABELS).join(' '))).toEqual([])
})

test.each([
  ['certificate-revoked', 'Không được chấp nhận'],
  ['certificate-expired-at-signing', 'Không được chấp nhận'],
  ['certificate-not-yet-valid', 'Không được chấp nhận'],
  ['revoked-time-unproven', 'Không được chấp nhận'],
  ['untrusted-issuer', 'Không đủ thông tin xác thực'],
  ['revocation-unknown', 'Không đủ thông tin xác thực'],
  ['signing-time-unproven', 'Không đủ thông tin xác thực'],
] as const)('an indeterminate file for %s reads "%s"', (code, label) => {
  const file = report('a', code, [signature(code, { integrity: 'intact' })], { outcome: 'indeterminate' })
  expect(outcomeLabel(file)).toBe(label)
  const refused = label === 'Không được chấp nhận'
  expect(explainDocument(file).sentence.startsWith('Tệp không được tính là văn bản ký số hợp lệ.')).toBe(refused)
})
