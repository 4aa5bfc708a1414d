/** The form of a decision about a document: as it was asked for, sent, and shown again where it was stopped. */
import type { Ruling } from '../tally/decision.ts'
import { openDocuments } from '../tally/open-work.ts'
import type { Attempt, Proposal } from './decide.ts'
import { needsPaper } from './document-deeds.ts'
import { readDesk } from './document-desk.ts'
import { firstPage } from './first-page.ts'
import { field, formMark } from './form.ts'
import { teachablesOf } from './lessons.ts'
import type { Stop } from './pages/decision-fields.ts'
import { type DecisionView, documentDecisionPage } from './pages/document-decision.ts'
import type { WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'
import { workPlace } from './work-place.ts'

export type Sent = Pick<DecisionView, 'desk' | 'deed' | 'typed' | 'unit' | 'fields' | 'from'>

type Asked = Sent & { readonly taught?: readonly string[]; readonly stop?: Stop }

export async function showForm(
  c: WebContext,
  view: WebView,
  { taught = [], stop, ...asked }: Asked,
): Promise<Response> {
  const { desk, deed } = asked
  const page = documentDecisionPage({
    ...{ ...asked, taught, stop: stop ?? null, mark: formMark(c, view.access) },
    teachables: deed === 'gan-don-vi' ? teachablesOf(desk.file, (await view.register()).units) : [],
    picture: await firstPage(view.drawPage, desk.document.sha256),
  })
  return show(c, view, page, stop === undefined ? 200 : stop.kind === 'fault' || stop.kind === 'told' ? 422 : 409)
}

export const proposalOf = ({ desk, deed }: Sent, ruling: Ruling): Proposal => ({
  ruling,
  machine: desk.machine,
  stamp: desk.stamp,
  about: desk.about,
  subject: desk.document.sha256,
  needsPaper: needsPaper(deed, desk),
})

export async function answerAttempt(c: WebContext, view: WebView, asked: Asked, attempt: Attempt): Promise<Response> {
  const hash = asked.desk.document.sha256
  if (attempt.kind === 'decided') {
    const { id } = attempt.decision
    const before = { documents: openDocuments(asked.desk.tally) }
    return c.redirect(asked.from === 'can-xu-ly' ? await workPlace(view, id, before) : `/van-ban/${hash}?da=${id}`, 303)
  }
  // Another has decided, or the machine says something else: the form is shown with what is known now.
  const desk = await readDesk(view, hash, await field(c, 'pham-vi'))
  return desk ? showForm(c, view, { ...asked, desk, stop: attempt }) : c.notFound()
}
