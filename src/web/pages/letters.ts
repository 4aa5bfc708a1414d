/** Every letter, newest first, and what became of it. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainLetterState, TRIAL } from '../../report/explain-letter.ts'
import { AUTOMATIC } from '../../report/explain-origin.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import { readSearch, type Search } from '../../search.ts'
import type { LetterRow } from '../../store/store.ts'
import { addressOf } from '../address.ts'
import type { Page } from '../layout.ts'
import { letterMark } from '../mark.ts'
import { foreign, type Html, moment } from '../markup.ts'
import { pageNumber } from '../page-part.ts'
import type { WebView } from '../view.ts'
import { pager } from './pager.ts'
import { nothingFound, searchField } from './search-field.ts'
import { senderOf } from './unit.ts'

/** Letters on one page: a table a person still reads through. */
const PAGE_SIZE = 100

type LettersView = {
  readonly rows: readonly LetterRow[]
  readonly total: number
  readonly quarantined: number
  readonly onlyQuarantined: boolean
  readonly search: Search
  /** Null where something is looked for: then they are not counted. */
  readonly last: number | null
  readonly hasOlder: boolean
  /** 1 for the first. */
  readonly number: number
}

/** Anything that is no page number shows the first page, a filter that is unknown all letters. */
export async function readLettersPage(
  view: Pick<WebView, 'letters' | 'progress'>,
  { filter, page, typed }: Readonly<Record<'filter' | 'page' | 'typed', string | undefined>>,
): Promise<LettersView> {
  const search = readSearch(typed)
  const { letters: total, quarantined } = await view.progress()
  const onlyQuarantined = filter === 'cach-ly'
  const last = Math.max(1, Math.ceil((onlyQuarantined ? quarantined : total) / PAGE_SIZE))
  const number = Math.min(pageNumber(page), last)
  // One more than is shown tells whether there is another page.
  const range = { offset: (number - 1) * PAGE_SIZE, limit: PAGE_SIZE + 1 }
  const rows = await view.letters(range, onlyQuarantined ? 'quarantined' : 'all', search)
  const paging = { number, last: search.words.length === 0 ? last : null, hasOlder: rows.length > PAGE_SIZE }
  return { rows: rows.slice(0, PAGE_SIZE), total, quarantined, onlyQuarantined, search, ...paging }
}

export function lettersPage(view: LettersView): Page {
  const { rows, total, quarantined, onlyQuarantined, search } = view
  return {
    title: 'Thư',
    place: '/thu',
    summary: `${vietnameseNumber(total)} thư, ${vietnameseNumber(quarantined)} thư bị cách ly`,
    main: html`<header class="title"><h1>Thư đã nhận</h1>
<p>Hộp thư chỉ được đọc, không bị thay đổi. Thư không phải thư nộp văn bản thì không lưu tiêu đề và người gửi.</p></header>
<nav class="tabs" aria-label="Lọc thư">${tab('/thu', `Tất cả (${vietnameseNumber(total)})`, !onlyQuarantined)}
${tab('/thu?loc=cach-ly', `Bị cách ly (${vietnameseNumber(quarantined)})`, onlyQuarantined)}</nav>
<form class="filter" method="get" action="/thu" role="search">${onlyQuarantined ? html`<input type="hidden" name="loc" value="cach-ly">` : ''}${searchField('Người gửi, tiêu đề', search)}<p><button>Tìm</button></p></form>
${rows.length === 0 && search.typed !== '' ? nothingFound(search, onlyQuarantined ? '/thu?loc=cach-ly' : '/thu') : rows.length === 0 ? html`<p class="nothing">${onlyQuarantined ? 'Không có thư nào bị cách ly.' : 'Chưa nhận được thư nào.'}</p>` : table(rows)}
${pagerOf(view)}`,
  }
}

function tab(address: string, label: string, isCurrent: boolean): Html {
  return isCurrent
    ? html`<a href="${address}" aria-current="true">${label}</a>`
    : html`<a href="${address}">${label}</a>`
}

function table(rows: readonly LetterRow[]): Html {
  return html`<table class="stack letters">
<thead><tr><th scope="col">Ngày đến</th><th scope="col">Người gửi</th><th scope="col">Tiêu đề</th>
<th scope="col" class="number">Văn bản</th><th scope="col">Tình trạng</th></tr></thead>
<tbody>${rows.map(
    (letter) => html`<tr>
<td class="last" data-label="Ngày đến">${moment(letter.receivedAt)}</td>
<td data-label="Người gửi">${senderOf(letter.sender)}</td>
<th scope="row" data-label="Tiêu đề"><a href="/thu/${letter.sha256}">${subjectOf(letter)}</a></th>
<td class="number" data-label="Văn bản">${letter.submissions.length}</td>
<td data-label="Tình trạng">${letterMark(letter.state)}${remark(letter)}</td></tr>`,
  )}</tbody></table>`
}

export function subjectOf({ subject, state }: Pick<LetterRow, 'subject' | 'state'>): Html {
  if (subject === null)
    return html`<span class="quiet">${state.kind === 'stored' ? '(chưa đọc)' : '(không lưu tiêu đề)'}</span>`
  return subject.trim() === '' ? html`<span class="quiet">(không có tiêu đề)</span>` : foreign(subject)
}

function remark({ state, unopened, origin, isTrial }: LetterRow): Html | '' {
  if (state.kind === 'quarantined') return html`<p class="why">${printable(explainLetterState(state).nextStep)}</p>`
  const remarks = [
    ...(isTrial ? [TRIAL.label] : []),
    ...(origin?.isAutomatic ? [AUTOMATIC.label] : []),
    ...(unopened.length > 0 ? [`${unopened.length} phần cần người xem`] : []),
  ]
  return remarks.length === 0 ? '' : html`<p class="why">${remarks.join('; ')}</p>`
}

function pagerOf({ onlyQuarantined, search, number, last, hasOlder }: LettersView): Html | '' {
  const kept = { loc: onlyQuarantined ? 'cach-ly' : null, tim: search.typed }
  const address = (page: number) => addressOf('/thu', { ...kept, trang: page })
  return pager({ label: 'Trang thư', number, hasOlder, address, ...(last === null ? {} : { last }) })
}
