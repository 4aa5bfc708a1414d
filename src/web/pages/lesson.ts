/** What a unit is to be known by from now on, and each other document that would change whose it is: before it is done. */
import { html } from 'hono/html'
import type { Unit, UnitId } from '../../campaign/unit.ts'
import { REASON_LABELS } from '../../report/decision-words.ts'
import { documentCount } from '../../report/vietnamese-number.ts'
import { isReasonCode } from '../../tally/decision.ts'
import { unitNames } from '../counted.ts'
import type { Typed } from '../decide.ts'
import { addressOfDeed } from '../document-deeds.ts'
import type { DocumentDesk } from '../document-desk.ts'
import { fileName } from '../document-name.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { LESSON_LABELS, type Teachable } from '../lessons.ts'
import { foreign, type Html, moment } from '../markup.ts'
import type { OtherAttribution } from '../view.ts'

type LessonView = {
  readonly desk: DocumentDesk
  readonly typed: Typed
  readonly unit: Unit
  readonly chosen: readonly Teachable[]
  readonly others: readonly OtherAttribution[]
  /** The change of the register that this was computed from. */
  readonly basedOn: number
  readonly scope: string
  readonly from: string
  readonly mark: string
  readonly machine: string
}

/** The button by which whoever changes his mind comes back to the form, with all that was typed. */
export const BACK = 'quay-lai'

/** Others are counted beyond it. */
const SHOWN = 50

export function lessonPage(view: LessonView): Page {
  const { desk, typed, unit, chosen, others } = view
  const address = addressOfDeed(desk.document.sha256, 'gan-don-vi')
  const hidden = {
    ...{ 'da-thay': typed.seen, 'may-thay': typed.machine, 'ly-do': typed.code, 'giai-trinh': typed.text },
    ...{ 'so-van-ban': typed.paper, 'don-vi': unit.id, 'pham-vi': view.scope, tu: view.from },
    ...Object.fromEntries(chosen.map(({ field }) => [field, '1'])),
    'xac-nhan': String(view.basedOn),
  }
  return {
    title: 'Xem trước khi ghi nhớ',
    place: '/can-xu-ly',
    still: true,
    main: html`<header class="title">
<p class="over"><a href="/can-xu-ly">Cần xử lý</a> › <a href="/van-ban/${desk.document.sha256}">Văn bản</a> › Gán đơn vị</p>
<h1 tabindex="-1" autofocus>Xem trước khi ghi nhớ</h1></header>
<dl class="facts">
<div><dt>Văn bản được gán cho</dt><dd><strong>${unit.name}</strong></dd></div>
<div><dt>Lý do</dt><dd>${isReasonCode(typed.code) ? REASON_LABELS[typed.code] : ''}: ${foreign(typed.text)}</dd></div>
<div><dt>Danh mục đơn vị sẽ nhớ</dt><dd>${chosen.map(({ field, text }) => html`<div>${LESSON_LABELS[field]}: ${foreign(text)}</div>`)}</dd></div>
</dl>
<h2>Văn bản khác sẽ đổi đơn vị</h2>
${others.length === 0 ? html`<p class="nothing">Không văn bản nào khác thay đổi. Thư đến sau này mang dấu hiệu đó được xác định theo.</p>` : othersTable(others, unitNames(desk.tally))}
<form method="post" action="${address}">${formField(view.mark)}
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p><button class="main">Gán đơn vị và ghi nhớ</button> <button class="plain cancel" name="${BACK}" value="1">Quay lại</button></p></form>`,
  }
}

function othersTable(others: readonly OtherAttribution[], nameOf: (unit: UnitId) => string): Html {
  const name = (unit: UnitId | null) => (unit === null ? html`<span class="quiet">chưa xác định</span>` : nameOf(unit))
  return html`<p>${documentCount(others.length)} dưới đây đổi theo; quyết định đã ghi về từng văn bản vẫn giữ nguyên.</p>
<table class="stack"><thead><tr><th scope="col">Ngày đến</th><th scope="col">Tệp</th><th scope="col">Hiện nay</th><th scope="col">Sẽ là</th></tr></thead>
<tbody>${others.slice(0, SHOWN).map(
    ({ submission, before, after }) => html`<tr>
<td class="last" data-label="Ngày đến">${moment(submission.receivedAt)}</td>
<th scope="row" data-label="Tệp"><a href="/van-ban/${submission.document}">${fileName(submission.fileName)}</a></th>
<td data-label="Hiện nay">${name(before)}</td><td data-label="Sẽ là"><strong>${name(after)}</strong></td></tr>`,
  )}</tbody></table>
${others.length > SHOWN ? html`<p class="quiet">và ${documentCount(others.length - SHOWN)} khác.</p>` : ''}`
}
