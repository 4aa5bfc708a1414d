/** What `sokyso register` tells the operator beside the changes themselves. */
import { printable } from '../printable.ts'

export const NOT_APPLIED = 'Chưa ghi gì. Nếu đúng, chạy lại với --apply.'
export const APPLIED = 'Đã ghi vào danh mục đơn vị; các văn bản đã được xác định lại đơn vị.'
export const CHANGED_MEANWHILE = 'Danh mục đơn vị vừa được người khác sửa. Chưa ghi gì; chạy lại để xem thay đổi mới.'
export const NOT_STARTED =
  'Danh mục đơn vị chưa có trong cơ sở dữ liệu. Khởi động dịch vụ một lần trước, hoặc nhập lần đầu trên trang Thiết lập.'

export const noNames = (file: string): string => `${printable(file)}: không có dòng tiêu đề nào có cột "Tên đơn vị".`
export const notReadable = (file: string, why: string): string => `${printable(file)}: ${why}.`
