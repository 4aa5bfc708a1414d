/** What the trial of a mailbox found, in words: a line for each step, and what to do where one fails. */
import { assertNever } from '../lang.ts'
import type { StepName, TrialFault, TrialStep } from '../mail/try-mailbox.ts'
import { vietnameseDate, vietnameseDateTime } from './vietnamese-date.ts'
import { vietnameseNumber } from './vietnamese-number.ts'

export const STEP_LABELS = {
  lookup: 'Tìm máy chủ thư',
  connection: 'Kết nối',
  certificate: 'Chứng thư số của máy chủ',
  login: 'Đăng nhập',
  folders: 'Thư mục',
  reading: 'Đọc thư',
  idle: 'Báo thư mới',
  unchanged: 'Chỉ xem',
} as const satisfies Record<StepName, string>

/** Names of servers and authorities in it are foreign text. */
export function explainStep(step: TrialStep): string {
  switch (step.name) {
    case 'lookup':
      return `địa chỉ ${step.addresses.join(', ')}`
    case 'connection':
      return `máy chủ trả lời ở cổng ${step.port}`
    case 'certificate': {
      const { subject, issuer, notAfter } = step.certificate
      const pinned = step.isPinned ? '; đúng chứng thư số đã ghim' : ''
      return `cấp cho ${subject}, do ${issuer} cấp, hết hạn ngày ${vietnameseDate(notAfter)}${pinned}`
    }
    case 'login':
      return 'máy chủ nhận tên đăng nhập và mật khẩu'
    case 'folders':
      return `${vietnameseNumber(step.folders.length)} thư mục chứa thư`
    case 'reading':
      return explainReading(step)
    case 'idle':
      return step.isOffered
        ? 'máy chủ báo ngay khi có thư mới (IDLE)'
        : 'máy chủ không có IDLE; chương trình tự hỏi mỗi nửa phút, thư mới đến chậm hơn một chút'
    case 'unchanged':
      return explainUnchanged(step)
    default:
      return assertNever(step)
  }
}

function explainReading({ letters, wanted, newest }: Extract<TrialStep, { name: 'reading' }>): string {
  const read = wanted === letters ? '' : `, trong đó ${vietnameseNumber(wanted)} thư thuộc thời gian sẽ đọc`
  if (newest === null) return `${vietnameseNumber(letters)} thư${read}; chưa có thư nào để tải thử`
  const bytes = vietnameseNumber(Math.ceil(newest.bytes / 1024))
  return `${vietnameseNumber(letters)} thư${read}; đã tải thử thư mới nhất (nhận lúc ${vietnameseDateTime(newest.receivedAt)}, ${bytes} KB) và không lưu lại`
}

function explainUnchanged({
  isReadOnly,
  compared,
  changed,
  modseq,
}: Extract<TrialStep, { name: 'unchanged' }>): string {
  const opened = isReadOnly ? 'máy chủ xác nhận mở chỉ để đọc (READ-ONLY)' : 'máy chủ không xác nhận READ-ONLY'
  const flags =
    changed === 0
      ? `dấu của ${vietnameseNumber(compared)} thư trước và sau khi thử giống hệt nhau`
      : `dấu của ${vietnameseNumber(changed)} thư đã khác đi trong lúc thử, do người khác đang dùng hộp thư`
  const numbers =
    modseq === null
      ? ''
      : modseq.before === modseq.after
        ? `; số thay đổi của hộp thư (HIGHESTMODSEQ) vẫn là ${modseq.after}`
        : `; số thay đổi của hộp thư (HIGHESTMODSEQ) từ ${modseq.before} thành ${modseq.after}, do có thư mới hoặc người khác đang dùng hộp thư`
  return `${opened}; ${flags}${numbers}`
}

/** Whether somebody should look twice though the step went well. */
export const isDoubtful = (step: TrialStep): boolean =>
  step.name === 'unchanged' && (!step.isReadOnly || step.changed > 0)

const FAULTS = {
  'unknown-host': 'Không tìm thấy máy chủ có tên này. Kiểm tra lại tên máy chủ và DNS của máy này.',
  refused: 'Máy chủ từ chối kết nối ở cổng này. Kiểm tra lại cổng: thông thường 993 với TLS, 143 với STARTTLS.',
  unreachable: 'Không kết nối được tới máy chủ. Kiểm tra mạng, tường lửa, tên máy chủ và cổng.',
  frozen: 'Máy chủ không trả lời trong 20 giây. Kiểm tra cổng và kiểu bảo mật; nếu đều đúng, thử lại sau ít phút.',
  'no-tls':
    'Máy chủ không dùng kiểu bảo mật đã chọn ở cổng này, nên chưa gửi mật khẩu. Kiểm tra lại cổng và kiểu bảo mật.',
  'unknown-authority':
    'Chứng thư số của máy chủ do một tổ chức mà máy này không biết cấp, nên chưa gửi mật khẩu. Đối chiếu mã SHA-256 dưới đây với đơn vị quản trị máy chủ thư.',
  'other-name':
    'Chứng thư số của máy chủ không cấp cho tên máy chủ đã nhập, nên chưa gửi mật khẩu. Nhập đúng tên ghi trong chứng thư số.',
  'other-pin':
    'Chứng thư số của máy chủ không phải chứng thư số đã ghim, nên chưa gửi mật khẩu. Nếu máy chủ vừa thay chứng thư số, đối chiếu mã SHA-256 dưới đây với đơn vị quản trị máy chủ thư rồi ghim lại.',
  'certificate-expired':
    'Chứng thư số của máy chủ đã hết hạn, nên chưa gửi mật khẩu. Đề nghị đơn vị quản trị máy chủ thư thay chứng thư số; nếu máy chủ không có lỗi, kiểm tra ngày giờ của máy này.',
  'certificate-refused': 'Không xác minh được chứng thư số của máy chủ, nên chưa gửi mật khẩu.',
  'login-refused':
    'Máy chủ từ chối tên đăng nhập hoặc mật khẩu. Kiểm tra lại cả hai; nếu hộp thư bật xác thực hai lớp, dùng mật khẩu ứng dụng. Mật khẩu chỉ được gửi một lần.',
  'token-refused': 'Máy chủ không chấp nhận mã đăng nhập.',
  throttled: 'Máy chủ đang hạn chế số kết nối. Đợi vài phút, đóng bớt chương trình đang mở hộp thư này rồi thử lại.',
  'mailbox-missing': 'Máy chủ không có thư mục đã chọn. Chọn lại thư mục.',
  'folder-missing': 'Không mở được thư mục chứa thư.',
  'connection-lost': 'Kết nối bị ngắt giữa chừng. Thử lại; nếu lặp lại, đề nghị bộ phận quản trị mạng kiểm tra.',
} as const satisfies Record<TrialFault, string>

export const explainTrialFault = (fault: TrialFault): string => FAULTS[fault]
