/** The frame around every page: masthead, banner, main part, and the line that says when it was made. */
import { html } from 'hono/html'
import { may, type Right } from '../access/role.ts'
import type { Instant } from '../lang.ts'
import { type Mailbox, worstStanding } from '../mail/mailbox.ts'
import { mailboxName, STANDING_LABELS } from '../report/explain-mailbox.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import { KEYS, SCRIPT, SHEETS, type Sheet, STYLE } from './assets.ts'
import { formField } from './form.ts'
import { type Look, lookHead, lookSwitch } from './look.ts'
import { mailWarnings } from './mail-warnings.ts'
import { foreign, type Html, moment } from './markup.ts'
import { ROLE_LABELS } from './role-words.ts'
import { mustEnrol, roleOf, type Visitor } from './visitor.ts'

export type Place =
  | '/'
  | '/can-xu-ly'
  | '/van-ban'
  | '/thu'
  | '/dot'
  | '/danh-muc'
  | '/chung-thu'
  | '/thay-doi'
  | '/bao-cao'
  | '/nhac-viec'
  | '/thu-di'
  | '/tinh-trang'
  | '/nhat-ky'
  | '/nguoi-dung'
  | '/thiet-lap'
  | '/tai-khoan'

/** What a page gives to the frame. */
export type Page = {
  readonly title: string
  /** The place of the main menu it belongs to, or null. */
  readonly place: Place | null
  readonly main: Html
  /** Said aloud when it changes while the page is open; '' where nothing is worth it. */
  readonly summary?: string
  /** Stays as it is while it is open: it holds what somebody types, or what is shown once. */
  readonly still?: boolean
  /** The style sheet that it needs beside the one of all pages. */
  readonly sheet?: Sheet
  /** Letters of the keyboard move in it and act. */
  readonly keys?: boolean
}

export type Frame = {
  readonly visitor: Visitor
  /** Of forms; '' where there are none. */
  readonly mark: string
  readonly look: Look
  /** The address of the page; null where it cannot be asked for again. */
  readonly here: string | null
  readonly now: Instant
  readonly revision: number | null
  /** Null where they cannot be asked for, or need not. */
  readonly mailboxes: readonly Mailbox[] | null
  /** No letter is read yet, since the set-up is not done. */
  readonly isOpen?: boolean
}

type MenuItem = { readonly place: Place; readonly label: string; readonly right: Right }

/** What people come for each day. */
const DAILY: readonly MenuItem[] = [
  { place: '/', label: 'Tổng quan', right: 'read-own' },
  { place: '/can-xu-ly', label: 'Cần xử lý', right: 'read-all' },
  { place: '/van-ban', label: 'Văn bản', right: 'read-own' },
  { place: '/thu', label: 'Thư', right: 'read-all' },
  { place: '/nhac-viec', label: 'Nhắc việc', right: 'send-letters' },
  { place: '/bao-cao', label: 'Báo cáo', right: 'read-own' },
]

/** What is looked up now and then, and what the count rests on. */
const FURTHER: readonly MenuItem[] = [
  { place: '/thay-doi', label: 'Thay đổi kết quả', right: 'read-all' },
  { place: '/thu-di', label: 'Thư đi', right: 'send-letters' },
  { place: '/dot', label: 'Đợt', right: 'read-all' },
  { place: '/danh-muc', label: 'Danh mục đơn vị', right: 'read-all' },
  { place: '/chung-thu', label: 'Chứng thư tin cậy', right: 'read-all' },
  { place: '/tinh-trang', label: 'Tình trạng hệ thống', right: 'read-all' },
  { place: '/nhat-ky', label: 'Nhật ký', right: 'read-log' },
  { place: '/nguoi-dung', label: 'Người dùng', right: 'manage-users' },
  { place: '/thiet-lap', label: 'Thiết lập', right: 'set-up' },
]

export function layout(
  { title, place, main, summary = '', still = false, keys = false, sheet }: Page,
  frame: Frame,
): Html {
  const { visitor, now, revision, mailboxes } = frame
  const role = roleOf(visitor)
  const mayGo = ({ right }: MenuItem) => role !== null && !mustEnrol(visitor) && may(role, right)
  return html`<!DOCTYPE html>
<html lang="vi" data-revision="${revision ?? ''}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Sổ Ký Số</title>
<link rel="stylesheet" href="${STYLE.address}">
${lookHead(frame.look)}${sheet ? html`<link rel="stylesheet" href="${SHEETS[sheet].address}">` : ''}
<script src="${SCRIPT.address}" defer></script>${keys ? html`<script src="${KEYS.address}" defer></script>` : ''}
</head>
<body>
<a class="skip" href="#main">Đến nội dung chính</a>
<header>
${visitor.kind === 'practice' ? practiceBanner(visitor.role) : ''}
<div class="masthead">
<a class="wordmark" href="/">Sổ Ký Số</a>
${menu(DAILY.filter(mayGo), FURTHER.filter(mayGo), place)}
${visitor.kind === 'person' ? whoIsIn(visitor, place, frame.mark) : ''}
</div>
${frame.isOpen ? unfinished(role !== null && may(role, 'set-up') && !mustEnrol(visitor), place) : mailboxes === null ? '' : ofMailboxes(mailboxes, now, role !== null && may(role, 'read-all'))}
</header>
<main id="main" tabindex="-1" data-summary="${summary}"${still ? html` data-still` : ''}>
${main}
<p class="made">Trang lập lúc <time datetime="${new Date(now).toISOString()}">${vietnameseDateTime(now)}</time>. Mọi thời gian là giờ Việt Nam.${role === null || mustEnrol(visitor) ? '' : html` <a href="/du-lieu-ca-nhan">Dữ liệu cá nhân</a>`}</p>
</main>
${frame.here === null || frame.mark === '' ? '' : lookSwitch(frame.look, frame.here, frame.mark)}
<p id="live" class="unseen" role="status"></p>
</body>
</html>`
}

