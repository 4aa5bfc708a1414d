/** Which letters are to be answered, and what became of each. */
import type { Kysely, Transaction } from 'kysely'
import type { Instant, Sha256 } from '../lang.ts'
import { insertNotices } from './notice-rows.ts'
import type { OutboxStore } from './outbox-store.ts'
import { submissionRows, toJudgedSubmissions } from './submission-rows.ts'
import type { Tables } from './tables.ts'

type AnswerMethods = Pick<
  OutboxStore,
  'lettersToAnswer' | 'recordAnswer' | 'recordSettled' | 'submissionsOf' | 'silenceOf'
>

/** A letter that came while receipts are on is answered, once, however often it is read. */
export async function wishAnswer(trx: Transaction<Tables>, letter: Sha256, since: Instant): Promise<void> {
  const { receipts_since } = await trx.selectFrom('notice_settings').select('receipts_since').executeTakeFirstOrThrow()
  if (receipts_since === null) return
  const { received_at } = await trx
    .selectFrom('letters')
    .select('received_at')
    .where('sha256', '=', letter)
    .executeTakeFirstOrThrow()
  if (received_at < receipts_since) return
  await trx
    .insertInto('answers')
    .values({ letter, since, state: 'due', why: null })
    .onConflict((conflict) => conflict.column('letter').doNothing())
    .execute()
}

export function answerRows(db: Kysely<Tables>): AnswerMethods {
  return {
    lettersToAnswer: (state, limit) =>
      db
        .selectFrom('answers')
        .select(['letter', 'since'])
        .where('state', '=', state)
        .orderBy('since')
        .orderBy('letter')
        .limit(limit)
        .execute(),
    recordAnswer: (letter, answer) =>
      db.transaction().execute(async (trx) => {
        const silence = answer.kind === 'silent' ? answer.why : null
        const state = answer.kind === 'answered' && answer.isOpen ? 'open' : 'done'
        if (!(await moveAnswer(trx, letter, 'due', { state, why: silence }))) return
        if (answer.kind === 'answered') await insertNotices(trx, [answer.notice])
      }),
    recordSettled: (letter, notice) =>
      db.transaction().execute(async (trx) => {
        if (!(await moveAnswer(trx, letter, 'open', { state: 'done', why: null }))) return
        if (notice !== null) await insertNotices(trx, [notice])
      }),
    submissionsOf: async (letter) => toJudgedSubmissions(await submissionRows(db, { letter })),
    silenceOf: async (letter) => {
      const row = await db.selectFrom('answers').select('why').where('letter', '=', letter).executeTakeFirst()
      return row?.why ?? null
    },
  }
}

async function moveAnswer(
  trx: Transaction<Tables>,
  letter: Sha256,
  from: 'due' | 'open',
  to: Pick<Tables['answers'], 'state' | 'why'>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('answers')
    .set(to)
    .where('letter', '=', letter)
    .where('state', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
