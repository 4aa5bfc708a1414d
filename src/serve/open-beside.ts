/** The store for a command beside a running service: its database, which more than one process may write. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { StoreConfig } from '../config.ts'
import { openPostgresStore } from '../store/postgres.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { StoreAwayError } from '../store/store-away.ts'
import { StartError } from './start-error.ts'

/** @throws StartError, DatabaseSettingError, MigrationError, NewerDatabaseError. */
export async function openBeside({ databaseUrl, data, isPractice }: StoreConfig): Promise<Store> {
  if (databaseUrl === null) {
    const path = join(isPractice ? join(data, 'practice') : data, 'sokyso.db')
    if (existsSync(path)) return openSqliteStore(path)
    throw new StartError(`Chưa có cơ sở dữ liệu ${path}. Khởi động dịch vụ một lần trước, hoặc kiểm tra SOKYSO_DATA.`)
  }
  try {
    return await openPostgresStore({ url: databaseUrl, onError: () => undefined })
  } catch (error) {
    if (!(error instanceof StoreAwayError)) throw error
    throw new StartError('Chưa kết nối được tới cơ sở dữ liệu PostgreSQL. Kiểm tra máy chủ đó rồi chạy lại.', {
      cause: error,
    })
  }
}
