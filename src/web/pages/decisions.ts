/** The book of decisions: all that people have decided, newest first. */
import { html } from 'hono/html'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Decision } from '../../tally/decision.ts'
import type { Tally } from '../../tally/tally.ts'
import type { Page } from '../layout.ts'
import type { Html } from '../markup.ts'
import { decisionList, unitNames } from './decision-list.ts'
import { pager } from './pager.ts'

/** A table a person still reads through. */
const PAGE_SIZE = 100

type DecisionsView = {
  readonly decisions: readonly Decision[]
  readonly tally: Tally
  readonly mayDecide: boolean
  readonly number: number
}

export function decisionsPage({ decisions, tally, mayDecide, number }: DecisionsView): Page {
  const last = Math.max(1, Math.ceil(decisions.length / PAGE_SIZE))
  const page = Math.min(number, last)
  const end = decisions.length - (page - 1) * PAGE_SIZE
  const shown = decisions.slice(Math.max(0, end - PAGE_SIZE), end)
  return {
    title: 'Sổ quyết định',
    place: '/can-xu-ly',
    main: html`<header class="title"><p class="over"><a href="/can-xu-ly">Cần xử lý</a></p><h1>Sổ quyết định</h1>
<p>${vietnameseNumber(decisions.length)} quyết định. Không dòng nào bị sửa hay xóa; quyết định nhầm được hủy bằng một quyết định khác.</p></header>
${decisions.length === 0 ? html`<p class="nothing">Chưa có quyết định nào.</p>` : decisionList({ shown, all: decisions, tally, mayDecide }, (one) => aboutOf(one, tally))}
${pager({ label: 'Trang quyết định', number: page, last, hasOlder: page < last, address: (other) => `/quyet-dinh?trang=${other}` })}`,
  }
}

/** A link to what was decided about. */
export function aboutOf({ ruling }: Decision, tally: Tally): Html {
  const { object } = ruling
  switch (object.kind) {
    case 'unit':
      return html`<a href="/don-vi/${object.unit}">${unitNames(tally)(object.unit)}</a>`
    case 'document':
      return 'other' in ruling
        ? html`<a href="/trung/${object.document}/${ruling.other}">Hai văn bản</a>`
        : html`<a href="/van-ban/${object.document}">Văn bản</a>`
    case 'letter':
      return html`<a href="/thu/${object.letter}">Thư</a>`
    case 'submission':
      return html`<a href="/thu/${object.letter}">Một tệp của thư</a>`
  }
}
