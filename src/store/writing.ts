/** One transaction that changes something shown: it moves the revision with the change. */
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * One such transaction at a time, in whatever process: each finds what all before it have written. SQLite has one writer; in
 * PostgreSQL the others wait for the row of the revision, which is therefore moved first.
 */
export function writing<T>(db: Kysely<Tables>, write: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await trx
      .updateTable('service')
      .set((eb) => ({ revision: eb('revision', '+', 1) }))
      .execute()
    return write(trx)
  })
}
