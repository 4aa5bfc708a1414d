/** That content is no more because its time was over, in words. */
import type { Instant } from '../lang.ts'
import { vietnameseDate } from './vietnamese-date.ts'

export function explainDestroyed(what: 'letter' | 'document', at: Instant): string {
  const name = what === 'letter' ? 'Nội dung thư' : 'Tệp gốc'
  return `${name} đã được hủy ngày ${vietnameseDate(at)} vì hết thời hạn lưu; kết quả kiểm tra và lý do vẫn được giữ.`
}
