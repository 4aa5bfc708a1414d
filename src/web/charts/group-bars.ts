/** A bar for each group of units: complete, something sent, nothing sent. */
import { html } from 'hono/html'
import { percentComplete, type Summary } from '../../papers/summary.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Html } from '../markup.ts'

export type GroupBar = { readonly label: string; readonly summary: Summary }

/** In units of the drawing, as those of the stairs beside it. */
const WIDTH = 360
const ROW = { height: 42, words: 16, bar: 22, thickness: 10 } as const

/** @param id of the drawing, within the page. */
export function groupBars(id: string, title: string, bars: readonly GroupBar[]): Html {
  return html`<svg viewBox="0 0 ${WIDTH} ${bars.length * ROW.height}" role="img" aria-labelledby="${id}-ten ${id}-loi">
<title id="${id}-ten">${title}</title><desc id="${id}-loi">${bars.map((bar) => `${bar.label}: ${inWords(bar.summary)}. `)}</desc>
${bars.map((bar, index) => groupBar(bar, index * ROW.height))}
</svg>`
}

function groupBar({ label, summary }: GroupBar, top: number): Html {
  const { units, complete, none, needsPerson } = summary
  const wide = (count: number) => Math.round((count / Math.max(1, units)) * (WIDTH - 1) * 10) / 10
  const place = html`y="${top + ROW.bar}" height="${ROW.thickness}"`
  return html`<text class="label" y="${top + ROW.words}">${label}</text>
<text x="${WIDTH}" y="${top + ROW.words}" text-anchor="end">${needsPerson > 0 ? html`<tspan class="calls">${needsPerson} đơn vị cần xử lý</tspan> · ` : ''}<tspan class="value">${complete}/${units}</tspan> đạt</text>
<rect class="complete" width="${wide(complete)}" ${place}/><rect class="begun" x="${wide(complete)}" width="${wide(units - complete - none)}" ${place}/>
<rect class="frame" x=".5" width="${WIDTH - 1}" ${place}/>`
}

function inWords(summary: Summary): string {
  const { units, complete, lacking, none, needsPerson } = summary
  const [all, done, less, nothing, open] = [units, complete, lacking, none, needsPerson].map((each) =>
    vietnameseNumber(each),
  )
  return `${done}/${all} đơn vị đạt (${percentComplete(summary)}%), thiếu ${less}, chưa nộp ${nothing}, cần xử lý ${open}`
}
