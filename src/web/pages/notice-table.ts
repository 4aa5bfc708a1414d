/** Letters of ours in rows, and how each stands. */
import { html } from 'hono/html'
import type { Notice } from '../../store/outbox-store.ts'
import { noticeMark } from '../mark.ts'
import { foreign, type Html, mailAddress, moment } from '../markup.ts'
import { explainSendFault } from '../outbox-words.ts'

export function noticeTable(notices: readonly Notice[]): Html {
  if (notices.length === 0) return html`<p class="nothing">Chưa có thư nào.</p>`
  return html`<table class="stack">
<thead><tr><th scope="col">Lập lúc</th><th scope="col">Gửi đến</th><th scope="col">Thư</th><th scope="col">Tình trạng</th></tr></thead>
<tbody>${notices.map(
    (notice) => html`<tr>
<td class="last" data-label="Lập lúc">${moment(notice.madeAt)}</td>
<td data-label="Gửi đến"><span class="address">${mailAddress(notice.recipient)}</span></td>
<th scope="row" data-label="Thư"><a href="/thu-di/${notice.id}">${foreign(notice.subject)}</a></th>
<td data-label="Tình trạng">${noticeMark(notice)}${standing(notice)}</td></tr>`,
  )}</tbody></table>`
}

function standing({ state, fault, endedAt, dueAt, attempt }: Notice): Html | '' {
  if (state === 'sent') return endedAt === null ? '' : html` <small>${moment(endedAt)}</small>`
  const next = state === 'waiting' && attempt > 0 ? html` Thử lại lúc ${moment(dueAt)}.` : ''
  return fault === null ? next : html`<p class="why">${explainSendFault(fault)}${next}</p>`
}
