/** Letters: those that were taken, and those that could not be. */
import type { Kysely, Transaction } from 'kysely'
import { sha256 as hash } from '../bytes.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { ListedLetter } from '../mail/mail-source.ts'
import type { QuarantineReason } from '../submission/submission.ts'
import { addToLedger } from './ledger-rows.ts'
import { makeJob } from './make-job.ts'
import { judgeAgainWhereEarlier } from './receipt.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

type LetterMethods = Pick<Store, 'recordLetter' | 'recordUnfetched' | 'quarantine'>

export function letterRows(db: Kysely<Tables>): LetterMethods {
  return {
    recordLetter: (letter, sha256, tracedAt = null) =>
      writing(db, (trx) => recordLetter(trx, letter, sha256, tracedAt)),
    recordUnfetched: (letter, reason) =>
      writing(db, async (trx) => {
        const sha256 = hash(Buffer.from(JSON.stringify(letter.key)))
        await addLetter(trx, letter, sha256, null)
        await addToLedger(trx, letter, sha256)
        await quarantineLetter(trx, sha256, reason)
      }),
    quarantine: (letter, reason) => writing(db, (trx) => quarantineLetter(trx, letter, reason)),
  }
}

/** Leaves alone a letter that was read before. */
export async function quarantineLetter(
  trx: Transaction<Tables>,
  letter: Sha256,
  reason: QuarantineReason,
): Promise<void> {
  await trx
    .updateTable('letters')
    .set({ state: 'quarantined', reason })
    .where('sha256', '=', letter)
    .where('state', 'in', ['stored', 'quarantined'])
    .execute()
}

async function recordLetter(
  trx: Transaction<Tables>,
  letter: ListedLetter,
  sha256: Sha256,
  tracedAt: Instant | null,
): Promise<void> {
  await addLetter(trx, letter, sha256, tracedAt)
  const isNew = await addToLedger(trx, letter, sha256)
  if (!isNew) return
  // Also for bytes that were read before: had they been no submission, their content must be removed again.
  await makeJob(trx, 'read-letter', sha256)
  await judgeAgainWhereEarlier(trx, sha256)
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
    })
    .onConflict((conflict) =>
      conflict
        .column('sha256')
        .doUpdateSet({ received_at: letter.receivedAt })
        .where('letters.received_at', '>', letter.receivedAt),
    )
    .execute()
}
