/** One state of the whole database, however much is written meanwhile. */
import { type Kysely, sql } from 'kysely'
import { changedRows } from './changed-rows.ts'
import { decisionRows } from './decision-rows.ts'
import { registerRows } from './register-rows.ts'
import { settingsRows } from './settings-rows.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** A value of any table: the databases hold no others. */
export type Cell = string | number | null
export type Row = Readonly<Record<string, Cell>>

export type Snapshot = Pick<Store, 'register' | 'judgedSubmissions' | 'decisions' | 'settings'> & {
  /** In the order in which they were done. */
  readonly migrations: readonly string[]
  /** Names of all tables but those of the migrations, and of what dies with its process or its visitor. */
  readonly tables: readonly string[]
  readonly rows: (table: string) => AsyncIterable<Row>
  readonly close: () => Promise<void>
}

const LEFT_OUT = /^kysely_|^(leases|sessions|one_time_links|attempts)$/

/** @param db with one connection, in a transaction that sees one state. */
export async function snapshotOf(db: Kysely<Tables>, rows: Snapshot['rows']): Promise<Snapshot> {
  const tables = (await db.introspection.getTables()).map(({ name }) => name)
  const { rows: done } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return {
    migrations: done.map(({ name }) => name),
    tables: tables.filter((name) => !LEFT_OUT.test(name)).toSorted(),
    rows,
    judgedSubmissions: changedRows(db).judgedSubmissions,
    register: registerRows(db).register,
    decisions: decisionRows(db).decisions,
    // A database that an older program left has none.
    settings: tables.includes('settings') ? settingsRows(db).settings : async () => ({ change: 0, values: {} }),
    close: () => db.destroy(),
  }
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && Object.values(value).every(isCell)
}

const isCell = (value: unknown) => value === null || typeof value === 'string' || typeof value === 'number'

/** Names of tables and columns come from the database, or from a backup: never anything else than a name. */
export function quoted(name: string): string {
  if (!/^[a-z_0-9]{1,63}$/.test(name)) throw new TypeError(`No name of a table or column: ${name}`)
  return `"${name}"`
}
