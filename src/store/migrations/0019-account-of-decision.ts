/** Whose account decided: two officers may bear one name, and one may change hers. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('decisions').addColumn('account', 'integer').execute()
}
