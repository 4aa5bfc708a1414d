/** The store in one SQLite file, by node:sqlite. */
import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, type SqliteDatabase, SqliteDialect, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { openRecent } from '../recent.ts'
import { backUpDatabase } from './back-up-database.ts'
import { FailedSyncError } from './failed-sync.ts'
import { MigrationError, migrate, NewerDatabaseError, pendingMigration } from './migrations/migrate.ts'
import { sqlStore } from './sql-store.ts'
import { sqliteCode } from './sqlite-code.ts'
import type { Store } from './store.ts'
import { openWriteAheadLog, SyncedAdapter, SyncedDriver } from './synced-driver.ts'
import type { Tables } from './tables.ts'

/** How long a writer waits for one in another process; transactions here take milliseconds. */
const LOCK_TIMEOUT_MS = 10_000

/** Pages kept in memory, in KiB: of some hundred thousand letters what each page counts and lists. SQLite's own 2 MB are read anew each time. */
const CACHE_KIB = 65_536

/**
 * Opens the database and brings its tables up to date; a new file is readable by its owner only. A database that an older
 * version of the program made is copied beside itself before it is changed.
 *
 * @throws NewerDatabaseError where a later version of the program made it, and MigrationError; then it is as it was. FailedSyncError.
 */
export async function openSqliteStore(path: string): Promise<Store> {
  closeSync(openSync(path, 'a', 0o600))
  const database = new DatabaseSync(path, { timeout: LOCK_TIMEOUT_MS })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  database.exec(`pragma cache_size = -${CACHE_KIB}`)
  const kysely = asKyselyDatabase(database)
  try {
    emptyLog(database)
    await bringUpToDate(path, database, new Kysely<Tables>({ dialect: new SqliteDialect({ database: kysely }) }))
    // From here on the driver makes a commit survive a power cut.
    database.exec('pragma synchronous = normal')
    return openStore(new SyncedDriver(database, kysely, openWriteAheadLog(path)))
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * What a sync that failed left in the log may be on no disk, and a power cut would end the log there, with all that was committed
 * behind it and told as safe. So it is brought to the database, and that is synced (sqlite.org/pragma.html#pragma_wal_checkpoint);
 * the next commit begins the log anew. Waits for nobody: a reader beside it keeps what it reads.
 */
function emptyLog(database: DatabaseSync): void {
  try {
    database.exec('pragma wal_checkpoint(passive)')
  } catch (error) {
    const isOfDisk = error instanceof Error && OF_DISK.has(sqliteCode(error))
    throw isOfDisk ? new FailedSyncError(error) : error
  }
}

/** SQLITE_IOERR, SQLITE_FULL. */
const OF_DISK: ReadonlySet<number | null> = new Set([10, 13])

function openStore(driver: SyncedDriver): Store {
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SyncedAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
  return sqlStore(db, {
    rowLocks: false,
    unsynced: (db, write) =>
      db.connection().execute((connection) => {
        driver.forgoSync()
        return write(connection)
      }),
  })
}

async function bringUpToDate(path: string, database: DatabaseSync, db: Kysely<Tables>): Promise<void> {
  const pending = await pendingMigration(db)
  const backup = pending === null ? null : backUpDatabase(database, `${path}.before-${pending}`)
  try {
    // Kysely runs no SQLite migration in a transaction: without this one a crash would leave half of the tables.
    database.exec('begin immediate')
    await migrate(db)
    database.exec('commit')
  } catch (error) {
    if (backup === null || error instanceof NewerDatabaseError) throw error
    throw new MigrationError(path, backup, error)
  }
}

/** Statements that are kept prepared: each way to ask has its own, and each length of a list in it. */
const MAX_PREPARED = 256

type Prepared = ReturnType<SqliteDatabase['prepare']>

export function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const prepared = openRecent<Prepared>(MAX_PREPARED)
  return {
    close: () => database.close(),
    prepare: (sql) => prepared(sql, () => prepare(database, sql)),
  }
}

function prepare(database: DatabaseSync, sql: string): Prepared {
  // A deferred transaction that reads and then writes does not wait for another writer: it fails at once.
  const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(asInput)),
    run: (parameters) => statement.run(...parameters.map(asInput)),
    // Its own: asked again meanwhile, the one that is kept would begin anew.
    iterate: (parameters) => database.prepare(sql).iterate(...parameters.map(asInput)),
  }
}

/** node:sqlite takes an object in first place for named parameters, and would store NULL for it without a word. */
function asInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`SQLite is not given a value of type ${typeof value}`)
}
