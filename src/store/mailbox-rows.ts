/** Mailboxes: how far each is read, when it was looked into last, what happened to it. */
import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../lang.ts'
import type { Mailbox, MailboxName } from '../mail/mailbox.ts'
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
  | 'recordClock'
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
    replaceToken: (account, sealed, endsAt) =>
      writing(db, async (trx) => {
        const token = { sealed, ends_at: endsAt }
        await trx
          .insertInto('tokens')
          .values({ account, ...token })
          .onConflict((conflict) => conflict.column('account').doUpdateSet(token))
          .execute()
      }),
  }
}

function stateRows(db: Kysely<Tables>) {
  const set = (name: MailboxName, change: Change) => writing(db, (trx) => setIn(trx, name, change))
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
    // At once: nobody who freezes the count sees only those that were read already.
    watchMailboxes: (names) =>
      writing(db, async (trx) => {
        await trx.updateTable('mailboxes').set({ watched: 0 }).execute()
        for (const { loginEndsAt = null, ...name } of names) {
          await setIn(trx, name, { watched: 1, login_ends_at: loginEndsAt })
        }
      }),
    recordFault: (name, fault, needsPerson) => set(name, { fault, fault_needs_person: needsPerson ? 1 : 0 }),
    recordClock: (name, aheadMs) => set(name, { clock_ahead_ms: aheadMs }),
    recordLook: (name, waiting, at) => set(name, { waiting, looked_at: at, fault: null, fault_needs_person: 0 }),
    mailboxes: async () => {
      const rows = await db
        .selectFrom('mailboxes')
        .leftJoin('tokens', 'tokens.account', 'mailboxes.account')
        .selectAll('mailboxes')
        .select('tokens.ends_at')
        .where('watched', '=', 1)
        .orderBy('mailboxes.account')
        .orderBy('mailboxes.folder')
        .execute()
      return rows.map(mailboxOf)
    },
  } satisfies Partial<MailboxMethods>
}

type Change = Partial<Tables['mailboxes']>

async function setIn(trx: Transaction<Tables>, { account, folder }: MailboxName, change: Change): Promise<void> {
  await trx
    .insertInto('mailboxes')
    .values({ ...NEW, account, folder, ...change })
    .onConflict((conflict) => conflict.columns(['account', 'folder']).doUpdateSet(change))
    .execute()
}

type MailboxRow = Tables['mailboxes'] & { readonly ends_at: Instant | null }

function mailboxOf({ account, folder, waiting, ...row }: MailboxRow): Mailbox {
  const ends = [row.login_ends_at, row.ends_at].filter((end) => end !== null)
  return {
    ...{ account, folder, lookedAt: row.looked_at, fault: row.fault, waiting },
    faultNeedsPerson: row.fault_needs_person === 1,
    loginEndsAt: ends.length === 0 ? null : (Math.min(...ends) as Instant),
    clockAheadMs: row.clock_ahead_ms,
  }
}

const NEW: Omit<Tables['mailboxes'], 'account' | 'folder'> = {
  ...{ uid_validity: null, last_uid: null, watched: 1, looked_at: null, fault: null, fault_needs_person: 0 },
  ...{ login_ends_at: null, clock_ahead_ms: null, waiting: 0 },
}
