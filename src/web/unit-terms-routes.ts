/** What is asked of one unit otherwise than of all, and notes about it. */
import type { Campaign } from '../campaign/campaign.ts'
import type { Instant } from '../lang.ts'
import { DAY_PATTERN, dayOf } from '../report/typed-day.ts'
import { decisionsAbout, keyOfUnit } from '../tally/decided-thing.ts'
import type { Ruling } from '../tally/decision.ts'
import type { UnitTally } from '../tally/tally.ts'
import { decide, line, NOTHING_TYPED, type Typed, typedDecision } from './decide.ts'
import { lastOf } from './document-desk.ts'
import { formMark } from './form.ts'
import type { Stop } from './pages/decision-fields.ts'
import { type TypedTerms, unitNotePage, unitTermsPage } from './pages/unit-terms.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'

export const UNIT_TERMS_ROUTES: readonly Route[] = [
  get('/don-vi/:id/yeu-cau', 'decide', (c, view) => withUnit(c, view, (unit) => showForm(c, view, unit, 'terms', {}))),
  post('/don-vi/:id/yeu-cau', 'decide', (c, view) =>
    withUnit(c, view, (unit, campaign) => extend(c, view, unit, campaign)),
  ),
  get('/don-vi/:id/ghi-chu', 'decide', (c, view) => withUnit(c, view, (unit) => showForm(c, view, unit, 'note', {}))),
  post('/don-vi/:id/ghi-chu', 'decide', (c, view) =>
    withUnit(c, view, (unit) => keep(c, view, unit, 'note', { action: 'note', object: objectOf(unit) })),
  ),
]

const objectOf = ({ unit }: UnitTally) => ({ kind: 'unit', unit: unit.id }) as const

type Answer = (unit: UnitTally, campaign: Campaign) => Promise<Response>

async function withUnit(c: WebContext, view: WebView, answer: Answer): Promise<Response> {
  const { units, campaign } = await view.tally()
  const unit = units.find((one) => one.unit.id === c.req.param('id'))
  return unit ? answer(unit, campaign) : c.notFound()
}

type Told = { readonly typed?: Typed; readonly terms?: TypedTerms; readonly stop?: Stop }
type Which = 'terms' | 'note'

async function showForm(c: WebContext, view: WebView, unit: UnitTally, which: Which, told: Told): Promise<Response> {
  const all = await view.decisions()
  const tally = await view.tally()
  const shown = {
    ...{ unit, tally, all, mark: formMark(c, view.access), seen: lastOf(all), stop: told.stop ?? null },
    made: decisionsAbout(all, new Set([keyOfUnit(unit.unit.id)])),
    typed: told.typed ?? NOTHING_TYPED,
    terms: told.terms ?? { han: '', 'so-luong': '' },
  }
  const page = which === 'terms' ? unitTermsPage(shown) : unitNotePage(shown)
  return show(c, view, page, told.stop === undefined ? 200 : told.stop.kind === 'overtaken' ? 409 : 422)
}

async function extend(c: WebContext, view: WebView, unit: UnitTally, campaign: Campaign): Promise<Response> {
  const terms = { han: await line(c, 'han'), 'so-luong': await line(c, 'so-luong') }
  const ruling = termsIn(terms, unit, campaign)
  if (typeof ruling === 'string') {
    return showForm(c, view, unit, 'terms', {
      typed: await typedDecision(c),
      terms,
      stop: { kind: 'told', sentence: ruling },
    })
  }
  return keep(c, view, unit, 'terms', ruling, terms)
}

/** A sentence where something is wrong. */
function termsIn({ han, 'so-luong': number }: TypedTerms, unit: UnitTally, campaign: Campaign): Ruling | string {
  const day = han === '' ? null : dayOf(han)
  if (han !== '' && day === null) return `Ngày viết theo dạng ${DAY_PATTERN}.`
  if (number !== '' && !/^\d{1,2}$/.test(number)) return 'Số văn bản yêu cầu là một số từ 0 đến 99.'
  if (day === null && number === '') return 'Hãy ghi hạn nộp mới hoặc số văn bản yêu cầu.'
  const deadline = day === null ? null : endOf(day, campaign)
  if (deadline !== null && deadline < campaign.deadline) return 'Hạn gia hạn không được sớm hơn hạn chung của đợt.'
  return { action: 'extend', object: objectOf(unit), deadline, required: number === '' ? null : Number(number) }
}

/** So that the whole day is in time, however the campaign reads its deadline. */
function endOf(day: string, { deadlineKind }: Campaign): Instant {
  const next = Date.parse(`${day}T00:00:00+07:00`) + 24 * 3_600_000
  return (deadlineKind === 'before' ? next : next - 1) as Instant
}

async function keep(c: WebContext, view: WebView, unit: UnitTally, which: Which, ruling: Ruling, terms?: TypedTerms) {
  const typed = await typedDecision(c)
  const about = new Set([keyOfUnit(unit.unit.id)])
  const proposal = { ruling, machine: null, about, subject: unit.unit.id, needsPaper: which === 'terms' }
  const attempt = await decide(c, view, proposal, typed)
  if (attempt.kind === 'decided')
    return c.redirect(`/don-vi/${encodeURIComponent(unit.unit.id)}?da=${attempt.decision.id}`, 303)
  return showForm(c, view, unit, which, { typed, stop: attempt, ...(terms ? { terms } : {}) })
}
