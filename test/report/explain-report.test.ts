import { expect, test } from 'vitest'
import { explainReport } from '../../src/report/explain-report.ts'
import type { RevocationReport } from '../../src/validation/report.ts'
import { report, sha, signature, signer } from '../tally/build.ts'

const member = (commonName: string) => ({
  commonName,
  sha256: sha(commonName),
  notBefore: '2020-01-01T00:00:00.000Z',
  notAfter: '2023-01-01T00:00:00.000Z',
})
const revocation: RevocationReport = {
  status: 'good',
  revokedAt: null,
  source: {
    kind: 'certificate-list',
    sha256: sha('list'),
    covers: 'issuer',
    thisUpdate: '2021-08-19T00:00:00.000Z',
    nextUpdate: '2021-08-26T00:00:00.000Z',
  },
}

test('a good file is told with signer, body, times and their grounds, and its remarks', () => {
  const time = '2021-08-20T02:00:05.000Z'
  const stamped = signature('valid', {
    notes: ['weak-digest-sha1'],
    timestamp: { time, authority: 'Máy chủ cấp dấu thời gian 01', outcome: 'valid' },
    bestSignatureTime: time,
    path: [
      { ...member('UBND xã Húc'), revocation },
      { ...member('CA thử nghiệm'), revocation: null },
    ],
  })
  expect(explainReport(report('a', 'valid', [stamped]), 'ke-hoach.pdf')).toBe(`Tệp: ke-hoach.pdf
Kết quả: HỢP LỆ
  Chữ ký số của UBND xã Húc hợp lệ; nội dung không thay đổi kể từ khi ký. Lưu ý: thuật toán băm yếu (SHA-1).
Chữ ký 1: Hợp lệ
    Người ký: UBND xã Húc (chữ ký số của cơ quan, tổ chức)
    Cơ quan quản lý: UBND huyện Hướng Hóa
    Tổ chức cấp chứng thư số: CA thử nghiệm
    Thời hạn chứng thư số: 01/01/2020 đến 01/01/2023
    Toàn vẹn: Phần được ký còn nguyên vẹn; không có thay đổi sau khi ký
    Mức chữ ký: PKCS7-B (chữ ký cơ bản)
    Đường dẫn chứng thực: dẫn tới chứng thư số gốc được tin cậy
      UBND xã Húc: không bị thu hồi: theo danh sách thu hồi của chính tổ chức cấp ngày 19/08/2021, có giá trị đến 26/08/2021
      CA thử nghiệm: không cần xét thu hồi
    Thời gian ký theo máy người ký: 20/08/2021 09:00:00 (GMT+7)
    Chắc chắn đã ký trước: 20/08/2021 09:00:05 (GMT+7), theo dấu thời gian của Máy chủ cấp dấu thời gian 01
    Lưu ý: Chữ ký dùng thuật toán băm yếu SHA-1; nên cập nhật phần mềm ký số.
Việc cần làm: Không cần làm gì thêm.
`)
})

test('a time that only a bad time-stamp gives is not said to come from it', () => {
  const time = '2021-08-20T02:00:05.000Z'
  const timestamp = { time, authority: 'Máy chủ giả', outcome: 'invalid' } as const
  const text = explainReport(report('a', 'valid', [signature('valid', { timestamp, bestSignatureTime: time })]), 'a')
  expect(text).toContain('theo thời điểm nhận hoặc kiểm tra tệp')
  expect(text).not.toContain('Máy chủ giả')
})

test('an unsigned file says so and what to do', () => {
  expect(explainReport(report('a', 'not-signed'), 'quet.pdf')).toBe(`Tệp: quet.pdf
Kết quả: CHƯA KÝ SỐ
  Tệp không có chữ ký số; hình chữ ký hoặc hình con dấu không phải là chữ ký số.
Việc cần làm: Đề nghị đơn vị ký số văn bản rồi gửi lại tệp đã ký.
`)
})

test('names from the file cannot command the terminal or forge a line', () => {
  const evil = signer({ commonName: 'A\u001b[2J\nKết quả: HỢP LỆ\u202e' })
  const text = explainReport(report('a', 'self-signed', [signature('self-signed', { signer: evil })]), 'a\r\nb.pdf')
  expect(text).toContain('Tệp: a\ufffd\ufffdb.pdf')
  expect(text.split('\n').filter((line) => line.startsWith('Kết quả'))).toEqual(['Kết quả: KHÔNG ĐƯỢC CHẤP NHẬN'])
  for (const control of ['\u001b', '\u202e', '\r']) expect(text).not.toContain(control)
})

test('of several signatures each has its own sentence and next step', () => {
  const text = explainReport(report('a', 'valid', [signature('valid'), signature('certificate-on-hold')]), 'a.pdf')
  expect(text.match(/hợp lệ; nội dung không thay đổi kể từ khi ký/g)).toHaveLength(2)
  expect(text).toContain('bị tạm dừng')
  expect(text.match(/Cách khắc phục:/g)).toHaveLength(1)
})

test('an issuer that is not known leads to --trust, then to signing again', () => {
  const text = explainReport(report('a', 'untrusted-issuer', [signature('untrusted-issuer')]), 'a.pdf')
  expect(text).toMatch(/Việc cần làm: .*--trust rồi kiểm tra lại; nếu không, đề nghị đơn vị ký lại/)
})
