/** What is known of who sent a letter, beside its From. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('letters').addColumn('origin', 'text').execute()
}
