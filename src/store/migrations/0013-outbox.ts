/** Letters of ours: which are to be written, which are written, and which addresses take none; letters sent on trial. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('letters')
    .addColumn('trial', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await makeAnswerTables(db)
  await makeOutbox(db)
}

async function makeAnswerTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notice_settings')
    .addColumn('receipts_since', 'bigint')
    .addColumn('registered_only', 'integer', (column) => column.notNull())
    .addColumn('reminders_since', 'bigint')
    .execute()
  await db
    .withTables<{ notice_settings: { receipts_since: null; registered_only: 1; reminders_since: null } }>()
    .insertInto('notice_settings')
    .values({ receipts_since: null, registered_only: 1, reminders_since: null })
    .execute()
  await db.schema
    .createTable('answers')
    .addColumn('letter', 'text', (column) => column.primaryKey().references('letters.sha256'))
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('why', 'text')
    .execute()
  await db.schema.createIndex('answers_by_state').on('answers').columns(['state', 'since']).execute()
  await db.schema
    .createTable('bad_addresses')
    .addColumn('address', 'text', (column) => column.primaryKey())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .execute()
}

async function makeOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('unit', 'text')
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull().unique())
    .addColumn('in_reply_to', 'text')
    .addColumn('reference_ids', 'text')
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('html', 'text', (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('fault', 'text')
    .addColumn('reply', 'text')
    .addColumn('bounced_at', 'bigint')
    .addColumn('bounce', 'text')
    .addUniqueConstraint('outbox_once', ['kind', 'about', 'recipient'])
    .execute()
  await db.schema.createIndex('outbox_by_state').on('outbox').columns(['state', 'due_at']).execute()
  await db.schema.createIndex('outbox_by_unit').on('outbox').columns(['unit', 'kind', 'made_at']).execute()
  await db.schema.createIndex('outbox_by_recipient').on('outbox').columns(['recipient', 'made_at']).execute()
}
