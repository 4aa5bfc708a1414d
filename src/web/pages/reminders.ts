/** Who is to be reminded, when the service does it by itself, and what was sent. */
import { html } from 'hono/html'
import { dayOf } from '../../campaign/vietnamese-day.ts'
import type { Instant } from '../../lang.ts'
import { nextOccasion, type Occasion } from '../../notices/reminder-plan.ts'
import { type Holidays, knowsYear } from '../../notices/working-days.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { BadAddress, Notice, NoticeSettings } from '../../store/outbox-store.ts'
import type { UnitTally } from '../../tally/tally.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { noticeMark, personMark, unitStateMark } from '../mark.ts'
import { foreign, type Html, mailAddress, moment } from '../markup.ts'
import type { PagePart } from '../page-part.ts'
import { doneOf } from './form-parts.ts'
import { noticeTable } from './notice-table.ts'
import { senderSentence } from './outbox.ts'
import { pager } from './pager.ts'

export type RemindersShown = {
  /** To be reminded, all of them, and those on this page. */
  readonly units: readonly UnitTally[]
  readonly part: PagePart<UnitTally>
  /** Of those on this page. */
  readonly last: readonly Notice[]
  readonly bad: readonly BadAddress[]
  readonly settings: NoticeSettings
  readonly plan: readonly Occasion[]
  readonly holidays: Holidays
  readonly log: readonly Notice[]
  readonly from: string | null
  readonly now: Instant
  readonly mark: string
  readonly done: string | null
  /** Links to papers about the same units, where there are any. */
  readonly papers: Html | ''
}

/** Units on one page: a table a person still scrolls through. */
export const UNITS_SHOWN = 200

/** Letters of the log shown here; all of them are on the page of the outbox. */
export const REMINDERS_SHOWN = 20

export function remindersPage(shown: RemindersShown): Page {
  const { units, from, done, papers, log } = shown
  return {
    title: 'Nhắc việc',
    place: '/nhac-viec',
    still: true,
    main: html`<header class="title"><h1>Nhắc việc</h1>
<p>${vietnameseNumber(units.length)} đơn vị còn thiếu văn bản, kể cả khi các tệp đang chờ đều được tính. ${senderSentence(from)}</p>
${papers}</header>
${doneOf(done)}
${units.length === 0 ? html`<p class="nothing">Không còn đơn vị nào cần nhắc.</p>` : list(shown)}
<h2>Nhắc tự động</h2>
${schedule(shown)}
${badAddresses(shown)}
<h2>Thư nhắc đã lập</h2>
${noticeTable(log)}
${log.length === REMINDERS_SHOWN ? html`<p><a href="/thu-di">Xem tất cả thư đi</a></p>` : ''}`,
  }
}

function list({ units, part, last, bad, from, mark }: RemindersShown): Html {
  const { shown, number, last: lastPage } = part
  const lastOf = new Map(last.map((reminder) => [reminder.unit, reminder]))
  const broken = new Set(bad.map(({ address }) => address))
  const usable = units.filter(({ unit }) => unit.addresses.some((address) => !broken.has(address)))
  return html`<table class="stack"><thead><tr><th scope="col">Đơn vị</th><th scope="col">Trạng thái</th>
<th scope="col">Địa chỉ đã đăng ký</th><th scope="col">Nhắc gần nhất</th><th scope="col">Việc cần làm</th></tr></thead>
<tbody>${shown.map((tally) => {
    const { unit } = tally
    const reminder = lastOf.get(unit.id)
    return html`<tr>
<th scope="row" data-label="Đơn vị"><a href="/don-vi/${unit.id}">${unit.name}</a></th>
<td data-label="Trạng thái">${unitStateMark(tally)}</td>
<td data-label="Địa chỉ">${unit.addresses.length === 0 ? html`<span class="quiet">chưa có địa chỉ</span>` : unit.addresses.map((address) => addressOf(address, broken))}</td>
<td data-label="Nhắc gần nhất">${reminder === undefined ? html`<span class="quiet">chưa nhắc</span>` : html`<a href="/thu-di/${reminder.id}">${moment(reminder.madeAt)}</a> ${noticeMark(reminder)}`}</td>
<td data-label="Việc cần làm"><a class="act" href="/nhac-viec/${unit.id}">Xem thư nhắc</a></td></tr>`
  })}</tbody></table>
${pager({ label: 'Trang đơn vị', number, last: lastPage, hasOlder: number < lastPage, address: (page) => `/nhac-viec?trang=${page}`, isByName: true })}
${
  from === null || usable.length === 0
    ? ''
    : html`<form class="choices" method="post" action="/nhac-viec/gui">${formField(mark)}
<p><button>Gửi thư nhắc cho ${vietnameseNumber(usable.length)} đơn vị</button></p>
<p class="quiet">Chỉ gửi tới địa chỉ có trong danh mục đơn vị; mỗi địa chỉ nhận tối đa một thư nhắc trong ngày.</p></form>`
}`
}

