/** The overview: how the campaign stands, and every unit of the register with its count. */
import { html } from 'hono/html'
import type { Campaign } from '../../campaign/campaign.ts'
import type { Instant } from '../../lang.ts'
import { printable } from '../../printable.ts'
import { explainFault } from '../../report/explain-fault.ts'
import { BRING_LISTS, explainMissingList, missingLists } from '../../report/missing-lists.ts'
import { deadlineInWords, officialDate } from '../../report/vietnamese-date.ts'
import { documentCount, vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Progress } from '../../store/store.ts'
import type { Tally, UnitState, UnitTally } from '../../tally/tally.ts'
import type { Page } from '../layout.ts'
import { personMark } from '../mark.ts'
import type { Html } from '../markup.ts'
import { SOON_MS, timeLeft } from '../time-left.ts'
import { unitTable } from './unit-table.ts'

/** `id` stands in the address. The four that follow the total add up to it. */
const FILTERS = [
  { id: 'tat-ca', label: 'Tổng đơn vị', states: ['complete', 'needs-person', 'checking', 'partial', 'none'] },
  { id: 'dat', label: 'Đạt', states: ['complete'] },
  { id: 'thieu', label: 'Thiếu', states: ['checking', 'partial'] },
  { id: 'chua-nop', label: 'Chưa nộp', states: ['none'] },
  { id: 'can-xu-ly', label: 'Cần xử lý', states: ['needs-person'] },
] as const satisfies readonly { id: string; label: string; states: readonly UnitState[] }[]

type Filter = (typeof FILTERS)[number]

/** Anything unknown shows all units. */
export function readFilter(id: string | undefined): Filter {
  return FILTERS.find((filter) => filter.id === id) ?? FILTERS[0]
}

type Standing = Progress & {
  readonly isDiskFull: boolean
  /** Letters of ours of which nobody knows whether they were sent; 0 for those who do not send any. */
  readonly unclear: number
}

export function overviewPage(tally: Tally, progress: Standing, filter: Filter, now: Instant): Page {
  const { campaign, units } = tally
  const shown = unitsOf(units, filter)
  return {
    title: 'Tổng quan',
    place: '/',
    summary: FILTERS.map((each) => `${each.label}: ${unitsOf(units, each).length}`).join(', '),
    main: html`${heading(campaign, now)}
${standing(progress)}
<nav class="numbers" aria-label="Lọc đơn vị theo tình trạng">${FILTERS.map((each) => number(each, units, filter))}</nav>
${bar(units)}
${openWork(tally, progress)}
${waitingForLists(tally)}
${
  shown.length === 0
    ? html`<p class="nothing">Không có đơn vị nào thuộc nhóm “${filter.label}”. <a href="/">Xem tất cả đơn vị</a>.</p>`
    : unitTable(campaign, shown)
}`,
  }
}

function unitsOf(units: readonly UnitTally[], { states }: Filter): readonly UnitTally[] {
  const wanted: readonly UnitState[] = states
  return units.filter(({ state }) => wanted.includes(state))
}

function heading(campaign: Campaign, now: Instant): Html {
  const left = campaign.deadline - now
  const words = timeLeft(campaign, now)
  return html`<header class="title">
<p class="over">Kế hoạch số ${campaign.plan} ngày ${officialDate(`${campaign.issuedOn}T00:00:00+07:00`)} · ${campaign.issuedBy}</p>
<h1>${campaign.title}</h1>
<dl class="facts">
<div><dt>Hạn nộp</dt><dd>${deadlineInWords(campaign)}, ${left > 0 && left < SOON_MS ? personMark(words) : html`<strong>${words}</strong>`}</dd></div>
<div><dt>Yêu cầu</dt><dd>mỗi đơn vị tối thiểu ${documentCount(campaign.required)} có chữ ký số hợp lệ</dd></div>
</dl>
</header>`
}

function standing({ isDiskFull, letters, lettersWaiting, documents, documentsWaiting }: Standing): Html {
  const isBusy = lettersWaiting + documentsWaiting > 0
  const done = html`${vietnameseNumber(letters)} thư, ${vietnameseNumber(documents)} văn bản`
  const waiting = html`còn ${vietnameseNumber(lettersWaiting)} thư chờ đọc và ${vietnameseNumber(documentsWaiting)} văn bản chờ kiểm tra`
  return html`<dl class="facts standing">
<div><dt>Tiến độ</dt><dd>${done}; ${isBusy ? waiting : 'không còn việc chờ'}</dd></div>
</dl>
${isDiskFull ? html`<p class="alert">${personMark(explainFault('disk-full'))}</p>` : ''}`
}

function number(filter: Filter, units: readonly UnitTally[], current: Filter): Html {
  const count = unitsOf(units, filter).length
  const address = filter === FILTERS[0] ? '/' : `/?loc=${filter.id}`
  const label = html`<b>${vietnameseNumber(count)}</b> <span>${filter.label}</span>`
  const look = filter.id === 'can-xu-ly' && count > 0 ? 'calls' : ''
  return filter === current
    ? html`<a href="${address}" class="${look}" aria-current="true">${label}</a>`
    : html`<a href="${address}" class="${look}">${label}</a>`
}

/** Three parts: complete, something sent, nothing sent. */
function bar(units: readonly UnitTally[]): Html {
  const complete = units.filter(({ state }) => state === 'complete').length
  const none = units.filter(({ state }) => state === 'none').length
  const begun = units.length - complete - none
  const share = (count: number) => `${vietnameseNumber((100 * count) / Math.max(1, units.length), 1)}%`
  return html`<figure class="share">
<svg viewBox="0 0 ${Math.max(1, units.length)} 1" preserveAspectRatio="none" aria-hidden="true">
<rect class="complete" width="${complete}" height="1"/><rect class="begun" x="${complete}" width="${begun}" height="1"/>
</svg>
<figcaption><span class="complete">Đạt ${share(complete)}</span> <span class="begun">Đã nộp, chưa đạt ${share(begun)}</span>
<span class="none">Chưa nộp ${share(none)}</span></figcaption>
</figure>`
}

/** What the operator, and nobody else, can bring. */
function waitingForLists(tally: Tally): Html | '' {
  const missing = missingLists(tally)
  if (missing.length === 0) return ''
  const sentences = missing.map((each) => html`${printable(explainMissingList(each))} `)
  return html`<p class="alert">${personMark(html`${sentences}${BRING_LISTS}`)}</p>`
}

/** What belongs to no unit's row and yet waits for a person. */
function openWork({ unassigned }: Tally, { quarantined, unclear }: Standing): Html | '' {
  const items = [
    ...(unassigned.length > 0
      ? [html`<a href="/chua-xac-dinh">${documentCount(unassigned.length)} chưa xác định đơn vị</a>`]
      : []),
    ...(quarantined > 0 ? [html`<a href="/thu?loc=cach-ly">${vietnameseNumber(quarantined)} thư bị cách ly</a>`] : []),
    ...(unclear > 0 ? [html`<a href="/thu-di?loc=chua-ro">${vietnameseNumber(unclear)} thư chưa rõ đã gửi</a>`] : []),
  ]
  if (items.length === 0) return ''
  return html`<p class="alert">${personMark(html`Cần cán bộ xem: ${items.map((item, index) => (index === 0 ? item : html` · ${item}`))}`)}</p>`
}
