import { expect, test } from 'vitest'
import type { Attribution } from '../../src/attribution/attribution.ts'
import type { Instant } from '../../src/lang.ts'
import { countTally, type JudgedSubmission } from '../../src/tally/tally.ts'
import type { Code } from '../../src/validation/code.ts'
import { documentHead } from '../../src/web/pages/document-head.ts'
import { byCertificate, report, sha, submission, unknown } from '../tally/build.ts'
import { campaign, units } from './sample.ts'

const OWN = byCertificate(units[0]?.id ?? '')
const OTHER_BODY: Attribution = { kind: 'unknown', reason: 'other-body', evidence: '', testimonies: [] }
const AFTER = (campaign.deadline + 1) as Instant
const BEFORE = (campaign.deadline - 1) as Instant

const sent = (code: Code, attribution: Attribution, receivedAt = BEFORE, letter = 'a'): JudgedSubmission => ({
  submission: submission('one', { letter: sha(letter), receivedAt }),
  report: report('one', code),
  reading: null,
  mailSubject: null,
  attribution,
})

function headOf(...sents: readonly JudgedSubmission[]) {
  const tally = countTally(campaign, units, sents)
  const files = [...tally.units.flatMap(({ submissions }) => submissions), ...tally.unassigned]
  const { mark, ...words } = documentHead(sents[0]?.report ?? null, files)
  return { ...words, mark: String(mark).replace(/<[^>]*>/g, '') }
}

const cases: readonly [
  what: string,
  sents: readonly JudgedSubmission[],
  mark: string,
  sentence: string,
  next: string,
][] = [
  ['that counts asks for nothing', [sent('valid', OWN)], 'Được tính', 'hợp lệ; nội dung', 'Không cần làm gì thêm.'],
  [
    'of another body is refused at the head, too',
    [sent('valid', OTHER_BODY)],
    'Bị từ chối',
    'do cơ quan khác ký số, không phải văn bản của đơn vị gửi',
    'Đề nghị đơn vị gửi văn bản do chính đơn vị ký số.',
  ],
  [
    'that came late does not count, though its signature holds',
    [sent('valid', OWN, AFTER)],
    'Nộp trễ hạn',
    'không thay đổi kể từ khi ký. Tệp được nhận sau hạn nộp nên không được tính.',
    'Nếu được gia hạn, cán bộ phụ trách ghi lại lý do và số văn bản cho phép.',
  ],
  [
    'of no known unit counts for nobody',
    [sent('valid', unknown)],
    'Chưa được tính',
    'chưa rõ văn bản là của đơn vị nào',
    'Cán bộ phụ trách gán đơn vị',
  ],
  [
    'that does not hold says it once',
    [sent('certificate-revoked', OWN)],
    'Bị từ chối',
    'thu hồi',
    'Đề nghị đơn vị ký lại',
  ],
  [
    'that came twice stands as its best copy does',
    [sent('valid', OWN, AFTER, 'b'), sent('valid', OWN)],
    'Được tính',
    'hợp lệ; nội dung',
    'Không cần làm gì thêm.',
  ],
]

test.each(cases)('a document %s', (_, sents, mark, sentence, next) => {
  const head = headOf(...sents)
  expect(head.mark).toContain(mark)
  expect(head.sentence).toContain(sentence)
  expect(head.nextStep).toContain(next)
  expect(head.sentence.match(/Không được tính|không được tính/g)?.length ?? 0).toBeLessThanOrEqual(1)
})

test('a document that waits says so', () => {
  const waiting = { ...sent('valid', OWN), report: null }
  expect(headOf(waiting).sentence).toBe('Tệp đã nhận và đang chờ kiểm tra.')
})
