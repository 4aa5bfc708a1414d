/** Where several processes share the database: tasks that one of them does at a time, and by what all of them should judge. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('held_until', 'bigint', (column) => column.notNull())
    .execute()
  for (const column of ['program_version', 'policy_sha256', 'trust_sha256']) {
    await db.schema.alterTable('service').addColumn(column, 'text').execute()
  }
}
