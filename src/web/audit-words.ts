/** What the entries of the log say to a reader. */
import type { AuditAction } from '../access/audit.ts'
import { isRole } from '../access/role.ts'
import { REASON_LABELS, ACTION_LABELS as RULING_LABELS } from '../report/decision-words.ts'
import { STEP_LABELS } from '../report/explain-trial.ts'
import { ROLE_LABELS } from './role-words.ts'
import { FIELDS } from './setup/campaign-form.ts'

export const ACTION_LABELS = {
  login: 'Đăng nhập',
  'login-failed': 'Đăng nhập không thành công',
  'confirmation-failed': 'Nhập sai mật khẩu khi xác nhận',
  logout: 'Đăng xuất',
  'session-ended': 'Kết thúc phiên đăng nhập',
  'link-made': 'Cấp đường dẫn đặt mật khẩu',
  'account-added': 'Thêm người dùng',
  'account-changed': 'Đổi vai trò',
  'account-disabled': 'Khóa tài khoản',
  'account-enabled': 'Mở khóa tài khoản',
  'password-reset': 'Cấp lại mật khẩu',
  'password-chosen': 'Đặt mật khẩu',
  'totp-enrolled': 'Bật mã xác thực',
  'totp-removed': 'Bỏ mã xác thực',
  'document-downloaded': 'Tải tệp gốc',
  'bundle-downloaded': 'Tải bộ chứng cứ',
  'log-exported': 'Xuất nhật ký',
  'paper-downloaded': 'Tải báo cáo, bảng biểu',
  'slip-downloaded': 'Tải phiếu kết quả',
  'content-destroyed': 'Hủy nội dung hết thời hạn lưu',
  decided: 'Quyết định',
  'letter-read-again': 'Đọc lại thư bị cách ly',
  'notices-changed': 'Đổi cài đặt thư đi',
  'reminders-sent': 'Gửi thư nhắc',
  'letter-decided': 'Quyết định về thư đi',
  'address-cleared': 'Xóa dấu địa chỉ hỏng',
  'mailbox-tried': 'Thử kết nối hộp thư',
  'setting-changed': 'Thay đổi thiết lập',
  'register-changed': 'Sửa danh mục đơn vị',
  'trust-imported': 'Nhận chứng thư số, danh sách thu hồi',
  rehearsed: 'Đếm thử',
  'reading-started': 'Bắt đầu đọc thư',
  'person-exported': 'Trích xuất dữ liệu của một người',
  'person-forgotten': 'Xóa dữ liệu theo yêu cầu của một người',
} as const satisfies Record<AuditAction, string>

const FACT_LABELS: Readonly<Record<string, string>> = {
  setting: 'phần',
  folders: 'thư mục',
  result: 'kết quả',
  step: 'ở bước',
  taken: 'nhận',
  present: 'đã có',
  refused: 'không nhận',
  from: 'thư từ ngày',
  value: 'nay là',
  by: 'bằng',
  role: 'vai trò',
  before: 'trước đó',
  unit: 'đơn vị',
  which: 'phạm vi',
  why: 'lý do',
  user: 'người dùng máy chủ',
  action: 'lọc theo việc',
  text: 'lọc theo chữ',
  period: 'theo',
  sha256: 'mã băm',
  person: 'mã băm của địa chỉ hoặc tên',
  months: 'thời hạn lưu (tháng)',
  documents: 'văn bản',
  decision: 'quyết định số',
  ruling: 'việc',
  learned: 'danh mục ghi nhớ',
  letters: 'số thư',
  letter: 'thư đó',
  units: 'số đơn vị',
  receipts: 'thông báo đã nhận',
  reminders: 'nhắc tự động',
  registered: 'chỉ trả lời địa chỉ trong danh mục',
  pins: 'mã SHA-256 đã đối chiếu',
  ...Object.fromEntries(Object.entries(FIELDS).map(([name, { label }]) => [name, label.toLowerCase()])),
}

/** Written by people: quoted as it is. */
const QUOTED: readonly string[] = ['text', 'user', 'folders', 'pins', ...Object.keys(FIELDS)]

/** Of facts whose values mean something else than those of others. */
const VALUES_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ruling: lowered(RULING_LABELS),
  // "Lý do" stands before each already.
  why: { ...lowered(REASON_LABELS), hindrance: 'bất khả kháng', other: 'khác' },
  action: lowered(ACTION_LABELS),
}

const VALUES: Readonly<Record<string, string>> = {
  ...STEP_LABELS,
  mailbox: 'hộp thư',
  campaign: 'kế hoạch',
  units: 'danh mục đơn vị',
  fetch: 'tải danh sách thu hồi',
  good: 'tốt',
  failed: 'không được',
  on: 'bật',
  off: 'tắt',
  password: 'mật khẩu',
  oidc: 'tài khoản cơ quan',
  link: 'đường dẫn dùng một lần',
  others: 'các phiên khác',
  sent: 'xác nhận đã gửi',
  again: 'gửi lại',
  dropped: 'bỏ',
  true: 'có',
  false: 'không',
}

/** bằng mật khẩu; vai trò Cán bộ */
export function factsInWords(facts: Readonly<Record<string, string>>): string {
  const words = Object.entries(facts).map(([key, value]) => {
    return `${FACT_LABELS[key] ?? key} ${valueInWords(key, value)}`
  })
  return words.join('; ')
}

function valueInWords(key: string, value: string): string {
  if (QUOTED.includes(key)) return value
  return VALUES_OF[key]?.[value] ?? (isRole(value) ? ROLE_LABELS[value] : (VALUES[value] ?? value))
}

function lowered(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).map(([key, label]) => [key, label.toLowerCase()]))
}
