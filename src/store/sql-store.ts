/** The store over an SQL database whose tables are up to date. What differs between databases lies in the file that opens one. */
import type { Kysely } from 'kysely'
import { contentRows } from './content-rows.ts'
import { jobRows } from './job-rows.ts'
import { leaseRows } from './lease-rows.ts'
import { letterRows } from './letter-rows.ts'
import { requeueRows } from './requeue-rows.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { upkeepRows } from './upkeep-rows.ts'
import { viewRows } from './view-rows.ts'

/** @param rowLocks whether the database locks single rows, so that many may choose among them at once. */
export function sqlStore(db: Kysely<Tables>, { rowLocks }: { readonly rowLocks: boolean }): Store {
  return {
    ...letterRows(db),
    ...contentRows(db),
    ...requeueRows(db),
    ...jobRows(db, rowLocks),
    ...leaseRows(db),
    ...viewRows(db),
    ...upkeepRows(db),
    close: () => db.destroy(),
  }
}
