import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { NewerDatabaseError } from '../../src/store/migrations/migrate.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { accessContract } from './access.contract.ts'
import { changesContract } from './changes.contract.ts'
import { decisionContract } from './decision.contract.ts'
import { killedContract, writeUntilKilled } from './killed.contract.ts'
import { mailboxContract } from './mailbox.contract.ts'
import { outboxContract } from './outbox.contract.ts'
import { personContract } from './person.contract.ts'
import { retentionContract } from './retention.contract.ts'
import { hashOf, listed } from './sample-rows.ts'
import { settingsContract } from './settings.contract.ts'
import { storeContract } from './store.contract.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { upkeepContract } from './upkeep.contract.ts'
import { verdictContract } from './verdict.contract.ts'

async function openTemporaryStore() {
  const folder = await temporaryFolder()
  const path = join(folder.path, 'sokyso.db')
  const store = await openSqliteStore(path)
  return {
    store,
    another: () => openSqliteStore(path),
    remove: async () => {
      await store.close()
      await folder.remove()
    },
  }
}

storeContract('SQLite store', openTemporaryStore)
accessContract('SQLite store: access', openTemporaryStore)
verdictContract('SQLite store: verdicts', openTemporaryStore)
upkeepContract('SQLite store: upkeep', openTemporaryStore)
retentionContract('SQLite store: retention', openTemporaryStore)
personContract('SQLite store: one person', openTemporaryStore)
settingsContract('SQLite store: settings', openTemporaryStore)
mailboxContract('SQLite store: mailboxes', openTemporaryStore)
changesContract('SQLite store: changes', openTemporaryStore)
decisionContract('SQLite store: decisions', openTemporaryStore)
outboxContract('SQLite store: outbox', openTemporaryStore)
killedContract('SQLite store: killed', {
  newPlace: async () => {
    const folder = await temporaryFolder()
    onTestFinished(folder.remove)
    return join(folder.path, 'sokyso.db')
  },
  open: openSqliteStore,
})

describe('SQLite file', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let path: string
  beforeEach(async () => {
    folder = await temporaryFolder()
    path = join(folder.path, 'sokyso.db')
  })
  afterEach(() => folder.remove())

  test('a new database is readable by its owner only', async () => {
    await (await openSqliteStore(path)).close()
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('a database is opened again with what it held', async () => {
    const first = await openSqliteStore(path)
    await first.recordLetter(listed('1'), hashOf('letter'))
    await first.close()
    const second = await openSqliteStore(path)
    expect(await second.letter(hashOf('letter'))).toMatchObject({ state: { kind: 'stored' } })
    await second.close()
  })

  test('two processes may open a new database at once', async () => {
    await Promise.all([writeUntilKilled(path, 'judged 1'), writeUntilKilled(path, 'judged 1')])
    const store = await openSqliteStore(path)
    expect((await store.progress()).letters).toBeGreaterThanOrEqual(1)
    await store.close()
  })

  test('a database of a later program is refused and left as it is', async () => {
    await (await openSqliteStore(path)).close()
    const database = new DatabaseSync(path)
    database.exec("insert into kysely_migration values ('0999-later', '2030-01-01T00:00:00Z')")
    database.close()
    await expect(openSqliteStore(path)).rejects.toThrow(NewerDatabaseError)
    await expect(openSqliteStore(path)).rejects.toThrow(/phiên bản mới hơn.*0999-later/)
  })
})

test('what lies in the log of a service that died is in the database itself before anything is written behind it', async () => {
  const folder = await temporaryFolder()
  onTestFinished(folder.remove)
  const [died, opened, alone] = [join(folder.path, 'died'), join(folder.path, 'opened'), join(folder.path, 'alone')]
  const service = await openSqliteStore(died)
  await service.recordLetter(listed('1'), hashOf('letter'))
  for (const end of ['', '-wal']) await copyFile(`${died}${end}`, `${opened}${end}`)
  await service.close()
  const store = await openSqliteStore(opened)
  await copyFile(opened, alone)
  await store.close()
  const database = new DatabaseSync(alone)
  onTestFinished(() => database.close())
  expect(database.prepare('select count(*) as letters from letters').get()).toEqual({ letters: 1 })
})
