/** Mailboxes: how far each is read, when it was looked into last, what happened to it. */
import type { Kysely } from 'kysely'
import type { MailboxName } from '../mail/mailbox.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

type MailboxMethods = Pick<
  Store,
  | 'cursor'
  | 'moveCursor'
  | 'watchMailboxes'
  | 'recordLook'
  | 'recordFault'
  | 'recordMailboxEvent'
  | 'mailboxes'
  | 'mailboxEvents'
  | 'token'
  | 'replaceToken'
>

export function mailboxRows(db: Kysely<Tables>): MailboxMethods {
  return {
    ...stateRows(db),
    recordMailboxEvent: (event) =>
      writing(db, async (trx) => void (await trx.insertInto('mailbox_events').values(event).execute())),
    mailboxEvents: ({ offset, limit }) =>
      db
        .selectFrom('mailbox_events')
        .select(['account', 'folder', 'at', 'kind', 'letters'])
        .orderBy('id', 'desc')
        .offset(offset)
        .limit(limit)
        .execute(),
    token: async (account) => {
      const row = await db.selectFrom('tokens').select('sealed').where('account', '=', account).executeTakeFirst()
      return row?.sealed ?? null
    },
    replaceToken: async (account, sealed) => {
      await db
        .insertInto('tokens')
        .values({ account, sealed })
        .onConflict((conflict) => conflict.column('account').doUpdateSet({ sealed }))
        .execute()
    },
  }
}

function stateRows(db: Kysely<Tables>) {
  const set = ({ account, folder }: MailboxName, change: Partial<Tables['mailboxes']>) =>
    writing(db, async (trx) => {
      await trx
        .insertInto('mailboxes')
        .values({ ...NEW, account, folder, ...change })
        .onConflict((conflict) => conflict.columns(['account', 'folder']).doUpdateSet(change))
        .execute()
    })
  return {
    cursor: async (account, folder) => {
      const row = await db
        .selectFrom('mailboxes')
        .select(['uid_validity', 'last_uid'])
        .where('account', '=', account)
        .where('folder', '=', folder)
        .executeTakeFirst()
      if (row === undefined || row.uid_validity === null || row.last_uid === null) return null
      return { uidValidity: row.uid_validity, lastUid: row.last_uid }
    },
    moveCursor: (place, lastUid) => set(place, { uid_validity: place.uidValidity, last_uid: lastUid }),
    watchMailboxes: async (names) => {
      await writing(db, async (trx) => void (await trx.updateTable('mailboxes').set({ watched: 0 }).execute()))
      for (const name of names) await set(name, { watched: 1 })
    },
    recordFault: (name, fault) => set(name, { fault }),
    recordLook: (name, waiting, at) => set(name, { waiting, looked_at: at, fault: null }),
    mailboxes: async () => {
      const rows = await db
        .selectFrom('mailboxes')
        .selectAll()
        .where('watched', '=', 1)
        .orderBy('account')
        .orderBy('folder')
        .execute()
      return rows.map(({ account, folder, looked_at, fault, waiting }) => {
        return { account, folder, lookedAt: looked_at, fault, waiting }
      })
    },
  } satisfies Partial<MailboxMethods>
}

const NEW = { uid_validity: null, last_uid: null, watched: 1, looked_at: null, fault: null, waiting: 0 } as const
