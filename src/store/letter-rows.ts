/** Letters: those that were taken, and those that could not be. */
import type { Kysely, Transaction } from 'kysely'
import type { AuditDraft } from '../access/audit.ts'
import { sha256 as hash } from '../bytes.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { ListedLetter } from '../mail/mail-source.ts'
import { searchKey } from '../search.ts'
import { type QuarantineReason, UNFETCHED } from '../submission/submission.ts'
import { wishAnswer } from './answer-rows.ts'
import { addEntry } from './audit-rows.ts'
import { noteChangedBy } from './changed-rows.ts'
import { addToLedger } from './ledger-rows.ts'
import { makeJob } from './make-job.ts'
import { judgeAgainWhereEarlier } from './receipt.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

type LetterMethods = Pick<Store, 'recordLetter' | 'recordUnfetched' | 'quarantine' | 'readLetterAgain'>

export function letterRows(db: Kysely<Tables>): LetterMethods {
  return {
    recordLetter: (letter, sha256, tracedAt = null) =>
      writing(db, (trx) => recordLetter(trx, letter, sha256, tracedAt)),
    recordUnfetched: (letter, reason, at) =>
      writing(db, async (trx) => {
        const sha256 = hash(Buffer.from(JSON.stringify(letter.key)))
        await addLetter(trx, letter, sha256, null)
        await addToLedger(trx, letter, sha256)
        await quarantineLetter(trx, sha256, reason, at)
      }),
    quarantine: (letter, reason, at, sender = null) =>
      writing(db, async (trx) => {
        await quarantineLetter(trx, letter, reason, at)
        if (sender !== null) await nameSender(trx, letter, sender)
        // There is nothing to wait for.
        await wishAnswer(trx, letter, 0 as Instant)
      }),
    readLetterAgain: (letter, entry) => writing(db, (trx) => readAgain(trx, letter, entry)),
  }
}

/** Leaves alone a letter that was read before; one that is there already is since then. */
export async function quarantineLetter(
  trx: Transaction<Tables>,
  letter: Sha256,
  reason: QuarantineReason,
  at: Instant,
): Promise<void> {
  await trx
    .updateTable('letters')
    .set((eb) => ({ state: 'quarantined', reason, quarantined_at: eb.fn.coalesce('quarantined_at', eb.val(at)) }))
    .where('sha256', '=', letter)
    .where('state', 'in', ['stored', 'quarantined'])
    .execute()
}

async function nameSender(trx: Transaction<Tables>, letter: Sha256, sender: string): Promise<void> {
  await trx
    .updateTable('letters')
    .set({ sender, search: searchKey(sender) })
    .where('sha256', '=', letter)
    .where('state', '=', 'quarantined')
    .execute()
}

async function readAgain(trx: Transaction<Tables>, letter: Sha256, entry: AuditDraft): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('letters')
    .set({ state: 'stored', reason: null, quarantined_at: null })
    .where('sha256', '=', letter)
    .where('state', '=', 'quarantined')
    .where('reason', 'not in', UNFETCHED)
    .where('destroyed_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await trx.deleteFrom('jobs').where('kind', '=', 'read-letter').where('subject', '=', letter).execute()
  await makeJob(trx, 'read-letter', letter)
  await addEntry(trx, entry)
  return true
}

async function recordLetter(
  trx: Transaction<Tables>,
  letter: ListedLetter,
  sha256: Sha256,
  tracedAt: Instant | null,
): Promise<void> {
  await addLetter(trx, letter, sha256, tracedAt)
  const isNew = await addToLedger(trx, letter, sha256)
  if (isNew) {
    // Its bytes are there again.
    await trx.updateTable('letters').set({ destroyed_at: null }).where('sha256', '=', sha256).execute()
    // Also for bytes that were read before: had they been no submission, their content must be removed again.
    await makeJob(trx, 'read-letter', sha256)
  }
  // The row has the earliest receipt that anybody told, also of a place that was known.
  await judgeAgainWhereEarlier(trx, sha256)
  await noteChangedBy(trx, sha256)
}

async function addLetter(
  trx: Transaction<Tables>,
  letter: ListedLetter,
  sha256: Sha256,
  tracedAt: Instant | null,
): Promise<void> {
  await trx
    .insertInto('letters')
    .values({
      sha256,
      size: letter.size,
      received_at: letter.receivedAt,
      traced_at: tracedAt,
      sender: null,
      subject: null,
      state: 'stored',
      reason: null,
      unopened: '[]',
      origin: null,
      destroyed_at: null,
      trial: 0,
      search: null,
      quarantined_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .column('sha256')
        .doUpdateSet({ received_at: letter.receivedAt })
        .where('letters.received_at', '>', letter.receivedAt),
    )
    .execute()
}
