/** Why a visitor is not served: a role that does not reach so far, or a form that is not ours. */
import { html } from 'hono/html'
import type { Page } from '../layout.ts'

const WORDS = {
  role: {
    title: 'Không có quyền xem trang này',
    why: 'Vai trò của tài khoản không gồm nội dung này. Nếu cần, đề nghị người quản trị của cơ quan đổi vai trò.',
  },
  form: {
    title: 'Chưa thực hiện được',
    why: 'Biểu mẫu đã cũ hoặc không được gửi từ trang này, nên không có gì thay đổi. Hãy mở lại trang rồi thực hiện lại.',
  },
} as const

export function refusedPage(reason: keyof typeof WORDS): Page {
  const { title, why } = WORDS[reason]
  return {
    title,
    place: null,
    still: true,
    main: html`<h1>${title}</h1>
<p>${why} <a href="/">Về trang đầu</a>.</p>`,
  }
}
