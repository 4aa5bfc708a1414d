/** Letters on their way: leased, given to the server, and what it said. */
import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Instant } from '../lang.ts'
import { addEntry } from './audit-rows.ts'
import { toNotice } from './notice-rows.ts'
import type { LeasedNotice, NoticeDecision, NoticeState, OutboxStore, SendEnd } from './outbox-store.ts'
import type { Tables } from './tables.ts'

type SendingMethods = Pick<
  OutboxStore,
  'takeNotice' | 'releaseNotices' | 'holdNotices' | 'beginSending' | 'endSending' | 'decideNotice'
>

export function sendingRows(db: Kysely<Tables>): SendingMethods {
  return {
    takeNotice: async (now, leaseMs) => {
      await giveUpLost(db, now)
      for (;;) {
        const first = await firstDue(db, now)
        if (first === undefined) return null
        const row = await db
          .updateTable('outbox')
          .set({ due_at: (now + leaseMs) as Instant, attempt: first.attempt + 1 })
          .where('id', '=', first.id)
          .where('attempt', '=', first.attempt)
          .where('state', '=', 'waiting')
          .returningAll()
          .executeTakeFirst()
        // Another was faster: the next one is looked for.
        if (row !== undefined) return toNotice(row)
      }
    },
    releaseNotices: async (now) => {
      await db
        .updateTable('outbox')
        .set({ due_at: now })
        .where('state', 'in', ['waiting', 'sending'])
        .where('due_at', '>', now)
        .execute()
      await giveUpLost(db, now)
    },
    holdNotices: () =>
      db.transaction().execute(async (trx) => {
        await trx.updateTable('notice_settings').set({ receipts_since: null, reminders_since: null }).execute()
        await trx
          .updateTable('outbox')
          .set({ state: 'unclear', fault: 'unanswered' })
          .where('state', 'in', ['waiting', 'sending'])
          .execute()
      }),
    beginSending: async (leased, now, leaseMs) => {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set({ state: 'sending', due_at: (now + leaseMs) as Instant })
        .where(leaseOf(leased, ['waiting']))
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    endSending: async (leased, end, at) => {
      await db
        .updateTable('outbox')
        .set(changeOf(end, at))
        // Whoever was thought dead and comes back with the word of the server knows better than nobody.
        .where(leaseOf(leased, ['waiting', 'sending', 'unclear']))
        .execute()
    },
    decideNotice: (id, as, at, entry) =>
      db.transaction().execute(async (trx) => {
        const { from, to } = DECISIONS[as]
        const { numUpdatedRows } = await trx
          .updateTable('outbox')
          .set(to(at))
          .where('id', '=', id)
          .where('state', 'in', from)
          .where('text', '<>', '')
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await addEntry(trx, entry)
        return true
      }),
  }
}

function firstDue(db: Kysely<Tables>, now: Instant) {
  return db
    .selectFrom('outbox')
    .select(['id', 'attempt'])
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

async function giveUpLost(db: Kysely<Tables>, now: Instant): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ state: 'unclear', fault: 'unanswered', ended_at: null })
    .where('state', '=', 'sending')
    .where('due_at', '<=', now)
    .execute()
}

const leaseOf =
  ({ id, attempt }: LeasedNotice, states: readonly NoticeState[]) =>
  (eb: ExpressionBuilder<Tables, 'outbox'>) =>
    eb.and([eb('id', '=', id), eb('attempt', '=', attempt), eb('state', 'in', states)])

function changeOf(end: SendEnd, at: Instant) {
  switch (end.kind) {
    case 'sent':
      return { state: 'sent' as const, ended_at: at, fault: null, reply: end.reply }
    case 'later':
      return { state: 'waiting' as const, due_at: end.at, fault: end.fault, reply: end.reply }
    case 'failed':
      return { state: 'failed' as const, ended_at: at, fault: end.fault, reply: end.reply }
    case 'unclear':
      return { state: 'unclear' as const, fault: 'unanswered' as const, reply: end.reply }
  }
}

type Ruling = {
  readonly from: readonly NoticeState[]
  readonly to: (at: Instant) => Partial<Omit<Tables['outbox'], 'id'>>
}

const DECISIONS: Readonly<Record<NoticeDecision, Ruling>> = {
  sent: { from: ['unclear'], to: (at) => ({ state: 'sent', ended_at: at, fault: null }) },
  again: { from: ['unclear', 'failed'], to: (at) => ({ state: 'waiting', due_at: at, since: at, ended_at: null }) },
  dropped: {
    from: ['unclear', 'waiting', 'failed'],
    to: (at) => ({ state: 'failed', ended_at: at, fault: 'dropped' }),
  },
}
