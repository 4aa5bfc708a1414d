/** One transaction that changes something shown: it moves the revision with the change. */
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export function writing<T>(db: Kysely<Tables>, write: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    const result = await write(trx)
    await trx
      .updateTable('service')
      .set((eb) => ({ revision: eb('revision', '+', 1) }))
      .execute()
    return result
  })
}
