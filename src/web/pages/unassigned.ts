/** Files that belong to no known unit: a person finds whose they are. */
import { html } from 'hono/html'
import { explainAttribution } from '../../report/explain-count.ts'
import { documentCount } from '../../report/vietnamese-number.ts'
import type { CountedSubmission, Tally } from '../../tally/tally.ts'
import type { Page } from '../layout.ts'
import { outcomeMark } from '../mark.ts'
import { type Html, moment, printable } from '../markup.ts'
import { fileName, senderOf, signersOf } from './unit.ts'

export function unassignedPage({ unassigned }: Tally): Page {
  return {
    title: 'Chưa xác định đơn vị',
    place: '/chua-xac-dinh',
    summary: `${documentCount(unassigned.length)} chưa xác định đơn vị`,
    main: html`<header class="title"><h1>Chưa xác định đơn vị</h1>
<p>Văn bản không có chứng thư số hoặc địa chỉ thư nào trong danh mục đơn vị. Chưa văn bản nào ở đây được tính.</p></header>
${unassigned.length === 0 ? html`<p class="nothing">Không còn việc: mọi văn bản đều đã rõ đơn vị.</p>` : table(unassigned)}`,
  }
}

function table(rows: readonly CountedSubmission[]): Html {
  return html`<table class="stack">
<thead><tr><th scope="col">Ngày đến</th><th scope="col">Người gửi</th><th scope="col">Văn bản</th><th scope="col">Người ký</th>
<th scope="col">Kết quả kiểm tra</th><th scope="col">Vì sao chưa xác định</th></tr></thead>
<tbody>${rows.map(
    ({ submission, report, attribution }) => html`<tr>
<td class="last" data-label="Ngày đến">${moment(submission.receivedAt)}</td>
<td data-label="Người gửi">${senderOf(submission.sender)}</td>
<th scope="row" data-label="Văn bản"><a href="/van-ban/${submission.document}">${fileName(submission.fileName)}</a></th>
<td data-label="Người ký">${signersOf(report)}</td>
<td data-label="Kết quả">${outcomeMark(report?.outcome ?? null)}</td>
<td data-label="Vì sao">${printable(explainAttribution(attribution))}</td></tr>`,
  )}</tbody></table>`
}
