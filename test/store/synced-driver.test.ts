/** Commits that wait for the disk together. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FailedSyncError } from '../../src/store/failed-sync.ts'
import { asKyselyDatabase } from '../../src/store/sqlite.ts'
import { SyncedAdapter, SyncedDriver, writeAheadLog } from '../../src/store/synced-driver.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A disk that is done when the test says so. */
function slowDisk() {
  const begun: PromiseWithResolvers<void>[] = []
  let isSlow = true
  return {
    begun,
    /** It is done with all, and from now on at once. */
    hurry: () => {
      isSlow = false
      for (const one of begun) one.resolve()
    },
    sync: () => {
      const sync = Promise.withResolvers<void>()
      begun.push(sync)
      if (!isSlow) sync.resolve()
      return sync.promise
    },
    close: async () => undefined,
  }
}

/** Whether it has settled once all that can go on by itself has done so. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  const note = () => {
    settled = true
  }
  promise.then(note, note)
  await new Promise(setImmediate)
  return settled
}

describe('the write-ahead log', () => {
  test('one sync is for all who came before it began, and the next for all who came meanwhile', async () => {
    const disk = slowDisk()
    const wal = writeAheadLog(disk)
    const first = wal.synced()
    await isSettled(first)
    const others = [wal.synced(), wal.synced(), wal.synced()]
    disk.begun[0]?.resolve()
    await first
    expect(await Promise.all(others.map(isSettled))).toEqual([false, false, false])
    expect(disk.begun).toHaveLength(2)
    disk.begun[1]?.resolve()
    await Promise.all(others)
    expect(disk.begun).toHaveLength(2)
  })

  test('after a sync that failed there is no other: nobody knows what the disk holds', async () => {
    const disk = slowDisk()
    const wal = writeAheadLog(disk)
    const first = wal.synced()
    await isSettled(first)
    const second = wal.synced()
    disk.begun[0]?.reject(new Error('EIO'))
    await expect(first).rejects.toThrow(FailedSyncError)
    await expect(second).rejects.toThrow(FailedSyncError)
    await expect(wal.synced()).rejects.toThrow(FailedSyncError)
    expect(wal.expectWhole).toThrow(FailedSyncError)
    expect(disk.begun).toHaveLength(1)
  })
})

describe('the driver', () => {
  type Database = { readonly numbers: { readonly n: number } }
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let disk: ReturnType<typeof slowDisk>
  let database: DatabaseSync
  let driver: SyncedDriver
  let db: Kysely<Database>
  beforeEach(async () => {
    folder = await temporaryFolder()
    database = new DatabaseSync(join(folder.path, 'numbers.db'))
    database.exec('pragma journal_mode = wal; create table numbers (n integer)')
    disk = slowDisk()
    driver = new SyncedDriver(database, asKyselyDatabase(database), writeAheadLog(disk))
    db = new Kysely<Database>({
      dialect: {
        createAdapter: () => new SyncedAdapter(),
        createDriver: () => driver,
        createIntrospector: (one) => new SqliteIntrospector(one),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    })
  })
  afterEach(async () => {
    disk.hurry()
    await db.destroy()
    await folder.remove()
  })

  const insert = (on: Kysely<Database>) => on.insertInto('numbers').values({ n: 1 }).execute()
  const inTransaction = () => db.transaction().execute(insert)

  test.for<[string, () => Promise<unknown>, boolean]>([
    ['a statement that writes', () => insert(db), true],
    ['a transaction that writes', inTransaction, true],
    ['a statement that writes and tells', () => sql`insert into numbers values (2) returning n`.execute(db), true],
    ['a statement that reads', () => db.selectFrom('numbers').selectAll().execute(), false],
    ['a statement that finds nothing to write', () => db.deleteFrom('numbers').where('n', '=', 9).execute(), false],
    [
      'whoever forgoes it',
      () =>
        db.connection().execute((connection) => {
          driver.forgoSync()
          return insert(connection)
        }),
      false,
    ],
  ])('%s: waits for the disk: %3$s', async ([, write, waits]) => {
    expect(await isSettled(write())).toBe(!waits)
    expect(disk.begun).toHaveLength(waits ? 1 : 0)
  })

  test('that one forgoes it holds for nobody else', async () => {
    await db.connection().execute(async (connection) => {
      driver.forgoSync()
      await insert(connection)
    })
    expect(await isSettled(insert(db))).toBe(false)
  })

  test('others read and write while one waits, and wait together', async () => {
    const first = insert(db)
    expect(await isSettled(first)).toBe(false)
    const others = [inTransaction(), insert(db), inTransaction()]
    const rows = await db.selectFrom('numbers').selectAll().execute()
    expect(rows).toHaveLength(4)
    expect(disk.begun).toHaveLength(1)
    disk.begun[0]?.resolve()
    await first
    expect(await Promise.all(others.map(isSettled))).toEqual([false, false, false])
    disk.begun[1]?.resolve()
    await Promise.all(others)
    expect(disk.begun).toHaveLength(2)
  })

  test('whoever waits for a turn when the database is closed is told so', async () => {
    const held = Promise.withResolvers<void>()
    const turns = [db.connection().execute(() => held.promise), insert(db), insert(db)]
    disk.hurry()
    await isSettled(Promise.all(turns))
    await db.destroy()
    held.resolve()
    expect(await Promise.all(turns.map(isSettled))).toEqual([true, true, true])
    for (const turn of turns) await expect(turn).rejects.toThrow(/not open|finalized/)
  })

  test('a transaction for which the disk has no room says so, and leaves nothing', async () => {
    disk.hurry()
    database.exec('pragma max_page_count = 4')
    const large = db.transaction().execute(async (trx) => {
      await insert(trx)
      await sql`insert into numbers values (zeroblob(1000000))`.execute(trx)
    })
    await expect(large).rejects.toMatchObject({ message: 'database or disk is full', errcode: 13 })
    expect(database.isTransaction).toBe(false)
    expect(await db.selectFrom('numbers').selectAll().execute()).toEqual([])
  })

  test('one whose wait fails is told so, and nothing is asked any more', async () => {
    const first = insert(db)
    await isSettled(first)
    const cause = new Error('EIO')
    disk.begun[0]?.reject(cause)
    await expect(first).rejects.toMatchObject({ name: 'FailedSyncError', cause })
    await expect(insert(db)).rejects.toThrow(FailedSyncError)
    await expect(db.selectFrom('numbers').selectAll().execute()).rejects.toThrow(FailedSyncError)
  })
})
