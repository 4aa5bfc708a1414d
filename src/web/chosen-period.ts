/** The time that papers are asked for, as an address spells it. */
import { QUARTER_KINDS, type Quarter, quartersBetween, spanOf } from '../campaign/quarter.ts'
import type { Instant } from '../lang.ts'
import type { Period, PeriodCount } from '../papers/period.ts'
import { exactMoment, officialDate } from '../report/vietnamese-date.ts'
import type { ReportDraft } from '../tally/frozen.ts'
import type { WebContext } from './route.ts'
import type { WebView } from './view.ts'

/** `isDraft`: of a report that was prepared by the schedule. */
export type Choice = { readonly id: string; readonly label: string; readonly isDraft?: true }

export type Chosen = {
  readonly id: string
  /** That of the count where it runs on: the same address gives the same paper, while no verdict and no decision changes. */
  readonly at: Instant
  readonly count: PeriodCount
}

const FROZEN = { id: 'chot', label: 'Cả đợt, số liệu đã chốt' } as const
const RUNNING = { id: 'nay', label: 'Cả đợt, số liệu đến lúc này' } as const

/** What may be chosen, that first which is chosen for who chooses nothing. */
export async function choicesOf(view: WebView): Promise<readonly Choice[]> {
  const frozen = await view.closedNumbers()
  const quarters = (await quartersOf(view)).toReversed().map((quarter) => ({
    id: idOf(quarter),
    label: labelOf(quarter),
  }))
  const drafts = (await view.reportDrafts()).map((draft) => ({
    id: draftId(draft),
    label: draftLabel(draft),
    isDraft: true as const,
  }))
  return [...(frozen === null ? [] : [FROZEN]), RUNNING, ...drafts, ...quarters]
}

/**
 * Anything unknown is as if nothing was chosen.
 *
 * @param closed by which the frozen count is read: with its files, unless their numbers are enough.
 */
export async function chosenPeriod(c: WebContext, view: WebView, closed = view.closedTally): Promise<Chosen> {
  const asked = c.req.query('ky') ?? ''
  const at = momentOf(c.req.query('luc'), view.now())
  const quarter = (await quartersOf(view)).find((each) => idOf(each) === asked)
  if (quarter) return ofQuarter(quarter, at, view)
  const draft = (await view.reportDrafts()).find((each) => draftId(each) === asked)
  const drafted = draft ? await view.draftTally(draft) : null
  if (draft && drafted) return { id: asked, at, count: { period: draftPeriod(draft), tally: drafted } }
  const frozen = asked === RUNNING.id ? null : await closed()
  if (frozen) return { id: FROZEN.id, at, count: { period: { kind: 'frozen', at: frozen.at }, tally: frozen.tally } }
  return { id: RUNNING.id, at, count: { period: { kind: 'running', at }, tally: await view.tallyUntil(at) } }
}

async function ofQuarter(quarter: Quarter, at: Instant, view: WebView): Promise<Chosen> {
  const last = Math.min(at, spanOf(quarter).until - 1) as Instant
  const count = { period: { kind: 'quarter', at: last, quarter }, tally: await view.tallyUntil(last) } as const
  return { id: idOf(quarter), at, count }
}

/** From the opening of the campaign to its close, as far as they have begun. */
async function quartersOf(view: WebView): Promise<readonly Quarter[]> {
  const { opensAt, freezesAt } = (await view.tally()).campaign
  const until = (Math.min(view.now(), freezesAt) + 1) as Instant
  return QUARTER_KINDS.flatMap((kind) => quartersBetween(kind, { from: opensAt, until }))
}

const IDS = { calendar: 'quy', reporting: 'ky-bao-cao' } as const satisfies Record<Quarter['kind'], string>
const LABELS = { calendar: 'Quý', reporting: 'Kỳ báo cáo quý' } as const satisfies Record<Quarter['kind'], string>

export const draftId = ({ year, number }: ReportDraft) => `du-thao-${number}-${year}`

const draftLabel = ({ year, number, frozenAt }: ReportDraft) =>
  `Dự thảo báo cáo quý ${number}/${year}, số liệu chốt ${exactMoment(frozenAt)}`

const draftPeriod = ({ year, number, receivedUntil, frozenAt }: ReportDraft): Period => ({
  ...{ kind: 'quarter', at: receivedUntil, frozenAt },
  quarter: { kind: 'calendar', year, number },
})

const idOf = ({ kind, year, number }: Quarter) => `${IDS[kind]}-${number}-${year}`

function labelOf(quarter: Quarter): string {
  const { from, until } = spanOf(quarter)
  const days = `${officialDate(from)} đến ${officialDate((until - 1) as Instant)}`
  return `${LABELS[quarter.kind]} ${quarter.number}/${quarter.year} (${days})`
}

/** No later than now: nobody gets a paper of a time to come. */
function momentOf(written: string | undefined, now: Instant): Instant {
  const at = /^\d{1,15}$/.test(written ?? '') ? Number(written) : now
  return Math.min(at, now) as Instant
}
