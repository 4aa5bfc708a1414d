/**
 * Verdicts keep their history, their policy, their trust store and all that they rest on. What was judged before knows of
 * none of these, and is judged again once.
 */
import { type Kysely, type SqlBool, sql } from 'kysely'

/** Verdicts copied at a time: with some 10 KB each they take a few MB of memory. */
const ROWS_AT_ONCE = 500

type OldVerdict = {
  readonly document: string
  readonly report: string
  readonly judged_at: number
  readonly received_at: number
  readonly program_version: string
  readonly evidence: string
  readonly provisional: number
}

type NewVerdict = Omit<OldVerdict, 'provisional'> & {
  readonly outcome: string
  readonly code: string
  readonly made_at: number
  readonly rests_on: string
  readonly provisional: number
  readonly lacks_path: number
  readonly changed: number
}

type Job = {
  readonly kind: string
  readonly subject: string
  readonly due_at: number
  readonly attempt: number
  readonly dead: number
  readonly cause: string
}

type Both = { readonly old_verdicts: OldVerdict; readonly verdicts: NewVerdict; readonly jobs: Job }

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('jobs').addColumn('cause', 'text').execute()
  await db.schema.alterTable('verdicts').renameTo('old_verdicts').execute()
  await makeVerdictTable(db)
  await makeGroundTables(db)
  await copyVerdicts(db.withTables<Both>())
  await db.schema.dropTable('old_verdicts').execute()
}

async function makeVerdictTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('verdicts')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('document', 'text', (column) => column.notNull().references('documents.sha256'))
    .addColumn('report', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addColumn('judged_at', 'bigint', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('program_version', 'text', (column) => column.notNull())
    .addColumn('policy', 'text')
    .addColumn('policy_sha256', 'text')
    .addColumn('trust_sha256', 'text')
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('rests_on', 'text', (column) => column.notNull())
    .addColumn('provisional', 'integer', (column) => column.notNull())
    .addColumn('lacks_path', 'integer', (column) => column.notNull())
    .addColumn('retry_at', 'bigint')
    .addColumn('cause', 'text')
    .addColumn('supersedes', 'integer')
    .addColumn('changed', 'integer', (column) => column.notNull())
    .addColumn('superseded_at', 'bigint')
    .execute()
  const isCurrent = sql<SqlBool>`superseded_at is null`
  const index = (name: string) => db.schema.createIndex(name).on('verdicts')
  await index('verdicts_by_document').columns(['document', 'id']).execute()
  await index('verdicts_current').unique().column('document').where(isCurrent).execute()
  await index('verdicts_to_retry').column('retry_at').where(isCurrent).execute()
  await index('verdicts_by_change').columns(['changed', 'made_at', 'id']).execute()
}

async function makeGroundTables(db: Kysely<unknown>): Promise<void> {
  for (const table of ['policies', 'trust_stores']) {
    await db.schema
      .createTable(table)
      .addColumn('sha256', 'text', (column) => column.primaryKey())
      .addColumn('content', 'text', (column) => column.notNull())
      .execute()
  }
  const links = [
    { table: 'verdict_list_issuers', key: 'issuer_key' },
    { table: 'verdict_certificates', key: 'certificate' },
  ]
  for (const { table, key } of links) {
    await db.schema
      .createTable(table)
      .addColumn(key, 'text', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull().references('documents.sha256'))
      .addPrimaryKeyConstraint(`${table}_key`, [key, 'document'])
      .execute()
    await db.schema.createIndex(`${table}_by_document`).on(table).column('document').execute()
  }
}

async function copyVerdicts(db: Kysely<Both>): Promise<void> {
  for (let last: string | null = null; ; ) {
    let query = db.selectFrom('old_verdicts').selectAll().orderBy('document').limit(ROWS_AT_ONCE)
    if (last !== null) query = query.where('document', '>', last)
    const rows: readonly OldVerdict[] = await query.execute()
    for (const row of rows) await copyVerdict(db, row)
    last = rows.at(-1)?.document ?? null
    if (last === null) return
  }
}

async function copyVerdict(db: Kysely<Both>, row: OldVerdict): Promise<void> {
  const { outcome, code } = JSON.parse(row.report)
  await db
    .insertInto('verdicts')
    .values({
      ...row,
      outcome,
      code,
      made_at: row.judged_at,
      rests_on: '{"certificates":[],"evidence":[],"listIssuers":[]}',
      lacks_path: 0,
      changed: 0,
    })
    .execute()
  await db
    .insertInto('jobs')
    .values({ kind: 'validate', subject: row.document, due_at: 0, attempt: 0, dead: 0, cause: 'program' })
    .onConflict((conflict) => conflict.columns(['kind', 'subject']).doNothing())
    .execute()
}
