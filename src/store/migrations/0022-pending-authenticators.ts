/** The key of an authenticator that is shown and not confirmed yet: a page that is loaded again shows the same. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').addColumn('pending_totp', 'text').execute()
  await db.schema.alterTable('accounts').addColumn('pending_totp_until', 'bigint').execute()
}
