/** The whole of a SQLite database, read while others write; and a new one filled with such rows. */
import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { loadRows } from './load-rows.ts'
import { migrate } from './migrations/migrate.ts'
import { isRow, quoted, type Row, type Snapshot, snapshotOf } from './snapshot.ts'
import { asKyselyDatabase } from './sqlite.ts'
import type { Tables } from './tables.ts'

/** As long as a writer takes at most. */
const LOCK_TIMEOUT_MS = 10_000

export async function openSqliteSnapshot(path: string): Promise<Snapshot> {
  const database = new DatabaseSync(path, { readOnly: true, timeout: LOCK_TIMEOUT_MS })
  // In WAL mode whoever has begun to read sees one state, and holds up no writer.
  database.exec('begin')
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(database) }) })
  return snapshotOf(db, async function* (table) {
    for (const row of database.prepare(`select * from ${quoted(table)}`).iterate()) yield checked(row)
  })
}

function checked(row: unknown): Row {
  if (!isRow(row)) throw new TypeError('A table holds what no table of ours holds')
  return { ...row }
}

/** @param path of a file that is not there. */
export async function makeSqliteDatabase(
  path: string,
  lastMigration: string,
  tables: Parameters<typeof loadRows>[2],
): Promise<void> {
  closeSync(openSync(path, 'wx', 0o600))
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(database) }) })
  try {
    await migrate(db, lastMigration)
    const begin = async (trx: Kysely<Tables>) => void (await sql`pragma defer_foreign_keys = on`.execute(trx))
    await loadRows(db, { begin, end: async () => undefined }, tables)
  } finally {
    await db.destroy()
  }
}
