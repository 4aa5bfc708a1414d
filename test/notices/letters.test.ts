/** What letters of ours say: to a unit, in words that a unit can act on, and without anything that a letter has brought. */
import { describe, expect, test } from 'vitest'
import type { UnopenedReason } from '../../src/mail/letter.ts'
import { writeDigest } from '../../src/notices/digest.ts'
import { resultOf, resultOfUnopened } from '../../src/notices/file-result.ts'
import { isOpen, type ReceiptFacts, receiptKind, writeReceipt } from '../../src/notices/receipt.ts'
import { toBeReminded, writeReminder } from '../../src/notices/reminder.ts'
import { type Standing, standingInWords } from '../../src/notices/standing.ts'
import { explainStanding } from '../../src/report/explain-count.ts'
import type { ReportDraft } from '../../src/tally/frozen.ts'
import { countTally, type JudgedSubmission, type Tally } from '../../src/tally/tally.ts'
import { CODES, type Code } from '../../src/validation/code.ts'
import { byCertificate, campaign, report, signature, signer, submission, unit, unknown } from '../tally/build.ts'

const NOW = (campaign.deadline - 3_600_000) as typeof campaign.deadline
const own = unit('Húc', { addresses: ['ubnd.huc@example.vn'] })
const plan = { ...campaign, mailbox: 'noivu@example.vn' }
const WAIT = 'Đơn vị chưa phải gửi lại; khi có kết luận sẽ có thông báo tiếp theo.'
const OF_OFFICE =
  /cán bộ phụ trách (?:xem|mở|kiểm|so|hỏi|đối|gán|xác)|người vận hành|bộ phận công nghệ|cán bộ phụ trách kiểm tra thủ công/iu

function sent(name: string, code: Code | null, changes: Partial<JudgedSubmission> = {}): JudgedSubmission {
  const signatures = code === 'not-signed' ? [] : [signature(code ?? 'valid', { signer: signer() })]
  return {
    submission: submission(name, { fileName: `${name}.pdf`, sender: 'ubnd.huc@example.vn' }),
    report: code === null ? null : report(name, code, signatures),
    reading: null,
    mailSubject: null,
    attribution: byCertificate(own.id),
    ...changes,
  }
}

const tallyOf = (...files: readonly JudgedSubmission[]): Tally => countTally(plan, [own], files)
const filesOf = ({ units, unassigned }: Tally) => [...units.flatMap((each) => each.submissions), ...unassigned]

function facts(tally: Tally, changes: Partial<ReceiptFacts> = {}): ReceiptFacts {
  const [standing] = tally.units
  return {
    ...{ campaign: plan, contact: 'Bà Nguyễn Thị B, điện thoại 0233', now: NOW, receivedAt: NOW },
    ...{ sender: 'ubnd.huc@example.vn', subject: 'Nộp văn bản ký số', files: filesOf(tally), unopened: [] },
    ...{ quarantine: null, trialWord: null },
    unit: standing ? { name: own.name, standing } : null,
    ...changes,
  }
}

describe('a remedy speaks to the unit, not to the office:', () => {
  for (const code of Object.keys(CODES) as Code[]) {
    test(code, () => {
      for (const each of filesOf(tallyOf(sent('a', code), sent('b', code, { attribution: unknown })))) {
        const { remedy } = resultOf(each, 'Phòng Nội vụ')
        expect(remedy ?? '').not.toMatch(OF_OFFICE)
        expect(remedy ?? WAIT, 'is what the page says').toBeOneOf([WAIT, explainStanding(each).nextStep])
      }
    })
  }

  const issuers: readonly { name: string; issuer: string; kind: string; remedy: string }[] = [
    {
      name: 'whose certificate the office has yet to import: nothing is sent back',
      issuer: 'CA phục vụ các cơ quan Nhà nước G2',
      ...{ kind: 'receipt', remedy: WAIT },
    },
    {
      name: 'that nobody knows: the unit signs with another certificate',
      issuer: 'Công ty A',
      kind: 'return',
      remedy: 'Đề nghị đơn vị ký lại bằng chứng thư số do cơ quan có thẩm quyền cấp, còn hiệu lực.',
    },
  ]
  test.each(issuers)('SKS-S37, an authority $name', ({ issuer, kind, remedy }) => {
    const code = 'untrusted-issuer'
    const findings = [{ code, subIndication: 'NO_CERTIFICATE_CHAIN_FOUND', clause: '', facts: { issuer } }] as const
    const one = signature(code, { signer: signer(), findings })
    const tally = tallyOf(sent('a', code, { report: report('a', code, [one]) }))
    expect(filesOf(tally).map((each) => resultOf(each, 'Phòng Nội vụ').remedy)).toEqual([remedy])
    expect(receiptKind(facts(tally))).toBe(kind)
  })

  const reasons: readonly UnopenedReason[] = [
    ...([
      'encrypted-archive',
      'unreadable-archive',
      'unsupported-archive',
      'limit-reached',
      'unsupported-format',
    ] as const),
    ...(['signed-office', 'signed-xml', 'signed-wrapper', 'detached-signature', 'unreadable-winmail'] as const),
    ...(['encrypted-letter', 'unreadable-letter', 'partial-letter', 'links-only'] as const),
  ]
  for (const reason of reasons) {
    test(`unopened: ${reason}`, () => {
      expect(resultOfUnopened({ path: '2', name: 'a.rar', reason }).remedy).not.toMatch(OF_OFFICE)
    })
  }
})

