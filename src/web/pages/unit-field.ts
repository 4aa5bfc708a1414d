/** The choice of a unit: those that some witness names first, then all by group. */
import { html } from 'hono/html'
import type { UnitGroup } from '../../campaign/unit.ts'
import { inUnitOrder } from '../../campaign/unit-order.ts'
import { GROUP_LABELS } from '../../report/explain-count.ts'
import type { UnitTally } from '../../tally/tally.ts'
import type { DocumentDesk } from '../document-desk.ts'
import type { Html } from '../markup.ts'

/** @param chosen '' where nobody has chosen: then nothing is. */
export function unitField({ tally, files }: DocumentDesk, chosen: string): Html {
  const named = new Set(files.flatMap(({ attribution }) => attribution.testimonies.flatMap(({ units }) => units)))
  const sorted = inUnitOrder(tally.units, ({ unit }) => unit)
  const likely = sorted.filter(({ unit }) => named.has(unit.id))
  const groups = Map.groupBy(
    sorted.filter(({ unit }) => !named.has(unit.id)),
    ({ unit }) => unit.group,
  )
  const option = ({ unit, valid, required }: UnitTally) =>
    html`<option value="${unit.id}"${unit.id === chosen ? html` selected` : ''}>${unit.name} (${valid}/${required})</option>`
  return html`<p class="field"><label for="don-vi">Đơn vị</label>
<select id="don-vi" name="don-vi" required><option value="">– chọn đơn vị –</option>
${likely.length === 0 ? '' : html`<optgroup label="Được nhắc đến trong văn bản hoặc thư">${likely.map(option)}</optgroup>`}
${[...groups].map(([group, units]: [UnitGroup, UnitTally[]]) => html`<optgroup label="${GROUP_LABELS[group]}">${units.map(option)}</optgroup>`)}
</select></p>`
}
