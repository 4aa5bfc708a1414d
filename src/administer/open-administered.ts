/** The store for commands beside a running service: its database, which more than one process may write. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AdministerConfig } from '../config.ts'
import { DATABASE_AWAY } from '../serve/explain-outage.ts'
import { homeOf } from '../serve/home.ts'
import { StartError } from '../serve/start-error.ts'
import { openPostgresStore } from '../store/postgres.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { StoreAwayError } from '../store/store-away.ts'

/** @throws StartError, DatabaseSettingError, MigrationError, NewerDatabaseError. */
export async function openAdministered(
  config: AdministerConfig,
): Promise<{ readonly store: Store; readonly base: string }> {
  const base =
    config.access.origin ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`
  return { store: await open(config), base }
}

async function open({ databaseUrl, data, isPractice }: AdministerConfig): Promise<Store> {
  if (databaseUrl !== null) {
    try {
      return await openPostgresStore({ url: databaseUrl, onError: () => undefined })
    } catch (error) {
      if (!(error instanceof StoreAwayError)) throw error
      throw new StartError(DATABASE_AWAY, { cause: error })
    }
  }
  const path = join(homeOf(data, isPractice), 'sokyso.db')
  if (existsSync(path)) return openSqliteStore(path)
  throw new StartError(`Chưa có cơ sở dữ liệu ${path}. Khởi động dịch vụ một lần trước, hoặc kiểm tra SOKYSO_DATA.`)
}
