/** Drafts of quarterly reports: each is a frozen count with a name of its own. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('report_drafts')
    .addColumn('campaign', 'text', (column) => column.notNull())
    .addColumn('year', 'integer', (column) => column.notNull())
    .addColumn('quarter', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull().references('frozen_tallies.campaign'))
    .addColumn('received_until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('report_drafts_key', ['campaign', 'year', 'quarter'])
    .execute()
}
