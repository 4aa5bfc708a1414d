/** Letters that could not be read, and parts that were not opened: tried again, or set aside. */
import type { LetterRow } from '../store/store.ts'
import { keyOf } from '../tally/decided-thing.ts'
import type { FileObject } from '../tally/decision.ts'
import { entryOf } from './audit-record.ts'
import { decide, NOTHING_TYPED, type Typed, typedDecision } from './decide.ts'
import { lastOf } from './document-desk.ts'
import { field, formMark } from './form.ts'
import { isSha256 } from './markup.ts'
import { readOpenWork } from './open-work.ts'
import { isLetterOfOwnUnit } from './own-unit.ts'
import type { Stop } from './pages/decision-fields.ts'
import { letterAsidePage } from './pages/letter-aside.ts'
import { partName } from './part-name.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'
import { workPlace } from './work-place.ts'

export const LETTER_DECISION_ROUTES: readonly Route[] = [
  post('/thu/:sha256/doc-lai', 'decide', (c, view) => withLetter(c, view, (letter) => readAgain(c, view, letter))),
  get('/thu/:sha256/bo-qua', 'decide', (c, view) =>
    withLetter(c, view, (letter) => showForm(c, view, letter, c.req.query('phan') ?? '', {})),
  ),
  post('/thu/:sha256/bo-qua', 'decide', (c, view) => withLetter(c, view, (letter) => setAside(c, view, letter))),
]

async function withLetter(c: WebContext, view: WebView, answer: (letter: LetterRow) => Promise<Response>) {
  const hash = c.req.param('sha256') ?? ''
  const letter = isSha256(hash) ? await view.letter(hash) : null
  return letter === null ? c.notFound() : answer(letter)
}

async function readAgain(c: WebContext, view: WebView, letter: LetterRow): Promise<Response> {
  if (await isLetterOfOwnUnit(c.var.visitor, view, letter.sha256)) {
    return c.redirect(`/thu/${letter.sha256}?doc-lai=don-vi`, 303)
  }
  const isQueued = await view.readLetterAgain(
    letter.sha256,
    entryOf(c, view, { action: 'letter-read-again', subject: letter.sha256 }),
  )
  return c.redirect(`/thu/${letter.sha256}?doc-lai=${isQueued ? 'roi' : 'khong'}`, 303)
}

/** The letter, or the part of it that is meant; null where there is none. */
function objectOf({ sha256: letter, unopened, state }: LetterRow, part: string): FileObject | null {
  if (part === '') return state.kind === 'quarantined' ? { kind: 'letter', letter } : null
  const found = unopened.find(({ path }) => partName(path) === part)
  return found ? { kind: 'submission', letter, partPath: found.path } : null
}

type Told = { readonly typed?: Typed; readonly stop?: Stop }

async function showForm(c: WebContext, view: WebView, letter: LetterRow, part: string, told: Told): Promise<Response> {
  if (objectOf(letter, part) === null) return c.notFound()
  const page = letterAsidePage({
    ...{ letter, part, mark: formMark(c, view.access), seen: lastOf(await view.decisions()) },
    unopened: letter.unopened.find(({ path }) => partName(path) === part) ?? null,
    typed: told.typed ?? NOTHING_TYPED,
    stop: told.stop ?? null,
  })
  return show(c, view, page, told.stop === undefined ? 200 : told.stop.kind === 'overtaken' ? 409 : 422)
}

async function setAside(c: WebContext, view: WebView, letter: LetterRow): Promise<Response> {
  const part = await field(c, 'phan')
  const object = objectOf(letter, part)
  if (object === null) return c.notFound()
  const typed = await typedDecision(c)
  const ruling = { action: 'set-aside', object } as const
  const about = new Set([keyOf(object)])
  const before = await readOpenWork(view)
  const attempt = await decide(c, view, { ruling, machine: null, about, subject: letter.sha256 }, typed)
  if (attempt.kind === 'decided') return c.redirect(await workPlace(view, attempt.decision.id, before), 303)
  return showForm(c, view, letter, part, { typed, stop: attempt })
}
