/** Letters in words: what became of one. */
import type { LetterState, QuarantineReason } from '../submission/submission.ts'
import type { Explanation } from './explain.ts'

const NOTHING = 'Không cần làm gì thêm.'

const STATES = {
  stored: { label: 'Chờ đọc', sentence: 'Thư đã được lưu và đang chờ đọc.', nextStep: NOTHING },
  read: { label: 'Đã đọc', sentence: 'Thư đã được đọc; các tệp tìm thấy được kiểm tra riêng.', nextStep: NOTHING },
  'no-candidate': {
    label: 'Không có văn bản',
    sentence: 'Thư không kèm tệp nào thuộc diện kiểm tra; nội dung thư không được lưu lại.',
    nextStep: NOTHING,
  },
} as const satisfies Record<Exclude<LetterState['kind'], 'quarantined'>, Explanation>

const QUARANTINED = {
  unreadable: {
    label: 'Cách ly: không đọc được',
    sentence: 'Thư sai cấu trúc hoặc bị cắt cụt nên không đọc được.',
    nextStep: 'Mở thư trong hộp thư; nếu có văn bản thì đề nghị đơn vị gửi lại.',
  },
  'too-large': {
    label: 'Cách ly: quá dung lượng',
    sentence: 'Thư lớn hơn dung lượng cho phép nên chưa được tải về.',
    nextStep: 'Đề nghị đơn vị chia nhỏ và gửi lại thành nhiều thư.',
  },
  'encrypted-letter': {
    label: 'Cách ly: thư mã hóa',
    sentence: 'Toàn bộ thư bị mã hóa nên không đọc được.',
    nextStep: 'Đề nghị đơn vị gửi lại thư không mã hóa.',
  },
  unfetchable: {
    label: 'Cách ly: không tải được',
    sentence: 'Máy chủ thư nhiều lần không đưa ra được nội dung của thư; chương trình tự thử lại mỗi ngày.',
    nextStep: 'Mở thư trong hộp thư; nếu có văn bản thì đề nghị đơn vị gửi lại.',
  },
  'internal-error': {
    label: 'Cách ly: lỗi của hệ thống',
    sentence: 'Hệ thống gặp lỗi khi đọc thư; thư vẫn được giữ nguyên.',
    nextStep: 'Báo bộ phận công nghệ thông tin kiểm tra.',
  },
} as const satisfies Record<QuarantineReason, Explanation>

/** A letter that was sent to be checked. */
export const TRIAL = {
  label: 'Thư gửi thử',
  sentence: 'Các tệp được kiểm tra để trả kết quả cho người gửi, không được tính là văn bản đã nộp.',
} as const

export function explainLetterState(state: LetterState): Explanation {
  return state.kind === 'quarantined' ? QUARANTINED[state.reason] : STATES[state.kind]
}
