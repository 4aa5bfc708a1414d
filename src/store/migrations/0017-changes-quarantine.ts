/** Which documents changed when, so that a count can be kept up; since when letters lie in quarantine, and a way to those. */
import { type Kysely, sql } from 'kysely'

type Letters = { letters: { state: string; quarantined_at: number | null } }

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('documents')
    .addColumn('changed_in', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.createIndex('documents_by_change').on('documents').column('changed_in').execute()
  await db.schema.alterTable('letters').addColumn('quarantined_at', 'bigint').execute()
  // Nothing tells when they came there, and when they were received may be months before: from now on it is known.
  await db
    .withTables<Letters>()
    .updateTable('letters')
    .set({ quarantined_at: Date.now() })
    .where('state', '=', 'quarantined')
    .execute()
  await db.schema.createIndex('verdicts_by_outcome').on('verdicts').columns(['outcome', 'code']).execute()
  await db.schema.createIndex('letters_by_state').on('letters').column('state').execute()
  await db.schema
    .createIndex('letters_for_person')
    .on('letters')
    .expression(sql`received_at desc, sha256`)
    .where(sql<boolean>`(state = 'quarantined' or unopened <> '[]')`)
    .execute()
}
