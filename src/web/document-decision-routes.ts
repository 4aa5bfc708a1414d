/** Decisions about documents: whose one is, whether it counts, what stands on it. */
import type { UnitId } from '../campaign/unit.ts'
import { identityOf } from '../report/identity-words.ts'
import type { Ruling } from '../tally/decision.ts'
import { type Attempt, decide, NOTHING_TYPED, stampOf, type Typed, typedDecision } from './decide.ts'
import { fieldsAsKnown, readFields, typedFields } from './described.ts'
import { DEEDS, type DeedName, isDeedName, needsPaper } from './document-deeds.ts'
import { type DocumentDesk, readDesk } from './document-desk.ts'
import { firstPage, firstPageAnswer } from './first-page.ts'
import { field, formMark } from './form.ts'
import { learnedUnit, type Teachable, teachablesOf } from './lessons.ts'
import { isSha256 } from './markup.ts'
import type { Stop } from './pages/decision-fields.ts'
import { type DecisionView, documentDecisionPage } from './pages/document-decision.ts'
import { lessonPage } from './pages/lesson.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'

export const DOCUMENT_DECISION_ROUTES: readonly Route[] = [
  get('/van-ban/:sha256/quyet-dinh/:viec', 'decide', (c, view) =>
    withDesk(c, view, c.req.query('tep') ?? '', async (desk, deed) => {
      const known = { unit: chosenUnit(desk), fields: fieldsAsKnown(identityOf(desk.file)) }
      return showForm(c, view, { desk, deed, from: c.req.query('tu') ?? '', typed: NOTHING_TYPED, ...known })
    }),
  ),
  post('/van-ban/:sha256/quyet-dinh/:viec', 'decide', async (c, view) =>
    withDesk(c, view, await field(c, 'pham-vi'), (desk, deed) => takeDecision(c, view, desk, deed)),
  ),
  get('/van-ban/:sha256/trang-dau.png', 'read-own', async (c, view) => {
    const hash = c.req.param('sha256') ?? ''
    const document = isSha256(hash) ? await view.document(hash) : null
    return document ? firstPageAnswer(c, view.drawPage, document.sha256) : c.notFound()
  }),
]

type Answer = (desk: DocumentDesk, deed: DeedName) => Promise<Response>

async function withDesk(c: WebContext, view: WebView, scope: string, answer: Answer): Promise<Response> {
  const hash = c.req.param('sha256') ?? ''
  const deed = c.req.param('viec') ?? ''
  const desk = isSha256(hash) && isDeedName(deed) ? await readDesk(view, hash, scope) : null
  return desk && isDeedName(deed) ? answer(desk, deed) : c.notFound()
}

type Asked = Pick<DecisionView, 'desk' | 'deed' | 'typed' | 'unit' | 'fields' | 'from'> & {
  readonly taught?: readonly string[]
  readonly stop?: Stop
}

async function showForm(c: WebContext, view: WebView, { taught = [], stop, ...asked }: Asked): Promise<Response> {
  const { desk, deed } = asked
  const register = deed === 'gan-don-vi' ? (await view.register()).units : []
  const page = documentDecisionPage({
    ...{ ...asked, taught, stop: stop ?? null, mark: formMark(c, view.access) },
    teachables: deed === 'gan-don-vi' ? teachablesOf(desk.file, register) : [],
    picture: await firstPage(view.drawPage, desk.document.sha256),
  })
  return show(c, view, page, stop === undefined ? 200 : stop.kind === 'fault' || stop.kind === 'told' ? 422 : 409)
}

/** The one that the form proposes: what a person has said, or the only one that any witness names. */
function chosenUnit({ file }: DocumentDesk): string {
  const { attribution } = file
  if (attribution.kind === 'unit') return attribution.unit
  const named = new Set(attribution.testimonies.flatMap(({ units }) => units))
  return named.size === 1 ? ([...named][0] ?? '') : ''
}

async function takeDecision(c: WebContext, view: WebView, desk: DocumentDesk, deed: DeedName): Promise<Response> {
  const typed = await typedDecision(c)
  const asked = {
    desk,
    deed,
    typed,
    unit: await field(c, 'don-vi'),
    fields: await typedFields(c),
    from: await field(c, 'tu'),
  }
  const ruling = rulingOf(asked)
  if (typeof ruling === 'string') return showForm(c, view, { ...asked, stop: { kind: 'told', sentence: ruling } })
  if (ruling.action === 'assign-unit') return assign(c, view, asked, ruling)
  return answer(c, view, asked, await decide(c, view, proposalOf(asked, ruling), typed))
}

type Sent = Required<Pick<Asked, 'desk' | 'deed' | 'typed' | 'unit' | 'fields' | 'from'>>

