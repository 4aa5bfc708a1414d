/** The ledger: every place in a mailbox that a letter was ever seen at. */
import type { Kysely, Transaction } from 'kysely'
import type { Instant, Sha256 } from '../lang.ts'
import type { ListedLetter, MailPlace } from '../mail/mail-source.ts'
import { findInPortions, inPortions } from './portions.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

type LedgerMethods = Pick<Store, 'unknownUids' | 'recognize' | 'recordPresence' | 'forgetUnfetched'>

export function ledgerRows(db: Kysely<Tables>): LedgerMethods {
  return {
    unknownUids: (place, uids) => unknownUids(db, place, uids),
    recognize: (letters) => recognize(db, letters),
    recordPresence: (place, present, at) => recordPresence(db, place, new Set(present), at),
    forgetUnfetched: (place) => writing(db, (trx) => forgetUnfetched(trx, place)),
  }
}

/** True where the key was not known. */
export async function addToLedger(trx: Transaction<Tables>, listed: ListedLetter, letter: Sha256): Promise<boolean> {
  const { account, folder, uidValidity, uid } = listed.key
  const seen = { size: listed.size, received_at: listed.receivedAt, message_id: listed.messageId, gone_at: null }
  const added = await trx
    .insertInto('ledger')
    .values({ account, folder, uid_validity: uidValidity, uid, letter, ...seen })
    .onConflict((conflict) => conflict.columns(['account', 'folder', 'uid_validity', 'uid']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

async function unknownUids(db: Kysely<Tables>, place: MailPlace, uids: readonly string[]): Promise<readonly string[]> {
  const rows = await findInPortions(uids, (some) => rowsOf(db, place).select('uid').where('uid', 'in', some).execute())
  const known = new Set(rows.map(({ uid }) => uid))
  return uids.filter((uid) => !known.has(uid))
}

const rowsOf = (db: Kysely<Tables>, { account, folder, uidValidity }: MailPlace) =>
  db
    .selectFrom('ledger')
    .where('account', '=', account)
    .where('folder', '=', folder)
    .where('uid_validity', '=', uidValidity)

async function recognize(db: Kysely<Tables>, letters: readonly ListedLetter[]): Promise<readonly ListedLetter[]> {
  const found = new Map<ListedLetter, Sha256>()
  await inPortions(letters, async (some) => {
    const before = await seenBefore(db, some)
    const here = Map.groupBy(some, marksOf)
    for (const letter of some) {
      const [only, ...others] = before.get(marksOf(letter)) ?? []
      if (only && others.length === 0 && here.get(marksOf(letter))?.length === 1) found.set(letter, only)
    }
  })
  if (found.size > 0) {
    await writing(db, async (trx) => {
      for (const [letter, sha256] of found) await addToLedger(trx, letter, sha256)
    })
  }
  return letters.filter((letter) => !found.has(letter))
}

/** Letters that the folder held under other UIDVALIDITYs, by their marks. */
async function seenBefore(db: Kysely<Tables>, letters: readonly ListedLetter[]) {
  const messageIds = letters.flatMap(({ messageId }) => messageId ?? [])
  const [first] = letters
  if (first === undefined || messageIds.length === 0) return new Map<string, readonly Sha256[]>()
  const { account, folder, uidValidity } = first.key
  const rows = await db
    .selectFrom('ledger')
    .select(['message_id', 'size', 'received_at', 'letter'])
    .distinct()
    .where('message_id', 'in', messageIds)
    .where('account', '=', account)
    .where('folder', '=', folder)
    .where('uid_validity', '!=', uidValidity)
    .execute()
  const marked = rows.map((row) => ({ letter: row.letter, marks: marks(row.message_id, row.size, row.received_at) }))
  return new Map(
    [...Map.groupBy(marked, (row) => row.marks)].map(([key, same]) => [key, same.map(({ letter }) => letter)]),
  )
}

const marks = (messageId: Sha256 | null, size: number | null, receivedAt: Instant | null) =>
  JSON.stringify([messageId, size, receivedAt])

const marksOf = ({ messageId, size, receivedAt }: ListedLetter) => marks(messageId, size, receivedAt)

async function recordPresence(
  db: Kysely<Tables>,
  place: MailPlace,
  present: ReadonlySet<string>,
  at: Instant,
): Promise<number> {
  const { account, folder, uidValidity } = place
  const rows = await db
    .selectFrom('ledger')
    .select(['id', 'uid', 'uid_validity', 'gone_at'])
    .where('account', '=', account)
    .where('folder', '=', folder)
    .execute()
  const isThere = (row: (typeof rows)[number]) => row.uid_validity === uidValidity && present.has(row.uid)
  const gone = rows.filter((row) => row.gone_at === null && !isThere(row))
  const back = rows.filter((row) => row.gone_at !== null && isThere(row))
  if (gone.length + back.length === 0) return 0
  await writing(db, async (trx) => {
    for (const [changed, goneAt] of [[gone, at] as const, [back, null] as const]) {
      await inPortions(changed, async (some) => {
        const ids = some.map(({ id }) => id)
        await trx.updateTable('ledger').set({ gone_at: goneAt }).where('id', 'in', ids).execute()
      })
    }
  })
  // A row of an older UIDVALIDITY goes with that, not with its letter.
  return gone.filter((row) => row.uid_validity === uidValidity).length
}

async function forgetUnfetched(trx: Transaction<Tables>, place: MailPlace): Promise<void> {
  const { account, folder, uidValidity } = place
  const rows = await trx
    .selectFrom('ledger')
    .innerJoin('letters', 'letters.sha256', 'ledger.letter')
    .select(['ledger.id', 'ledger.letter'])
    .where('letters.reason', '=', 'unfetchable')
    .where('ledger.account', '=', account)
    .where('ledger.folder', '=', folder)
    .where('ledger.uid_validity', '=', uidValidity)
    .execute()
  for (const { id, letter } of rows) {
    await trx.deleteFrom('ledger').where('id', '=', id).execute()
    const others = await trx.selectFrom('ledger').select('id').where('letter', '=', letter).executeTakeFirst()
    if (others === undefined) await trx.deleteFrom('letters').where('sha256', '=', letter).execute()
  }
}
