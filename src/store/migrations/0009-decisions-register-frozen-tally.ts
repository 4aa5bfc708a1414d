/** What people decide, the register of units with its history, and the count as it stood when it was frozen. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await makeDecisions(db)
  await makeRegister(db)
  await makeFrozenTallies(db)
}

async function makeDecisions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('decisions')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addColumn('made_by', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('ruling', 'text', (column) => column.notNull())
    .addColumn('reason_code', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('paper', 'text')
    .addColumn('machine', 'text')
    .execute()
}

async function makeRegister(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('register_changes')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addColumn('made_by', 'text', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('decision', 'integer', (column) => column.references('decisions.id'))
    .execute()
  await db.schema
    .createTable('unit_versions')
    .addColumn('change', 'integer', (column) => column.notNull().references('register_changes.id'))
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('unit_versions_key', ['unit', 'change'])
    .execute()
}

async function makeFrozenTallies(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('frozen_tallies')
    .addColumn('campaign', 'text', (column) => column.primaryKey())
    .addColumn('frozen_at', 'bigint', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('last_decision', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('frozen_fates')
    .addColumn('campaign', 'text', (column) => column.notNull().references('frozen_tallies.campaign'))
    .addColumn('letter', 'text', (column) => column.notNull())
    .addColumn('part_path', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('verdict', 'integer', (column) => column.references('verdicts.id'))
    .addColumn('failed', 'integer', (column) => column.notNull())
    .addColumn('unit', 'text')
    .addColumn('fate', 'text', (column) => column.notNull())
    .addColumn('attribution', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('frozen_fates_key', ['campaign', 'letter', 'part_path'])
    .execute()
}
