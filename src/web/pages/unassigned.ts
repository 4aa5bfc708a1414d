/** Files that belong to no known unit: a person finds whose they are. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainAttribution } from '../../report/explain-count.ts'
import { documentCount } from '../../report/vietnamese-number.ts'
import type { CountedSubmission, Tally } from '../../tally/tally.ts'
import { documentName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { type Html, moment } from '../markup.ts'
import { pagePart } from '../page-part.ts'
import { pager } from './pager.ts'
import { senderOf, signersOf, why } from './unit.ts'

/** A table a person still reads through. */
const PAGE_SIZE = 100

/** @param asked which page, as the address has it. */
export function unassignedPage({ unassigned }: Tally, asked?: string): Page {
  const { shown, number, last } = pagePart(unassigned, asked, PAGE_SIZE)
  return {
    title: 'Chưa xác định đơn vị',
    place: '/can-xu-ly',
    sheet: 'desk',
    summary: `${documentCount(unassigned.length)} chưa xác định đơn vị`,
    main: html`<header class="title"><h1>Chưa xác định đơn vị</h1>
<p>Văn bản mà cả chữ ký số lẫn địa chỉ gửi đều không cho biết là của đơn vị nào trong danh mục, văn bản do cơ quan khác ký số, và văn bản mang chữ ký của nhiều đơn vị. Không văn bản nào ở đây được tính cho một đơn vị.</p></header>
${unassigned.length === 0 ? html`<p class="nothing">Không còn việc: mọi văn bản đều đã rõ đơn vị.</p>` : table(shown)}
${pager({ label: 'Trang văn bản', number, last, hasOlder: number < last, address: (page) => `/chua-xac-dinh?trang=${page}` })}`,
  }
}

function table(rows: readonly CountedSubmission[]): Html {
  return html`<table class="stack unassigned">
<thead><tr><th scope="col">Văn bản</th><th scope="col">Người gửi, người ký</th><th scope="col">Ngày đến</th>
<th scope="col">Vì sao chưa xác định</th><th scope="col">Tính hay không, việc cần làm</th></tr></thead>
<tbody>${rows.map((counted) => {
    const { submission, report, attribution } = counted
    return html`<tr>
<th scope="row" data-label="Văn bản">${documentName(counted)}</th>
<td data-label="Người gửi">${senderOf(submission.sender)}<p class="why quiet">ký: ${signersOf(report)}</p></td>
<td class="last" data-label="Ngày đến">${moment(submission.receivedAt)}</td>
<td data-label="Vì sao"><p class="why">${printable(explainAttribution(attribution))}</p></td>
<td data-label="Tính">${why(counted)}</td></tr>`
  })}</tbody></table>`
}
