/** Brings a database to the tables of this program, in order, each step once. */

import type { Kysely } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration'
import { ExplainedError } from '../../explained-error.ts'
import type { Tables } from '../tables.ts'
import * as lettersToVerdicts from './0001-letters-to-verdicts.ts'
import * as verdictHistory from './0002-verdict-history.ts'
import * as manyProcesses from './0004-many-processes.ts'
import * as mailboxes from './0005-mailboxes.ts'
import * as letterOrigin from './0006-letter-origin.ts'
import * as upkeep from './0007-upkeep.ts'
import * as documentIdentity from './0008-document-identity.ts'
import * as decisionsRegisterFrozenTally from './0009-decisions-register-frozen-tally.ts'
import * as access from './0010-access.ts'
import * as warningsRetention from './0011-warnings-retention.ts'
import * as outbox from './0013-outbox.ts'
import * as settings from './0015-settings.ts'
import * as letterSearch from './0016-letter-search.ts'
import * as changesQuarantine from './0017-changes-quarantine.ts'
import * as reportDrafts from './0018-report-drafts.ts'
import * as accountOfDecision from './0019-account-of-decision.ts'
import * as pendingAuthenticators from './0022-pending-authenticators.ts'

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-letters-to-verdicts': lettersToVerdicts,
  '0002-verdict-history': verdictHistory,
  '0004-many-processes': manyProcesses,
  '0005-mailboxes': mailboxes,
  '0006-letter-origin': letterOrigin,
  '0007-upkeep': upkeep,
  '0008-document-identity': documentIdentity,
  '0009-decisions-register-frozen-tally': decisionsRegisterFrozenTally,
  '0010-access': access,
  '0011-warnings-retention': warningsRetention,
  '0013-outbox': outbox,
  '0015-settings': settings,
  '0016-letter-search': letterSearch,
  '0017-changes-quarantine': changesQuarantine,
  '0018-report-drafts': reportDrafts,
  '0019-account-of-decision': accountOfDecision,
  '0022-pending-authenticators': pendingAuthenticators,
}

/** The database was made by a later version of the program; nothing in it was touched. */
export class NewerDatabaseError extends ExplainedError {
  constructor(unknown: readonly string[]) {
    super(
      `Cơ sở dữ liệu do phiên bản mới hơn của chương trình tạo ra (${unknown.join(', ')}). ` +
        'Hãy dùng phiên bản mới đó, hoặc khôi phục bản sao lưu trước khi nâng cấp.',
    )
    this.name = 'NewerDatabaseError'
  }
}

/** A step failed and was undone: the database is as it was before. */
export class MigrationError extends ExplainedError {
  /** @param backup null where the database undoes the step by itself. */
  constructor(database: string, backup: string | null, cause: unknown) {
    super(
      `Không nâng cấp được cơ sở dữ liệu ${database}; dữ liệu còn nguyên như trước${backup === null ? '' : `, bản sao lưu ở ${backup}`}. ` +
        'Kiểm tra dung lượng đĩa rồi chạy lại. Nếu vẫn lỗi, dùng lại phiên bản cũ của chương trình và báo lỗi này: ' +
        `${cause instanceof Error ? cause.message : cause}`,
      { cause },
    )
    this.name = 'MigrationError'
  }
}

/** The first step that a database with content still lacks; null where there is none, or the database is new. */
export async function pendingMigration(db: Kysely<Tables>): Promise<string | null> {
  const done = await doneMigrations(db)
  if (done.length === 0) return null
  return pendingSteps(done)[0] ?? null
}

/** In their order. */
export const pendingSteps = (done: readonly string[]): readonly string[] =>
  Object.keys(MIGRATIONS).filter((name) => !done.includes(name))

/**
 * @param last where to end, for rows that were written by then.
 * @throws NewerDatabaseError
 */
export async function migrate(db: Kysely<Tables>, last?: string): Promise<void> {
  checkMigrations(await doneMigrations(db))
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    // Numbers are given when work begins: a step may come into the program behind one of a higher number. None rests on such.
    allowUnorderedMigrations: true,
  })
  const { error } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last))
  if (error !== undefined) throw error
}

/** @throws NewerDatabaseError for rows that a later program has written. */
export function checkMigrations(done: readonly string[]): void {
  const unknown = done.filter((name) => !(name in MIGRATIONS))
  if (unknown.length > 0) throw new NewerDatabaseError(unknown)
}

/** In their order; none in a new database. */
export async function doneMigrations(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return []
  const rows = await db
    .withTables<{ [DEFAULT_MIGRATION_TABLE]: { name: string } }>()
    .selectFrom(DEFAULT_MIGRATION_TABLE)
    .select('name')
    .execute()
  return rows.map(({ name }) => name).toSorted()
}
