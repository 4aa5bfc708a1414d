/** Danh mục đơn vị: every unit that the register has ever known, with what it is known by and since when. */
import { html } from 'hono/html'
import { existsAt } from '../../campaign/register.ts'
import type { Unit, UnitGroup, UnitId } from '../../campaign/unit.ts'
import { inUnitOrder } from '../../campaign/unit-order.ts'
import type { Instant } from '../../lang.ts'
import { GROUP_LABELS } from '../../report/explain-count.ts'
import { vietnameseDate } from '../../report/vietnamese-date.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import { foundAmong, type Search, searchKey } from '../../search.ts'
import { addressOf } from '../address.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html, mailAddress, moment } from '../markup.ts'
import { pagePart } from '../page-part.ts'
import type { TimelineEntry } from '../register-timeline.ts'
import { unitKey } from '../unit-key.ts'
import { pager } from './pager.ts'
import { authorOf } from './register-history.ts'
import { nothingFound, searchField } from './search-field.ts'

/** Units on one page: a table a person still reads through. */
const PAGE_SIZE = 200

export type RegisterView = {
  readonly units: readonly Unit[]
  readonly search: Search
  /** Which page of them, as the address has it. */
  readonly asked: string | undefined
  /** The last change of the register; null before the first. */
  readonly lastChange: TimelineEntry | null
  readonly now: Instant
  readonly way: Html | string
}

export function registerPage({ units, search, asked, lastChange, now, way }: RegisterView): Page {
  const found = foundAmong(
    search,
    inUnitOrder(units, (unit) => unit),
    (unit) => unitKey(unit) + searchKey(...unit.addresses, unit.contact),
  )
  const { shown, number, last } = pagePart(found, asked, PAGE_SIZE)
  const address = (to: number) => addressOf('/danh-muc', { tim: search.typed, trang: to })
  return {
    title: 'Danh mục đơn vị',
    place: '/danh-muc',
    main: html`<header class="title"><h1>Danh mục đơn vị</h1>
<p>${summary(units, now)} Đơn vị kết thúc hoặc sáp nhập vẫn ở trong danh mục, để văn bản cũ còn được hiểu đúng.</p>
${lastChange === null ? '' : html`<p class="quiet">Thay đổi gần nhất: ${moment(lastChange.at)}, ${authorOf(lastChange)}: ${foreign(lastChange.why)}. <a href="/danh-muc/lich-su">Lịch sử danh mục</a></p>`}
<p>${way}</p></header>
${units.length === 0 ? html`<p class="nothing">Danh mục chưa có đơn vị nào. Người quản trị dán bảng đơn vị từ Excel ở trang Thiết lập, mục Đơn vị.</p>` : html`<form class="filter" method="get" action="/danh-muc" role="search">${searchField('Tên, địa chỉ thư hoặc mã', search)}<p><button>Tìm</button></p></form>`}
${units.length === 0 ? '' : shown.length === 0 ? nothingFound(search, '/danh-muc', 'units') : table(shown, { units, now })}
${pager({ label: 'Trang danh mục', number, last, hasOlder: number < last, address, isByName: true })}`,
  }
}

function summary(units: readonly Unit[], now: Instant): string {
  const living = units.filter((unit) => existsAt(unit, now)).length
  const unconfirmed = units.filter(({ confirmed }) => !confirmed).length
  const rest = units.length - living
  return `${[
    `${vietnameseNumber(living)} đơn vị đang hoạt động`,
    ...(rest === 0 ? [] : [`${vietnameseNumber(rest)} đơn vị đã kết thúc hoặc chưa thành lập`]),
    ...(unconfirmed === 0 ? [] : [`${vietnameseNumber(unconfirmed)} đơn vị chưa được xác nhận`]),
  ].join(', ')}.`
}

type Around = { readonly units: readonly Unit[]; readonly now: Instant }
/** `isSaid`: that nobody has confirmed any of them, once, above. */
type Rows = Around & { readonly isSaid: boolean }

function table(shown: readonly Unit[], { units, now }: Around): Html {
  const around = { units, now, isSaid: units.every(({ confirmed }) => !confirmed) }
  return html`<table class="stack list">
<thead><tr><th scope="col">Đơn vị</th><th scope="col">Địa chỉ thư</th><th scope="col">Tên gọi khác</th><th scope="col">Thời gian hoạt động</th></tr></thead>
${[...Map.groupBy(shown, ({ group }) => group)].map(([group, rows]) => groupRows(group, rows, around))}</table>`
}

function groupRows(group: UnitGroup, rows: readonly Unit[], around: Rows): Html {
  return html`<tbody><tr class="group"><th scope="rowgroup" colspan="4">${GROUP_LABELS[group]} <span>${vietnameseNumber(rows.length)} đơn vị</span></th></tr>
${rows.map((unit) => row(unit, around))}</tbody>`
}

function row(unit: Unit, around: Rows): Html {
  const { id, name, addresses, aliases } = unit
  const nothing = html`<span class="quiet">–</span>`
  const cell = (texts: readonly string[]) => (texts.length === 0 ? nothing : foreign(texts.join('; ')))
  return html`<tr><th scope="row" data-label="Đơn vị"><div><a href="/danh-muc/don-vi/${id}">${foreign(name)}</a>${remarks(unit, around)}</div></th>
<td data-label="Địa chỉ thư">${addresses.length === 0 ? nothing : addresses.map((address, index) => html`${index === 0 ? '' : '; '}${mailAddress(address)}`)}</td>
<td data-label="Tên gọi khác">${cell(aliases)}</td>
<td data-label="Hoạt động"><div>${timeOf(unit, around)}</div></td></tr>`
}

function remarks({ code, cluster, confirmed }: Unit, { isSaid }: Rows): Html | '' {
  const words = [
    ...(code === null ? [] : [`mã ${code}`]),
    ...(cluster === null ? [] : [cluster]),
    ...(confirmed || isSaid ? [] : ['chưa xác nhận']),
  ]
  return words.length === 0 ? '' : html` <small>${foreign(words.join('; '))}</small>`
}

/** From when to when, and into which it was merged. */
export function timeOf(unit: Unit, { units, now }: Around): Html {
  const { since, until, successor } = unit
  const from = since === null ? '' : `từ ${vietnameseDate(since)}`
  const to = until === null ? '' : `đến hết ${vietnameseDate((until - 1) as Instant)}`
  const words = [from, to].filter((text) => text !== '').join(' ')
  const state = existsAt(unit, now)
    ? 'đang hoạt động'
    : since !== null && now < since
      ? 'chưa thành lập'
      : 'đã kết thúc'
  return html`<span class="whole">${state}</span>${words === '' ? '' : html` <small>${words}</small>`}${successor === null ? '' : html` <small>sáp nhập vào ${unitLink(successor, units)}</small>`}`
}

export function unitLink(id: UnitId, units: readonly Unit[]): Html {
  return html`<a href="/danh-muc/don-vi/${id}">${foreign(units.find((unit) => unit.id === id)?.name ?? id)}</a>`
}
