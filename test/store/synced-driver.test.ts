/** Commits that wait for the disk together. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asKyselyDatabase } from '../../src/store/sqlite.ts'
import { SyncedAdapter, SyncedDriver, writeAheadLog } from '../../src/store/synced-driver.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A disk that is done when the test says so. */
function slowDisk() {
  const begun: PromiseWithResolvers<void>[] = []
  return {
    begun,
    sync: () => {
      const sync = Promise.withResolvers<void>()
      begun.push(sync)
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
    await expect(first).rejects.toThrow('EIO')
    await expect(second).rejects.toThrow('EIO')
    await expect(wal.synced()).rejects.toThrow('EIO')
    expect(wal.expectWhole).toThrow('EIO')
    expect(disk.begun).toHaveLength(1)
  })
})

describe('the driver', () => {
  type Database = { readonly numbers: { readonly n: number } }
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let disk: ReturnType<typeof slowDisk>
  let driver: SyncedDriver
  let db: Kysely<Database>
  beforeEach(async () => {
    folder = await temporaryFolder()
    const database = new DatabaseSync(join(folder.path, 'numbers.db'))
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
    for (const one of disk.begun) one.resolve()
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

  test('one whose wait fails is told so, and nothing is asked any more', async () => {
    const first = insert(db)
    await isSettled(first)
    disk.begun[0]?.reject(new Error('EIO'))
    await expect(first).rejects.toThrow('EIO')
    await expect(insert(db)).rejects.toThrow('EIO')
    await expect(db.selectFrom('numbers').selectAll().execute()).rejects.toThrow('EIO')
  })
})
