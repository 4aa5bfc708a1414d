/** Letters: where they were seen, how far the mailbox is read, and which could not be. */
import type { Kysely, Transaction } from 'kysely'
import { sha256 as hash } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'
import type { LetterKey, ListedLetter } from '../mail/mail-source.ts'
import type { QuarantineReason } from '../submission/submission.ts'
import { makeJob } from './make-job.ts'
import { judgeAgainWhereEarlier } from './receipt.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

/** Keys asked for in one statement; SQLite takes at most 32,766 parameters (its default limit). */
const KEYS_AT_ONCE = 1000

type LetterMethods = Pick<
  Store,
  'cursor' | 'moveCursor' | 'unknownLetters' | 'recordLetter' | 'recordUnfetched' | 'recordPoll' | 'quarantine'
>

export function letterRows(db: Kysely<Tables>): LetterMethods {
  return {
    cursor: async (account, folder) => {
      const row = await db
        .selectFrom('cursors')
        .selectAll()
        .where('account', '=', account)
        .where('folder', '=', folder)
        .executeTakeFirst()
      return row === undefined ? null : { uidValidity: row.uid_validity, lastUid: row.last_uid }
    },
    moveCursor: (account, folder, cursor) =>
      writing(db, async (trx) => {
        const place = { uid_validity: cursor.uidValidity, last_uid: cursor.lastUid }
        await trx
          .insertInto('cursors')
          .values({ account, folder, ...place })
          .onConflict((conflict) => conflict.columns(['account', 'folder']).doUpdateSet(place))
          .execute()
      }),
    unknownLetters: (letters) => unknownLetters(db, letters),
    recordLetter: (letter, sha256) => writing(db, (trx) => recordLetter(trx, letter, sha256)),
    recordUnfetched: (letter, reason) =>
      writing(db, async (trx) => {
        const sha256 = hash(Buffer.from(JSON.stringify(letter.key)))
        await addLetter(trx, letter, sha256)
        await addToLedger(trx, letter.key, sha256)
        await quarantineLetter(trx, sha256, reason)
      }),
    recordPoll: (at, fault) =>
      writing(db, async (trx) => {
        const good = fault === null ? { last_good_poll_at: at } : {}
        await trx
          .updateTable('service')
          .set({ last_poll_at: at, poll_fault: fault, ...good })
          .execute()
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

async function unknownLetters(db: Kysely<Tables>, letters: readonly ListedLetter[]): Promise<readonly ListedLetter[]> {
  const known = new Set<string>()
  for (const mailbox of Map.groupBy(letters, ({ key }) => nameOf({ ...key, uid: '' })).values()) {
    for (let from = 0; from < mailbox.length; from += KEYS_AT_ONCE) {
      const keys = mailbox.slice(from, from + KEYS_AT_ONCE).map(({ key }) => key)
      for (const key of await knownKeys(db, keys)) known.add(nameOf(key))
    }
  }
  return letters.filter(({ key }) => !known.has(nameOf(key)))
}

/** All of `keys` belong to one mailbox. */
async function knownKeys(db: Kysely<Tables>, keys: readonly LetterKey[]): Promise<readonly LetterKey[]> {
  const [first] = keys
  if (first === undefined) return []
  const rows = await db
    .selectFrom('ledger')
    .select('uid')
    .where('account', '=', first.account)
    .where('folder', '=', first.folder)
    .where('uid_validity', '=', first.uidValidity)
    .where(
      'uid',
      'in',
      keys.map(({ uid }) => uid),
    )
    .execute()
  return rows.map(({ uid }) => ({ ...first, uid }))
}

function nameOf({ account, folder, uidValidity, uid }: LetterKey): string {
  return JSON.stringify([account, folder, uidValidity, uid])
}

async function recordLetter(trx: Transaction<Tables>, letter: ListedLetter, sha256: Sha256): Promise<void> {
  await addLetter(trx, letter, sha256)
  const isNew = await addToLedger(trx, letter.key, sha256)
  if (!isNew) return
  // Also for bytes that were read before: had they been no submission, their content must be removed again.
  await makeJob(trx, 'read-letter', sha256)
  await judgeAgainWhereEarlier(trx, sha256)
}

async function addLetter(trx: Transaction<Tables>, letter: ListedLetter, sha256: Sha256): Promise<void> {
  await trx
    .insertInto('letters')
    .values({
      sha256,
      size: letter.size,
      received_at: letter.receivedAt,
      sender: null,
      subject: null,
      state: 'stored',
      reason: null,
      unopened: '[]',
      origin: null,
    })
    .onConflict((conflict) =>
      conflict
        .column('sha256')
        .doUpdateSet({ received_at: letter.receivedAt })
        .where('letters.received_at', '>', letter.receivedAt),
    )
    .execute()
}

/** True where the key was not known. */
async function addToLedger(trx: Transaction<Tables>, key: LetterKey, letter: Sha256): Promise<boolean> {
  const added = await trx
    .insertInto('ledger')
    .values({ account: key.account, folder: key.folder, uid_validity: key.uidValidity, uid: key.uid, letter })
    .onConflict((conflict) => conflict.columns(['account', 'folder', 'uid_validity', 'uid']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}
