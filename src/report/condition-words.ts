/** How the system is, in words: its parts, their conditions, and what an alert asks for. */

const CONDITION_WORDS = {
  new: 'mới',
  good: 'tốt',
  late: 'trễ',
  down: 'ngừng',
  paused: 'tạm dừng',
} as const

export const PART_NAMES = {
  mailboxes: 'Đọc hộp thư',
  queue: 'Đọc thư và kiểm tra văn bản',
  quarantine: 'Thư bị cách ly',
  lists: 'Danh sách thu hồi',
  letters: 'Gửi thư đi',
  backup: 'Sao lưu',
  disk: 'Ổ đĩa',
  tally: 'Đối chiếu số đếm',
  files: 'Tệp lưu trữ',
} as const

type PartName = keyof typeof PART_NAMES
type Condition = keyof typeof CONDITION_WORDS

/** Of what does not run: there the common words would say nothing, or something else. */
const OWN_WORDS: Partial<Readonly<Record<PartName, Partial<Readonly<Record<Condition, string>>>>>> = {
  quarantine: { good: 'không có thư chờ', late: 'có thư chờ', down: 'chờ quá lâu' },
  lists: { new: 'chưa có', good: 'còn hạn', down: 'quá hạn' },
  letters: { down: 'cần xử lý' },
  disk: { late: 'sắp đầy', down: 'đã đầy' },
  tally: { good: 'khớp', down: 'không khớp' },
  files: { down: 'có tệp hỏng' },
}

export const conditionInWords = (part: PartName, condition: Condition): string =>
  OWN_WORDS[part]?.[condition] ?? CONDITION_WORDS[condition]

/** Of the lists, where documents wait for some: a list that is not there never ends. */
export function missingInWords(missing: readonly { readonly isStale: boolean }[], condition: Condition): string {
  const isMissing = missing.some(({ isStale }) => !isStale)
  const isOverdue = condition === 'down' || missing.some(({ isStale }) => isStale)
  return isMissing ? (isOverdue ? 'thiếu, quá hạn' : 'còn thiếu') : 'quá hạn'
}

const ALERTS = {
  'mailbox-silent': 'Đã quá 15 phút chưa đọc được hộp thư. Kiểm tra mạng, máy chủ thư và mật khẩu hộp thư.',
  'mailbox-refused':
    'Máy chủ thư từ chối cho đọc hộp thư, hoặc không còn tin cậy được. Xem lý do ở đầu các trang và ở trang Hộp thư.',
  'login-ending': 'Quyền đọc hộp thư hết hạn trong vòng 14 ngày. Chủ hộp thư cần gia hạn hoặc ủy quyền lại.',
  'clock-off': 'Đồng hồ của máy này và của máy chủ thư lệch nhau quá 1 phút. Chỉnh lại đồng hồ.',
  'queue-old': 'Có việc chờ quá 10 phút chưa được xử lý. Kiểm tra tiến trình đọc thư và kiểm tra văn bản.',
  'quarantine-old': 'Có thư bị cách ly quá 24 giờ. Cán bộ phụ trách xem trang Thư.',
  'list-expired': 'Có danh sách thu hồi đã hết hạn. Nhập danh sách mới, hoặc kiểm tra đường tải.',
  'letters-stuck':
    'Có thư đi không gửi được, hoặc chưa rõ đã gửi hay chưa. Cán bộ phụ trách xem trang Thư đi, gửi lại hoặc bỏ từng thư.',
  'backup-old': 'Đã quá 26 giờ chưa có bản sao lưu nào được thử khôi phục thành công. Kiểm tra nơi lưu bản sao.',
  'disk-low': 'Ổ đĩa lưu dữ liệu còn trống dưới 10%. Dọn bớt hoặc mở rộng ổ đĩa.',
  'tally-mismatch': 'Số đếm đang hiển thị khác số đếm tính lại từ dữ liệu. Khởi động lại chương trình và báo lỗi này.',
  'file-damaged': 'Có tệp lưu trữ bị hỏng hoặc mất trên đĩa. Lấy lại từ bản sao lưu và kiểm tra ổ đĩa.',
} as const

export function explainAlert(name: keyof typeof ALERTS): string {
  return ALERTS[name]
}
