/** What each mailbox warns of, and when content was destroyed because its time was over. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .alterTable('mailboxes')
    .addColumn('fault_needs_person', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('mailboxes').addColumn('login_ends_at', 'bigint').execute()
  await schema.alterTable('mailboxes').addColumn('clock_ahead_ms', 'bigint').execute()
  await schema.alterTable('tokens').addColumn('ends_at', 'bigint').execute()
  await schema.alterTable('letters').addColumn('destroyed_at', 'bigint').execute()
  await schema.alterTable('documents').addColumn('destroyed_at', 'bigint').execute()
}
