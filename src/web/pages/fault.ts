/** Pages for what is not there and for our own faults: what happened, and where to go on. */
import { html } from 'hono/html'
import type { Page } from '../layout.ts'

export function notFoundPage(): Page {
  return {
    title: 'Không tìm thấy trang',
    place: null,
    main: html`<h1>Không tìm thấy trang</h1>
<p>Địa chỉ không đúng, hoặc nội dung không còn trong sổ. <a href="/">Về trang tổng quan</a>.</p>`,
  }
}

export function faultPage(): Page {
  return {
    title: 'Lỗi của hệ thống',
    place: null,
    main: html`<h1>Chưa mở được trang này</h1>
<p>Hệ thống gặp lỗi khi lập trang. Thư và kết quả kiểm tra không bị ảnh hưởng. Hãy tải lại trang sau ít phút; nếu vẫn lỗi,
báo bộ phận công nghệ thông tin kèm thời điểm ghi ở cuối trang. <a href="/">Về trang tổng quan</a>.</p>`,
  }
}