describe('a receipt', () => {
  const kinds: readonly {
    name: string
    tally: Tally
    changes?: Partial<ReceiptFacts>
    expected: string
    open: boolean
  }[] = [
    { name: 'all count', tally: tallyOf(sent('a', 'valid')), expected: 'receipt', open: false },
    {
      name: 'one counts, one is refused',
      tally: tallyOf(sent('a', 'valid'), sent('b', 'not-signed')),
      expected: 'receipt',
      open: false,
    },
    { name: 'all are refused', tally: tallyOf(sent('b', 'not-signed')), expected: 'return', open: false },
    {
      name: 'one waits for revocation data',
      tally: tallyOf(sent('b', 'revocation-unknown')),
      expected: 'receipt',
      open: true,
    },
    { name: 'one is still being checked', tally: tallyOf(sent('b', null)), expected: 'receipt', open: true },
    { name: 'one waits for a person', tally: tallyOf(sent('b', 'annotation-added')), expected: 'receipt', open: true },
    {
      name: 'one is of no known unit',
      tally: tallyOf(sent('b', 'valid', { attribution: unknown })),
      expected: 'receipt',
      open: true,
    },
    {
      name: 'nothing but an archive with a password',
      tally: tallyOf(),
      changes: { unopened: [{ path: '2', name: 'a.zip', reason: 'encrypted-archive' }] },
      expected: 'return',
      open: false,
    },
    {
      name: 'nothing but a signed office document',
      tally: tallyOf(),
      changes: { unopened: [{ path: '2', name: 'a.docx', reason: 'signed-office' }] },
      expected: 'receipt',
      open: false,
    },
    {
      name: 'an encrypted letter',
      tally: tallyOf(),
      changes: { quarantine: 'encrypted-letter' },
      expected: 'return',
      open: false,
    },
    {
      name: 'a trial',
      tally: tallyOf(sent('b', 'revocation-unknown')),
      changes: { trialWord: '[THỬ]' },
      expected: 'trial',
      open: false,
    },
  ]
  for (const { name, tally, changes, expected, open } of kinds) {
    test(`${name}: ${expected}`, () => {
      const given = facts(tally, changes)
      expect([receiptKind(given), isOpen(given)]).toEqual([expected, open])
    })
  }

  test('says what arrived, what each file is worth and why, how far the unit is, and until when', () => {
    const { subject, text } = writeReceipt(
      'receipt',
      facts(tallyOf(sent('ke-hoach', 'valid'), sent('bao-cao', 'not-signed'))),
    )
    expect(subject).toBe('Thông báo đã nhận: Nộp văn bản ký số')
    expect(text).toMatchInlineSnapshot(`
      "Kính gửi: UBND xã Húc

      Phòng Nội vụ đã nhận thư gửi lúc 23 giờ 00 phút ngày 29/8/2021, tiêu đề “Nộp văn bản ký số”. Kết quả kiểm tra các tệp gửi kèm:

      1. bao-cao.pdf
         Kết quả: Bị từ chối (mã SKS-S05)
         Lý do: Không được tính. Tệp không có chữ ký số; hình chữ ký hoặc hình con dấu không phải là chữ ký số.
         Cách khắc phục: Đề nghị đơn vị ký số văn bản rồi gửi lại tệp đã ký.

      2. ke-hoach.pdf
         Kết quả: Được tính
         Lý do: Văn bản hợp lệ, nhận trong hạn và được tính.

      Đến 23 giờ 00 phút ngày 29/8/2021, hệ thống ghi nhận 01/03 văn bản hợp lệ; còn thiếu 02 văn bản.

      Hạn nộp theo Kế hoạch số 322/KH-UBND ngày 22/7/2021: trước 00 giờ 00 phút ngày 30/8/2021 (chậm nhất 23:59:59 ngày 29/8/2021), qua hộp thư công vụ noivu@example.vn.

      Trân trọng.

      Phòng Nội vụ

      --
      Đây là thư do hệ thống gửi, đề nghị không trả lời thư này.
      Cần trao đổi, đề nghị liên hệ Phòng Nội vụ: Bà Nguyễn Thị B, điện thoại 0233; hộp thư noivu@example.vn.
      "
    `)
  })

  test('of a trial says that nothing counts, and has no word in its subject that would make its answer a trial', () => {
    const given = facts(tallyOf(sent('a', 'valid')), { subject: '[thử] Báo cáo', trialWord: '[THỬ]' })
    const { subject, text } = writeReceipt('trial', given)
    expect(subject).toBe('Kết quả kiểm tra thử: Báo cáo')
    expect(text).toMatch(/KIỂM TRA THỬ/)
    expect(text).toMatch(/Kết quả: Đạt/)
    expect(text).toMatch(/tiêu đề không bắt đầu bằng “\[THỬ\]”/)
  })

  test('tells a stranger nothing of any unit', () => {
    const { text } = writeReceipt('receipt', facts(tallyOf(sent('a', 'valid')), { unit: null }))
    expect(text).toMatch(/^Kính gửi: ubnd\.huc@example\.vn\n/)
    expect(text).not.toMatch(/hệ thống ghi nhận/)
  })
})

