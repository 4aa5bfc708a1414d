/** Văn bản: every file that came for the campaign, as a register of papers lists them, with what it is worth. */
import { html } from 'hono/html'
import { inUnitOrder } from '../../campaign/unit-order.ts'
import { codeOf } from '../../identity/named-beside.ts'
import { reasonInWords } from '../../report/explain-count.ts'
import { dateInWords, identityOf } from '../../report/identity-words.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { CountedSubmission, Tally } from '../../tally/tally.ts'
import { type Asked, addressOf } from '../address.ts'
import {
  type DocumentFilter,
  type DocumentList,
  type Listed,
  NO_UNIT,
  PARAMETERS,
  RESULTS,
  STANDINGS,
} from '../document-list.ts'
import { fileName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { outcomeMark } from '../mark.ts'
import { foreign, type Html, moment } from '../markup.ts'
import { choiceField } from './form-parts.ts'
import { pager } from './pager.ts'
import { nothingFound, searchField } from './search-field.ts'
import { standingMark } from './unit.ts'

export function documentsPage(list: DocumentList, tally: Tally): Page {
  const { found, total, filter } = list
  const isFiltered = addressOf('', askedOf(filter)) !== ''
  const words = isFiltered
    ? `${vietnameseNumber(found)} trong ${vietnameseNumber(total)} tệp`
    : `${vietnameseNumber(total)} tệp`
  return {
    title: 'Văn bản',
    place: '/van-ban',
    summary: words,
    main: html`<header class="title"><h1>Văn bản</h1>
<p>Mọi tệp PDF đã nhận trong đợt, mới nhất trước. Một văn bản gửi nhiều lần có nhiều dòng, chỉ được tính một lần.</p></header>
${total === 0 ? '' : filterForm(list, tally)}
${total === 0 ? nothingYet() : found === 0 ? nothingLeft(filter) : html`<p>${words}${isFiltered ? html` · <a href="/van-ban">Bỏ lọc</a>` : ''}</p>${table(list.rows)}`}
${pagerOf(list)}`,
  }
}

function nothingYet(): Html {
  return html`<p class="nothing">Chưa nhận được văn bản nào. Văn bản có ở đây khi hộp thư đã được đọc và thư nộp có tệp PDF; xem lần đọc gần nhất ở <a href="/hop-thu">Hộp thư</a>.</p>`
}

function nothingLeft({ search }: DocumentFilter): Html {
  return search.typed === ''
    ? html`<p class="nothing">Không có văn bản nào theo các mục đã chọn. <a href="/van-ban">Xem tất cả văn bản</a>.</p>`
    : nothingFound(search, '/van-ban')
}

/** More are no list that anybody looks through: their names are typed. */
const MOST_UNITS = 200

function filterForm({ filter, months }: DocumentList, { units, unassigned }: Tally): Html {
  const { unit, result, standing, month, search } = filter
  const listed =
    units.length <= MOST_UNITS
      ? inUnitOrder(
          units.map((one) => one.unit),
          (one) => one,
        )
      : []
  const shown = unit === null || unit === 'none' || listed.includes(unit) ? listed : [unit]
  const choices = [
    ...shown.map(({ id, name }) => ({ value: id, label: name })),
    ...(unassigned.length > 0 ? [{ value: NO_UNIT, label: 'Chưa xác định' }] : []),
  ]
  const choice = (name: string, label: string, some: readonly { value: string; label: string }[], chosen = '') =>
    choiceField(name, label, [{ value: '', label: 'Tất cả' }, ...some], { chosen })
  const asChoices = (some: typeof RESULTS | typeof STANDINGS) => some.map(({ id, label }) => ({ value: id, label }))
  const ofMonths = months.map((one) => ({ value: one, label: monthInWords(one) }))
  return html`<form class="filter" method="get" action="/van-ban" role="search">
${searchField('Tìm', search)}
${choices.length < 2 ? '' : choice(PARAMETERS.unit, 'Đơn vị', choices, unit === 'none' ? NO_UNIT : unit?.id)}
${choice(PARAMETERS.result, 'Kết quả kiểm tra', asChoices(RESULTS), result?.id)}
${choice(PARAMETERS.standing, 'Tính hay không', asChoices(STANDINGS), standing?.id)}
${choice(PARAMETERS.month, 'Tháng nhận', ofMonths, month ?? '')}
<p><button>Lọc</button></p></form>`
}

/** 2021-08 as "8/2021", 2021-01 as "01/2021". */
const monthInWords = (month: string): string => dateInWords(month).slice('…/'.length)

function table(rows: readonly Listed[]): Html {
  return html`<table class="stack list">
<thead><tr><th scope="col">Ngày đến</th><th scope="col">Số, ký hiệu</th><th scope="col">Ngày văn bản</th><th scope="col">Tên loại và trích yếu</th>
<th scope="col">Đơn vị</th><th scope="col">Kết quả kiểm tra</th><th scope="col">Tính hay không, vì sao</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table>`
}

function row({ counted, unit }: Listed): Html {
  const { submission, report } = counted
  const fields = identityOf(counted)
  const { issuedDate } = fields
  const code = codeOf(fields)
  const unknown = html`<span class="quiet">–</span>`
  return html`<tr>
<td class="last" data-label="Ngày đến">${moment(submission.receivedAt)}</td>
<td class="symbol" data-label="Số, ký hiệu">${code === null ? unknown : foreign(code)}</td>
<td class="last" data-label="Ngày văn bản">${issuedDate === null ? unknown : foreign(dateInWords(issuedDate.value))}</td>
<th scope="row" data-label="Văn bản">${titleOf(counted)}</th>
<td data-label="Đơn vị">${unit === null ? html`<span class="quiet">chưa xác định</span>` : html`<a href="/don-vi/${unit.id}">${unit.name}</a>`}</td>
<td data-label="Kết quả">${outcomeMark(report)}</td>
<td data-label="Tính">${standingMark(counted)}${reasonOf(counted)}</td></tr>`
}

/** Type and subject, which may begin with the type; the file where neither is known. */
function titleOf(counted: CountedSubmission): Html {
  const { document, fileName: file } = counted.submission
  const { typeName, subject } = identityOf(counted)
  const [type = '', about = ''] = [typeName?.value, subject?.value]
  const isSaid = about.toLowerCase().startsWith(type.toLowerCase())
  const words = isSaid ? about : [type, about].filter((text) => text !== '').join(': ')
  return html`<a href="/van-ban/${document}">${words === '' ? fileName(file) : foreign(words)}</a>`
}

/** In a few words; in sentences on the page of the document. */
function reasonOf(counted: CountedSubmission): Html | '' {
  const reason = reasonInWords(counted)
  return reason === null ? '' : html`<p class="why">${reason}</p>`
}

function askedOf({ unit, result, standing, month, search }: DocumentFilter): Asked {
  return {
    [PARAMETERS.unit]: unit === 'none' ? NO_UNIT : unit?.id,
    [PARAMETERS.result]: result?.id,
    [PARAMETERS.standing]: standing?.id,
    [PARAMETERS.month]: month,
    [PARAMETERS.search]: search.typed,
  }
}

function pagerOf({ filter, number, last }: DocumentList): Html | '' {
  const address = (page: number) => addressOf('/van-ban', { ...askedOf(filter), trang: page })
  return pager({ label: 'Trang văn bản', number, last, hasOlder: number < last, address })
}
