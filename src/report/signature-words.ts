/** Labels for what the report of a signature says in its own terms, the same on screen, in the terminal and on paper. */
import type { Code } from '../validation/code.ts'
import type { BlockName, PathMember, RevocationReport, SignatureReport, SignerReport } from '../validation/report.ts'
import { CODE_WORDS } from './code-words.ts'
import { vietnameseDate, vietnameseDateTime } from './vietnamese-date.ts'

export const SIGNER_KINDS = {
  organization: 'Chữ ký số của cơ quan, tổ chức',
  person: 'Chữ ký số cá nhân',
} as const satisfies Record<SignerReport['kind'], string>

export const INTEGRITY_LABELS = {
  intact: 'Phần được ký còn nguyên vẹn',
  broken: 'Phần được ký đã bị thay đổi hoặc chữ ký hỏng',
  unknown: 'Chưa xác định được tính toàn vẹn',
} as const satisfies Record<SignatureReport['integrity'], string>

export const LATER_CHANGE_LABELS = {
  none: 'Không có thay đổi sau khi ký',
  permitted: 'Chỉ có bổ sung được phép sau khi ký',
  suspicious: 'Có thay đổi không được phép sau khi ký',
  unknown: 'Chưa xác định được có thay đổi sau khi ký hay không',
} as const satisfies Record<SignatureReport['modification'], string>

/** Findings that speak of the path, its certificates and their status. */
const ABOUT_PATH: ReadonlySet<Code> = new Set([
  ...(['untrusted-issuer', 'trust-ended', 'chain-broken', 'wrong-certificate-purpose', 'self-signed'] as const),
  ...(['certificate-not-yet-valid', 'certificate-expired-at-signing', 'signing-time-unproven'] as const),
  ...(['certificate-revoked', 'revoked-time-unproven', 'authority-revoked', 'certificate-on-hold'] as const),
  'weak-algorithm',
])

/** Where the path leads, and where it is not accepted all the same, why. */
export function explainTrust({ trust, path, findings }: SignatureReport): string {
  if (trust === 'trusted') return 'Dẫn tới chứng thư số gốc được tin cậy'
  const isOpen = trust === 'unknown'
  const cause = findings.find(({ code }) => ABOUT_PATH.has(code))
  if (path.length === 0) return isOpen ? 'Chưa xác định được' : 'Không dẫn tới chứng thư số gốc nào được tin cậy'
  if (!cause) return isOpen ? 'Chưa xác định được' : 'Dẫn tới chứng thư số gốc, nhưng không được chấp nhận'
  const { label } = CODE_WORDS[cause.code]
  return `Dẫn tới chứng thư số gốc, nhưng ${isOpen ? 'chưa kết luận được' : 'không được chấp nhận'}: ${lowered(label)}`
}

const lowered = (text: string) => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)

/** EN 319 102-1, 5.2 to 5.6. */
export const BLOCK_LABELS = {
  'format-checking': 'Định dạng chữ ký',
  'signing-certificate': 'Nhận biết chứng thư số của người ký',
  'validation-context': 'Chính sách ký',
  certificate: 'Đường dẫn chứng thực và thu hồi, xét tại thời điểm kiểm tra',
  cryptography: 'Giá trị băm và giá trị chữ ký',
  acceptance: 'Thuộc tính và thuật toán',
  'basic-validation': 'Kiểm tra cơ bản',
  'signature-with-time': 'Xét tại thời điểm chắc chắn đã ký',
  'past-signature-validation': 'Xét theo bằng chứng tồn tại trong quá khứ',
} as const satisfies Record<BlockName, string>

const STATUS_LABELS = {
  good: 'Không bị thu hồi',
  revoked: 'Đã bị thu hồi',
  'on-hold': 'Đang tạm dừng',
  unknown: 'Chưa kiểm tra được tình trạng thu hồi',
} as const satisfies Record<RevocationReport['status'], string>

/** Why a list or an answer speaks of the certificate. */
const COVERS: Readonly<Record<string, string>> = {
  issuer: 'của chính tổ chức cấp',
  'distribution-point': 'của đúng điểm phân phối ghi trong chứng thư số',
  indirect: 'của bên được chứng thư số chỉ định',
  responder: 'của chính tổ chức cấp',
  'delegated-responder': 'của máy chủ được tổ chức cấp ủy quyền',
}

/** One certificate of the path: whether it was revoked, and who says so. */
export function explainRevocation({ revocation }: PathMember): string {
  if (!revocation) return 'Không cần xét thu hồi'
  const { status, revokedAt, source } = revocation
  const since = revokedAt === null || status === 'good' ? '' : ` từ ${vietnameseDateTime(revokedAt)}`
  const later =
    revokedAt !== null && status === 'good' ? `; bị thu hồi về sau, từ ${vietnameseDateTime(revokedAt)}` : ''
  if (!source) return `${STATUS_LABELS[status]}${since}`
  const name = source.kind === 'certificate-list' ? 'danh sách thu hồi' : 'trả lời OCSP'
  const until = source.nextUpdate === null ? '' : `, có giá trị đến ${vietnameseDate(source.nextUpdate)}`
  return `${STATUS_LABELS[status]}${since}${later}: theo ${name} ${COVERS[source.covers] ?? ''} ngày ${vietnameseDate(source.thisUpdate)}${until}`
}

/** The ladder of EN 319 142-1 in words. */
export function explainLevel(level: SignatureReport['level']): string {
  if (level === null) return 'Không xác định được mức'
  const step = level.split('-').at(-1)
  const words: Readonly<Record<string, string>> = {
    B: 'chữ ký cơ bản',
    T: 'có dấu thời gian',
    LT: 'có dấu thời gian và dữ liệu kiểm tra lâu dài',
    LTA: 'có dữ liệu kiểm tra lâu dài và dấu thời gian lưu trữ',
  }
  return `${level} (${words[step ?? ''] ?? ''})`
}
