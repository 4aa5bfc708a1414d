/** What waits for a person, what people have decided, and how a decision is taken back. */
import { decisionsAbout, keyOf, keyOfDocument, type ThingKey } from '../tally/decided-thing.ts'
import { type Decision, undoneDecisions } from '../tally/decision.ts'
import { restoresAcceptance } from '../tally/restored-acceptance.ts'
import { accountOf, decide, NOTHING_TYPED, type Typed, typedDecision } from './decide.ts'
import { lastOf } from './document-desk.ts'
import { formMark } from './form.ts'
import { readOpenWork } from './open-work.ts'
import type { Stop } from './pages/decision-fields.ts'
import { decisionsPage } from './pages/decisions.ts'
import { doneNote } from './pages/done-note.ts'
import { ACCEPT_ANEW, undoPage } from './pages/undo.ts'
import { workPage } from './pages/work.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { show, showLive } from './show.ts'
import type { WebView } from './view.ts'
import { visitorMay } from './visitor.ts'

export const DECISION_ROUTES: readonly Route[] = [
  get('/can-xu-ly', 'read-all', (c, view) =>
    showLive(c, view, async () => {
      const tally = await view.tally()
      const done = doneNote(await view.decisions(), c.req.query('da'), tally, false)
      const { visitor } = c.var
      const [mayDecide, account] = [visitorMay(visitor, 'decide'), accountOf(visitor)]
      return workPage({ work: await readOpenWork(view), tally, mayDecide, account, done })
    }),
  ),
  get('/quyet-dinh', 'read-all', (c, view) =>
    showLive(c, view, async () => {
      const [asked, mayDecide] = [c.req.query('trang'), visitorMay(c.var.visitor, 'decide')]
      return decisionsPage({ decisions: await view.decisions(), tally: await view.tally(), mayDecide, asked })
    }),
  ),
  get('/quyet-dinh/:id/huy', 'decide', (c, view) => withDecision(c, view, (one, all) => showUndo(c, view, one, all))),
  post('/quyet-dinh/:id/huy', 'decide', (c, view) => withDecision(c, view, (one, all) => undo(c, view, one, all))),
]

type Answer = (decision: Decision, all: readonly Decision[]) => Promise<Response>

async function withDecision(c: WebContext, view: WebView, answer: Answer): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const all = await view.decisions()
  const decision = /^\d{1,9}$/.test(id) ? all.find((one) => one.id === Number(id)) : undefined
  return decision === undefined ? c.notFound() : answer(decision, all)
}

type Told = { readonly typed?: Typed; readonly stop?: Stop }

async function showUndo(c: WebContext, view: WebView, decision: Decision, all: readonly Decision[], told: Told = {}) {
  const tally = await view.tally()
  const page = undoPage({
    ...{ decision, tally, mark: formMark(c, view.access) },
    needsTwo: restoresAcceptance(decision, all, tally),
    isUndone: undoneDecisions(all).has(decision.id),
    isLearned: decision.ruling.action === 'assign-unit' && (await view.learnedOf(decision.id)),
    typed: told.typed ?? NOTHING_TYPED,
    stop: told.stop ?? null,
    seen: lastOf(all),
  })
  return show(
    c,
    view,
    page,
    told.stop === undefined ? 200 : told.stop.kind === 'fault' || told.stop.kind === 'told' ? 422 : 409,
  )
}

async function undo(c: WebContext, view: WebView, decision: Decision, all: readonly Decision[]): Promise<Response> {
  const typed = await typedDecision(c)
  // An undoing that was sent twice would be a second one.
  if (undoneDecisions(all).has(decision.id)) {
    const by = decisionsAbout(all, thingsOf(decision)).findLast(
      ({ ruling }) => ruling.action === 'undo' && ruling.decision === decision.id,
    )
    return showUndo(c, view, decision, all, { typed, ...(by ? { stop: { kind: 'overtaken', by } as const } : {}) })
  }
  if (restoresAcceptance(decision, all, await view.tally())) {
    return showUndo(c, view, decision, all, { typed, stop: { kind: 'told', sentence: ACCEPT_ANEW } })
  }
  const { object } = decision.ruling
  const ruling = { action: 'undo', object, decision: decision.id } as const
  const attempt = await decide(
    c,
    view,
    { ruling, machine: null, about: thingsOf(decision), subject: subjectOf(decision) },
    typed,
  )
  if (attempt.kind === 'decided') return c.redirect(`${placeOf(decision)}?da=${attempt.decision.id}`, 303)
  return showUndo(c, view, decision, await view.decisions(), { typed, stop: attempt })
}

function thingsOf({ ruling }: Decision): ReadonlySet<ThingKey> {
  return new Set([keyOf(ruling.object), ...('other' in ruling ? [keyOfDocument(ruling.other)] : [])])
}

function subjectOf({ ruling: { object } }: Decision): string {
  switch (object.kind) {
    case 'unit':
      return object.unit
    case 'document':
      return object.document
    default:
      return object.letter
  }
}

/** Where what was decided about is seen. */
function placeOf({ ruling: { object } }: Decision): string {
  switch (object.kind) {
    case 'unit':
      return `/don-vi/${encodeURIComponent(object.unit)}`
    case 'document':
      return `/van-ban/${object.document}`
    default:
      return `/thu/${object.letter}`
  }
}