/** A unit is told when letters were read last; what is amiss with the mailbox is for the office. */
function ofMailboxes(mailboxes: readonly Mailbox[], now: Instant, isOffice: boolean): Html {
  return html`${lastReading(mailboxes, now, isOffice)}${isOffice ? mailWarnings(mailboxes, now) : ''}`
}

function unfinished(maySetUp: boolean, place: Place | null): Html {
  const way = maySetUp && place !== '/thiet-lap' ? html` <a href="/thiet-lap">Tiếp tục thiết lập</a>.` : ''
  return html`<p class="reading">Chưa đọc hộp thư nào: việc thiết lập chưa xong.${way}</p>`
}

/** On every page: a count that nobody feeds looks just like one that is complete. */
function lastReading(mailboxes: readonly Mailbox[], now: Instant, isOffice: boolean): Html {
  const worst = worstStanding(mailboxes, now)
  if (worst === null) return html``
  const { standing, lookedAt } = worst
  const time = lookedAt === null ? 'chưa đọc lần nào' : moment(lookedAt)
  const label = STANDING_LABELS[standing]
  const line = html`Lần đọc thư gần nhất: ${time} (${isOffice ? html`<a href="/hop-thu">${label}</a>` : label}).`
  const urgent = mailboxes.find((mailbox) => mailbox.fault !== null && mailbox.faultNeedsPerson)
  const faulty = urgent ?? mailboxes.find((mailbox) => mailbox.fault !== null)
  const fault = faulty && isOffice ? html`Hộp thư ${foreign(mailboxName(faulty))}: ${faulty.fault}` : ''
  if (standing !== 'stopped' && urgent === undefined) return html`<p class="reading">${line} ${fault}</p>`
  const alarm =
    standing === 'stopped'
      ? 'Hộp thư đã ngừng được đọc, số liệu có thể thiếu.'
      : 'Không đọc được hộp thư, cần người xử lý.'
  return html`<p class="reading stopped" role="alert"><strong>${alarm}</strong> ${line} ${fault}</p>`
}

/** One line: what is not of each day stands behind a word that opens without a script, unless it is all there is. */
function menu(daily: readonly MenuItem[], further: readonly MenuItem[], place: Place | null): Html | '' {
  const shown = [...daily, ...(further.length < 2 ? further : [])].map((item) => menuItem(item, place))
  const current = further.find((item) => item.place === place)
  if (shown.length === 0 && further.length === 0) return ''
  if (further.length < 2) return html`<nav aria-label="Các trang">${shown}</nav>`
  // The heading of the page says which one it is.
  const word = current === undefined ? html`<summary>Khác</summary>` : html`<summary aria-current="true">Khác</summary>`
  return html`<nav aria-label="Các trang">${shown}
<details class="more">${word}<ul>${further.map((item) => html`<li>${menuItem(item, place)}</li>`)}</ul></details></nav>`
}

function menuItem(item: MenuItem, place: Place | null): Html {
  return item.place === place
    ? html`<a href="${item.place}" aria-current="page">${item.label}</a>`
    : html`<a href="${item.place}">${item.label}</a>`
}

function practiceBanner(role: 'admin' | 'leader'): Html {
  const may = role === 'admin' ? 'mọi người dùng máy này đều có quyền quản trị' : 'chỉ xem'
  return html`<p class="practice" role="note">Hộp thư thực hành – dữ liệu giả lập. Không cần đăng nhập: ${may}.</p>`
}

/** With the way out on every page. */
function whoIsIn({ account }: Extract<Visitor, { kind: 'person' }>, place: Place | null, mark: string): Html {
  const own = place === '/tai-khoan' ? html` aria-current="page"` : ''
  return html`<div class="me"><a href="/tai-khoan"${own}>${foreign(account.fullName)}</a> <small>${ROLE_LABELS[account.role]}</small>
<form method="post" action="/dang-xuat">${formField(mark)}<button class="plain">Đăng xuất</button></form></div>`
}
