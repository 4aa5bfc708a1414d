/** The table of units: by group, then in Vietnamese order, one row each. */
import { html } from 'hono/html'
import { isInTime } from '../../campaign/campaign.ts'
import type { UnitGroup } from '../../campaign/unit.ts'
import type { Instant } from '../../lang.ts'
import { GROUP_LABELS } from '../../report/explain-count.ts'
import { groupedUnits, type NumberedUnit } from '../../report/grouped-units.ts'
import type { UnitTally } from '../../tally/tally.ts'
import { unitStateMark } from '../mark.ts'
import { arrival, type Html } from '../markup.ts'
import { pagePart } from '../page-part.ts'
import { pager } from './pager.ts'

/** Rows of one page: a table of some 150 KB, which a person still scrolls through. */
const PAGE_SIZE = 200

/**
 * @param asked the page of it that is shown, as the address has it; @param address of another page of it; @param common deadline
 * of the campaign; @param among all that these were chosen from: the numbers of a group are of the whole group.
 */
export function unitTable(
  units: readonly UnitTally[],
  now: Instant,
  {
    asked,
    address,
    common,
    among = units,
  }: {
    readonly asked?: string | undefined
    readonly address?: (page: number) => string
    readonly common?: Instant
    readonly among?: readonly UnitTally[]
  } = {},
): Html {
  const groups = groupedUnits(units)
  const { shown, number, last } = pagePart([...groups.values()].flat(), asked, PAGE_SIZE)
  const whole = groupedUnits(among)
  const rowsOf = Map.groupBy(shown, ({ tally }) => tally.unit.group)
  return html`<table class="units">
<caption class="unseen">Tình hình nộp văn bản của từng đơn vị</caption>
<thead><tr>
<th scope="col" class="number">STT</th><th scope="col">Đơn vị</th><th scope="col">Trạng thái</th>
<th scope="col" class="number">Hợp lệ</th><th scope="col" class="number">Tạm tính</th>
<th scope="col" class="number">Bị từ chối</th><th scope="col" class="number">Còn thiếu</th>
<th scope="col">Nộp gần nhất</th><th scope="col">Việc cần làm</th>
</tr></thead>
${[...rowsOf].map(([group, rows]) => groupRows(group, whole.get(group) ?? [], rows, { now, common }))}
</table>${address === undefined ? '' : pager({ label: 'Trang đơn vị', number, last, hasOlder: number < last, address, isByName: true })}`
}

type Times = { readonly now: Instant; readonly common: Instant | undefined }

/** @param all of the group, shown or not. */
function groupRows(group: UnitGroup, all: readonly NumberedUnit[], rows: readonly NumberedUnit[], times: Times): Html {
  const complete = all.filter(({ tally }) => tally.state === 'complete').length
  return html`<tbody>
<tr class="group"><th scope="rowgroup" colspan="9">${GROUP_LABELS[group]} <span>${complete}/${all.length} đơn vị đạt</span></th></tr>
${rows.map((row) => unitRow(row, times))}
</tbody>`
}

function unitRow({ tally, number }: NumberedUnit, { now, common = tally.deadline }: Times): Html {
  const { unit, valid, provisional, refused, missing, lastReceivedAt } = tally
  return html`<tr>
<td class="number order">${number}</td>
<th scope="row"><a href="/don-vi/${unit.id}">${unit.name}</a></th>
<td class="state">${unitStateMark(tally)}</td>
${count('Hợp lệ', valid)}${count('Tạm tính', provisional)}${count('Bị từ chối', refused)}${count('Còn thiếu', missing)}
<td class="last">${lastReceivedAt === null ? '' : arrival(tally, lastReceivedAt)}${tally.deadline === common ? '' : html` <small class="own">(hạn riêng)</small>`}</td>
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
