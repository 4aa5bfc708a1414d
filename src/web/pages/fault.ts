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

/** Whatever has to be noted first, such as that somebody signs in, cannot be done. */
export function fullPage(): Page {
  return {
    title: 'Ổ đĩa đầy',
    place: null,
    main: html`<h1>Chưa thực hiện được, vì ổ đĩa đã đầy</h1>
<p>Ổ đĩa lưu dữ liệu đã đầy hoặc không ghi được, nên chưa ghi nhận được việc này. Người đã đăng nhập vẫn xem được các trang; thư
vẫn còn nguyên trong hộp thư. Đề nghị bộ phận công nghệ thông tin dọn bớt ổ đĩa rồi làm lại. <a href="/">Về trang tổng quan</a>.</p>`,
  }
}
