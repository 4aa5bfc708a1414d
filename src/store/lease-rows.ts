/** Tasks that one process at a time may do, such as reading the mailbox: who holds them, and until when. */
import type { Kysely } from 'kysely'
import type { Instant } from '../lang.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

type LeaseMethods = Pick<Store, 'holdLease' | 'endLease' | 'endLeases'>

export function leaseRows(db: Kysely<Tables>): LeaseMethods {
  return {
    holdLease: async (name, holder, now, leaseMs) => {
      const mine = { holder, held_until: (now + leaseMs) as Instant }
      const held = await db
        .insertInto('leases')
        .values({ name, ...mine })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet(mine)
            .where((eb) => eb.or([eb('leases.holder', '=', holder), eb('leases.held_until', '<=', now)])),
        )
        .returning('name')
        .executeTakeFirst()
      return held !== undefined
    },
    endLease: async (name, holder) => {
      await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute()
    },
    endLeases: async () => {
      await db.deleteFrom('leases').execute()
    },
  }
}
