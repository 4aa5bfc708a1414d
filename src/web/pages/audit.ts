/** The log of who did what, newest first. */
import { html } from 'hono/html'
import type { AuditFilter } from '../../access/access-store.ts'
import { AUDIT_ACTIONS, type AuditEntry, type AuditHead } from '../../access/audit.ts'
import { printable } from '../../printable.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import { ACTION_LABELS, factsInWords } from '../audit-words.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html, isSha256, moment, shortHash } from '../markup.ts'
import { ROLE_LABELS } from '../role-words.ts'
import { choiceField } from './form-parts.ts'
import { pager } from './pager.ts'

export const ENTRIES_A_PAGE = 100

type AuditView = {
  /** One more than a page shows, where there are older ones. */
  readonly found: readonly AuditEntry[]
  readonly filter: AuditFilter
  /** From 1. */
  readonly page: number
  readonly head: AuditHead
  /** Those of the subjects that are letters: their hashes look like those of documents. */
  readonly letters: ReadonlySet<string>
  /** Whether the reader may open the documents and letters that are named. */
  readonly leads: boolean
}

export function auditPage({ found, filter, page, head, letters, leads }: AuditView): Page {
  const shown = found.slice(0, ENTRIES_A_PAGE)
  return {
    title: 'Nhật ký',
    place: '/nhat-ky',
    still: true,
    main: html`<h1>Nhật ký</h1>
<p>Ai đã làm gì, lúc nào. Mỗi mục mang mã băm của mục trước, nên sửa hay xóa một mục đều bị phát hiện khi chạy
<code>npm run -s audit -- verify</code> trên máy chủ.</p>
${head.number === 0 ? '' : headPart(head)}
${filterForm(filter)}
${shown.length === 0 ? html`<p class="nothing">Không có mục nào${filter.action === null && filter.text === '' ? '' : ' phù hợp'}.</p>` : entryTable(shown, (subject) => subjectOf(subject, letters, leads))}
<p><a class="download" href="/nhat-ky.csv?${queryOf(filter)}">Xuất CSV${filter.action === null && filter.text === '' ? '' : ' các mục đang lọc'}</a></p>
${pagerOf(page, found.length > ENTRIES_A_PAGE, filter)}`,
  }
}

function headPart({ number, sha256 }: AuditHead): Html {
  return html`<p class="quiet">Có ${vietnameseNumber(number)} mục, mục cuối là <code>${number}:${sha256}</code>. Ghi lại chuỗi này ở nơi khác; sau
này <code>npm run -s audit -- verify --noted</code> kèm chuỗi này sẽ cho biết nhật ký có bị viết lại từ đầu hay không.</p>`
}

function filterForm({ action, text }: AuditFilter): Html {
  const actions = [
    { value: '', label: 'Tất cả' },
    ...AUDIT_ACTIONS.map((one) => ({ value: one, label: ACTION_LABELS[one] })),
  ]
  return html`<form class="filter" method="get" action="/nhat-ky" role="search">
${choiceField('viec', 'Việc', actions, { chosen: action ?? '' })}
<p class="field"><label for="tim">Người hoặc đối tượng</label><input id="tim" name="tim" type="search" value="${printable(text)}" autocomplete="off"></p>
<p><button>Lọc</button></p></form>`
}

function entryTable(entries: readonly AuditEntry[], named: (subject: string) => Html): Html {
  return html`<table class="stack">
<thead><tr><th scope="col" class="number">Số</th><th scope="col">Thời gian</th><th scope="col">Người thực hiện</th><th scope="col">Việc</th>
<th scope="col">Đối tượng</th><th scope="col">Chi tiết</th></tr></thead>
<tbody>${entries.map(
    ({ number, at, actor, action, subject, facts, address }) => html`<tr>
<td class="number" data-label="Số">${number}</td>
<td data-label="Thời gian">${moment(at)}</td>
<th scope="row" data-label="Người làm">${whoDid(actor)}</th>
<td data-label="Việc">${ACTION_LABELS[action]}</td>
<td data-label="Đối tượng">${named(subject)}</td>
<td data-label="Chi tiết">${foreign([factsInWords(facts), address === null ? 'tại máy chủ' : `từ ${address}`].filter(Boolean).join('; '))}</td></tr>`,
  )}</tbody></table>`
}

function whoDid({ name, role }: AuditEntry['actor']): Html {
  if (name === '') return html`<span class="quiet">chưa đăng nhập</span>`
  return html`${foreign(name)}${role === null ? '' : html` <small class="whole">${ROLE_LABELS[role]}</small>`}`
}

/** Documents and letters have no other name that lasts. */
function subjectOf(subject: string, letters: ReadonlySet<string>, leads: boolean): Html {
  if (!isSha256(subject)) return subject === '' ? html`<span class="quiet">–</span>` : foreign(subject)
  const hash = shortHash(subject)
  const [word, place] = letters.has(subject) ? ['thư', '/thu/'] : ['văn bản', '/van-ban/']
  return html`${word} ${leads ? html`<a href="${place}${subject}">${hash}</a>` : hash}`
}

function queryOf({ action, text }: AuditFilter): string {
  return new URLSearchParams({
    ...(action === null ? {} : { viec: action }),
    ...(text === '' ? {} : { tim: text }),
  }).toString()
}

function pagerOf(number: number, hasOlder: boolean, filter: AuditFilter): Html | '' {
  const address = (page: number) =>
    `/nhat-ky?${new URLSearchParams([...new URLSearchParams(queryOf(filter)), ['trang', `${page}`]])}`
  return pager({ label: 'Trang của nhật ký', number, hasOlder, address })
}
