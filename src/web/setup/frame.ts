/** What the pages of the set-up share: the way through the steps, and the words where the environment has the say. */
import { html } from 'hono/html'
import type { Page } from '../layout.ts'
import { stepMark } from '../mark.ts'
import type { Html } from '../markup.ts'
import { doneOf } from '../pages/form-parts.ts'
import { pathOf, type SetupState, STEPS, type StepId } from './steps.ts'

export type StepView = {
  readonly state: SetupState
  readonly mark: string
  /** The step that was done just now, on the way here. */
  readonly done: StepId | null
}

const DONE = {
  'hop-thu': 'Đã lưu hộp thư.',
  'don-vi': 'Đã ghi danh mục đơn vị.',
  'ke-hoach': 'Đã lưu kế hoạch.',
  'chung-thu-so': 'Đã lưu.',
  'dem-thu': 'Đã bắt đầu đọc thư.',
} as const satisfies Record<StepId, string>

export const readStep = (text: string | undefined): StepId | null => STEPS.find(({ id }) => id === text)?.id ?? null

export function stepPage(step: StepId, view: StepView, lead: string, main: Html): Page {
  const label = STEPS.find(({ id }) => id === step)?.label ?? ''
  return {
    title: `${label} – Thiết lập`,
    place: '/thiet-lap',
    sheet: 'setup',
    still: true,
    main: html`${way(view.state, step)}
${doneOf(view.done === null ? null : DONE[view.done])}
<header class="title"><h1>${label}</h1>
<p>${lead}</p></header>
${main}`,
  }
}

function way({ steps }: SetupState, current: StepId): Html {
  return html`<nav class="way" aria-label="Các bước thiết lập"><a href="/thiet-lap">Thiết lập</a>
<ol>${STEPS.map(({ id, label }, index) => {
    const words = stepMark(steps[id].isDone ? 'done' : 'open', html`${index + 1}. ${label}`)
    const said = html`<span class="unseen">${steps[id].isDone ? '(xong)' : '(chưa xong)'}</span>`
    return html`<li>${id === current ? html`<a href="${pathOf(id)}" aria-current="step">${words}</a>` : html`<a href="${pathOf(id)}">${words}</a>`}${said}</li>`
  })}</ol></nav>`
}

/** What the page cannot change. @param variables as the operator spells them. */
export function saidElsewhere(variables: string): Html {
  return html`<p class="done-note">Phần này do cấu hình của máy chủ quyết định (biến <code>${variables}</code> trong môi trường hoặc tệp <code>.env</code>). Muốn sửa trên trang này, người vận hành bỏ biến đó rồi khởi động lại.</p>`
}
