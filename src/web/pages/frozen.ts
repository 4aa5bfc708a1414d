/** The count as it was frozen, and each unit and file that stands otherwise now, with the reason. */
import { html } from 'hono/html'
import type { UnitId } from '../../campaign/unit.ts'
import type { Instant } from '../../lang.ts'
import { printable } from '../../printable.ts'
import { unitStateInWords } from '../../report/explain-count.ts'
import { explainDifference, standingThen } from '../../report/frozen-words.ts'
import { deadlineInWords, vietnameseDateTime } from '../../report/vietnamese-date.ts'
import { documentCount, vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Decision } from '../../tally/decision.ts'
import {
  compareWithFrozen,
  type Differences,
  differingUnits,
  type FateDifference,
  type FrozenNumbers,
  type FrozenTally,
  type ReportDraft,
  type UnitNumbers,
} from '../../tally/frozen.ts'
import type { Tally } from '../../tally/tally.ts'
import { draftId } from '../chosen-period.ts'
import { findOf, unitNames } from '../counted.ts'
import { documentName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { type Html, moment, shortHash } from '../markup.ts'

type FrozenView = {
  readonly frozen: FrozenTally | null
  readonly tally: Tally
  readonly decisions: readonly Decision[]
  readonly now: Instant
}

export function frozenPage(view: FrozenView): Page {
  const { frozen, tally } = view
  return {
    title: 'Số liệu chốt',
    place: '/',
    sheet: 'desk',
    main: html`<header class="title"><p class="over"><a href="/">Tổng quan</a></p><h1>Số liệu chốt của đợt</h1>
<dl class="facts"><div><dt>Hạn nộp</dt><dd>${deadlineInWords(tally.campaign)}</dd></div>
${frozen === null ? '' : html`<div><dt>Chốt lúc</dt><dd>${vietnameseDateTime(frozen.frozenAt)}</dd></div>`}</dl></header>
${frozen === null ? notYet(view) : compared(frozen, view)}`,
  }
}

function notYet({ tally: { campaign }, now }: FrozenView): Html {
  return now < campaign.freezesAt
    ? html`<p class="nothing">Chưa đến lúc chốt. Số liệu được chốt một lần, từ ${vietnameseDateTime(campaign.freezesAt)}, khi hộp thư đã được đọc và không còn tệp chờ kiểm tra.</p>`
    : html`<p class="nothing">Đã đến lúc chốt; chương trình chốt số liệu khi hộp thư được đọc xong và không còn tệp chờ kiểm tra.</p>`
}

function compared(frozen: FrozenTally, { tally, decisions }: FrozenView): Html {
  const differences = compareWithFrozen(frozen, tally)
  const { units } = differences
  const complete = (rows: readonly Pick<UnitNumbers, 'state'>[]) =>
    rows.filter(({ state }) => state === 'complete').length
  const counted = (rows: readonly Pick<UnitNumbers, 'valid'>[]) => rows.reduce((sum, { valid }) => sum + valid, 0)
  return html`<p>Số liệu chốt được giữ nguyên, thư và quyết định đến sau không làm thay đổi. Bảng dưới so số liệu chốt với số liệu hiện nay.</p>
<table class="sums"><thead><tr><td></td><th scope="col" class="number">Lúc chốt</th><th scope="col" class="number">Hiện nay</th></tr></thead>
<tbody>${[
    ['Đơn vị trong đợt', frozen.units.length, tally.units.length],
    ['Đơn vị đạt', complete(frozen.units), complete(tally.units)],
    ['Văn bản được tính', counted(frozen.units), counted(tally.units)],
  ].map(
    ([label, before, now]) =>
      html`<tr><th scope="row">${label}</th><td class="number">${before}</td><td class="number">${before === now ? now : html`<strong>${now}</strong>`}</td></tr>`,
  )}</tbody></table>
<h2>Đơn vị có số liệu khác <span class="count">${vietnameseNumber(units.length)}</span></h2>
${units.length === 0 ? html`<p class="nothing">Số liệu của mọi đơn vị vẫn như khi chốt.</p>` : unitTable(differences, frozen, tally, decisions)}
${elsewhere(differences, frozen, tally, decisions)}`
}

function unitTable(
  { units, files }: Differences,
  frozen: FrozenTally,
  tally: Tally,
  decisions: readonly Decision[],
): Html {
  const nameOf = nameIn(frozen, tally)
  const shown = units.slice(0, SHOWN)
  const filesOf = new Map(shown.map(({ unit }): [UnitId | null, FateDifference[]] => [unit, []]))
  for (const file of files) {
    const [before = null, now = null] = [file.before?.unit, file.now?.unit]
    filesOf.get(now)?.push(file)
    if (before !== now) filesOf.get(before)?.push(file)
  }
  return html`<table class="stack frozen"><thead><tr><th scope="col">Đơn vị</th><th scope="col">Lúc chốt</th><th scope="col">Hiện nay</th><th scope="col">Vì sao</th></tr></thead>
<tbody>${shown.map(({ unit, before, now }) => {
    const own = filesOf.get(unit) ?? []
    return html`<tr><th scope="row" data-label="Đơn vị"><a href="/don-vi/${unit}">${nameOf(unit)}</a></th>
<td data-label="Lúc chốt">${numbersIn(before)}</td><td data-label="Hiện nay">${numbersIn(now)}</td>
<td data-label="Vì sao">${own.length === 0 ? html`<p class="why">${before?.required === now?.required ? 'Văn bản của đơn vị không đổi; danh mục đơn vị hoặc quy tắc đã thay đổi.' : 'Số văn bản yêu cầu của đơn vị đã đổi.'}</p>` : fileList(own, frozen, tally, decisions)}</td></tr>`
  })}</tbody></table>${units.length > SHOWN ? html`<p class="quiet">và ${vietnameseNumber(units.length - SHOWN)} đơn vị khác.</p>` : ''}`
}

/** Files that moved nobody's numbers, or are of no unit. */
function elsewhere(
  { units, files }: Differences,
  frozen: FrozenTally,
  tally: Tally,
  decisions: readonly Decision[],
): Html | '' {
  const told = new Set(units.map(({ unit }) => unit))
  const others = files.filter(({ before, now }) => ![before?.unit, now?.unit].some((unit) => unit && told.has(unit)))
  if (others.length === 0) return ''
  return html`<h2>Tệp khác, không làm đổi số liệu của đơn vị nào <span class="count">${vietnameseNumber(others.length)}</span></h2>
${fileList(others.slice(0, SHOWN), frozen, tally, decisions)}${others.length > SHOWN ? html`<p class="quiet">và ${documentCount(others.length - SHOWN)} khác.</p>` : ''}`
}

const SHOWN = 50

function fileList(
  files: readonly FateDifference[],
  frozen: FrozenTally,
  tally: Tally,
  decisions: readonly Decision[],
): Html {
  const nameOf = nameIn(frozen, tally)
  return html`<ul class="plain">${files.map((file) => {
    const { document } = file
    const counted = file.now ? findOf(file.now.unit, tally, file) : undefined
    return html`<li>${counted ? documentName(counted) : html`<a href="/van-ban/${document}">${shortHash(document)}</a>`}
<p class="why">${printable(standingThen(file.before, nameOf))} → <strong>${printable(standingThen(file.now, nameOf))}</strong>. ${printable(explainDifference(file, counted, frozen, decisions))}</p></li>`
  })}</ul>`
}

function nameIn(frozen: FrozenTally, tally: Tally) {
  const now = unitNames(tally)
  const then = new Map(frozen.register.map(({ id, name }) => [id, name]))
  return (id: Parameters<typeof now>[0]) => then.get(id) ?? now(id)
}

function numbersIn(numbers: UnitNumbers | null): Html {
  if (numbers === null) return html`<span class="quiet">không có trong đợt</span>`
  const words = unitStateInWords(numbers)
  return html`${words}${numbers.state === 'complete' ? '' : ` (${numbers.valid}/${numbers.required})`}`
}

/** On the overview: where the frozen count is, and whether it is still that of now. */
export function frozenLine(frozen: FrozenNumbers | null, tally: Tally): Html | '' {
  if (frozen === null) return ''
  const units = differingUnits(frozen, tally)
  const differs =
    units.length === 0 ? 'trùng với hiện nay' : `${vietnameseNumber(units.length)} đơn vị nay có số liệu khác`
  return html`<div><dt>Số liệu chốt</dt><dd>${moment(frozen.frozenAt)}; <a href="/dot/chot">${differs}</a></dd></div>`
}

/** On the overview: the newest report that was prepared by the schedule. */
export function draftLine([newest]: readonly ReportDraft[]): Html | '' {
  if (newest === undefined) return ''
  const { year, number, frozenAt } = newest
  return html`<div><dt>Dự thảo báo cáo</dt><dd><a href="/bao-cao?ky=${draftId(newest)}">quý ${number}/${year}</a>, lập ${moment(frozenAt)}</dd></div>`
}
