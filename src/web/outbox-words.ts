/** What the pages say of letters of ours. The words of a server are quoted: foreign text. */
import type { Notice, NoticeKind, NoticeState, SendFault } from '../store/outbox-store.ts'

export const KIND_LABELS = {
  receipt: 'Thông báo đã nhận',
  return: 'Trả lại văn bản',
  trial: 'Kết quả kiểm tra thử',
  settled: 'Kết quả kiểm tra',
  reminder: 'Thư nhắc',
  digest: 'Tổng hợp tuần',
  anchor: 'Mục cuối của nhật ký',
} as const satisfies Record<NoticeKind, string>

export const STATE_LABELS = {
  waiting: 'Chờ gửi',
  sending: 'Đang gửi',
  unclear: 'Chưa rõ đã gửi',
  sent: 'Đã gửi',
  failed: 'Không gửi được',
} as const satisfies Record<NoticeState, string>

const FAULTS = {
  unreachable: 'Không kết nối được máy chủ gửi thư.',
  tls: 'Chứng thư của máy chủ gửi thư không được tin cậy, hoặc máy chủ không mã hóa đường truyền.',
  'login-refused': 'Máy chủ gửi thư không nhận tên đăng nhập hoặc mật khẩu.',
  busy: 'Máy chủ gửi thư hẹn gửi lại sau.',
  refused: 'Máy chủ gửi thư từ chối thư này.',
  'too-late': 'Đã thử gửi trong 24 giờ mà không được.',
  unanswered: 'Máy chủ đã nhận nội dung nhưng chưa kịp trả lời, nên chưa rõ thư đã được nhận hay chưa.',
  dropped: 'Cán bộ phụ trách đã bỏ thư này.',
  'internal-error': 'Chưa gửi xong vì chương trình dừng.',
} as const satisfies Record<SendFault, string>

export const explainSendFault = (fault: SendFault): string => FAULTS[fault]

/** "Đã gửi", "Đã gửi, bị trả về (5.1.1)" */
export function noticeStateInWords({ state, bounce }: Pick<Notice, 'state' | 'bounce'>): string {
  return bounce === null ? STATE_LABELS[state] : `${STATE_LABELS[state]}, bị trả về (${bounce})`
}

export const UNCLEAR_STEP =
  'Hỏi đơn vị hoặc xem nhật ký máy chủ gửi thư rồi quyết định. Nếu lần trước thư đã tới mà gửi lại, đơn vị có thể thấy hai bản giống hệt, cùng Message-ID.'
