/** The outbox: letters of ours, what the office has set about them, and addresses that take none. */
import type { Kysely } from 'kysely'
import { answerRows } from './answer-rows.ts'
import { addEntry } from './audit-rows.ts'
import { insertNotices, noticesWhere, toNotice } from './notice-rows.ts'
import type { OutboxStore } from './outbox-store.ts'
import { findInPortions } from './portions.ts'
import { sendingRows } from './sending-rows.ts'
import type { Tables } from './tables.ts'

/** None of these moves the revision: no count and no open page changes by a letter of ours. */
export function outboxRows(db: Kysely<Tables>): OutboxStore {
  return {
    ...settingRows(db),
    ...answerRows(db),
    ...listRows(db),
    ...sendingRows(db),
    ...bounceRows(db),
    ...wordingRows(db),
  }
}

type SettingMethods = Pick<OutboxStore, 'noticeSettings' | 'changeNoticeSettings'>

function settingRows(db: Kysely<Tables>): SettingMethods {
  return {
    noticeSettings: async () => {
      const row = await db.selectFrom('notice_settings').selectAll().executeTakeFirstOrThrow()
      return {
        receiptsSince: row.receipts_since,
        registeredOnly: row.registered_only === 1,
        remindersSince: row.reminders_since,
      }
    },
    changeNoticeSettings: ({ receiptsSince, registeredOnly, remindersSince }, entry) =>
      db.transaction().execute(async (trx) => {
        await trx
          .updateTable('notice_settings')
          .set({
            receipts_since: receiptsSince,
            registered_only: registeredOnly ? 1 : 0,
            reminders_since: remindersSince,
          })
          .execute()
        await addEntry(trx, entry)
      }),
  }
}

type ListMethods = Pick<
  OutboxStore,
  'addNotices' | 'countNotices' | 'notices' | 'notice' | 'noticeCounts' | 'lastReminders'
>

function listRows(db: Kysely<Tables>): ListMethods {
  return {
    addNotices: (notices, entry) =>
      db.transaction().execute(async (trx) => {
        const added = await insertNotices(trx, notices)
        if (entry !== null && added > 0) await addEntry(trx, entry)
        return added
      }),
    countNotices: async (about, kinds, since) => {
      const query = db
        .selectFrom('outbox')
        .select((eb) => eb.fn.countAll().as('count'))
        .where('kind', 'in', kinds)
        .where('made_at', '>=', since)
      const { count } = await ('unit' in about
        ? query.where('unit', '=', about.unit)
        : query.where('recipient', '=', about.recipient)
      ).executeTakeFirstOrThrow()
      return Number(count)
    },
    notices: async (filter, { offset, limit }) =>
      (await noticesWhere(db, filter).offset(offset).limit(limit).execute()).map(toNotice),
    notice: async (id) => {
      const row = await db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toNotice(row)
    },
    noticeCounts: async () => {
      const rows = await db
        .selectFrom('outbox')
        .select((eb) => [
          'state',
          eb.fn.countAll().as('count'),
          // Apart: all others are counted in the index of the states alone.
          eb
            .selectFrom('outbox as failed')
            .select(eb.fn.countAll().as('count'))
            .where('failed.state', '=', 'failed')
            .where('failed.fault', '=', 'dropped')
            .as('dropped'),
        ])
        .groupBy('state')
        .execute()
      const dropped = Number(rows[0]?.dropped ?? 0)
      const counts = rows.map(
        ({ state, count }) => [state, Number(count) - (state === 'failed' ? dropped : 0)] as const,
      )
      return Object.fromEntries([...counts, ['dropped', dropped] as const].filter(([, count]) => count > 0))
    },
    lastReminders: (units) =>
      findInPortions(units, async (some) => {
        const newest = db
          .selectFrom('outbox')
          .select((eb) => eb.fn.max('id').as('id'))
          .where('kind', '=', 'reminder')
          .where('unit', 'in', some)
          .groupBy('unit')
        return (await db.selectFrom('outbox').selectAll().where('id', 'in', newest).execute()).map(toNotice)
      }),
  }
}

type BounceMethods = Pick<OutboxStore, 'recordBounce' | 'badAddresses' | 'forgetBadAddress'>

function bounceRows(db: Kysely<Tables>): BounceMethods {
  return {
    recordBounce: (messageId, status, at) =>
      db.transaction().execute(async (trx) => {
        const bounced = await trx
          .updateTable('outbox')
          // What came back was sent, whatever was known of it.
          .set({ state: 'sent', bounced_at: at, bounce: status })
          .where('message_id', '=', messageId)
          .where('attempt', '>', 0)
          .returning('recipient')
          .executeTakeFirst()
        if (bounced === undefined) return false
        await trx
          .insertInto('bad_addresses')
          .values({ address: bounced.recipient, since: at, status })
          .onConflict((conflict) => conflict.column('address').doUpdateSet({ since: at, status }))
          .execute()
        return true
      }),
    badAddresses: () => db.selectFrom('bad_addresses').selectAll().orderBy('address').execute(),
    forgetBadAddress: (address, entry) =>
      db.transaction().execute(async (trx) => {
        await trx.deleteFrom('bad_addresses').where('address', '=', address).execute()
        await addEntry(trx, entry)
      }),
  }
}

function wordingRows(db: Kysely<Tables>): Pick<OutboxStore, 'forgetWording'> {
  return {
    forgetWording: (endedBefore, entry) =>
      db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('outbox')
          .set({ text: '', html: '', reply: null })
          .where('state', 'in', ['sent', 'failed'])
          .where('ended_at', '<', endedBefore)
          .where('text', '<>', '')
          .executeTakeFirst()
        const letters = Number(numUpdatedRows)
        if (letters > 0) await addEntry(trx, { ...entry, facts: { ...entry.facts, letters: String(letters) } })
        return letters
      }),
  }
}