describe('what a letter has brought', () => {
  const hostile = `"'><img src=x onerror=alert(1)><a href="https://evil.example">x</a>\u202e\r\nBcc: a@b.vn`
  const given = facts(tallyOf(sent('a', 'not-signed')), { subject: hostile, sender: hostile, unit: null })
  const files = given.files.map((file) => ({ ...file, submission: { ...file.submission, fileName: hostile } }))
  const { subject, text, html } = writeReceipt('return', { ...given, files })

  test('is text in the HTML, which has no link, picture, script or anything fetched', () => {
    expect(html).not.toMatch(/<(?:a|img|script|link|iframe|form|object|style)\b/i)
    expect(html.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/)
    expect(html).toContain('&lt;img src=x')
  })

  test('stays on its line, and does not turn the text around', () => {
    expect(subject).not.toMatch(/[\r\n\u202e]/)
    expect(text).not.toMatch(/^Bcc:/m)
    expect(text + html).not.toContain('\u202e')
  })

  test('is cut where it is longer than a name', () => {
    expect(writeReceipt('return', { ...given, subject: 'x'.repeat(5000) }).subject.length).toBeLessThan(150)
  })
})

describe('where a unit stands', () => {
  const terms = { deadline: campaign.deadline, deadlineKind: campaign.deadlineKind, required: 3, review: 0, pending: 0 }
  const standings: readonly { name: string; standing: Partial<Standing>; expected: string }[] = [
    { name: 'some', standing: { valid: 1, missing: 2 }, expected: '01/03 văn bản hợp lệ; còn thiếu 02 văn bản.' },
    {
      name: 'some wait',
      standing: { valid: 1, missing: 2, review: 1, pending: 1 },
      expected: '01/03 văn bản hợp lệ; còn thiếu 02 văn bản, chưa kể 02 văn bản đang chờ kết luận.',
    },
    {
      name: 'provisional ones fill the number',
      standing: { valid: 2, missing: 0, provisional: 1 },
      expected: '02/03 văn bản hợp lệ; cùng với 01 văn bản tạm tính thì đơn vị đủ số lượng yêu cầu.',
    },
    {
      name: 'enough',
      standing: { valid: 4, missing: 0, pending: 1 },
      expected: '04 văn bản hợp lệ; đơn vị đã nộp đủ (yêu cầu tối thiểu 03 văn bản).',
    },
  ]
  for (const { name, standing, expected } of standings) {
    test(name, () => {
      const words = standingInWords({ ...terms, valid: 0, missing: 0, provisional: 0, ...standing }, NOW)
      expect(words).toBe(`Đến 23 giờ 00 phút ngày 29/8/2021, hệ thống ghi nhận ${expected}`)
    })
  }
})

