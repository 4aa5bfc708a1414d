/** How the register is changed, for who looks at it. */
import { html } from 'hono/html'
import type { Html } from './markup.ts'

/** @param isSet whether anything is set on the pages: not in practice. */
export function registerWay(isSet: boolean, maySetUp: boolean): Html | string {
  if (!isSet) return 'Đây là danh mục của hộp thư thực hành, không sửa được trên trang.'
  return maySetUp
    ? html`<a class="button" href="/thiet-lap/don-vi">Nhập từ Excel, CSV</a> <span class="quiet">Xem trước thay đổi rồi mới ghi; không đơn vị nào bị xóa.</span>`
    : 'Người quản trị nhập và sửa danh mục ở trang Thiết lập, mục Đơn vị.'
}
