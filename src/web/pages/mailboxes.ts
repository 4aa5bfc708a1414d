/** The mailboxes: how the reading of each stands, and what happened to them. */
import { html } from 'hono/html'
import type { Instant } from '../../lang.ts'
import { isClockOff, type Mailbox, type MailboxEvent, type MailboxName } from '../../mail/mailbox.ts'
import { explainMailboxEvent, mailboxName } from '../../report/explain-mailbox.ts'
import { vietnameseDate } from '../../report/vietnamese-date.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Page } from '../layout.ts'
import { mailboxMark } from '../mark.ts'
import { foreign, type Html, moment } from '../markup.ts'

/** Events shown: those of several months, of a mailbox in good order. */
export const EVENTS_SHOWN = 100

export function mailboxesPage(mailboxes: readonly Mailbox[], events: readonly MailboxEvent[], now: Instant): Page {
  return {
    title: 'Hộp thư',
    place: null,
    main: html`<header class="title">
<h1>Hộp thư</h1>
<p>Chương trình chỉ xem hộp thư: không đánh dấu, không chuyển, không xóa thư nào.</p>
</header>
${mailboxes.length === 0 ? html`<p class="nothing">Chưa có hộp thư nào được đọc.</p>` : table(mailboxes, now)}
<h2>Nhật ký</h2>
${events.length === 0 ? html`<p class="nothing">Chưa có sự kiện nào.</p>` : log(events)}`,
  }
}

const nameOf = (mailbox: MailboxName): Html => foreign(mailboxName(mailbox))

function table(mailboxes: readonly Mailbox[], now: Instant): Html {
  return html`<table class="stack"><thead><tr><th scope="col">Hộp thư</th><th scope="col">Tình trạng</th>
<th scope="col">Lần đọc thư gần nhất</th><th scope="col">Thư chờ lấy</th><th scope="col">Đồng hồ</th>
<th scope="col">Quyền đọc đến</th></tr></thead>
<tbody>${mailboxes.map(
    (mailbox) => html`<tr>
<th scope="row" data-label="Hộp thư">${nameOf(mailbox)}</th>
<td data-label="Tình trạng">${mailboxMark(mailbox, now)}${mailbox.fault === null ? '' : html` <span class="next">${mailbox.fault}</span>`}</td>
<td data-label="Lần đọc">${mailbox.lookedAt === null ? 'chưa đọc lần nào' : moment(mailbox.lookedAt)}</td>
<td data-label="Chờ lấy">${vietnameseNumber(mailbox.waiting)}</td>
<td data-label="Đồng hồ">${clockOf(mailbox)}</td>
<td data-label="Quyền đọc">${mailbox.loginEndsAt === null ? 'không khai báo' : vietnameseDate(mailbox.loginEndsAt)}</td></tr>`,
  )}</tbody></table>`
}

function clockOf(mailbox: Mailbox): string {
  if (mailbox.clockAheadMs === null) return 'chưa có thư mới để so'
  const seconds = vietnameseNumber(Math.round(Math.abs(mailbox.clockAheadMs) / 1000))
  return isClockOff(mailbox) ? `lệch ${seconds} giây` : 'khớp'
}

function log(events: readonly MailboxEvent[]): Html {
  return html`<table class="stack"><thead><tr><th scope="col">Lúc</th><th scope="col">Hộp thư</th><th scope="col">Sự kiện</th></tr></thead>
<tbody>${events.map(
    (
      event,
    ) => html`<tr><td data-label="Lúc">${moment(event.at)}</td><th scope="row" data-label="Hộp thư">${nameOf(event)}</th>
<td data-label="Sự kiện">${explainMailboxEvent(event)}</td></tr>`,
  )}</tbody></table>`
}
