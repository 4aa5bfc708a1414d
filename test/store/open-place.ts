/** The store at a place that a test names: an address of PostgreSQL, or the path of a SQLite file. */
import { openPostgresStore } from '../../src/store/postgres.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'

export function openPlace(place: string): Promise<Store> {
  return place.startsWith('postgres:')
    ? openPostgresStore({ url: place, onError: console.error })
    : openSqliteStore(place)
}
