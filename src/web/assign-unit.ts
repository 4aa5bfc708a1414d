/** Assigning a document to a unit; what is to be remembered of it is shown with all that it would change before it is done. */
import type { Unit } from '../campaign/unit.ts'
import type { Ruling } from '../tally/decision.ts'
import { actingName, decide, typedFault } from './decide.ts'
import { answerAttempt, proposalOf, type Sent, showForm } from './document-form.ts'
import { field, formMark } from './form.ts'
import { learnedUnit, type Teachable, teachablesOf } from './lessons.ts'
import { BACK, lessonPage } from './pages/lesson.ts'
import type { WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'

type Assignment = Extract<Ruling, { readonly action: 'assign-unit' }>

export async function assignUnit(c: WebContext, view: WebView, asked: Sent, ruling: Assignment): Promise<Response> {
  const { desk, typed } = asked
  const { change: basedOn, units } = await view.register()
  const chosen = await taughtIn(c, teachablesOf(desk.file, units))
  const proposal = proposalOf(asked, ruling)
  if (chosen.length === 0) return answerAttempt(c, view, asked, await decide(c, view, proposal, typed))
  const taught = chosen.map(({ field: name }) => name)
  if ((await field(c, BACK)) !== '') return showForm(c, view, { ...asked, taught })
  const fault = typedFault(proposal, typed)
  if (fault !== null) return showForm(c, view, { ...asked, taught, stop: { kind: 'fault', fault } })
  const lessons = chosen.map(({ lesson }) => lesson)
  const unit = learnedUnit(units, ruling.unit, lessons)
  if (unit === null) {
    const sentence = 'Điều cần nhớ đã thuộc đơn vị khác trong danh mục nên không ghi được cho đơn vị này.'
    return showForm(c, view, { ...asked, taught, stop: { kind: 'told', sentence } })
  }
  const learned = { asked, chosen, unit, basedOn, units }
  // What was confirmed is done only where it is still what was shown.
  if ((await field(c, 'xac-nhan')) !== String(basedOn)) return preview(c, view, learned)
  const why = `Ghi nhớ khi gán văn bản: ${chosen.map(({ text }) => text).join('; ')}`
  const change = { at: view.now(), by: actingName(c.var.visitor), why, units: [unit] }
  const attempt = await decide(c, view, { ...proposal, lesson: { basedOn, change } }, typed)
  if (attempt.kind === 'decided') await view.attributeAgain()
  return answerAttempt(c, view, { ...asked, taught }, attempt)
}

async function taughtIn(c: WebContext, teachables: readonly Teachable[]): Promise<readonly Teachable[]> {
  const chosen: Teachable[] = []
  for (const one of teachables) if (one.owner === null && (await field(c, one.field)) === '1') chosen.push(one)
  return chosen
}

type Learned = {
  readonly asked: Sent
  readonly chosen: readonly Teachable[]
  readonly unit: Unit
  readonly basedOn: number
  readonly units: readonly Unit[]
}

async function preview(c: WebContext, view: WebView, learned: Learned): Promise<Response> {
  const { asked, unit, units, chosen, basedOn } = learned
  const { desk, typed, from } = asked
  const changed = await view.attributedOtherwise(units.map((one) => (one.id === unit.id ? unit : one)))
  const page = lessonPage({
    ...{ desk, typed, unit, chosen, basedOn, from, mark: formMark(c, view.access), machine: desk.stamp },
    others: changed.filter(({ submission }) => submission.document !== desk.document.sha256),
    scope: await field(c, 'pham-vi'),
  })
  return show(c, view, page)
}
