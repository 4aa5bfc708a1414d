/** The frame around every page: masthead, banner, main part, and the line that says when it was made. */
import { html } from 'hono/html'
import type { Instant } from '../lang.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import { SCRIPT, STYLE } from './assets.ts'
import type { Html } from './markup.ts'

export type Place = '/' | '/thu' | '/chua-xac-dinh' | '/thay-doi' | '/tinh-trang'

/** What a page gives to the frame. */
export type Page = {
  readonly title: string
  /** The place of the main menu it belongs to, or null. */
  readonly place: Place | null
  readonly main: Html
  /** Said aloud when it changes while the page is open; '' where nothing is worth it. */
  readonly summary?: string
}

export type Frame = { readonly practice: boolean; readonly now: Instant; readonly revision: number | null }

const MENU: readonly { readonly place: Place; readonly label: string }[] = [
  { place: '/', label: 'Tổng quan' },
  { place: '/chua-xac-dinh', label: 'Chưa xác định đơn vị' },
  { place: '/thu', label: 'Thư' },
  { place: '/thay-doi', label: 'Thay đổi kết quả' },
  { place: '/tinh-trang', label: 'Tình trạng hệ thống' },
]

export function layout({ title, place, main, summary = '' }: Page, { practice, now, revision }: Frame): Html {
  return html`<!DOCTYPE html>
<html lang="vi" data-revision="${revision ?? ''}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Sổ Ký Số</title>
<link rel="stylesheet" href="${STYLE.address}">
<script src="${SCRIPT.address}" defer></script>
</head>
<body>
<a class="skip" href="#main">Đến nội dung chính</a>
${practice ? html`<p class="practice" role="note">Hộp thư thực hành – dữ liệu giả lập</p>` : ''}
<header class="masthead">
<a class="wordmark" href="/">Sổ Ký Số</a>
<nav aria-label="Các trang">${MENU.map((item) => menuItem(item, place))}</nav>
</header>
<main id="main" tabindex="-1" data-summary="${summary}">
${main}
<p class="made">Trang lập lúc <time datetime="${new Date(now).toISOString()}">${vietnameseDateTime(now)}</time>. Mọi thời gian là giờ Việt Nam.</p>
</main>
<p id="live" class="unseen" role="status"></p>
</body>
</html>`
}

function menuItem(item: (typeof MENU)[number], place: Place | null): Html {
  return item.place === place
    ? html`<a href="${item.place}" aria-current="page">${item.label}</a>`
    : html`<a href="${item.place}">${item.label}</a>`
}
