/** The overview: how the campaign stands, and every unit of the register with its count. */
import { html } from 'hono/html'
import type { Campaign } from '../../campaign/campaign.ts'
import type { Instant } from '../../lang.ts'
import { printable } from '../../printable.ts'
import { explainFault } from '../../report/explain-fault.ts'
import { ASK_FOR_LISTS, explainMissingList, missingLists } from '../../report/missing-lists.ts'
import { LETTER_WORDS, OPEN_WORDS } from '../../report/open-work-words.ts'
import { deadlineInWords, officialDate } from '../../report/vietnamese-date.ts'
import { documentCount, vietnameseNumber } from '../../report/vietnamese-number.ts'
import { foundAmong, type Search } from '../../search.ts'
import type { Progress } from '../../store/store.ts'
import type { FrozenNumbers, ReportDraft } from '../../tally/frozen.ts'
import { OPEN_QUESTIONS } from '../../tally/open-work.ts'
import type { Tally, UnitState, UnitTally } from '../../tally/tally.ts'
import { addressOf } from '../address.ts'
import { charts } from '../charts/charts.ts'
import type { Page } from '../layout.ts'
import { personMark } from '../mark.ts'
import type { Html } from '../markup.ts'
import { countOpenWork, type OpenWork } from '../open-work.ts'
import { SOON_MS, timeLeft } from '../time-left.ts'
import { unitKey } from '../unit-key.ts'
import { draftLine, frozenLine } from './frozen.ts'
import { nothingFound, searchField } from './search-field.ts'
import { unitTable } from './unit-table.ts'

/** `id` stands in the address. The four that follow the total add up to it. Units are counted here; what waits is counted below, in its own words. */
const FILTERS = [
  { id: 'tat-ca', label: 'Tổng đơn vị', states: ['complete', 'needs-person', 'checking', 'partial', 'none'] },
  { id: 'dat', label: 'Đạt', states: ['complete'] },
  { id: 'thieu', label: 'Thiếu', states: ['checking', 'partial'] },
  { id: 'chua-nop', label: 'Chưa nộp', states: ['none'] },
  { id: 'can-xu-ly', label: 'Đơn vị cần xử lý', states: ['needs-person'] },
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
  /** Of the quarterly report, newest first. */
  readonly drafts: readonly ReportDraft[]
}

export type Beside = {
  readonly filter: Filter
  readonly search: Search
  /** Which page of the units, as the address has it. */
  readonly asked: string | undefined
  readonly now: Instant
  readonly work: OpenWork
  readonly frozen: FrozenNumbers | null
}

export function overviewPage(tally: Tally, progress: Standing, beside: Beside): Page {
  const { filter, search, asked, now, work, frozen } = beside
  const { units } = tally
  const states = countStates(units)
  const shown = foundAmong(search, unitsOf(units, filter), ({ unit }) => unitKey(unit))
  return {
    title: 'Tổng quan',
    place: '/',
    sheet: 'overview',
    summary: FILTERS.map((each) => `${each.label}: ${countOf(states, each)}`).join(', '),
    main: html`${heading(tally.campaign, now)}
${standing(progress, html`${frozenLine(frozen, tally)}${draftLine(progress.drafts)}`)}
<nav class="numbers" aria-label="Lọc đơn vị theo tình trạng">${FILTERS.map((each) => number(each, countOf(states, each), filter))}</nav>
${bar(states)}
${openWork(work, progress.unclear)}
${waitingForLists(tally)}
${filter === FILTERS[0] && asked === undefined && search.typed === '' ? charts(tally, now) : ''}
${unitSearch(filter, search)}
${
  shown.length === 0 && search.typed !== ''
    ? nothingFound(search, placeOf(filter), 'units')
    : shown.length === 0
      ? html`<p class="nothing">Không có đơn vị nào thuộc nhóm “${filter.label}”. <a href="/">Xem tất cả đơn vị</a>.</p>`
      : unitTable(shown, now, {
          asked,
          address: (page) => pageOf(filter, search, page),
          common: tally.campaign.deadline,
          among: units,
        })
}`,
  }
}

function unitsOf(units: readonly UnitTally[], filter: Filter): readonly UnitTally[] {
  if (filter === FILTERS[0]) return units
  const wanted: readonly UnitState[] = filter.states
  return units.filter(({ state }) => wanted.includes(state))
}

/** How many units are in each. */
type States = Readonly<Record<UnitState, number>>

function countStates(units: readonly UnitTally[]): States {
  const counts = { complete: 0, 'needs-person': 0, checking: 0, partial: 0, none: 0 }
  for (const { state } of units) counts[state]++
  return counts
}

const countOf = (states: States, filter: Filter): number => filter.states.reduce((sum, state) => sum + states[state], 0)

