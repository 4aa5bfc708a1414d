/** Decisions of people: rows that are added, and never changed or removed. */
import type { Kysely, Selectable, Transaction } from 'kysely'
import { overtakenBy } from '../tally/decided-thing.ts'
import type { Decision } from '../tally/decision.ts'
import { addEntry } from './audit-rows.ts'
import { addRegisterChange, lastRegisterChange } from './register-rows.ts'
import type { Deed, DeedAnswer, Store } from './store.ts'
import { checkDecision } from './stored-decision.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

export function decisionRows(db: Kysely<Tables>): Pick<Store, 'decide' | 'decisions'> {
  return {
    decide: async (deed) => {
      const decision = checkDecision(deed.decision)
      return writing(db, (trx) => decide(trx, { ...deed, decision }))
    },
    decisions: () => allDecisions(db),
  }
}

async function decide(trx: Transaction<Tables>, { decision, about, seen, lesson, entry }: Deed): Promise<DeedAnswer> {
  const overtaken = overtakenBy(await allDecisions(trx), about, seen)
  if (overtaken !== null) return { kind: 'overtaken', by: overtaken }
  if (lesson !== null && (await lastRegisterChange(trx)) !== lesson.basedOn) return { kind: 'register-changed' }
  const kept = await addDecision(trx, decision)
  if (lesson !== null) await addRegisterChange(trx, { ...lesson.change, decision: kept.id })
  await addEntry(trx, { ...entry, facts: { ...entry.facts, decision: String(kept.id) } })
  return { kind: 'decided', decision: kept }
}

async function addDecision(trx: Transaction<Tables>, decision: Deed['decision']): Promise<Decision> {
  const { at, by, account, role, ruling, reason, paper, machine } = decision
  const values = {
    made_at: at,
    made_by: by,
    account,
    role,
    ruling: JSON.stringify(ruling),
    reason_code: reason.code,
    reason: reason.text,
    paper,
    machine: machine && JSON.stringify(machine),
  }
  return toDecision(await trx.insertInto('decisions').values(values).returningAll().executeTakeFirstOrThrow())
}

/** In the order in which they were made. */
export async function allDecisions(db: Kysely<Tables>): Promise<readonly Decision[]> {
  return (await db.selectFrom('decisions').selectAll().orderBy('id').execute()).map(toDecision)
}

/** 0 where there was none. */
export async function lastDecision(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('decisions')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst()
  return row?.id ?? 0
}

function toDecision(row: Selectable<Tables['decisions']>): Decision {
  const checked = checkDecision({
    at: row.made_at,
    by: row.made_by,
    account: row.account,
    role: row.role,
    ruling: JSON.parse(row.ruling),
    reason: { code: row.reason_code, text: row.reason },
    paper: row.paper,
    machine: row.machine === null ? null : JSON.parse(row.machine),
  })
  return { ...checked, id: row.id }
}
