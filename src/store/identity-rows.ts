/** Which document each file is: the latest reading of each. */
import type { Kysely } from 'kysely'
import { noteChanged } from './changed-rows.ts'
import type { Store } from './store.ts'
import { readStoredReading } from './stored-reading.ts'
import type { Tables } from './tables.ts'
import { writing } from './writing.ts'

export function identityRows(db: Kysely<Tables>): Pick<Store, 'identity' | 'recordIdentity'> {
  const rowOf = (from: Kysely<Tables>, document: Parameters<Store['identity']>[0]) =>
    from.selectFrom('identities').selectAll().where('document', '=', document).executeTakeFirst()
  return {
    identity: async (document) => {
      const row = await rowOf(db, document)
      return row === undefined ? null : { reader: row.reader, reading: readStoredReading(row.reading) }
    },
    recordIdentity: async (document, { reader, reading: read }) => {
      const reading = JSON.stringify(read)
      const row = await rowOf(db, document)
      // Another process may still run an older program.
      if (row && (row.reader > reader || (row.reader === reader && row.reading === reading))) return
      await writing(db, async (trx) => {
        await trx
          .insertInto('identities')
          .values({ document, reader, reading })
          .onConflict((conflict) => conflict.column('document').doUpdateSet({ reader, reading }))
          .execute()
        await noteChanged(trx, [document])
      })
    },
  }
}