function unitSearch(filter: Filter, search: Search): Html {
  const kept = filter === FILTERS[0] ? '' : html`<input type="hidden" name="loc" value="${filter.id}">`
  return html`<form class="filter" method="get" action="/" role="search">${kept}${searchField('Tìm đơn vị', search)}<p><button>Tìm</button></p></form>`
}

const pageOf = (filter: Filter, search: Search, page: number): string =>
  addressOf('/', { loc: filter === FILTERS[0] ? null : filter.id, tim: search.typed, trang: page })

const placeOf = (filter: Filter): string => addressOf('/', { loc: filter === FILTERS[0] ? null : filter.id })

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

function standing(
  { isDiskFull, letters, lettersWaiting, documents, documentsWaiting }: Standing,
  frozen: Html | '',
): Html {
  const isBusy = lettersWaiting + documentsWaiting > 0
  const done = html`${vietnameseNumber(letters)} thư, ${vietnameseNumber(documents)} văn bản`
  const waiting = isBusy
    ? html`còn ${vietnameseNumber(lettersWaiting)} thư chờ đọc và ${vietnameseNumber(documentsWaiting)} văn bản chờ kiểm tra`
    : 'không còn thư, văn bản chờ kiểm tra'
  return html`<dl class="facts standing">
<div><dt>Tiến độ</dt><dd>${letters === 0 ? 'chưa có thư nào được đọc' : html`${done}; ${waiting}`}</dd></div>
${frozen}
</dl>
${isDiskFull ? html`<p class="alert">${personMark(explainFault('disk-full'))}</p>` : ''}`
}

function number(filter: Filter, count: number, current: Filter): Html {
  const address = placeOf(filter)
  const label = html`<b>${vietnameseNumber(count)}</b> <span>${filter.label}</span>`
  const look = filter.id === 'can-xu-ly' && count > 0 ? 'calls' : ''
  return filter === current
    ? html`<a href="${address}" class="${look}" aria-current="true">${label}</a>`
    : html`<a href="${address}" class="${look}">${label}</a>`
}

/** Three parts: complete, something sent, nothing sent. */
function bar(states: States): Html {
  const all = countOf(states, FILTERS[0])
  const { complete, none } = states
  const begun = all - complete - none
  const share = (count: number) => `${vietnameseNumber((100 * count) / Math.max(1, all), 1)}%`
  return html`<figure class="share">
<svg viewBox="0 0 ${Math.max(1, all)} 1" preserveAspectRatio="none" aria-hidden="true">
<rect class="complete" width="${complete}" height="1"/><rect class="begun" x="${complete}" width="${begun}" height="1"/>
</svg>
<figcaption class="legend"><span class="complete">Đạt ${share(complete)}</span> <span class="begun">Đã nộp, chưa đạt ${share(begun)}</span>
<span class="none">Chưa nộp ${share(none)}</span></figcaption>
</figure>`
}

/** What nobody at this page can bring: whoever runs the program can, and finds how on the page of its condition. */
function waitingForLists(tally: Tally): Html | '' {
  const missing = missingLists(tally)
  if (missing.length === 0) return ''
  const sentences = missing.map((each) => html`${printable(explainMissingList(each))} `)
  return html`<p class="waiting">${sentences}${ASK_FOR_LISTS} <a href="/tinh-trang">Tình trạng hệ thống</a></p>`
}

/** The same things, in the same number, as the page that it leads to. */
function openWork(work: OpenWork, unclear: number): Html | '' {
  const { documents, letters, parts } = work
  const count = countOpenWork(work)
  if (count === 0 && unclear === 0) return ''
  const byQuestion = Map.groupBy(documents, ({ question }) => question)
  const counts = [
    ...OPEN_QUESTIONS.map((one) => [OPEN_WORDS[one].title, byQuestion.get(one)?.length ?? 0] as const),
    [LETTER_WORDS.quarantined.title, letters.length] as const,
    [LETTER_WORDS.unopened.title, parts.length] as const,
  ].flatMap(([title, number]) => (number === 0 ? [] : [`${title.toLowerCase()} ${vietnameseNumber(number)}`]))
  const links = [
    ...(count > 0 ? [html`<a href="/can-xu-ly">${vietnameseNumber(count)} việc cần xử lý</a>`] : []),
    ...(unclear > 0 ? [html`<a href="/thu-di?loc=chua-ro">${vietnameseNumber(unclear)} thư chưa rõ đã gửi</a>`] : []),
  ]
  return html`<p class="alert">${personMark(html`${links.map((link, index) => (index === 0 ? link : html` · ${link}`))}`)} <span class="quiet">${counts.join(' · ')}</span></p>`
}
