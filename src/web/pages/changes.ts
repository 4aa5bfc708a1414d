/** Documents whose result is no longer what it was, newest first, and why. */
import { html } from 'hono/html'
import { resultLabel } from '../../report/explain-count.ts'
import { vietnameseDate } from '../../report/vietnamese-date.ts'
import { documentCount, vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { VerdictChange } from '../../store/verdict.ts'
import type { Tally } from '../../tally/tally.ts'
import { type FilesOfDocuments, filesOfDocuments, unitsOf } from '../counted.ts'
import { documentName, fileName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { type Html, moment } from '../markup.ts'
import { pageNumber } from '../page-part.ts'
import type { WebView } from '../view.ts'
import { CAUSES, resultCell } from './document-history.ts'
import { pager } from './pager.ts'

/** Changes on one page: a table a person still reads through. */
const PAGE_SIZE = 100

type ChangesView = {
  readonly rows: readonly VerdictChange[]
  /** 1 for the first. */
  readonly number: number
  readonly isLast: boolean
}

/** Anything that is no page number shows the first page. */
export async function readChangesPage(
  view: Pick<WebView, 'verdictChanges'>,
  page: string | undefined,
): Promise<ChangesView> {
  const number = pageNumber(page)
  // One more than is shown tells whether there is another page.
  const rows = await view.verdictChanges({ offset: (number - 1) * PAGE_SIZE, limit: PAGE_SIZE + 1 })
  return { rows: rows.slice(0, PAGE_SIZE), number, isLast: rows.length <= PAGE_SIZE }
}

export function changesPage({ rows, number, isLast }: ChangesView, tally: Tally): Page {
  return {
    title: 'Thay đổi kết quả',
    place: '/thay-doi',
    main: html`<header class="title"><h1>Thay đổi kết quả</h1>
<p>Văn bản được kiểm tra lại khi căn cứ thay đổi. Ở đây là những văn bản mà kết quả sau đó đã khác trước; kết quả cũ vẫn được lưu.</p></header>
${sums(rows)}
${rows.length === 0 ? html`<p class="nothing">${number === 1 ? 'Chưa văn bản nào đổi kết quả.' : 'Không còn thay đổi nào cũ hơn.'}</p>` : table(rows, tally)}
${pager({ label: 'Trang thay đổi', number, hasOlder: !isLast, address: (page) => `/thay-doi?trang=${page}` })}`,
  }
}

/** A document may have changed more than once. */
const countsOf = (rows: readonly VerdictChange[]): string =>
  `${vietnameseNumber(rows.length)} lần đổi, ${documentCount(new Set(rows.map(({ document }) => document)).size)}`

/** From what to what, most first; of the page that is shown. */
function sums(rows: readonly VerdictChange[]): Html | '' {
  if (rows.length === 0) return ''
  const ways = Map.groupBy(rows, ({ from, to }) => `${resultLabel(from)} → ${resultLabel(to)}`)
  const sorted = [...ways].toSorted(([, a], [, b]) => b.length - a.length)
  return html`<p><strong>Trên trang này: ${countsOf(rows)}.</strong> ${sorted.map(([way, own]) => `${way}: ${vietnameseNumber(own.length)}`).join(' · ')}</p>`
}

/** From here on a reader wants to know first what happened, and then to which documents. */
const MANY = 10

function table(rows: readonly VerdictChange[], tally: Tally): Html {
  const files = filesOfDocuments(
    tally,
    rows.map(({ document }) => document),
  )
  const groups = rows.length < MANY ? [rows] : [...Map.groupBy(rows, occasionOf).values()]
  return html`<table class="stack">
<thead><tr><th scope="col">Lúc</th><th scope="col">Văn bản</th><th scope="col">Đơn vị</th><th scope="col">Trước đó</th><th scope="col">Bây giờ</th>
<th scope="col">Vì sao kiểm tra lại</th></tr></thead>
${groups.map((group) => groupRows(group, files, rows.length >= MANY))}</table>`
}

/** Cause and day. */
const occasionOf = ({ why, at }: VerdictChange) => `${CAUSES[why]}, ngày ${vietnameseDate(at)}`

function groupRows(rows: readonly VerdictChange[], files: FilesOfDocuments, isNamed: boolean): Html {
  const [first] = rows
  return html`<tbody>
${isNamed && first ? html`<tr class="group"><th scope="rowgroup" colspan="6">${occasionOf(first)} <span>${countsOf(rows)}</span></th></tr>` : ''}
${rows.map((change) => changeRow(change, files))}</tbody>`
}

function changeRow({ document, fileName: name, at, from, to, why }: VerdictChange, files: FilesOfDocuments): Html {
  const copies = files.get(document) ?? []
  const counted = copies[0]?.counted
  return html`<tr>
<td class="last" data-label="Lúc">${moment(at)}</td>
<th scope="row" data-label="Văn bản">${counted ? documentName(counted) : html`<a href="/van-ban/${document}">${fileName(name)}</a>`}</th>
<td data-label="Đơn vị">${unitsOf(copies)}</td>
<td data-label="Trước đó"><strong>${resultLabel(from)}</strong> ${resultCell(from)}</td>
<td data-label="Bây giờ"><strong>${resultLabel(to)}</strong> ${resultCell(to)}</td>
<td data-label="Vì sao">${CAUSES[why]}</td></tr>`
}
