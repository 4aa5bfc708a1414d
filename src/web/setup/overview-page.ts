/** The set-up at a glance: each step, what there is of it, and the start. */
import { html } from 'hono/html'
import type { Instant } from '../../lang.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { stepMark } from '../mark.ts'
import { type Html, moment } from '../markup.ts'
import { missingSteps, pathOf, type SetupState, STEPS, type StepId } from './steps.ts'

const EXPLAINED = {
  'hop-thu': 'Hộp thư công vụ nhận văn bản; thử kết nối ngay trên trang.',
  'don-vi': 'Các cơ quan, đơn vị phải nộp; dán từ Excel.',
  'ke-hoach': 'Số kế hoạch, hạn nộp, số văn bản yêu cầu.',
  'chung-thu-so': 'Tổ chức chứng thực được tin cậy và danh sách thu hồi.',
  'dem-thu': 'Đọc thư đã nhận và xem kết quả, trước khi tính chính thức.',
} as const satisfies Record<StepId, string>

export function setupPage(state: SetupState, mark: string): Page {
  const { startedAt, steps } = state
  return {
    title: 'Thiết lập',
    place: '/thiet-lap',
    sheet: 'setup',
    still: true,
    main: html`<header class="title"><h1>Thiết lập</h1>
<p>${introduction(startedAt)}</p></header>
<table class="stack setup"><thead><tr><th scope="col">Bước</th><th scope="col">Tình trạng</th><th scope="col">Việc cần làm</th></tr></thead>
<tbody>${STEPS.map(
      ({ id, label }, index) => html`<tr>
<th scope="row" data-label="Bước"><a href="${pathOf(id)}">${index + 1}. ${label}</a><small>${EXPLAINED[id]}</small></th>
<td data-label="Tình trạng">${stepMark(steps[id].isDone ? 'done' : 'open', steps[id].facts)}</td>
<td data-label="Việc cần làm"><a href="${pathOf(id)}">${steps[id].isDone || startedAt !== null ? 'Xem, sửa' : 'Làm bước này'}</a></td></tr>`,
    )}</tbody></table>
${startPart(state, mark)}
<p class="quiet">Người dùng và vai trò: <a href="/nguoi-dung">Người dùng</a>. Mỗi thay đổi ở đây được ghi vào <a href="/nhat-ky">Nhật ký</a>.</p>`,
  }
}

function introduction(startedAt: Instant | 'elsewhere' | null): Html | string {
  if (startedAt === 'elsewhere') return 'Hộp thư do cấu hình của máy chủ quyết định và đang được đọc.'
  if (startedAt === null) {
    return 'Làm lần lượt các bước dưới đây. Chương trình chỉ xem hộp thư, không thay đổi gì trong đó, và chưa đọc thư nào trước khi bắt đầu.'
  }
  return html`Đã bắt đầu đọc thư lúc ${moment(startedAt)}. Thay đổi ở các bước dưới đây có hiệu lực ngay, không phải khởi động lại.`
}

/** The button of the start, or what is left to do before it. */
export function startPart(state: SetupState, mark: string): Html | '' {
  if (state.startedAt !== null) return ''
  const missing = missingSteps(state)
  const labels = STEPS.filter(({ id }) => missing.includes(id)).map(
    ({ id, label }) => html`<a href="${pathOf(id)}">${label}</a>`,
  )
  if (missing.length > 0) {
    return html`<h2>Bắt đầu</h2>
<p>Còn phải làm: ${labels.map((label, index) => html`${index === 0 ? '' : ', '}${label}`)}.</p>`
  }
  return html`<h2>Bắt đầu</h2>
<p>Từ khi bắt đầu, chương trình đọc hộp thư liên tục và tính văn bản của từng đơn vị. ${state.steps['dem-thu'].isDone ? '' : html`Nên <a href="${pathOf('dem-thu')}">đếm thử</a> trước.`}</p>
<form method="post" action="/thiet-lap/bat-dau">${formField(mark)}<p><button class="main">Bắt đầu đọc thư</button></p></form>`
}

/** Practice has nothing to be set. */
export const practiceSetupPage: Page = {
  title: 'Thiết lập',
  place: '/thiet-lap',
  sheet: 'setup',
  main: html`<header class="title"><h1>Thiết lập</h1>
<p>Đây là hộp thư thực hành nên không có gì phải thiết lập.</p></header>
<h2>Dùng với hộp thư thật</h2>
<ol class="steps"><li>Dừng chương trình (Ctrl+C).</li>
<li>Chạy <code>npm run setup</code>. Chương trình in một đường dẫn dùng một lần để tạo tài khoản quản trị.</li>
<li>Mở đường dẫn đó; trang này sẽ hướng dẫn từng bước: hộp thư, danh mục đơn vị, kế hoạch, chứng thư số, đếm thử trên thư đã nhận.</li></ol>
<p class="quiet">Dữ liệu thực hành nằm riêng và không lẫn vào dữ liệu thật.</p>`,
}
