/** The first tables: letters and where they were seen, documents, submissions, verdicts, jobs. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await makeLetterTables(db)
  await makeDocumentTables(db)
  await makeJobTable(db)
  await db.schema
    .createTable('service')
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('last_poll_at', 'bigint')
    .addColumn('poll_fault', 'text')
    .execute()
  await db.withTables<{ service: { revision: number } }>().insertInto('service').values({ revision: 0 }).execute()
}

async function makeLetterTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('letters')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('sender', 'text')
    .addColumn('subject', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('unopened', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('letters_by_receipt').on('letters').columns(['received_at', 'sha256']).execute()
  await db.schema
    .createTable('ledger')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('folder', 'text', (column) => column.notNull())
    .addColumn('uid_validity', 'text', (column) => column.notNull())
    .addColumn('uid', 'text', (column) => column.notNull())
    .addColumn('letter', 'text', (column) => column.notNull().references('letters.sha256'))
    .addUniqueConstraint('ledger_key', ['account', 'folder', 'uid_validity', 'uid'])
    .execute()
  await db.schema.createIndex('ledger_by_letter').on('ledger').column('letter').execute()
  await db.schema
    .createTable('cursors')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('folder', 'text', (column) => column.notNull())
    .addColumn('uid_validity', 'text', (column) => column.notNull())
    .addColumn('last_uid', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('cursors_key', ['account', 'folder'])
    .execute()
}

async function makeDocumentTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('documents')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('submissions')
    .addColumn('letter', 'text', (column) => column.notNull().references('letters.sha256'))
    .addColumn('part_path', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull().references('documents.sha256'))
    .addColumn('file_name', 'text', (column) => column.notNull())
    .addColumn('attribution', 'text')
    .addPrimaryKeyConstraint('submissions_key', ['letter', 'part_path'])
    .execute()
  await db.schema.createIndex('submissions_by_document').on('submissions').column('document').execute()
  await db.schema
    .createTable('verdicts')
    .addColumn('document', 'text', (column) => column.primaryKey().references('documents.sha256'))
    .addColumn('report', 'text', (column) => column.notNull())
    .addColumn('judged_at', 'bigint', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('program_version', 'text', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('provisional', 'integer', (column) => column.notNull())
    .execute()
}

async function makeJobTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('dead', 'integer', (column) => column.notNull())
    .addColumn('why', 'text')
    .addUniqueConstraint('jobs_subject', ['kind', 'subject'])
    .execute()
  await db.schema.createIndex('jobs_by_time').on('jobs').columns(['dead', 'due_at', 'id']).execute()
}
