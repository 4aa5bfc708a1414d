/** Rows of letters of ours, and what is read from them. */
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { NewNotice, Notice, NoticeFilter } from './outbox-store.ts'
import type { Tables } from './tables.ts'

/** @returns how many were not there yet. */
export async function insertNotices(trx: Transaction<Tables>, notices: readonly NewNotice[]): Promise<number> {
  let added = 0
  for (const notice of notices) {
    const row = await trx
      .insertInto('outbox')
      .values({ ...toRow(notice), state: 'waiting', attempt: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row !== undefined) added++
  }
  return added
}

const toRow = ({ messageId, inReplyTo, references, madeAt, ...notice }: NewNotice) => ({
  ...notice,
  message_id: messageId,
  in_reply_to: inReplyTo,
  reference_ids: references,
  made_at: madeAt,
  since: madeAt,
  due_at: madeAt,
})

export function toNotice(row: Selectable<Tables['outbox']>): Notice {
  const { message_id, in_reply_to, reference_ids, made_at, due_at, ended_at, bounced_at, ...rest } = row
  return {
    ...rest,
    messageId: message_id,
    inReplyTo: in_reply_to,
    references: reference_ids,
    madeAt: made_at,
    dueAt: due_at,
    endedAt: ended_at,
    bouncedAt: bounced_at,
  }
}

export function noticesWhere(db: Kysely<Tables>, { kinds, states }: NoticeFilter) {
  let query = db.selectFrom('outbox').selectAll()
  if (kinds !== undefined) query = query.where('kind', 'in', kinds)
  if (states !== undefined) query = query.where('state', 'in', states)
  return query.orderBy('id', 'desc')
}