describe('a reminder', () => {
  test('of a unit that was given more time names its own deadline as such', () => {
    const [lacking] = tallyOf().units
    if (lacking === undefined) return expect.unreachable()
    const deadline = Date.parse('2021-09-15T00:00:00+07:00') as typeof NOW
    const { text } = writeReminder({
      campaign: plan,
      contact: null,
      unit: { ...lacking, deadline },
      now: plan.deadline,
    })
    expect(text).toMatch(
      /đề nghị đơn vị nộp .* ngày 15\/9\/2021 \(chậm nhất 23:59:59 ngày 14\/9\/2021\), là hạn riêng của đơn vị,/,
    )
  })

  test('is for those who lack documents whatever becomes of those that wait', () => {
    const files = (...codes: readonly (Code | null)[]) => codes.map((code, index) => sent(`f${index}`, code))
    const count = (...codes: readonly (Code | null)[]) => toBeReminded(tallyOf(...files(...codes))).length
    expect([count(), count('valid', 'valid'), count('valid', 'valid', 'not-signed')]).toEqual([1, 1, 1])
    expect([count('valid', 'valid', 'revocation-unknown'), count('valid', null, 'annotation-added')]).toEqual([0, 0])
    expect(count('valid', 'valid', 'valid')).toBe(0)
  })

  test('before the deadline and behind it', () => {
    const [lacking] = tallyOf(sent('ke-hoach', 'valid'), sent('bao-cao', 'not-signed')).units
    if (lacking === undefined) return expect.unreachable()
    const at = (now: number) =>
      writeReminder({ campaign: plan, contact: null, unit: lacking, now: now as typeof NOW }).text
    expect(at(NOW)).toMatchInlineSnapshot(`
      "Kính gửi: UBND xã Húc

      Theo Kế hoạch số 322/KH-UBND ngày 22/7/2021 của Ủy ban nhân dân huyện Hướng Hóa, đề nghị đơn vị nộp tối thiểu 03 văn bản có chữ ký số trước 00 giờ 00 phút ngày 30/8/2021 (chậm nhất 23:59:59 ngày 29/8/2021), qua hộp thư công vụ noivu@example.vn.

      Đến 23 giờ 00 phút ngày 29/8/2021, hệ thống ghi nhận 01/03 văn bản hợp lệ; còn thiếu 02 văn bản.

      Văn bản đơn vị đã gửi nhưng chưa được tính:

      1. bao-cao.pdf
         Kết quả: Bị từ chối (mã SKS-S05)
         Lý do: Không được tính. Tệp không có chữ ký số; hình chữ ký hoặc hình con dấu không phải là chữ ký số.
         Cách khắc phục: Đề nghị đơn vị ký số văn bản rồi gửi lại tệp đã ký.

      Trân trọng.

      Phòng Nội vụ

      --
      Đây là thư do hệ thống gửi, đề nghị không trả lời thư này.
      Cần trao đổi, đề nghị liên hệ Phòng Nội vụ: hộp thư noivu@example.vn.
      "
    `)
    expect(at(plan.deadline)).toMatch(/Nay đã quá hạn, đề nghị đơn vị báo cáo lý do với Phòng Nội vụ\./)
  })
})

const RECORD = { number: 12, sha256: 'ab'.repeat(32) }

test('the summary of the week of many units names some of them', () => {
  const units = Array.from({ length: 70 }, (_, index) => unit(`u${index}`))
  const tally = countTally(plan, units, [])
  const { text } = writeDigest({ tally, now: NOW, failed: 0, unclear: 0, badAddresses: [], drafts: [], record: RECORD })
  expect(text).toMatch(/; và 10 đơn vị khác, xem trang Tổng quan\.\n/)
})

const DRAFT: ReportDraft = {
  ...{ campaign: plan.id, name: '', year: 2021, number: 3, receivedUntil: NOW },
  frozenAt: NOW,
}

test('the summary of the week', () => {
  const facts = {
    tally: tallyOf(sent('a', 'valid')),
    now: NOW,
    failed: 2,
    unclear: 1,
    badAddresses: ['x@example.vn'],
    drafts: [DRAFT],
    record: RECORD,
  }
  const { subject, text } = writeDigest(facts)
  expect(text).toMatch(/Dự thảo báo cáo quý 3\/2021 đã được lập lúc 23 giờ 00 phút ngày 29\/8\/2021/)
  // As `audit verify --noted` takes it.
  expect(text.replaceAll('\n', ' ')).toContain(`Mục cuối của nhật ký: 12:${'ab'.repeat(32)}.`)
  expect(subject).toBe('Tổng hợp tuần: 0/1 đơn vị đạt, Kế hoạch số 322/KH-UBND')
  expect(text).toMatch(/Thiếu: 1;.*Đơn vị chưa đạt: UBND xã Húc \(Thiếu 2\)\.[\s\S]*Địa chỉ hỏng: x@example\.vn\./s)
})
