/** Several mailboxes, each with its own state; what a letter is found again by; tokens that a server has changed. */
import { type Kysely, sql } from 'kysely'

type Before = {
  readonly cursors: { readonly account: string; readonly folder: string; uid_validity: string; last_uid: string }
  readonly service: { readonly last_poll_at: number | null; readonly poll_fault: string | null }
  readonly mailboxes: {
    readonly account: string
    readonly folder: string
    readonly uid_validity: string | null
    readonly last_uid: string | null
    readonly watched: number
    readonly looked_at: number | null
    readonly fault: string | null
    readonly waiting: number
  }
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await extendLedger(db)
  await makeMailboxTable(db)
  await copyCursors(db.withTables<Before>())
  await db.schema.dropTable('cursors').execute()
  for (const column of ['last_poll_at', 'poll_fault']) {
    await db.schema.alterTable('service').dropColumn(column).execute()
  }
  await db.schema
    .createTable('mailbox_events')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('folder', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('letters', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('tokens')
    .addColumn('account', 'text', (column) => column.primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .execute()
}

async function extendLedger(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('letters').addColumn('traced_at', 'bigint').execute()
  await db.schema.alterTable('ledger').addColumn('size', 'bigint').execute()
  await db.schema.alterTable('ledger').addColumn('received_at', 'bigint').execute()
  await db.schema.alterTable('ledger').addColumn('message_id', 'text').execute()
  await db.schema.alterTable('ledger').addColumn('gone_at', 'bigint').execute()
  await db.schema.createIndex('ledger_by_message').on('ledger').column('message_id').execute()
}

async function makeMailboxTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mailboxes')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('folder', 'text', (column) => column.notNull())
    .addColumn('uid_validity', 'text')
    .addColumn('last_uid', 'text')
    .addColumn('watched', 'integer', (column) => column.notNull())
    .addColumn('looked_at', 'bigint')
    .addColumn('fault', 'text')
    .addColumn('waiting', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('mailboxes_key', ['account', 'folder'])
    .execute()
}

async function copyCursors(db: Kysely<Before>): Promise<void> {
  await db
    .insertInto('mailboxes')
    .columns(['account', 'folder', 'uid_validity', 'last_uid', 'watched', 'looked_at', 'fault', 'waiting'])
    .expression(
      db
        .selectFrom(['cursors', 'service'])
        .select((eb) => [
          'cursors.account',
          'cursors.folder',
          'cursors.uid_validity',
          'cursors.last_uid',
          sql<number>`1`.as('watched'),
          'service.last_poll_at',
          'service.poll_fault',
          eb.lit(0).as('waiting'),
        ]),
    )
    .execute()
}
