/** Later changes in the words of the office: where, and what was done. */
import { expect, test } from 'vitest'
import { explainCode } from '../../src/report/explain.ts'
import { explainChanges } from '../../src/report/explain-changes.ts'
import { explainReport } from '../../src/report/explain-report.ts'
import type { Code } from '../../src/validation/code.ts'
import { finding } from '../../src/validation/finding.ts'
import { report, signature } from '../tally/build.ts'
import { LOOKS_LIKE_A_CODE } from './words.ts'

const INTACT = 'Chữ ký số còn nguyên vẹn, nhưng sau khi ký có thay đổi chưa rõ có được phép hay không.'

const cases: readonly { code: Code; facts: Readonly<Record<string, string>>; sentence: string }[] = [
  {
    code: 'document-changed-after-signing',
    facts: { page: '3', what: 'content' },
    sentence: 'Trang 3: nội dung trang bị thay đổi sau khi ký.',
  },
  {
    code: 'document-changed-after-signing',
    facts: { page: '1, 2', what: 'CropBox' },
    sentence: 'Trang 1, 2: vùng hiển thị của trang bị thay đổi sau khi ký.',
  },
  {
    code: 'document-changed-after-signing',
    facts: { what: 'signature appearance', field: 'Signature1' },
    sentence: 'Ô “Signature1”: hình hiển thị của chữ ký bị thay đổi sau khi ký.',
  },
  {
    code: 'annotation-added',
    facts: { page: '1', subtype: 'Stamp', what: 'added', rectangle: '100 100 200 200', object: '9' },
    sentence: 'Trang 1: hình đóng dấu được thêm sau khi ký.',
  },
  {
    code: 'annotation-added',
    facts: { page: '2', subtype: 'Text', what: 'removed' },
    sentence: 'Trang 2: ghi chú bị bỏ đi sau khi ký.',
  },
  { code: 'page-added', facts: { page: '4' }, sentence: 'Trang 4 được thêm sau khi ký.' },
  {
    code: 'active-content-added',
    facts: { where: 'catalog OpenAction' },
    sentence: 'Lệnh chạy khi mở tệp được thêm sau khi ký.',
  },
  {
    code: 'certification-violated',
    facts: { permission: '2', change: 'annotation' },
    sentence: 'Người ký đầu tiên chỉ cho phép điền biểu mẫu và ký thêm, nhưng sau đó ghi chú hoặc hình vẽ bị thay đổi.',
  },
  {
    code: 'certification-violated',
    facts: { permission: '1', change: 'comment' },
    sentence: 'Người ký đầu tiên không cho phép thay đổi nào, nhưng sau đó dữ liệu thừa được thêm vào cuối tệp.',
  },
  { code: 'locked-field-changed', facts: { field: 'so_tien' }, sentence: 'Ô “so_tien” đã khóa bị sửa sau khi ký.' },
  {
    code: 'later-change-unknown',
    facts: { object: '12', where: 'page', page: '3', part: 'font', what: 'rewritten' },
    sentence: `${INTACT} Trang 3, phông chữ bị ghi lại.`,
  },
  {
    code: 'later-change-unknown',
    facts: { object: '12', where: 'form', field: 'so_tien', page: '1', what: 'rewritten' },
    sentence: `${INTACT} Trang 1, ô “so_tien”, bị ghi lại.`,
  },
  {
    code: 'later-change-unknown',
    facts: { object: '1', where: 'catalog', what: 'catalog Lang' },
    sentence: `${INTACT} Ngôn ngữ của văn bản bị thay đổi.`,
  },
  {
    code: 'later-change-unknown',
    facts: { object: '1', where: 'catalog', what: 'catalog Blah' },
    sentence: `${INTACT} Phần khai báo chung của tệp bị thay đổi.`,
  },
  {
    code: 'later-change-unknown',
    facts: { object: '40', where: 'nowhere', what: 'rewritten' },
    sentence: `${INTACT} Phần không gắn với trang nào bị ghi lại.`,
  },
  {
    code: 'later-change-unknown',
    facts: { what: 'form removed' },
    sentence: `${INTACT} Ô biểu mẫu bị bỏ đi.`,
  },
]
for (const { code, facts, sentence } of cases) {
  test(`${code}: ${sentence}`, () => {
    expect(explainCode(code, { signer: null, facts }).sentence).toBe(sentence)
    expect(sentence.replaceAll(/“[^”]*”/gu, '')).not.toMatch(LOOKS_LIKE_A_CODE)
  })
}

test('of several changes each is said, of one the verdict says it', () => {
  const changed = finding('document-changed-after-signing', '', { page: '3', what: 'content' })
  const added = finding('page-added', '', { page: '4' })
  const broken = signature('document-changed-after-signing', { findings: [changed, added] })
  expect(explainChanges(broken)).toEqual([
    'Trang 3: nội dung trang bị thay đổi sau khi ký.',
    'Trang 4 được thêm sau khi ký.',
  ])
  expect(explainReport(report('a', 'document-changed-after-signing', [broken]), 'a.pdf')).toContain(
    'Thay đổi sau khi ký: Trang 4 được thêm sau khi ký.',
  )
  expect(explainChanges(signature('page-added', { findings: [added] }))).toEqual([])
})
