/** The care for the system itself: work at fixed hours, files that were found damaged, alerts. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('schedules')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('good_at', 'bigint')
    .addColumn('fault', 'text')
    .addColumn('runs', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('damaged_files')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('found_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('alerts')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('told', 'integer', (column) => column.notNull())
    .execute()
  for (const column of ['tally_checked_at', 'tally_mismatches', 'tally_differs'] as const) {
    await db.schema.alterTable('service').addColumn(column, 'bigint').execute()
  }
}
