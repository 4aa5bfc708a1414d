/** The whole of a PostgreSQL database, read while others write; and an empty one filled with such rows. */
import { type Kysely, PostgresDriver, sql } from 'kysely'
import { loadRows } from './load-rows.ts'
import { migrate } from './migrations/migrate.ts'
import { openDatabase } from './postgres.ts'
import { postgresPool } from './postgres-pool.ts'
import { isRow, quoted, type Row, type Snapshot, snapshotOf } from './snapshot.ts'
import type { Tables } from './tables.ts'

const ROWS_AT_ONCE = 500

const open = (url: string) =>
  openDatabase(new PostgresDriver({ pool: postgresPool({ url, onError: () => undefined, patient: true }) }))

/** @throws StoreAwayError */
export async function openPostgresSnapshot(url: string): Promise<Snapshot> {
  // Patient pools have one connection: whatever is asked from now on is asked within this transaction.
  const db = open(url)
  await sql`begin isolation level repeatable read read only`.execute(db)
  return snapshotOf(db, async function* (table) {
    await sql`declare all_rows no scroll cursor for select * from ${sql.raw(quoted(table))}`.execute(db)
    for (;;) {
      const { rows } = await sql`fetch ${sql.lit(ROWS_AT_ONCE)} from all_rows`.execute(db)
      if (rows.length === 0) break
      for (const row of rows) yield checked(row)
    }
    await sql`close all_rows`.execute(db)
  })
}

function checked(row: unknown): Row {
  if (!isRow(row)) throw new TypeError('A table holds what no table of ours holds')
  return row
}

/** False where the database holds letters already; it is left as it is then. @throws StoreAwayError */
export async function fillPostgresDatabase(
  url: string,
  lastMigration: string,
  tables: Parameters<typeof loadRows>[2],
): Promise<boolean> {
  const db = open(url)
  try {
    if ((await db.introspection.getTables()).length > 0) return false
    await migrate(db, lastMigration)
    await loadRows(db, { begin: (trx) => deferKeys(trx, 'deferrable initially deferred'), end: finish }, tables)
    return true
  } finally {
    await db.destroy()
  }
}

async function finish(trx: Kysely<Tables>): Promise<void> {
  await sql`set constraints all immediate`.execute(trx)
  await deferKeys(trx, 'not deferrable')
  // The next numbers come behind those that were loaded.
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`.execute(trx)
  for (const { table, column } of rows) {
    const [in_table, in_column] = [sql.raw(quoted(table)), sql.raw(quoted(column))]
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), max(${in_column})) from ${in_table}
      having max(${in_column}) is not null`.execute(trx)
  }
}

async function deferKeys(trx: Kysely<Tables>, how: 'deferrable initially deferred' | 'not deferrable'): Promise<void> {
  const { rows } = await sql<{ table: string; name: string }>`
    select conrelid::regclass::text as "table", conname as name from pg_constraint
    where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(trx)
  for (const { table, name } of rows) {
    await sql`alter table ${sql.raw(quoted(table))} alter constraint ${sql.raw(quoted(name))} ${sql.raw(how)}`.execute(
      trx,
    )
  }
}
