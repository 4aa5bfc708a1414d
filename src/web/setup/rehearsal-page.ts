/** The rehearsal: what would be counted of letters that have come already, before anything is. */
import { html } from 'hono/html'
import { inUnitOrder } from '../../campaign/unit-order.ts'
import { countsForNobody, explainStanding } from '../../report/explain-count.ts'
import { vietnameseDate } from '../../report/vietnamese-date.ts'
import { documentCount, vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { CountedSubmission, UnitTally } from '../../tally/tally.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { fateMark, personMark, unitStateMark } from '../mark.ts'
import { foreign, type Html, moment } from '../markup.ts'
import { dayField, type FieldFault, faultList } from './fields.ts'
import { type StepView, stepPage } from './frame.ts'
import { startPart } from './overview-page.ts'
import type { RehearsalState } from './setup.ts'

export type RehearsalView = StepView & {
  readonly rehearsal: RehearsalState
  /** yyyy-mm-dd. */
  readonly readFrom: string
  readonly faults: readonly FieldFault[]
}

const LEAD =
  'Đọc và kiểm tra các thư đã nhận như khi làm thật, ở một nơi riêng. Không có gì được tính hay lưu lại; kết quả dưới đây mất đi khi bắt đầu, khi sửa thiết lập hoặc khi tắt chương trình.'

export function rehearsalPage(view: RehearsalView): Page {
  return stepPage('dem-thu', view, LEAD, html`${faultList(view.faults)}${content(view)}`)
}

function content(view: RehearsalView): Html {
  const { rehearsal, state, mark } = view
  switch (rehearsal.kind) {
    case 'none':
      return html`${state.steps['hop-thu'].isDone ? beginForm(view) : html`<p class="nothing">Chưa có hộp thư. <a href="/thiet-lap/hop-thu">Khai báo hộp thư</a> trước.</p>`}${startPart(state, mark)}`
    case 'running':
      return running(view, rehearsal)
    case 'failed':
      return html`<p class="alert" role="alert">${personMark(rehearsal.sentence)}</p>${beginForm(view)}`
    case 'done':
      return html`${result(rehearsal)}${startPart(state, mark)}<h2>Đếm thử lại</h2>${beginForm(view)}`
  }
}

function beginForm({ mark, readFrom }: RehearsalView): Html {
  return html`<form class="fields" method="post" action="/thiet-lap/dem-thu">${formField(mark)}
${dayField({ name: 'tu-ngay', label: 'Đếm thử thư nhận từ ngày', value: readFrom, hint: 'Hộp thư nhiều thư thì chọn khoảng ngắn trước.' })}
<p><button>Đếm thử</button></p></form>`
}

function running({ mark }: RehearsalView, { readFrom, progress }: Extract<RehearsalState, { kind: 'running' }>): Html {
  const { letters, lettersWaiting, documents, documentsWaiting } = progress
  const total = letters + documents
  const done = total - lettersWaiting - documentsWaiting
  return html`<div role="status"><p class="sentence">Đang đọc thư nhận từ ngày ${vietnameseDate(readFrom)}: ${vietnameseNumber(letters)} thư, ${vietnameseNumber(documents)} văn bản; còn ${vietnameseNumber(lettersWaiting + documentsWaiting)} việc.</p>
<p><progress max="${Math.max(total, 1)}" value="${done}" aria-label="Tiến độ đếm thử"></progress></p></div>
<p class="quiet">Trang tự cập nhật sau vài giây.</p>
<form method="post" action="/thiet-lap/dem-thu/dung">${formField(mark)}<p><button>Dừng</button></p></form>`
}

function result({ readFrom, endedAt, progress, tally }: Extract<RehearsalState, { kind: 'done' }>): Html {
  const sent = tally.units.filter(({ submissions }) => submissions.length > 0)
  const counted = tally.units.reduce((sum, { valid }) => sum + valid, 0)
  const unitsCounted = tally.units.filter(({ valid }) => valid > 0).length
  return html`<h2>Nếu tính, kết quả sẽ là</h2>
<p class="sentence">Trong ${vietnameseNumber(progress.letters)} thư nhận từ ngày ${vietnameseDate(readFrom)} có ${documentCount(progress.documents)}: <b>${documentCount(counted)} được tính</b> cho ${vietnameseNumber(unitsCounted)}/${vietnameseNumber(tally.units.length)} đơn vị${tally.unassigned.length === 0 ? '' : html`; ${vietnameseNumber(tally.unassigned.length)} tệp chưa rõ đơn vị`}${progress.quarantined === 0 ? '' : html`; ${vietnameseNumber(progress.quarantined)} thư bị cách ly`}.</p>
<p class="quiet">Đếm thử xong lúc ${moment(endedAt)}. Văn bản được xét theo hạn nộp của kế hoạch.</p>
${sent.length === 0 ? '' : unitRows(sent)}
${tally.unassigned.length === 0 ? '' : html`<h3>Chưa rõ đơn vị</h3><p>Bổ sung địa chỉ thư hoặc tên gọi khác ở <a href="/thiet-lap/don-vi">Danh mục đơn vị</a> rồi đếm thử lại.</p>${files(tally.unassigned)}`}`
}

function unitRows(units: readonly UnitTally[]): Html {
  return html`<table class="stack rehearsed"><thead><tr><th scope="col">Đơn vị</th><th scope="col">Trạng thái</th><th scope="col" class="number">Được tính</th><th scope="col" class="number">Tạm tính</th><th scope="col" class="number">Bị từ chối</th><th scope="col">Các tệp</th></tr></thead>
<tbody>${inUnitOrder(units, ({ unit }) => unit).map(
    (tally) => html`<tr><th scope="row" data-label="Đơn vị">${tally.unit.name}</th>
<td data-label="Trạng thái" class="state">${unitStateMark(tally)}</td>
${number('Được tính', tally.valid)}${number('Tạm tính', tally.provisional)}${number('Bị từ chối', tally.refused)}
<td data-label="Các tệp"><details id="tep-${tally.unit.id}"><summary>${tally.submissions.length} tệp</summary>${files(tally.submissions)}</details></td></tr>`,
  )}</tbody></table>`
}

const number = (label: string, value: number): Html =>
  html`<td class="number${value === 0 ? ' zero' : ''}" data-label="${label}">${value}</td>`

function files(submissions: readonly CountedSubmission[]): Html {
  return html`<ul class="files">${submissions.map((each) => {
    const { submission, fate } = each
    return html`<li>${foreign(submission.fileName)} <small>nhận ${moment(submission.receivedAt)}</small><br>${countsForNobody(each) ? personMark(explainStanding(each).label) : fateMark(fate)} <small>${explainStanding(each).sentence}</small></li>`
  })}</ul>`
}
