/** Two documents that may be one: compared side by side, and said to be one or two. */
import type { Ruling } from '../tally/decision.ts'
import { openDocuments } from '../tally/open-work.ts'
import { type Attempt, decide, NOTHING_TYPED, type Typed, typedDecision } from './decide.ts'
import { type DocumentDesk, readDesk } from './document-desk.ts'
import { firstPage } from './first-page.ts'
import { field, formMark } from './form.ts'
import { isSha256 } from './markup.ts'
import type { Stop } from './pages/decision-fields.ts'
import { doneNote } from './pages/done-note.ts'
import { type PairVerdict, pairPage } from './pages/pair.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'
import { visitorMay } from './visitor.ts'
import { workPlace } from './work-place.ts'

export const PAIR_ROUTES: readonly Route[] = [
  get('/trung/:a/:b', 'read-all', (c, view) =>
    withPair(c, view, (pair) => showPair(c, view, pair, { typed: NOTHING_TYPED, from: c.req.query('tu') ?? '' })),
  ),
  post('/trung/:a/:b', 'decide', (c, view) => withPair(c, view, (pair) => takeVerdict(c, view, pair))),
]

type Pair = { readonly first: DocumentDesk; readonly second: DocumentDesk }

async function withPair(c: WebContext, view: WebView, answer: (pair: Pair) => Promise<Response>): Promise<Response> {
  const [a, b] = [c.req.param('a') ?? '', c.req.param('b') ?? '']
  if (!isSha256(a) || !isSha256(b) || a === b) return c.notFound()
  const [first, second] = [await readDesk(view, a, ''), await readDesk(view, b, '')]
  return first && second ? answer({ first, second }) : c.notFound()
}

type Told = {
  readonly typed: Typed
  readonly from: string
  readonly verdict?: PairVerdict | null
  readonly stop?: Stop
}

async function showPair(c: WebContext, view: WebView, pair: Pair, told: Told): Promise<Response> {
  const { first, second } = pair
  const page = pairPage({
    ...{ ...pair, ...told, verdict: told.verdict ?? null, stop: told.stop ?? null, mark: formMark(c, view.access) },
    pictures: [
      await firstPage(view.drawPage, first.document.sha256),
      await firstPage(view.drawPage, second.document.sha256),
    ],
    mayDecide: visitorMay(c.var.visitor, 'decide'),
    done: doneNote(second.decisions, c.req.query('da'), second.tally, false),
  })
  return show(c, view, page, told.stop === undefined ? 200 : told.stop.kind === 'overtaken' ? 409 : 422)
}

/** The verdict is its own reason; the words beside it are the officer's. */
const RULINGS = {
  gop: { action: 'merge', code: 'same-content' },
  'khong-trung': { action: 'distinct', code: 'other-content' },
  tach: { action: 'split', code: 'other-content' },
} as const satisfies Record<PairVerdict, { action: Ruling['action']; code: string }>

const isVerdict = (text: string): text is PairVerdict => Object.hasOwn(RULINGS, text)

async function takeVerdict(c: WebContext, view: WebView, pair: Pair): Promise<Response> {
  const { first, second } = pair
  const chosen = await field(c, 'ket-luan')
  const from = await field(c, 'tu')
  if (!isVerdict(chosen)) {
    const stop = { kind: 'told', sentence: 'Hãy chọn một văn bản hay hai văn bản.' } as const
    return showPair(c, view, pair, { typed: await typedDecision(c), from, stop })
  }
  const typed = { ...(await typedDecision(c)), code: RULINGS[chosen].code }
  const object = { kind: 'document', document: second.document.sha256 } as const
  const other = first.document.sha256
  const { action } = RULINGS[chosen]
  const ruling: Ruling = action === 'split' ? { action, object } : { action, object, other }
  const about = new Set([...first.about, ...second.about])
  const attempt: Attempt = await decide(
    c,
    view,
    { ruling, machine: second.machine, stamp: second.stamp, about, subject: object.document },
    typed,
  )
  if (attempt.kind === 'decided') {
    const { id } = attempt.decision
    const before = { documents: openDocuments(second.tally) }
    return c.redirect(
      from === 'can-xu-ly' ? await workPlace(view, id, before) : `/trung/${other}/${object.document}?da=${id}`,
      303,
    )
  }
  return withPair(c, view, (now) => showPair(c, view, now, { typed, from, verdict: chosen, stop: attempt }))
}
