/** How the groups of units stand, in numbers: on the page of papers, and beside the drawing of them. */
import { html } from 'hono/html'
import { groupTable } from '../../papers/group-table.ts'
import type { Tally } from '../../tally/tally.ts'
import type { Html } from '../markup.ts'

export function groupNumbers(tally: Tally): Html {
  const { columns, rows } = groupTable(tally)
  const [first, ...others] = columns.map(({ heading }) => heading)
  return html`<table class="stack figures">
<caption class="unseen">Kết quả theo nhóm đơn vị</caption>
<thead><tr><th scope="col">${first}</th>${others.map((heading) => html`<th scope="col" class="number">${heading}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ cells: [name, ...numbers] }) => html`<tr><th scope="row" data-label="${first}">${name}</th>
${numbers.map((number, index) => html`<td class="number" data-label="${others[index]}">${number}</td>`)}</tr>`,
  )}</tbody></table>`
}
