/** Which document each file is, as it was read. What was judged before is judged again once, and read with it. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('identities')
    .addColumn('document', 'text', (column) => column.primaryKey().references('documents.sha256'))
    .addColumn('reader', 'integer', (column) => column.notNull())
    .addColumn('reading', 'text', (column) => column.notNull())
    .execute()
  await sql`
    insert into jobs (kind, subject, due_at, attempt, dead, cause)
    select 'validate', document, 0, 0, 0, 'program' from verdicts where superseded_at is null
    on conflict (kind, subject) do nothing
  `.execute(db)
}
