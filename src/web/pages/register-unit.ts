/** One unit of the register: what it is known by, which units it answers for, and who changed it when. */
import { html } from 'hono/html'
import { existsAt } from '../../campaign/register.ts'
import type { Unit, UnitId } from '../../campaign/unit.ts'
import type { Instant } from '../../lang.ts'
import { GROUP_LABELS } from '../../report/explain-count.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html } from '../markup.ts'
import { ofUnit, type TimelineEntry } from '../register-timeline.ts'
import { timeOf, unitLink } from './register.ts'
import { historyTable } from './register-history.ts'

type RegisterUnitView = {
  readonly units: readonly Unit[]
  readonly timeline: readonly TimelineEntry[]
  /** Whether it is counted in the campaign, and so has a page there. */
  readonly isCounted: boolean
  readonly now: Instant
}

export function registerUnitPage(id: UnitId, { units, timeline, isCounted, now }: RegisterUnitView): Page | null {
  const unit = units.find((each) => each.id === id)
  if (!unit) return null
  const { name, group, cluster, code, aliases, addresses, subjects, contact, confirmed } = unit
  const merged = units.filter(({ successor }) => successor === id)
  return {
    title: `${name} – Danh mục`,
    place: '/danh-muc',
    main: html`<header class="title"><p class="over"><a href="/danh-muc">Danh mục đơn vị</a> › ${GROUP_LABELS[group]}</p>
<h1>${foreign(name)}</h1>
${isCounted ? html`<p><a href="/don-vi/${id}">Văn bản và tình hình nộp của đơn vị</a></p>` : existsAt(unit, now) ? '' : html`<p class="quiet">Văn bản ký bằng chứng thư số của đơn vị được tính cho đơn vị nhận sáp nhập.</p>`}</header>
<dl class="facts">
${fact('Mã trong danh mục', html`<code>${id}</code>`)}
${fact('Mã hành chính', code)}
${fact('Cụm', cluster)}
${fact('Liên hệ', contact)}
${fact('Địa chỉ thư', addresses.join('; '))}
${fact('Tên gọi khác', aliases.join('; '))}
${fact('Chứng thư số đã nhận', subjects.join('; '))}
${fact('Hoạt động', timeOf(unit, { units, now }))}
${merged.length === 0 ? '' : fact('Nhận sáp nhập từ', html`${merged.map((one, index) => html`${index === 0 ? '' : '; '}${unitLink(one.id, units)}`)}`)}
${fact('Phòng Nội vụ xác nhận', confirmed ? 'đã xác nhận' : 'chưa xác nhận')}
</dl>
<h2>Lịch sử</h2>
${historyTable(ofUnit(timeline, id), units)}`,
  }
}

function fact(title: string, value: Html | string | null): Html {
  const shown =
    value === null || value === ''
      ? html`<span class="quiet">–</span>`
      : typeof value === 'string'
        ? foreign(value)
        : value
  return html`<div><dt>${title}</dt><dd>${shown}</dd></div>`
}
