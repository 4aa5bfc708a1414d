/** The log of who did what: one chain of entries, to which is only added. */
import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool, Transaction } from 'kysely'
import type { AccessStore, AuditFilter } from '../access/access-store.ts'
import { type AuditDraft, type AuditEntry, hashOfEntry } from '../access/audit.ts'
import type { Tables } from './tables.ts'

type AuditMethods = Pick<AccessStore, 'recordAudit' | 'auditEntries' | 'auditEntriesBehind' | 'auditHead'>

export function auditRows(db: Kysely<Tables>): AuditMethods {
  return {
    recordAudit: (entry) => db.transaction().execute((trx) => addEntry(trx, entry)),
    auditEntries: async (filter, { offset, limit }) => {
      const query = db.selectFrom('audit').selectAll().where(matching(filter))
      return (await query.orderBy('number', 'desc').offset(offset).limit(limit).execute()).map(toEntry)
    },
    auditEntriesBehind: async (number, limit) => {
      const query = db.selectFrom('audit').selectAll().where('number', '>', number)
      return (await query.orderBy('number').limit(limit).execute()).map(toEntry)
    },
    auditHead: () => db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow(),
  }
}

/** With the change that it tells of, in one transaction. Others wait for the row of the head, so that there is one chain. */
export async function addEntry(trx: Transaction<Tables>, entry: AuditDraft): Promise<void> {
  const draft = storable(entry)
  const { number, sha256: before } = await trx
    .updateTable('audit_head')
    .set((eb) => ({ number: eb('number', '+', 1) }))
    .returningAll()
    .executeTakeFirstOrThrow()
  const sha256 = hashOfEntry(draft, number, before)
  const { actor, facts, ...rest } = draft
  const by = { actor_account: actor.account, actor_name: actor.name, actor_role: actor.role }
  const row = { ...rest, ...by, number, facts: JSON.stringify(facts) }
  await trx
    .insertInto('audit')
    .values({ ...row, sha256 })
    .execute()
  await trx.updateTable('audit_head').set({ sha256 }).execute()
}

/** What is hashed must be what is read again: PostgreSQL holds no NUL, and no database half a character. */
function storable(entry: AuditDraft): AuditDraft {
  const clean = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')
  const facts = Object.fromEntries(Object.entries(entry.facts).map(([key, value]) => [key, clean(value)]))
  const address = entry.address === null ? null : clean(entry.address)
  return {
    ...entry,
    subject: clean(entry.subject),
    actor: { ...entry.actor, name: clean(entry.actor.name) },
    facts,
    address,
  }
}

function matching({ action, text }: AuditFilter) {
  return (eb: ExpressionBuilder<Tables, 'audit'>): Expression<SqlBool> => {
    const wanted = `%${text.toLowerCase().replace(/[\\%_]/g, '')}%`
    const has = (column: 'actor_name' | 'subject') => eb(eb.fn<string>('lower', [column]), 'like', wanted)
    return eb.and([
      ...(action === null ? [] : [eb('action', '=', action)]),
      ...(text === '' ? [] : [eb.or([has('actor_name'), has('subject')])]),
    ])
  }
}

function toEntry(row: Selectable<Tables['audit']>): AuditEntry {
  const { number, at, action, subject, address, sha256 } = row
  const actor = { account: row.actor_account, name: row.actor_name, role: row.actor_role }
  return { number, at, actor, action, subject, facts: factsOf(row.facts), address, sha256 }
}

/** Somebody may have edited it: then it is shown as it is, and does not have the hash that it should. */
function factsOf(text: string): Readonly<Record<string, string>> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return { unreadable: text }
  }
}
