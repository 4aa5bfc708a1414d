/** What is known of who sent a letter, in words. It decides nothing: a letter may come by servers that rewrite it. */
import type { ReportedResult } from '../mail/authentication-results.ts'
import type { DkimFinding } from '../mail/dkim/verify.ts'
import type { LetterOrigin } from '../mail/letter-origin.ts'

type OriginWords = { readonly label: string; readonly sentence: string; readonly details: readonly string[] }

const SENDER = {
  confirmed: {
    label: 'Tên miền xác nhận',
    sentence:
      'Tên miền trong địa chỉ người gửi xác nhận thư này. Đơn vị của văn bản vẫn được xác định trước hết theo chứng thư số.',
  },
  inconclusive: {
    label: 'Không kết luận',
    sentence:
      'Tên miền trong địa chỉ người gửi không xác nhận thư này. Như vậy chưa có nghĩa là thư giả: ' +
      'máy chủ trung gian có thể sửa thư trên đường đi. Nếu nghi ngờ, gọi điện cho đơn vị để hỏi.',
  },
  unknown: {
    label: 'Chưa có thông tin',
    sentence: 'Không có dữ liệu nào về máy chủ gửi thư mà hệ thống được phép kiểm tra.',
  },
} as const satisfies Record<LetterOrigin['sender'], Omit<OriginWords, 'details'>>

const FAILURES = {
  malformed: 'không đọc được',
  expired: 'đã hết hạn khi thư đến',
  'body-not-covered': 'chỉ ký một phần nội dung thư nên không được tính',
  'body-changed': 'không kết luận, nội dung thư khác với lúc ký',
  'header-changed': 'không kết luận, phần đầu thư khác với lúc ký',
  'no-key': 'không kết luận, tên miền không công bố khóa dùng được',
} as const satisfies Record<Extract<DkimFinding, { result: 'inconclusive' }>['reason'], string>

const UNKNOWN = {
  'no-answer': 'chưa kiểm tra được, máy chủ tên miền không trả lời',
  'not-asked': 'chưa kiểm tra, hệ thống không tra cứu khóa của tên miền',
} as const satisfies Record<Extract<DkimFinding, { result: 'unknown' }>['reason'], string>

const RESULTS: ReadonlyMap<string, string> = new Map([
  ['pass', 'đạt'],
  ['fail', 'không đạt'],
  ['none', 'không có'],
])

export function explainOrigin({ sender, dkim, reported }: LetterOrigin): OriginWords {
  return { ...SENDER[sender], details: [...dkim.map(explainSignature), ...reported.map(explainReported)] }
}

export const AUTOMATIC = {
  label: 'Thư tự động',
  sentence: 'Thư do phần mềm tự gửi, như trả lời tự động hoặc báo phát thư. Tệp kèm theo vẫn được kiểm tra.',
} as const

function explainSignature(finding: DkimFinding): string {
  const owner = finding.domain === '' ? 'Chữ ký của máy chủ thư' : `Chữ ký của máy chủ thư ${finding.domain}`
  if (finding.result === 'pass') return `${owner}: đạt.`
  return `${owner}: ${finding.result === 'unknown' ? UNKNOWN[finding.reason] : FAILURES[finding.reason]}.`
}

function explainReported({ server, method, result, domain }: ReportedResult): string {
  const of = domain === '' ? '' : `, tên miền ${domain}`
  return `Máy chủ ${server} ghi nhận: ${method} ${RESULTS.get(result) ?? 'không kết luận'}${of}.`
}
