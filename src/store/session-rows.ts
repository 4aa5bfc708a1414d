/** Sessions of people who have signed in, and how often somebody tried to. */
import type { Kysely, Selectable } from 'kysely'
import type { AccessStore } from '../access/access-store.ts'
import type { Session } from '../access/account.ts'
import { toAccount } from './account-rows.ts'
import { addEntry } from './audit-rows.ts'
import type { Tables } from './tables.ts'

type SessionMethods = Pick<
  AccessStore,
  'beginSession' | 'session' | 'seeSession' | 'endSession' | 'sessionsOf' | 'forgetSessions' | 'countAttempts'
>

export function sessionRows(db: Kysely<Tables>): SessionMethods {
  return {
    beginSession: ({ by, startedAt, seenAt, ...rest }, entry) =>
      db.transaction().execute(async (trx) => {
        await addEntry(trx, entry)
        const row = { ...rest, signed_in_by: by, started_at: startedAt, seen_at: seenAt }
        await trx.insertInto('sessions').values(row).execute()
      }),
    session: async (sha256) => {
      const session = await db.selectFrom('sessions').selectAll().where('sha256', '=', sha256).executeTakeFirst()
      if (session === undefined) return null
      const account = db.selectFrom('accounts').selectAll().where('id', '=', session.account)
      return { session: toSession(session), account: toAccount(await account.executeTakeFirstOrThrow()) }
    },
    seeSession: async (sha256, at) => {
      await db.updateTable('sessions').set({ seen_at: at }).where('sha256', '=', sha256).execute()
    },
    endSession: (sha256, entry) =>
      db.transaction().execute(async (trx) => {
        await addEntry(trx, entry)
        await trx.deleteFrom('sessions').where('sha256', '=', sha256).execute()
      }),
    sessionsOf: async (account) => {
      const rows = db.selectFrom('sessions').selectAll().where('account', '=', account)
      return (await rows.orderBy('started_at', 'desc').orderBy('sha256').execute()).map(toSession)
    },
    forgetSessions: async (startedBefore, seenBefore) => {
      await db
        .deleteFrom('sessions')
        .where((eb) => eb.or([eb('started_at', '<', startedBefore), eb('seen_at', '<', seenBefore)]))
        .execute()
    },
    countAttempts: (subject, now, since) =>
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom('attempts').where('at', '<=', since).execute()
        await trx.insertInto('attempts').values({ subject, at: now }).execute()
        const mine = trx.selectFrom('attempts').where('subject', '=', subject)
        return Number((await mine.select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)
      }),
  }
}

function toSession(row: Selectable<Tables['sessions']>): Session {
  const { sha256, account, signed_in_by: by, started_at: startedAt, seen_at: seenAt, address } = row
  return { sha256, account, by, startedAt, seenAt, address }
}
