/** The store over an SQL database whose tables are up to date. What differs between databases lies in the file that opens one. */
import type { Kysely } from 'kysely'
import { accountRows } from './account-rows.ts'
import { auditRows } from './audit-rows.ts'
import { changedRows } from './changed-rows.ts'
import { contentRows } from './content-rows.ts'
import { decisionRows } from './decision-rows.ts'
import { frozenRows } from './frozen-rows.ts'
import { identityRows } from './identity-rows.ts'
import { jobRows } from './job-rows.ts'
import { leaseRows } from './lease-rows.ts'
import { ledgerRows } from './ledger-rows.ts'
import { letterRows } from './letter-rows.ts'
import { linkRows } from './link-rows.ts'
import { mailboxRows } from './mailbox-rows.ts'
import { outboxRows } from './outbox-rows.ts'
import { personRows } from './person-rows.ts'
import { registerRows } from './register-rows.ts'
import { requeueRows } from './requeue-rows.ts'
import { sessionRows } from './session-rows.ts'
import { settingsRows } from './settings-rows.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { upkeepRows } from './upkeep-rows.ts'
import { viewRows } from './view-rows.ts'

export type SqlTraits = {
  /** Whether the database locks single rows, so that many may choose among them at once. */
  readonly rowLocks: boolean
  /** Commits without a wait for the disk: a power cut may undo them, the last ones first. Others commit in between. */
  readonly unsynced: <T>(db: Kysely<Tables>, write: (db: Kysely<Tables>) => Promise<T>) => Promise<T>
}

export function sqlStore(db: Kysely<Tables>, traits: SqlTraits): Store {
  return {
    ...mailboxRows(db),
    ...ledgerRows(db),
    ...letterRows(db),
    ...contentRows(db),
    ...changedRows(db),
    ...identityRows(db),
    ...decisionRows(db),
    ...registerRows(db),
    ...frozenRows(db),
    ...requeueRows(db),
    ...jobRows(db, traits),
    ...leaseRows(db),
    ...viewRows(db),
    ...upkeepRows(db),
    ...outboxRows(db),
    ...personRows(db),
    ...accountRows(db),
    ...linkRows(db),
    ...sessionRows(db),
    ...auditRows(db),
    ...settingsRows(db),
    close: () => db.destroy(),
  }
}
