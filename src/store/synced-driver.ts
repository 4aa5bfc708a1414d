/** Commits of SQLite that wait for the disk together, and hold up nobody meanwhile. */
import { close, fdatasync, openSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { type DatabaseConnection, SqliteAdapter, type SqliteDatabase, SqliteDriver } from 'kysely'
import { together } from '../together.ts'
import { FailedSyncError } from './failed-sync.ts'

/** Takes turns by itself, since a turn ends before the wait for the disk does. */
export class SyncedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/**
 * For a database with `journal_mode = wal` and `synchronous = normal`: there a commit is one more write at the end of the WAL, and
 * durable once that file is synced (sqlite.org/pragma.html#pragma_synchronous). FULL syncs it within each commit, where nothing
 * else of the process can run; here whoever has written waits for one sync of all that has been committed by then.
 *
 * After a sync that failed each use is refused with FailedSyncError, until the database is opened again.
 */
export class SyncedDriver extends SqliteDriver {
  readonly #database: DatabaseSync
  readonly #wal: WriteAheadLog
  readonly #changes: () => number
  #before = 0
  #waits = true
  #last: Promise<void> = Promise.resolve()
  #end: () => void = () => undefined

  constructor(database: DatabaseSync, kysely: SqliteDatabase, wal: WriteAheadLog) {
    super({ database: kysely })
    this.#database = database
    this.#wal = wal
    const total = database.prepare('select total_changes() as changes')
    this.#changes = () => Number(total.get()?.changes)
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    await before
    this.#end = resolve
    this.#waits = true
    try {
      this.#before = this.#changes()
      this.#wal.expectWhole()
      return await super.acquireConnection()
    } catch (error) {
      resolve()
      throw error
    }
  }

  /** Whoever holds the connection will not wait for the disk: a power cut may undo what it writes, the last commits first. */
  forgoSync(): void {
    this.#waits = false
  }

  /** Where the disk is full or fails SQLite has undone it by itself (sqlite.org/lang_transaction.html); to do so again would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection)
  }

  override async releaseConnection(): Promise<void> {
    if (this.#hasWritten()) await this.#wal.synced()
  }

  /** The turn ends with it, also where the database was closed meanwhile. */
  #hasWritten(): boolean {
    try {
      return this.#waits && this.#changes() !== this.#before
    } finally {
      this.#end()
    }
  }

  override async destroy(): Promise<void> {
    await this.#wal.close()
    await super.destroy()
  }
}

export type WriteAheadLog = {
  /** Resolves once all that was committed before the call is on the disk. */
  readonly synced: () => Promise<void>
  /** @throws FailedSyncError */
  readonly expectWhole: () => void
  readonly close: () => Promise<void>
}

/** The WAL beside a database that stays open longer than it: only the last who closes a database removes its WAL. */
export function openWriteAheadLog(database: string): WriteAheadLog {
  const file = openSync(`${database}-wal`, 'r+')
  return writeAheadLog({ sync: () => promisify(fdatasync)(file), close: () => promisify(close)(file) })
}

type SyncedFile = { readonly sync: () => Promise<void>; readonly close: () => Promise<void> }

/** @param file whose `sync` brings all that was written before it to the disk. */
export function writeAheadLog(file: SyncedFile): WriteAheadLog {
  let failure: FailedSyncError | null = null
  const expectWhole = () => {
    if (failure !== null) throw failure
  }
  // One that has begun may have missed the last commits.
  const synced = together(async () => {
    expectWhole()
    try {
      await file.sync()
    } catch (error) {
      failure = new FailedSyncError(error)
      throw failure
    }
  })
  return {
    synced,
    expectWhole,
    close: async () => {
      // Also what nobody waited for. Who did was told of a sync that failed.
      await synced().catch(() => undefined)
      await file.close()
    },
  }
}
