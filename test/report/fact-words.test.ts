import { expect, test } from 'vitest'
import { explainNote, explainVerdict } from '../../src/report/explain.ts'
import type { Code } from '../../src/validation/code.ts'
import { finding } from '../../src/validation/finding.ts'
import type { PathMember } from '../../src/validation/report.ts'
import { sha, signature, signer } from '../tally/build.ts'

const authority: PathMember = {
  commonName: 'CA thử nghiệm',
  sha256: sha('authority'),
  notBefore: '2018-01-01T00:00:00.000Z',
  notAfter: '2020-05-05T00:00:00.000Z',
  revocation: null,
}
const OWN = { certificate: signer().sha256 }
const OF_AUTHORITY = { certificate: authority.sha256 }

const GAP = 'nơi kiểm tra chưa nhập chứng thư số của CA phục vụ các cơ quan Nhà nước G2, hoặc của tổ chức cấp trên.'
const G2 = 'CA phục vụ các cơ quan Nhà nước G2'

const cases: readonly { code: Code; facts: Readonly<Record<string, string>>; says: string }[] = [
  {
    code: 'trust-ended',
    facts: { ...OF_AUTHORITY, trustedUntil: '2021-01-01T00:00:00.000Z' },
    says: 'chỉ được tin cậy đến 01/01/2021, và không có bằng chứng',
  },
  { code: 'untrusted-issuer', facts: { ...OWN, issuer: G2 }, says: GAP },
  { code: 'untrusted-issuer', facts: { ...OWN, issuer: G2.normalize('NFD') }, says: 'nơi kiểm tra chưa nhập' },
  { code: 'untrusted-issuer', facts: { ...OWN, issuer: `${G2} (giả)` }, says: 'không có trong danh sách tin cậy cấp' },
  { code: 'untrusted-issuer', facts: { ...OWN, issuer: G2, role: 'signer' }, says: 'không có trong danh sách tin cậy' },
  { code: 'trust-ended', facts: {}, says: 'không còn được tin cậy, và không có bằng chứng' },
  {
    code: 'chain-broken',
    facts: { ...OF_AUTHORITY, what: 'not a CA' },
    says: 'ở chứng thư số của tổ chức cấp (CA thử nghiệm): nơi cấp không có quyền cấp chứng thư số.',
  },
  {
    code: 'chain-broken',
    facts: { ...OWN, what: 'excluded rfc822Name' },
    says: 'ở chứng thư số của UBND xã Húc: tên trong chứng thư số nằm ngoài phạm vi được cấp.',
  },
  {
    code: 'chain-broken',
    facts: { ...OWN, what: 'critical extension 1.2.3' },
    says: 'chứng thư số có điều kiện bắt buộc mà hệ thống chưa biết.',
  },
  {
    code: 'chain-broken',
    facts: { ...OF_AUTHORITY, notBefore: '2026-05-05T00:00:00.000Z', notAfter: '2030-05-05T00:00:00.000Z' },
    says: 'chứng thư số chỉ có hiệu lực từ 05/05/2026.',
  },
  { code: 'chain-broken', facts: { ...OWN, what: 'something new' }, says: 'ở chứng thư số của UBND xã Húc.' },
  {
    code: 'signing-time-unproven',
    facts: { ...OF_AUTHORITY, notAfter: authority.notAfter },
    says: 'của tổ chức cấp (CA thử nghiệm) đã hết hạn từ 05/05/2020, và',
  },
  { code: 'signing-time-unproven', facts: OWN, says: 'của UBND xã Húc đã hết hạn từ 01/01/2023, và' },
  {
    code: 'certificate-revoked',
    facts: { ...OWN, revokedAt: '2021-08-01T17:00:00.000Z' },
    says: 'của UBND xã Húc bị thu hồi lúc 02/08/2021 00:00:00 (GMT+7).',
  },
  {
    code: 'authority-revoked',
    facts: { ...OF_AUTHORITY, revokedAt: '2021-08-01T17:00:00.000Z' },
    says: 'của tổ chức cấp (CA thử nghiệm) đã bị thu hồi lúc 02/08/2021',
  },
  {
    code: 'certificate-on-hold',
    facts: { ...OWN, revokedAt: '2021-08-01T17:00:00.000Z' },
    says: 'của UBND xã Húc bị tạm dừng lúc 02/08/2021',
  },
  {
    code: 'revocation-unknown',
    facts: OF_AUTHORITY,
    says: 'Chữ ký số của UBND xã Húc còn nguyên vẹn, nhưng chưa kiểm tra được chứng thư số của tổ chức cấp (CA thử nghiệm)',
  },
  {
    code: 'revocation-stale',
    facts: { ...OWN, thisUpdate: '2021-07-01T00:00:00.000Z', freshUntil: '2021-08-01T00:00:00.000Z' },
    says: 'danh sách thu hồi ngày 01/07/2021 về chứng thư số của UBND xã Húc chỉ có giá trị đến 01/08/2021.',
  },
  { code: 'revocation-stale', facts: {}, says: 'về chứng thư số của UBND xã Húc đã quá hạn.' },
  {
    code: 'revocation-signer-expired',
    facts: { certificate: sha('responder'), notAfter: '2021-07-01T00:00:00.000Z' },
    says: 'nơi xác nhận tình trạng thu hồi đã hết hạn từ 01/07/2021.',
  },
  {
    code: 'weak-algorithm',
    facts: { what: 'sha1', use: 'document', end: '2012-08-01T00:00:00.000Z' },
    says: 'Chữ ký số dùng thuật toán SHA-1 không còn an toàn từ 01/08/2012.',
  },
  { code: 'weak-algorithm', facts: { what: 'md5', use: 'certificate', end: '' }, says: 'MD5 không được chấp nhận.' },
  {
    code: 'weak-algorithm',
    facts: { what: 'rsa-pkcs1', use: 'key', bits: '512', end: '' },
    says: 'Khóa ký RSA dài 512 bit không còn an toàn.',
  },
  { code: 'weak-algorithm', facts: {}, says: 'thuật toán hoặc độ dài khóa không còn an toàn.' },
  { code: 'requirement-unmet', facts: { what: 'time-stamp' }, says: 'yêu cầu: dấu thời gian tin cậy được.' },
  { code: 'requirement-unmet', facts: {}, says: 'chưa có điều mà chính sách kiểm tra đang áp dụng yêu cầu.' },
  { code: 'signature-policy-unmet', facts: { named: '1.2.3.4' }, says: 'theo chính sách ký số 1.2.3.4, không phải' },
  { code: 'signature-policy-unmet', facts: { named: '' }, says: 'không nêu được chính sách ký số' },
  { code: 'signature-policy-unmet', facts: { what: 'Expected OID' }, says: 'không nêu được chính sách ký số' },
]
for (const { code, facts, says } of cases) {
  test(`${code} with ${JSON.stringify(facts)} says what is known and no more`, () => {
    const findings = [finding(code, '', facts)]
    const { sentence } = explainVerdict(signature(code, { signer: signer(), path: [authority], findings }))
    expect(sentence).toContain(says)
    expect(sentence).not.toMatch(/undefined|null| {2}|Expected/)
  })
}

test('a unit is not asked to sign again for what the operator has not imported', () => {
  const findings = [finding('untrusted-issuer', '', { ...OWN, issuer: G2 })]
  const { nextStep } = explainVerdict(signature('untrusted-issuer', { signer: signer(), findings }))
  expect(nextStep).toContain('Người vận hành nhập chứng thư số')
  expect(nextStep).toContain('đơn vị chưa phải gửi lại')
})

test('a remark says which details the signature lacks', () => {
  const lacks = (...whats: readonly string[]) =>
    signature('valid', { findings: whats.map((what) => finding('attribute-missing', '', { what })) })
  expect(explainNote('attribute-missing', lacks('signing-time')).sentence).toContain('yêu cầu: thời gian ký.')
  expect(explainNote('attribute-missing', lacks('signing-time', 'signing-certificate')).sentence).toContain(
    'yêu cầu: thời gian ký; dẫn chiếu đến chứng thư số của người ký.',
  )
  expect(explainNote('attribute-missing').sentence).toContain('mà tiêu chuẩn yêu cầu.')
})
