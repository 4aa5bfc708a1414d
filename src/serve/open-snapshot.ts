/** The rows of a service as they are at one moment, whichever database holds them. */
import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { orNull } from '../store/missing-file.ts'
import { examinePostgres } from '../store/postgres.ts'
import { openPostgresSnapshot } from '../store/postgres-copy.ts'
import type { Snapshot } from '../store/snapshot.ts'
import { openSqliteSnapshot } from '../store/sqlite-copy.ts'

/**
 * Null where there are no tables yet.
 *
 * @param home where SQLite has its file.
 * @throws StoreAwayError, DatabaseSettingError, NewerDatabaseError.
 */
export async function openSnapshot(databaseUrl: Config['databaseUrl'], home: string): Promise<Snapshot | null> {
  if (databaseUrl !== null) {
    const lastStep = await examinePostgres({ url: databaseUrl, onError: () => undefined })
    return lastStep === null ? null : openPostgresSnapshot(databaseUrl)
  }
  const path = join(home, 'sokyso.db')
  const isThere = await orNull(access(path, constants.R_OK).then(() => true))
  return isThere === null ? null : openSqliteSnapshot(path)
}
