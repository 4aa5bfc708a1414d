/** The table of units: by group, then in Vietnamese order, one row each. */
import { html } from 'hono/html'
import { isInTime } from '../../campaign/campaign.ts'
import type { UnitGroup } from '../../campaign/unit.ts'
import { compareUnits } from '../../campaign/unit-order.ts'
import type { Instant } from '../../lang.ts'
import { GROUP_LABELS } from '../../report/explain-count.ts'
import type { UnitTally } from '../../tally/tally.ts'
import { unitStateMark } from '../mark.ts'
import { arrival, type Html } from '../markup.ts'

export function unitTable(units: readonly UnitTally[], now: Instant): Html {
  const sorted = units.toSorted((a, b) => compareUnits(a.unit, b.unit))
  const groups = Map.groupBy(
    sorted.map((tally, index) => ({ tally, number: index + 1 })),
    ({ tally }) => tally.unit.group,
  )
  return html`<table class="units">
<caption class="unseen">Tình hình nộp văn bản của từng đơn vị</caption>
<thead><tr>
<th scope="col" class="number">STT</th><th scope="col">Đơn vị</th><th scope="col">Trạng thái</th>
<th scope="col" class="number">Hợp lệ</th><th scope="col" class="number">Tạm tính</th>
<th scope="col" class="number">Bị từ chối</th><th scope="col" class="number">Còn thiếu</th>
<th scope="col">Nộp gần nhất</th><th scope="col">Việc cần làm</th>
</tr></thead>
${[...groups].map(([group, rows]) => groupRows(group, rows, now))}
</table>`
}

type Row = { readonly tally: UnitTally; readonly number: number }

function groupRows(group: UnitGroup, rows: readonly Row[], now: Instant): Html {
  const complete = rows.filter(({ tally }) => tally.state === 'complete').length
  return html`<tbody>
<tr class="group"><th scope="rowgroup" colspan="9">${GROUP_LABELS[group]} <span>${complete}/${rows.length} đơn vị đạt</span></th></tr>
${rows.map((row) => unitRow(row, now))}
</tbody>`
}

function unitRow({ tally, number }: Row, now: Instant): Html {
  const { unit, valid, provisional, refused, missing, lastReceivedAt } = tally
  return html`<tr>
<td class="number order">${number}</td>
<th scope="row"><a href="/don-vi/${unit.id}">${unit.name}</a></th>
<td class="state">${unitStateMark(tally)}</td>
${count('Hợp lệ', valid)}${count('Tạm tính', provisional)}${count('Bị từ chối', refused)}${count('Còn thiếu', missing)}
<td class="last">${lastReceivedAt === null ? '' : arrival(tally, lastReceivedAt)}</td>
<td class="todo">${todo(tally, now)}</td>
</tr>`
}

function count(label: string, value: number): Html {
  return html`<td class="number${value === 0 ? ' zero' : ''}" data-label="${label}">${value}</td>`
}

/** The one thing to do next, shortest first; '' where there is none. After the deadline nobody can be reminded of it. */
function todo(tally: UnitTally, now: Instant): Html | string {
  const { unit, state, missing, refused, review, provisional, pending } = tally
  const isOpen = isInTime(tally, now)
  switch (state) {
    case 'complete':
      return ''
    case 'needs-person':
      return html`<a class="act" href="/don-vi/${unit.id}">Xem xét ${review} văn bản</a>`
    case 'checking': {
      // What is lacking even if all that waits turns out well.
      const lacking = missing - provisional - pending
      return lacking > 0 && isOpen ? `Nhắc nộp thêm ${lacking}, chờ kết quả ${provisional + pending}` : 'Chờ kết quả'
    }
    case 'partial':
      if (!isOpen) return `Hết hạn, thiếu ${missing}`
      return refused > 0 ? `Trả lại ${refused}, nhắc nộp ${missing}` : `Nhắc nộp thêm ${missing}`
    case 'none':
      return isOpen ? 'Nhắc nộp' : 'Hết hạn, chưa nộp'
  }
}
