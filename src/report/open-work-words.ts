/** What waits for a person, in words: each question, whom it concerns, and the verb that answers it. */
import type { OpenQuestion } from '../tally/open-work.ts'

export type OpenWords = {
  /** Of the group. */
  readonly title: string
  /** What is asked, in one sentence. */
  readonly sentence: string
  /** On the link to where it is answered. */
  readonly verb: string
}

export const OPEN_WORDS = {
  'second-officer': {
    title: 'Chờ người thứ hai xác nhận',
    sentence: 'Một cán bộ đã đề nghị chấp nhận; văn bản chỉ được tính khi một cán bộ khác xác nhận.',
    verb: 'Xác nhận',
  },
  'no-unit': {
    title: 'Chưa rõ đơn vị',
    sentence: 'Văn bản có thể được tính nhưng chưa rõ là của đơn vị nào.',
    verb: 'Gán đơn vị',
  },
  'two-units': {
    title: 'Hai đơn vị cùng nộp',
    sentence: 'Một văn bản do hai đơn vị cùng gửi, nên chưa tính cho đơn vị nào.',
    verb: 'Gán đơn vị',
  },
  doubt: {
    title: 'Nghi trùng',
    sentence: 'Văn bản có thể là một với văn bản đã nhận trước, nên chưa được tính.',
    verb: 'Đối chiếu',
  },
  inconclusive: {
    title: 'Chưa kết luận',
    sentence: 'Máy không đủ căn cứ để kết luận về chữ ký số hoặc thời điểm nhận.',
    verb: 'Kết luận',
  },
  reviewable: {
    title: 'Bị từ chối, có thể xem lại',
    sentence:
      'Chữ ký số hợp lệ nhưng quy tắc của đợt hoặc danh mục đơn vị không nhận; cán bộ có thể quyết định khác, hoặc xác nhận.',
    verb: 'Xem lại',
  },
} as const satisfies Record<OpenQuestion, OpenWords>

export const LETTER_WORDS = {
  quarantined: {
    title: 'Thư bị cách ly',
    sentence: 'Thư không đọc được hoặc quá dung lượng; trong thư có thể có văn bản.',
    verb: 'Xử lý thư',
  },
  unopened: {
    title: 'Phần thư chưa mở được',
    sentence: 'Tệp nén có mật khẩu, định dạng chưa hỗ trợ và những phần khác mà máy không mở được.',
    verb: 'Xử lý tệp',
  },
} as const satisfies Record<'quarantined' | 'unopened', OpenWords>
