/** A database of an earlier version is brought up to date, or left as it was. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MigrationError } from '../../src/store/migrations/migrate.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { at, attributeByLetter, hashOf, verdictOf } from './sample-rows.ts'
import { temporaryFolder } from './temporary-folder.ts'

const DOCUMENT = hashOf('document')
const WAITING = hashOf('other document')
const UNJUDGED = hashOf('third document')
const BACKUP = 'sokyso.db.before-0002-verdict-history'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let path: string
beforeEach(async () => {
  folder = await temporaryFolder()
  path = join(folder.path, 'sokyso.db')
  query(path, await readFile(new URL('database-0001.sql', import.meta.url), 'utf8'))
})
afterEach(() => folder.remove())

function query(file: string, sql: string): readonly unknown[] {
  const database = new DatabaseSync(file)
  try {
    if (sql.startsWith('select')) return database.prepare(sql).all()
    database.exec(sql)
    return []
  } finally {
    database.close()
  }
}

test('verdicts from before migration 0002 are kept, and what they did not say is filled in', async () => {
  const store = await openSqliteStore(path)
  const verdict = (await store.document(DOCUMENT))?.verdict
  expect(verdict).toMatchObject({
    judgedAt: 5000,
    receivedAt: 1000,
    programVersion: '1',
    policy: null,
    trust: null,
    evidence: [{ kind: 'certificate-list', sha256: hashOf('list'), heldSince: null }],
    restsOn: { certificates: [], evidence: [], listIssuers: [] },
    retryAt: null,
  })
  expect(verdict?.report.signatures).toMatchObject([
    { code: 'valid', level: null, path: [], blocks: [], findings: [{ code: 'valid', subIndication: null }] },
  ])
  const submissions = await store.judgedSubmissions()
  expect(submissions.map(({ report }) => report?.code)).toEqual(['valid', 'revocation-unknown', undefined])
  expect(submissions[0]?.report).toEqual(verdict?.report)
  await store.close()
})

test('after migration 0002 every document is judged once, and a change is said to come from the program', async () => {
  const store = await openSqliteStore(path)
  expect(await store.progress()).toMatchObject({ documents: 3, documentsWaiting: 3 })
  const judged: string[] = []
  for (let job = await store.takeJob(at(0), 1000); job; job = await store.takeJob(at(0), 1000)) {
    if (job.job.kind !== 'validate') throw new Error('The letter was read before')
    judged.push(job.job.document)
    await store.recordVerdict(verdictOf(job.job.document, 1000, 'valid', { judgedAt: at(9000) }), attributeByLetter)
    await store.finishJob(job)
  }
  expect(judged.toSorted()).toEqual([DOCUMENT, WAITING, UNJUDGED].toSorted())
  const [change, ...others] = await store.verdictChanges({ offset: 0, limit: 10 })
  expect(change).toMatchObject({ document: WAITING, from: { code: 'revocation-unknown' }, at: 9000, why: 'program' })
  expect(others).toEqual([])
  await store.close()
  const again = await openSqliteStore(path)
  expect(await again.progress()).toMatchObject({ documentsWaiting: 0 })
  await again.close()
})

test('after migration 0005 each mailbox is where it was, with the time of its last reading', async () => {
  query(path, "insert into cursors values ('docs', 'Sent', '7', '5'), ('docs', 'Other', '9', '6')")
  query(path, "update service set last_poll_at = 4000, poll_fault = 'Lỗi.'")
  const store = await openSqliteStore(path)
  expect(await store.cursor('docs', 'Sent')).toEqual({ uidValidity: '7', lastUid: '5' })
  const unknown = { faultNeedsPerson: false, loginEndsAt: null, clockAheadMs: null }
  const state = { lookedAt: 4000, fault: 'Lỗi.', waiting: 0, ...unknown }
  expect(await store.mailboxes()).toEqual(
    expect.arrayContaining([
      { account: 'docs', folder: 'Sent', ...state },
      { account: 'docs', folder: 'Other', ...state },
    ]),
  )
  await store.close()
})

test('after migration 0017 letters lie in quarantine since then: nothing tells since when they do', async () => {
  query(
    path,
    `insert into letters values ('${hashOf('broken')}', 9, 1000, null, null, 'quarantined', 'unreadable', '[]');
     insert into ledger (account, folder, uid_validity, uid, letter) values ('docs', 'INBOX', '7', '99', '${hashOf('broken')}')`,
  )
  const before = Date.now()
  const store = await openSqliteStore(path)
  expect((await store.census(at(0))).quarantinedSince).toBeGreaterThanOrEqual(before)
  await store.close()
})

test('the policy alone has nothing judged that waits for its first judgement under any', async () => {
  const store = await openSqliteStore(path)
  expect(await store.requeuePolicy(hashOf('policy'))).toBe(0)
  await store.close()
})

test('the database is copied before it is changed, for its owner only; the copy is one of the older version', async () => {
  await (await openSqliteStore(path)).close()
  const copy = join(folder.path, BACKUP)
  expect((await stat(copy)).mode & 0o777).toBe(0o400)
  expect(query(copy, 'select name from kysely_migration')).toEqual([{ name: '0001-letters-to-verdicts' }])
  expect(query(copy, 'select count(*) as count from verdicts')).toEqual([{ count: 2 }])
  await (await openSqliteStore(path)).close()
  expect((await readdir(folder.path)).filter((name) => name.includes('before'))).toEqual([BACKUP])
})

test('a step that fails leaves the database as it was, and says where the copy is', async () => {
  query(path, "update verdicts set report = 'cut off'")
  const before = query(path, 'select * from verdicts')
  const opening = openSqliteStore(path)
  await expect(opening).rejects.toThrow(MigrationError)
  await expect(opening).rejects.toThrow(join(folder.path, BACKUP))
  expect(query(path, 'select * from verdicts')).toEqual(before)
  expect(query(path, 'select name from kysely_migration')).toHaveLength(1)
  await expect(openSqliteStore(path)).rejects.toThrow(/dữ liệu còn nguyên/)
})
