/** What roles are called. */
import type { Role } from '../access/role.ts'

export const ROLE_LABELS = {
  admin: 'Quản trị',
  clerk: 'Cán bộ',
  leader: 'Lãnh đạo',
  unit: 'Đơn vị',
  auditor: 'Kiểm toán',
} as const satisfies Record<Role, string>

/** What each may do, in words that an administrator chooses by. */
export const ROLE_EXPLAINED = {
  admin: 'xem tất cả, thiết lập, ghi quyết định, quản lý người dùng, xem nhật ký',
  clerk: 'xem tất cả đơn vị, thư và văn bản, ghi quyết định',
  leader: 'xem tất cả đơn vị, thư và văn bản',
  unit: 'chỉ xem văn bản của đơn vị mình',
  auditor: 'chỉ xem nhật ký',
} as const satisfies Record<Role, string>
