/** The history of the register, newest first: who changed what, when and why. */
import { html } from 'hono/html'
import type { Unit } from '../../campaign/unit.ts'
import { explainChange } from '../../report/register-words.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html, moment } from '../markup.ts'
import { pagePart } from '../page-part.ts'
import type { TimelineEntry } from '../register-timeline.ts'
import { changeList } from './change-list.ts'
import { pager } from './pager.ts'

/** Changes on one page; an import of thousands of units is one. */
const PAGE_SIZE = 20

export function registerHistoryPage(
  timeline: readonly TimelineEntry[],
  units: readonly Unit[],
  asked: string | undefined,
): Page {
  const { shown, number, last } = pagePart(timeline, asked, PAGE_SIZE)
  return {
    title: 'Lịch sử danh mục',
    place: '/danh-muc',
    main: html`<header class="title"><p class="over"><a href="/danh-muc">Danh mục đơn vị</a></p><h1>Lịch sử danh mục</h1>
<p>Mỗi lần sửa danh mục là một dòng; không dòng nào bị sửa hay xóa.</p></header>
${historyTable(shown, units)}
${pager({ label: 'Trang lịch sử', number, last, hasOlder: number < last, address: (to) => `/danh-muc/lich-su?trang=${to}` })}`,
  }
}

/** The program itself writes the first state, under its own name. */
export function authorOf({ by }: Pick<TimelineEntry, 'by'>): Html {
  return by === 'sokyso' ? html`Chương trình` : foreign(by)
}

/** Of one change; the file that was imported has them all. */
const MOST_SENTENCES = 200

export function historyTable(entries: readonly TimelineEntry[], units: readonly Unit[]): Html {
  if (entries.length === 0) return html`<p class="nothing">Danh mục chưa thay đổi lần nào.</p>`
  const names = new Map<string, string>(units.map(({ id, name }) => [id, name]))
  const nameOf = (id: string) => names.get(id) ?? id
  return html`<table class="stack list"><thead><tr><th scope="col" class="number">Lần</th><th scope="col">Lúc</th><th scope="col">Người sửa</th><th scope="col">Lý do</th><th scope="col">Thay đổi</th></tr></thead>
<tbody>${entries.map(
    ({ number, at, by, why, decision, changes }) => html`<tr>
<td class="number" data-label="Lần">${number}</td>
<td class="last" data-label="Lúc">${moment(at)}</td>
<th scope="row" data-label="Người sửa">${authorOf({ by })}</th>
<td data-label="Lý do"><div>${foreign(why)}${decision === null ? '' : html` <small>theo <a href="/quyet-dinh">quyết định số ${decision}</a></small>`}</div></td>
<td data-label="Thay đổi"><div>${changes.length > 1 ? html`<p>${vietnameseNumber(changes.length)} đơn vị</p>` : ''}${changeList(
      changes.slice(0, MOST_SENTENCES).map((change) => explainChange(change, nameOf)),
      `lan-${number}`,
      changes.length,
    )}</div></td></tr>`,
  )}</tbody></table>`
}
