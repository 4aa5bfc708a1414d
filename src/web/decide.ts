/** A decision of a visitor: read from the form that asked for it, and kept with its entry of the log, or not and why. */
import { REASONS_FOR } from '../report/decision-words.ts'
import type { Deed, DeedAnswer } from '../store/store.ts'
import { overtakenBy, type ThingKey } from '../tally/decided-thing.ts'
import type { DecisionId, MachineView, ReasonCode, Ruling } from '../tally/decision.ts'
import { entryOf } from './audit-record.ts'
import { field } from './form.ts'
import { isOfOwnUnit } from './own-unit.ts'
import { ROLE_LABELS } from './role-words.ts'
import type { WebContext } from './route.ts'
import type { WebView } from './view.ts'
import { actorOf, roleOf, type Visitor } from './visitor.ts'

/** What every form of a decision holds, as it was typed. */
export type Typed = {
  readonly code: string
  readonly text: string
  readonly paper: string
  /** The last decision that was made when the form was shown, and what the machine said then. */
  readonly seen: string
  readonly machine: string
}

export const NOTHING_TYPED = { code: '', text: '', paper: '', seen: '', machine: '' } as const satisfies Typed

export async function typedDecision(c: WebContext): Promise<Typed> {
  return {
    code: await field(c, 'ly-do'),
    text: await line(c, 'giai-trinh'),
    paper: await line(c, 'so-van-ban'),
    seen: await field(c, 'da-thay'),
    machine: await field(c, 'may-thay'),
  }
}

/** What was typed, as one line: lists show it so. */
export async function line(c: WebContext, name: string): Promise<string> {
  return (await field(c, name)).replace(/\s+/g, ' ').trim().normalize('NFC')
}

export type Proposal = {
  readonly ruling: Ruling
  readonly machine: MachineView | null
  /** What the form must have seen; '' of what the machine says nothing. */
  readonly stamp?: string
  readonly about: ReadonlySet<ThingKey>
  /** For the log: the SHA-256 of a document or letter, or the id of a unit. */
  readonly subject: string
  readonly lesson?: Deed['lesson']
  /** Of what may only be decided by a paper. */
  readonly needsPaper?: boolean
}

/** Of what was typed. */
export type TypedFault = 'reason' | 'text' | 'text-long' | 'paper' | 'paper-long' | 'machine-changed' | 'own-unit'

export type Attempt = DeedAnswer | { readonly kind: 'fault'; readonly fault: TypedFault }

/** As `checkDecision` has them. */
const MAX_TEXT = 2000
const MAX_PAPER = 200

export async function decide(c: WebContext, view: WebView, proposal: Proposal, typed: Typed): Promise<Attempt> {
  const { ruling, machine, stamp = '', about, subject, lesson = null } = proposal
  const fault = typedFault(proposal, typed)
  if (fault !== null) return { kind: 'fault', fault }
  if (await isOfOwnUnit(c.var.visitor, view, { about, ruling })) return { kind: 'fault', fault: 'own-unit' }
  // Told before what the machine says, which the decision of another may have changed with it.
  const overtaken = overtakenBy(await view.decisions(), about, seenIn(typed.seen))
  if (overtaken !== null) return { kind: 'overtaken', by: overtaken }
  // Whoever decides must have seen what the machine says now.
  if (typed.machine !== stamp) return { kind: 'fault', fault: 'machine-changed' }
  const { visitor } = c.var
  const decision = {
    ...{ by: actingName(visitor), account: accountOf(visitor), role: roleName(visitor), at: view.now() },
    ...{ ruling, machine },
    reason: { code: reasonOf(ruling, typed.code) ?? 'other', text: typed.text },
    paper: typed.paper === '' ? null : typed.paper,
  }
  const facts = { ruling: ruling.action, why: typed.code, ...(lesson === null ? {} : { learned: lesson.change.why }) }
  const entry = entryOf(c, view, { action: 'decided', subject, facts })
  return view.decide({ decision, about, seen: seenIn(typed.seen), lesson, entry })
}

function reasonOf({ action }: Ruling, code: string): ReasonCode | null {
  const offered: readonly ReasonCode[] = REASONS_FOR[action]
  return offered.find((one) => one === code) ?? null
}

/** What is wrong with what was typed, before anything is looked up. */
export function typedFault({ ruling, needsPaper = false }: Proposal, { code, text, paper }: Typed): TypedFault | null {
  if (reasonOf(ruling, code) === null) return 'reason'
  if (text === '') return 'text'
  if (text.length > MAX_TEXT) return 'text-long'
  if (paper === '' && needsPaper) return 'paper'
  return paper.length > MAX_PAPER ? 'paper-long' : null
}

/** What is no number has seen nothing: any decision before it stops it. */
const seenIn = (seen: string): DecisionId => (/^\d{1,9}$/.test(seen) ? Number(seen) : 0)

/** What the machine says, as a form carries it. */
export const stampOf = (views: readonly MachineView[]): string =>
  views.map((view) => [view.outcome, view.code, view.fate, view.unit].map((part) => part ?? '-').join(' ')).join('; ')

/** Of who decides, as it is kept. */
export function actingName(visitor: Visitor): string {
  return visitor.kind === 'person' ? visitor.account.fullName : actorOf(visitor).name
}

export const accountOf = (visitor: Visitor): number | null => (visitor.kind === 'person' ? visitor.account.id : null)

function roleName(visitor: Visitor): string {
  const role = roleOf(visitor)
  return role === null ? '' : ROLE_LABELS[role]
}