const proposalOf = ({ desk, deed }: Sent, ruling: Ruling) => ({
  ruling,
  machine: desk.machine,
  about: desk.about,
  subject: desk.document.sha256,
  needsPaper: needsPaper(deed, desk.machine),
})

/** A sentence where something is wrong with what was typed. */
function rulingOf({ desk, deed, unit, fields }: Sent): Ruling | string {
  const { object } = desk
  const document = { kind: 'document', document: desk.document.sha256 } as const
  const { action } = DEEDS[deed]
  switch (action) {
    case 'assign-unit': {
      const known = desk.tally.units.find((one) => one.unit.id === unit)
      return known ? { action, object, unit: known.unit.id } : 'Hãy chọn đơn vị.'
    }
    case 'describe': {
      const described = readFields(fields)
      return typeof described === 'string' ? described : { action, object: document, fields: described }
    }
    case 'split':
      return { action, object: document }
    case 'accept':
      if (desk.machine.outcome === null) return 'Văn bản chưa kiểm tra xong nên chưa chấp nhận được.'
      return { action, object }
    default:
      return { action, object }
  }
}

async function answer(c: WebContext, view: WebView, asked: Asked, attempt: Attempt): Promise<Response> {
  if (attempt.kind === 'decided') return c.redirect(`${placeAfter(asked)}?da=${attempt.decision.id}`, 303)
  // Another has decided, or the machine says something else: the form is shown with what is known now.
  const desk = await readDesk(view, asked.desk.document.sha256, await field(c, 'pham-vi'))
  return desk ? showForm(c, view, { ...asked, desk, stop: attempt }) : c.notFound()
}

const placeAfter = ({ from, desk }: Pick<Asked, 'from' | 'desk'>): string =>
  from === 'can-xu-ly' ? '/can-xu-ly' : `/van-ban/${desk.document.sha256}`

/** What is to be remembered is shown with all that it would change, and done when the form comes again. */
async function assign(c: WebContext, view: WebView, asked: Sent, ruling: Extract<Ruling, { action: 'assign-unit' }>) {
  const { desk, typed } = asked
  const { change: basedOn, units } = await view.register()
  const chosen = await taughtIn(c, teachablesOf(desk.file, units))
  const taught = chosen.map(({ field: name }) => name)
  if (chosen.length === 0) return answer(c, view, asked, await decide(c, view, proposalOf(asked, ruling), typed))
  const unit = learnedUnit(
    units,
    ruling.unit as UnitId,
    chosen.map(({ lesson }) => lesson),
  )
  if (unit === null) {
    const sentence = 'Điều cần nhớ đã thuộc đơn vị khác trong danh mục nên không ghi được cho đơn vị này.'
    return showForm(c, view, { ...asked, taught, stop: { kind: 'told', sentence } })
  }
  const why = `Ghi nhớ khi gán văn bản: ${chosen.map(({ text }) => text).join('; ')}`
  const change = {
    at: view.now(),
    by: c.var.visitor.kind === 'person' ? c.var.visitor.account.fullName : 'thực hành',
    why,
    units: [unit],
  }
  const isConfirmed = (await field(c, 'xac-nhan')) === String(basedOn)
  if (!isConfirmed) return preview(c, view, { ...asked, unit: unit.id }, chosen)
  const attempt = await decide(c, view, { ...proposalOf(asked, ruling), lesson: { basedOn, change } }, typed)
  if (attempt.kind === 'decided') await view.attributeAgain()
  return answer(c, view, { ...asked, taught }, attempt)
}

async function taughtIn(c: WebContext, teachables: readonly Teachable[]): Promise<readonly Teachable[]> {
  const chosen: Teachable[] = []
  for (const one of teachables) if (one.owner === null && (await field(c, one.field)) === '1') chosen.push(one)
  return chosen
}

async function preview(c: WebContext, view: WebView, asked: Sent, chosen: readonly Teachable[]): Promise<Response> {
  const { desk, typed } = asked
  const { change: basedOn, units } = await view.register()
  const unit = learnedUnit(
    units,
    asked.unit as UnitId,
    chosen.map(({ lesson }) => lesson),
  )
  if (unit === null) return c.notFound()
  const changed = await view.attributedOtherwise(units.map((one) => (one.id === unit.id ? unit : one)))
  const others = changed.filter(({ submission }) => submission.document !== desk.document.sha256)
  const scope = await field(c, 'pham-vi')
  return show(
    c,
    view,
    lessonPage({
      desk,
      typed: typed as Typed,
      unit,
      chosen,
      others,
      basedOn,
      scope,
      from: asked.from,
      mark: formMark(c, view.access),
      machine: stampOf(desk.machine),
    }),
  )
}
