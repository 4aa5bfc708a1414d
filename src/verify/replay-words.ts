/** What `sokyso verify --bundle` says of the verdict in the bundle and of the one that it makes. */
import { z } from 'zod'
import packageJson from '../../package.json' with { type: 'json' }
import type { Bundle } from '../bundle/bundle.ts'
import { canonicalHash } from '../canonical-json.ts'
import { PINS } from '../evidence/pins.ts'
import { SHIPPED_POLICIES } from '../evidence/policy/read-policy.ts'
import { assertNever, type Sha256 } from '../lang.ts'
import { parseJson } from '../parse-json.ts'
import { printable } from '../printable.ts'
import { explainCode, OUTCOME_LABELS, outcomeLabel } from '../report/explain.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import { CODES, type Code } from '../validation/code.ts'
import { commonName } from '../validation/distinguished-name.ts'
import type { ValidationPolicy } from '../validation/policy.ts'
import type { DocumentReport } from '../validation/report.ts'
import type { Vouched } from './vouching.ts'

/** When, by what and on which terms the verdict in the bundle was made. */
export function originOf({ programVersion, judgedAt, receivedAt, policy }: Bundle): string {
  const receipt = receivedAt === null ? 'không rõ thời điểm nhận tệp' : `nhận tệp lúc ${vietnameseDateTime(receivedAt)}`
  return printable(
    `do phiên bản ${programVersion} lập lúc ${vietnameseDateTime(judgedAt)} ` +
      `theo chính sách ${policy.name}, ${receipt}`,
  )
}

/** What the bundle brought along to be judged by: its policy, and each anchor with who vouches for it. */
export function explainBasis(policy: ValidationPolicy, vouched: readonly Vouched[]): string {
  const anchors = vouched.map((one) => `Chứng thư số gốc: ${anchorWords(one)}\n`)
  return `Chính sách: ${printable(policy.name)} (${originOfPolicy(policy)})\n${anchors.join('')}`
}

function originOfPolicy(policy: ValidationPolicy): string {
  const shipped = SHIPPED_POLICIES.get(policy.name)
  if (!shipped) return 'của bộ chứng cứ, không phải chính sách kèm theo chương trình'
  return canonicalHash(shipped) === canonicalHash(policy)
    ? 'kèm theo chương trình'
    : 'của bộ chứng cứ; KHÁC với chính sách cùng tên kèm theo chương trình này'
}

/** VNPT-CA, SHA-256 …, … */
function anchorWords({ anchor: { certificate }, by }: Vouched): string {
  const name = printable(commonName(certificate.subject) || '(không có tên)')
  return `${name}, SHA-256 ${certificate.sha256}, ${voucherWords(certificate.sha256, by)}`
}

function voucherWords(sha256: Sha256, by: Vouched['by']): string {
  switch (by) {
    case 'operator':
      return 'có trong thư mục --trust'
    case 'pin':
      return `khớp mã đã biết của ${PINS.get(sha256)?.name ?? ''}`
    case 'nobody':
      return 'CHỈ CÓ TRONG BỘ CHỨNG CỨ, ở đây không ai bảo đảm'
    default:
      return assertNever(by)
  }
}

export function explainUnvouched(vouched: readonly Vouched[]): string {
  const unvouched = vouched.filter(({ by }) => by === 'nobody').map((one) => `  ${anchorWords(one)}\n`)
  const limits = '  Trong giới hạn mà thư mục --trust ghi cho các chứng thư số gốc, kết quả không còn hợp lệ.\n'
  return (
    'Kết quả hợp lệ này dựa trên chứng thư số gốc của chính bộ chứng cứ, ở đây không ai bảo đảm; ai cũng tự làm được ' +
    'một bộ như vậy. Đối chiếu mã SHA-256 với bản do tổ chức chứng thực công bố, rồi chạy lại với --trust và thư mục ' +
    `chứa chứng thư số đó.\n${unvouched.join('') || limits}`
  )
}

export function difference(bundle: Bundle, report: DocumentReport): string {
  return (
    `Kết quả kiểm tra lại khác với kết quả trong bộ chứng cứ, ${originOf(bundle)}.\n` +
    `  Trong bộ chứng cứ: ${recordedResult(bundle.report)}\n` +
    `  Kiểm tra lại bằng phiên bản ${packageJson.version}: ${resultWords(report)}\n` +
    (recordedResult(bundle.report) === resultWords(report) ? '  Khác nhau ở chi tiết của báo cáo.\n' : '')
  )
}

/** Of a report that another version may have written. */
const Recorded = z.looseObject({
  outcome: z.enum(['valid', 'invalid', 'indeterminate', 'unsigned', 'unreadable']),
  code: z.string(),
})

function recordedResult(text: string): string {
  const recorded = Recorded.safeParse(parseJson(text))
  if (!recorded.success) return 'không đọc được'
  const { outcome, code } = recorded.data
  return isCode(code) ? resultWords({ outcome, code }) : `${OUTCOME_LABELS[outcome]} (${printable(code)})`
}

function resultWords(result: Pick<DocumentReport, 'outcome' | 'code'>): string {
  return `${outcomeLabel(result)}: ${explainCode(result.code).label} (${result.code})`
}

const isCode = (code: string): code is Code => Object.hasOwn(CODES, code)
