/** Decisions of people: rows that are added, and never changed or removed. */
import type { Kysely, Selectable } from 'kysely'
import type { Decision } from '../tally/decision.ts'
import type { Store } from './store.ts'
import { checkDecision } from './stored-decision.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

export function decisionRows(db: Kysely<Tables>): Pick<Store, 'recordDecision' | 'decisions'> {
  return {
    recordDecision: async (given) => {
      const { at, by, role, ruling, reason, paper, machine } = checkDecision(given)
      const values = {
        made_at: at,
        made_by: by,
        role,
        ruling: JSON.stringify(ruling),
        reason_code: reason.code,
        reason: reason.text,
        paper,
        machine: machine && JSON.stringify(machine),
      }
      return writing(db, async (trx) =>
        toDecision(await trx.insertInto('decisions').values(values).returningAll().executeTakeFirstOrThrow()),
      )
    },
    decisions: () => allDecisions(db),
  }
}

/** In the order in which they were made. */
export async function allDecisions(db: Kysely<Tables>): Promise<readonly Decision[]> {
  return (await db.selectFrom('decisions').selectAll().orderBy('id').execute()).map(toDecision)
}

function toDecision(row: Selectable<Tables['decisions']>): Decision {
  const checked = checkDecision({
    at: row.made_at,
    by: row.made_by,
    role: row.role,
    ruling: JSON.parse(row.ruling),
    reason: { code: row.reason_code, text: row.reason },
    paper: row.paper,
    machine: row.machine === null ? null : JSON.parse(row.machine),
  })
  return { ...checked, id: row.id }
}
