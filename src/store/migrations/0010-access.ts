/** Accounts, sessions, links that are used once, attempts to sign in, and the log of who did what. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await makeAccountTables(db)
  await makeAuditTables(db)
}

async function makeAccountTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('full_name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('unit', 'text')
    .addColumn('password', 'text')
    .addColumn('totp', 'text')
    .addColumn('time_step', 'bigint', (column) => column.notNull())
    .addColumn('oidc', 'text', (column) => column.unique())
    .addColumn('disabled', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('sessions')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('account', 'integer', (column) => column.notNull().references('accounts.id'))
    .addColumn('signed_in_by', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('sessions_by_account').on('sessions').column('account').execute()
  await db.schema
    .createTable('one_time_links')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('account', 'integer', (column) => column.references('accounts.id'))
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('attempts')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('attempts_by_subject').on('attempts').columns(['subject', 'at']).execute()
}

async function makeAuditTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('number', 'bigint', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('actor_account', 'integer')
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('actor_role', 'text')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('facts', 'text', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('sha256', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('audit_by_action').on('audit').columns(['action', 'number']).execute()
  await db.schema
    .createTable('audit_head')
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .execute()
  await db
    .withTables<{ audit_head: { number: number; sha256: string } }>()
    .insertInto('audit_head')
    .values({ number: 0, sha256: '0'.repeat(64) })
    .execute()
}
