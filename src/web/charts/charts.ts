/** How the campaign goes, drawn: units and documents with time, and the groups of units; the same numbers as tables. */
import { html } from 'hono/html'
import { type Day, dayOf } from '../../campaign/vietnamese-day.ts'
import type { Instant } from '../../lang.ts'
import { groupSummaries } from '../../papers/summary.ts'
import { GROUP_LABELS } from '../../report/explain-count.ts'
import { deadlineInShort, officialDate } from '../../report/vietnamese-date.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import { type CampaignProgress, type ProgressPoint, progressOf } from '../../tally/campaign-progress.ts'
import type { Tally } from '../../tally/tally.ts'
import type { Html } from '../markup.ts'
import { groupNumbers } from '../pages/group-numbers.ts'
import { groupBars } from './group-bars.ts'
import { type Stairs, stairs } from './stairs.ts'
import { endOf, timeAxis } from './time-axis.ts'

/** Of each count that somebody has looked at: the same count is drawn in the same way the whole day. */
const drawn = new WeakMap<Tally, { readonly day: Day; readonly charts: Html }>()

export function charts(tally: Tally, now: Instant): Html {
  const [known, day] = [drawn.get(tally), dayOf(now)]
  if (known?.day === day) return known.charts
  const fresh = draw(tally, progressOf(tally, now))
  drawn.set(tally, { day, charts: fresh })
  return fresh
}

function draw(tally: Tally, progress: CampaignProgress): Html {
  return html`<section class="charts" aria-label="Biểu đồ tiến độ">
${growth(tally, progress).map((each) => figure(each.title, stairs(each)))}
${figure('Theo nhóm đơn vị', groupBars('bieu-do-nhom', 'Theo nhóm đơn vị', barsOf(tally)))}
</section>
<details id="so-lieu-bieu-do" class="chart-numbers"><summary>Số liệu của biểu đồ</summary>
<p class="quiet">Văn bản đang được tính và đơn vị đạt, theo ngày nhận thư; ngày không có thay đổi thì không ghi.</p>
${progressTable(progress)}
${groupNumbers(tally)}
</details>`
}

const figure = (title: string, drawing: Html): Html =>
  html`<figure><figcaption>${title}</figcaption>${drawing}</figure>`

function growth(tally: Tally, progress: CampaignProgress): readonly Stairs[] {
  const { campaign, units } = tally
  const deadline = { at: campaign.deadline, words: deadlineInShort(campaign) }
  const axis = timeAxis(progress, campaign)
  const last = progress.points.at(-1)
  const until = last === undefined ? '' : `Đến ngày ${officialDate(dayBefore(last))}: `
  const steps = (name: 'complete' | 'valid') => progress.points.map(({ day, [name]: value }) => ({ day, value }))
  const all = `${vietnameseNumber(units.length)} đơn vị`
  return [
    {
      ...{ id: 'bieu-do-don-vi', title: 'Số đơn vị đạt, theo ngày nhận', axis, deadline, steps: steps('complete') },
      description: `${until}${vietnameseNumber(last?.complete ?? 0)} trên ${all}. Hạn nộp ${deadline.words}.`,
      goal: { value: units.length, words: `Tất cả ${all}` },
    },
    {
      ...{ id: 'bieu-do-van-ban', title: 'Số văn bản hợp lệ, theo ngày nhận', axis, deadline, steps: steps('valid') },
      description: `${until}${vietnameseNumber(last?.valid ?? 0)} văn bản. Hạn nộp ${deadline.words}.`,
      goal: null,
    },
  ]
}

/** Its last instant: the end itself is the next day. */
const dayBefore = ({ day }: ProgressPoint) => (endOf(day) - 1) as Instant

function barsOf(tally: Tally) {
  return groupSummaries(tally).map(([group, summary]) => ({ label: GROUP_LABELS[group], summary }))
}

function progressTable({ points }: CampaignProgress): Html {
  const rows = points.filter((point, place) => {
    const before = points[place - 1]
    return !before || place === points.length - 1 || before.complete !== point.complete || before.valid !== point.valid
  })
  return html`<table class="stack figures"><caption class="unseen">Tiến độ theo ngày nhận</caption>
<thead><tr><th scope="col">Đến hết ngày</th><th scope="col" class="number">Đơn vị đạt</th><th scope="col" class="number">Văn bản hợp lệ</th></tr></thead>
<tbody>${rows.map(
    (point) => html`<tr><th scope="row" data-label="Đến hết ngày">${officialDate(dayBefore(point))}</th>
<td class="number" data-label="Đơn vị đạt">${vietnameseNumber(point.complete)}</td><td class="number" data-label="Văn bản hợp lệ">${vietnameseNumber(point.valid)}</td></tr>`,
  )}</tbody></table>`
}
