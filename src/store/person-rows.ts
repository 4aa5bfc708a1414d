/** What is held of one person, gathered from all tables that name a mail address or an account. */
import type { Kysely } from 'kysely'
import { addEntry } from './audit-rows.ts'
import type { PersonRows, PersonStore } from './person-store.ts'
import { findInPortions } from './portions.ts'
import { unitsNow } from './register-rows.ts'
import type { Tables } from './tables.ts'

export function personRows(db: Kysely<Tables>): PersonStore {
  return {
    person: async (name) => {
      const bad = await db.selectFrom('bad_addresses').select('since').where('address', '=', name).executeTakeFirst()
      const units = await unitsNow(db)
      return {
        letters: await lettersFrom(db, name),
        notices: await db
          .selectFrom('outbox')
          .select(['id', 'kind', 'subject', 'text', 'made_at as madeAt', 'state'])
          .where('recipient', '=', name)
          .orderBy('id')
          .execute(),
        badSince: bad?.since ?? null,
        units: units.filter(({ addresses }) => addresses.includes(name)).map(({ id }) => id),
        account: await accountOf(db, name),
      }
    },
    forgetAddress: (address, entry) =>
      db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('outbox')
          .set({ text: '', html: '', reply: null })
          .where('recipient', '=', address)
          .where('state', 'in', ['sent', 'failed'])
          .where('text', '<>', '')
          .executeTakeFirst()
        await trx.deleteFrom('bad_addresses').where('address', '=', address).execute()
        const letters = Number(numUpdatedRows)
        await addEntry(trx, { ...entry, facts: { ...entry.facts, letters: String(letters) } })
        return letters
      }),
  }
}

async function lettersFrom(db: Kysely<Tables>, sender: string): Promise<PersonRows['letters']> {
  const letters = await db
    .selectFrom('letters')
    .select(['sha256', 'received_at as receivedAt', 'subject', 'state', 'destroyed_at as destroyedAt'])
    .where('sender', '=', sender)
    .orderBy('received_at')
    .orderBy('sha256')
    .execute()
  const files = await findInPortions(
    letters.map(({ sha256 }) => sha256),
    (some) =>
      db
        .selectFrom('submissions')
        .select(['letter', 'document', 'file_name as name'])
        .where('letter', 'in', some)
        .orderBy('part_path')
        .execute(),
  )
  const ofLetter = Map.groupBy(files, ({ letter }) => letter)
  return letters.map((letter) => ({
    ...letter,
    files: (ofLetter.get(letter.sha256) ?? []).map(({ name, document }) => ({ name, document })),
  }))
}

async function accountOf(db: Kysely<Tables>, name: string): Promise<PersonRows['account']> {
  const found = await db
    .selectFrom('accounts')
    .select(['id', 'name', 'full_name as fullName', 'role', 'unit', 'created_at as createdAt'])
    .where('name', '=', name)
    .executeTakeFirst()
  if (found === undefined) return null
  const { id, ...account } = found
  return {
    ...account,
    sessions: await db
      .selectFrom('sessions')
      .select(['started_at as startedAt', 'seen_at as seenAt', 'address'])
      .where('account', '=', id)
      .orderBy('started_at')
      .execute(),
    decisions: await db
      .selectFrom('decisions')
      .select(['id', 'made_at as at', 'reason'])
      .where('account', '=', id)
      .orderBy('id')
      .execute(),
    deeds: await db
      .selectFrom('audit')
      .select(['number', 'at', 'action', 'subject', 'address'])
      .where('actor_account', '=', id)
      .orderBy('number')
      .execute(),
  }
}