const addressOf = (address: string, broken: ReadonlySet<string>): Html =>
  broken.has(address)
    ? html`<span class="address">${personMark(html`${mailAddress(address)}: hỏng`)}</span> `
    : html`<span class="address">${mailAddress(address)}</span> `

function schedule({ settings, plan, from, holidays, now, mark }: RemindersShown): Html {
  const next = nextOccasion(plan, now)
  const unknown = [...plan].find(({ at }) => !knowsYear(dayOf(at), holidays))
  return html`<p>Vào 08 giờ các ngày làm việc dưới đây, đơn vị còn thiếu văn bản được gửi một thư nhắc. Lần rơi vào ngày nghỉ được gửi
vào ngày làm việc liền trước (sau hạn: liền sau); lần bị lỡ được gửi một lần khi chương trình chạy lại. Đơn vị được gia hạn có lịch theo hạn riêng.</p>
<ul class="plan">${plan.map(({ name, at }) => html`<li>${name === next?.name ? html`<strong>${occasionInWords(name, at)} (lần tới)</strong>` : occasionInWords(name, at)}</li>`)}</ul>
${unknown === undefined ? '' : html`<p class="alert">${personMark('Chưa có ngày nghỉ Tết của năm này trong tệp ngày nghỉ (SOKYSO_HOLIDAYS); lịch có thể rơi vào ngày nghỉ.')}</p>`}
${from === null ? '' : toggle(settings, mark)}`
}

/** "13/08/2021 08:00, trước ngày cuối 14 ngày" */
function occasionInWords(name: Occasion['name'], at: Instant): Html {
  const [, side, days] = /^T([+-])(\d+)$/.exec(name) ?? []
  return html`${moment(at)}${days === undefined ? '' : `, ${side === '-' ? 'trước' : 'sau'} ngày cuối ${days} ngày`}`
}

function toggle({ remindersSince }: NoticeSettings, mark: string): Html {
  const isOn = remindersSince !== null
  return html`<form class="choices" method="post" action="/nhac-viec/tu-dong">${formField(mark)}
<p>${isOn ? html`Đang bật từ ${moment(remindersSince)}.` : 'Đang tắt.'} <button name="viec" value="${isOn ? 'tat' : 'bat'}">${isOn ? 'Tắt' : 'Bật'} nhắc tự động</button></p></form>`
}

function badAddresses({ bad, mark }: RemindersShown): Html | '' {
  if (bad.length === 0) return ''
  return html`<h2>Địa chỉ hỏng</h2>
<p>Thư gửi tới các địa chỉ này bị trả về; chương trình không gửi thư nhắc tới đó nữa cho đến khi có người xóa dấu hỏng.</p>
<table class="stack"><thead><tr><th scope="col">Địa chỉ</th><th scope="col">Từ lúc</th><th scope="col">Mã lỗi</th><th scope="col">Việc cần làm</th></tr></thead>
<tbody>${bad.map(
    ({ address, since, status }) => html`<tr><th scope="row" data-label="Địa chỉ">${foreign(address)}</th>
<td data-label="Từ lúc">${moment(since)}</td><td data-label="Mã lỗi">${foreign(status)}</td>
<td data-label="Việc cần làm"><form method="post" action="/nhac-viec/dia-chi">${formField(mark)}<input type="hidden" name="dia-chi" value="${address}"><button class="plain">Xóa dấu hỏng</button></form></td></tr>`,
  )}</tbody></table>`
}
