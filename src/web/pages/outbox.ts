/** Letters of ours: what was written, and whether it was sent. */
import { html } from 'hono/html'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Notice, NoticeCounts, NoticeState } from '../../store/outbox-store.ts'
import type { Page } from '../layout.ts'
import type { Html } from '../markup.ts'
import { STATE_LABELS } from '../outbox-words.ts'
import { noticeTable } from './notice-table.ts'

/** `id` stands in the address. */
const FILTERS = [
  { id: 'tat-ca', label: 'Tất cả', states: ['waiting', 'sending', 'unclear', 'sent', 'failed'] },
  { id: 'cho-gui', label: STATE_LABELS.waiting, states: ['waiting', 'sending'] },
  { id: 'chua-ro', label: STATE_LABELS.unclear, states: ['unclear'] },
  { id: 'khong-gui-duoc', label: STATE_LABELS.failed, states: ['failed'] },
] as const satisfies readonly { id: string; label: string; states: readonly NoticeState[] }[]

export type OutboxFilter = (typeof FILTERS)[number]

/** Anything unknown shows all. */
export const readOutboxFilter = (id: string | undefined): OutboxFilter =>
  FILTERS.find((filter) => filter.id === id) ?? FILTERS[0]

/** The newest: those of weeks, in a campaign of a province. */
export const NOTICES_SHOWN = 200

type Shown = {
  readonly notices: readonly Notice[]
  readonly counts: NoticeCounts
  readonly filter: OutboxFilter
  readonly from: string | null
}

export function outboxPage({ notices, counts, filter, from }: Shown): Page {
  return {
    title: 'Thư đi',
    place: '/thu-di',
    main: html`<header class="title"><h1>Thư đi</h1>
<p>${senderSentence(from)} <a href="/bao-nhan">Cài đặt và xem trước thông báo đã nhận</a> · <a href="/nhac-viec">Nhắc việc</a></p></header>
<nav class="tabs" aria-label="Lọc thư đi">${FILTERS.map((each) => tab(each, counts, filter))}</nav>
${noticeTable(notices)}
${notices.length === NOTICES_SHOWN ? html`<p class="quiet">Chỉ hiện ${NOTICES_SHOWN} thư mới nhất.</p>` : ''}`,
  }
}

export const senderSentence = (from: string | null): Html =>
  from === null
    ? html`Chưa khai báo máy chủ gửi thư (SOKYSO_SMTP_HOST), nên không thư nào được gửi.`
    : html`Thư được gửi từ địa chỉ <bdi>${from}</bdi>.`

function tab({ id, label, states }: OutboxFilter, counts: Shown['counts'], current: OutboxFilter): Html {
  const dropped = states.some((state) => state === 'failed') ? (counts.dropped ?? 0) : 0
  const count = states.reduce((sum, state) => sum + (counts[state] ?? 0), dropped)
  const words = `${label} (${vietnameseNumber(count)})`
  const address = id === FILTERS[0].id ? '/thu-di' : `/thu-di?loc=${id}`
  return id === current.id
    ? html`<a href="${address}" aria-current="true">${words}</a>`
    : html`<a href="${address}">${words}</a>`
}
