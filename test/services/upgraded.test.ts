/** A new version of the service on what the one before has left: its database with work waiting in it, and its files. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openContentFolder } from '../../src/store/content-folder.ts'
import { migrate } from '../../src/store/migrations/migrate.ts'
import { asKyselyDatabase, openSqliteStore } from '../../src/store/sqlite.ts'
import type { Tables } from '../../src/store/tables.ts'
import { at } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { startService } from './service-process.ts'
import { smallPractice } from './small-practice.ts'

/** The last step of the version before. */
const BEFORE = '0010-access'

test('letters that were stored and jobs that were made by the version before are read, judged and counted', async () => {
  const folder = await temporaryFolder()
  onTestFinished(folder.remove)
  const { practice, environment, expectCounted } = await smallPractice(folder.path, 3)
  const data = join(folder.path, 'data')
  await mkdir(data, { recursive: true })
  const files = await openContentFolder(join(data, 'content'), at(Date.now()))
  const database = new DatabaseSync(join(data, 'sokyso.db'))
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(database) }) })
  await migrate(db, BEFORE)
  const letter = database.prepare(
    `insert into letters (sha256, size, received_at, state, unopened) values (?, ?, ?, 'stored', '[]')`,
  )
  const ledger = database.prepare(
    `insert into ledger (account, folder, uid_validity, uid, letter) values ('before', 'INBOX', '1', ?, ?)`,
  )
  const job = database.prepare(
    `insert into jobs (kind, subject, due_at, attempt, dead) values ('read-letter', ?, 0, ?, 0)`,
  )
  for (const [index, { bytes, receivedAt }] of practice.letters.entries()) {
    const sha256 = await files.put(bytes)
    letter.run(sha256, bytes.length, receivedAt)
    ledger.run(String(index + 1), sha256)
    // Every third was in hand when the old version ended.
    job.run(sha256, index % 3 === 0 ? 1 : 0)
  }
  await db.destroy()
  const service = await startService(environment)
  onTestFinished(async () => void (await service.end('SIGKILL')))
  const store = await openSqliteStore(join(data, 'sokyso.db'))
  onTestFinished(() => store.close())
  await expectCounted(store)
  expect(await service.end('SIGTERM')).toBe(0)
}, 300_000)
