/** Why a letter got no receipt. RFC 3834, 2, and what the office has set. */
import type { Unanswerable } from '../mail/answerable.ts'

export type Silence =
  | Unanswerable
  | 'switched-off'
  /** Its content is no longer there. */
  | 'no-content'
  /** The address is in no row of the register, and only those of the register are answered. */
  | 'not-registered'
  /** The same, and nothing says that the letter is from there: an answer would go to whoever was named. */
  | 'unconfirmed'
  | 'daily-limit'

const WORDS = {
  'no-sender': 'Thư không ghi rõ một địa chỉ người gửi.',
  own: 'Thư do chính hộp thư này gửi.',
  automatic: 'Thư do máy gửi tự động.',
  'mailing-list': 'Thư của danh sách thư.',
  bulk: 'Thư gửi hàng loạt.',
  'no-return-path': 'Thư báo của máy chủ thư, không nhận trả lời.',
  'mail-system': 'Địa chỉ của máy chủ thư hoặc không có người đọc.',
  'switched-off': 'Thông báo đã nhận đang tắt.',
  'no-content': 'Nội dung thư không còn được lưu.',
  'not-registered': 'Địa chỉ gửi chưa có trong danh mục đơn vị.',
  unconfirmed: 'Địa chỉ gửi chưa có trong danh mục, và máy chủ thư không xác nhận thư đúng là từ địa chỉ đó.',
  'daily-limit': 'Đã gửi đủ 20 thông báo cho đơn vị hoặc địa chỉ này trong ngày.',
} as const satisfies Record<Silence, string>

export const explainSilence = (why: Silence): string => WORDS[why]
