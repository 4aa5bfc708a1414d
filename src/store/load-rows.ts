/** Rows of a backup into tables that are empty but for what their making put there; all or nothing. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { quoted, type Row } from './snapshot.ts'
import type { Tables } from './tables.ts'

export type Loading = {
  /** Before the first row: rows may name others that come later. */
  readonly begin: (trx: Transaction<Tables>) => Promise<void>
  readonly end: (trx: Transaction<Tables>) => Promise<void>
}

/** Some KB each at most: SQLite takes 32,766 values in a statement, the widest table has some twenty columns. */
const ROWS_AT_ONCE = 500

export async function loadRows(
  db: Kysely<Tables>,
  { begin, end }: Loading,
  tables: readonly { readonly name: string; readonly rows: AsyncIterable<Row> }[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await begin(trx)
    for (const { name } of tables) await sql`delete from ${sql.raw(quoted(name))}`.execute(trx)
    for (const { name, rows } of tables) await insertAll(trx, name, rows)
    await end(trx)
  })
}

async function insertAll(trx: Transaction<Tables>, table: string, rows: AsyncIterable<Row>): Promise<void> {
  let waiting: Row[] = []
  for await (const row of rows) {
    waiting.push(row)
    if (waiting.length < ROWS_AT_ONCE) continue
    await insert(trx, table, waiting)
    waiting = []
  }
  if (waiting.length > 0) await insert(trx, table, waiting)
}

async function insert(trx: Transaction<Tables>, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const names = sql.raw(columns.map(quoted).join())
  const tuples = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`)
  await sql`insert into ${sql.raw(quoted(table))} (${names}) values ${sql.join(tuples)}`.execute(trx)
}
