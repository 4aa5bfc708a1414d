import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DatabaseSettingError } from '../../src/store/database-setting.ts'
import { NewerDatabaseError } from '../../src/store/migrations/migrate.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { postgresPool } from '../../src/store/postgres-pool.ts'
import type { Store } from '../../src/store/store.ts'
import { StoreAwayError } from '../../src/store/store-away.ts'
import { IS_NIGHT } from '../night.ts'
import { ask, type Postgres, postgresMissing, startPostgres } from '../services/postgres.ts'
import { accessContract } from './access.contract.ts'
import { changesContract } from './changes.contract.ts'
import { decisionContract } from './decision.contract.ts'
import { killedContract } from './killed.contract.ts'
import { mailboxContract } from './mailbox.contract.ts'
import { outboxContract } from './outbox.contract.ts'
import { personContract } from './person.contract.ts'
import { retentionContract } from './retention.contract.ts'
import { at, attributeByLetter, contentOf, hashOf, listed, verdictOf } from './sample-rows.ts'
import { settingsContract } from './settings.contract.ts'
import { storeContract } from './store.contract.ts'
import { upkeepContract } from './upkeep.contract.ts'
import { asItWas, keepAsItIs } from './used-again.ts'
import { verdictContract } from './verdict.contract.ts'

const END_ALL = `select pg_terminate_backend(pid) from pg_stat_activity
  where pid <> pg_backend_pid() and datname = current_database()`

describe.skipIf(postgresMissing !== null)(`with PostgreSQL ${postgresMissing ?? ''}`, () => {
  let server: Postgres
  let errors: unknown[]
  /** A database with all tables and no rows, to be copied: the steps that make them take ten times as long. */
  let template: string
  beforeAll(async () => {
    server = await startPostgres()
    const url = await server.database()
    await (await openPostgresStore({ url, onError: () => undefined })).close()
    await keepAsItIs(url)
    template = new URL(url).pathname.slice(1)
  })
  afterAll(() => server?.stop())
  beforeEach(() => {
    errors = []
  })
  const open = (url: string) => openPostgresStore({ url, onError: (error) => errors.push(error) })

  const newPlace = () => server.database(`template ${template}`)

  const unused: string[] = []
  async function openNew() {
    const url = unused.pop() ?? (await newPlace())
    const store = await open(url)
    const remove = async () => {
      await store.close()
      await asItWas(url)
      unused.push(url)
    }
    return { store, another: () => open(url), remove }
  }

  storeContract('PostgreSQL store', openNew)
  accessContract('PostgreSQL store: access', openNew)
  verdictContract('PostgreSQL store: verdicts', openNew)
  upkeepContract('PostgreSQL store: upkeep', openNew)
  retentionContract('PostgreSQL store: retention', openNew)
  personContract('PostgreSQL store: one person', openNew)
  settingsContract('PostgreSQL store: settings', openNew)
  mailboxContract('PostgreSQL store: mailboxes', openNew)
  changesContract('PostgreSQL store: changes', openNew)
  decisionContract('PostgreSQL store: decisions', openNew)
  outboxContract('PostgreSQL store: outbox', openNew)
  // By day a process is killed at these steps over SQLite, and here the server; whole services in `test/services/conformance.test.ts`.
  if (IS_NIGHT) killedContract('PostgreSQL store: killed', { newPlace, open })

  describe('many processes', () => {
    test('several may open a new database at once', async () => {
      const url = await server.database()
      const stores = await Promise.all(Array.from({ length: 4 }, () => open(url)))
      expect(await Promise.all(stores.map((store) => store.revision()))).toEqual([0, 0, 0, 0])
      await Promise.all(stores.map((store) => store.close()))
    })

    test('readers, judges and those who have all judged again hold up each other, and nobody for ever', async () => {
      const url = await server.database()
      const stores = await Promise.all([open(url), open(url), open(url)])
      const [poller, worker, settler] = stores as [Store, Store, Store]
      const LETTERS = 40
      const poll = async () => {
        for (let i = 0; i < LETTERS; i++) await poller.recordLetter(listed(`${i}`, 1000 - i), hashOf(`letter ${i}`))
      }
      let isPolled = false
      const work = async (store: Store) => {
        for (;;) {
          const job = await store.takeJob(at(1e9), 1000)
          if (job === null && isPolled) return
          if (job === null) continue
          await store.renewJob(job, at(1e9), 1e6)
          if (job.job.kind === 'read-letter') {
            const content = contentOf(job.job.letter, hashOf('shared'), job.job.letter)
            await store.recordContent(job.job.letter, content, attributeByLetter)
          } else {
            const receivedAt = (await store.earliestReceipt(job.job.document)) ?? expect.unreachable()
            await store.recordVerdict(verdictOf(job.job.document, receivedAt), attributeByLetter)
          }
          await store.finishJob(job)
        }
      }
      const settle = async () => {
        while (!isPolled) {
          await settler.requeueAffected(['cn=issuer'])
          await settler.reviveJobs()
          await settler.attributeAgain(attributeByLetter)
        }
      }
      const polled = poll().then(() => {
        isPolled = true
      })
      await Promise.all([polled, work(worker), work(worker), work(settler), work(poller), settle()])
      await work(worker)
      expect(await worker.progress()).toMatchObject({ letters: LETTERS, lettersWaiting: 0, documentsWaiting: 0 })
      const submissions = await worker.judgedSubmissions()
      expect(submissions).toHaveLength(2 * LETTERS)
      expect(submissions.every(({ report }) => report?.code === 'valid')).toBe(true)
      expect((await worker.document(hashOf('shared')))?.verdict?.receivedAt).toBe(1000 - (LETTERS - 1))
      await Promise.all(stores.map((store) => store.close()))
    })

    test('a verdict that is written beside a letter received earlier waits for it, and has the document judged again', async () => {
      const url = await server.database()
      const store = await open(url)
      const [first, earlier, document] = [hashOf('first'), hashOf('earlier'), hashOf('document')]
      await store.recordLetter(listed('1'), first)
      await store.recordContent(first, contentOf(first, document), attributeByLetter)
      await store.recordLetter(listed('2', 500), earlier)
      for (let job = await store.takeJob(at(0), 1000); job; job = await store.takeJob(at(0), 1000)) {
        await store.finishJob(job)
      }
      // What `recordContent` writes in another process, up to the moment before its end.
      const other = new Client({ connectionString: url })
      await other.connect()
      await other.query('begin')
      await other.query('update service set revision = revision + 1')
      await other.query('insert into submissions values ($1, $2, $3, $4, null)', [earlier, '2', document, 'b.pdf'])
      const recorded = store.recordVerdict(verdictOf(document, 1000), attributeByLetter)
      const waiting = "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
      await expect.poll(() => ask(url, waiting), { timeout: 30_000, interval: 10 }).toHaveLength(1)
      await other.query('commit')
      await other.end()
      await recorded
      expect(await store.takeJob(at(0), 1000)).toMatchObject({ job: { kind: 'validate', document } })
      await store.close()
    })
  })

  describe('a server that fails', () => {
    // Its own: a killed server goes through all again that was written since its start, the databases of the other tests too.
    let failing: Postgres
    let store: Store
    let url: string
    beforeAll(async () => {
      failing = await startPostgres()
    })
    afterAll(() => failing?.stop())
    beforeEach(async () => {
      url = await failing.database()
      store = await open(url)
      return () => store.close()
    })

    test('what was acknowledged before a SIGKILL of the server is there after it, and the store goes on', async () => {
      const acknowledged: string[] = []
      const ended = (async (): Promise<unknown> => {
        for (let uid = 1; ; uid++) {
          await store.recordLetter(listed(String(uid)), hashOf(String(uid)))
          acknowledged.push(String(uid))
        }
      })().catch((error: unknown) => error)
      await expect.poll(() => acknowledged.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(30)
      await failing.kill()
      expect(await ended).toBeInstanceOf(StoreAwayError)
      await expect(store.progress()).rejects.toThrow(StoreAwayError)
      await failing.start()
      const { uid: _, ...place } = listed('1').key
      expect(await store.unknownUids(place, acknowledged)).toEqual([])
      expect((await store.progress()).letters).toBeGreaterThanOrEqual(acknowledged.length)
    })

    test('what a count was made from is there after a SIGKILL of the server: no revision stands for two states', async () => {
      const late = await startPostgres(['wal_writer_delay=10s'])
      const held = await open(await late.database())
      await held.recordLetter(listed('1'), hashOf('1'))
      const job = (await held.takeJob(at(0), 1000)) ?? expect.unreachable()
      // Of this nobody waits until it is on the disk.
      await held.finishJob(job)
      const { revision } = await held.countedChanges(null)
      await late.kill()
      await late.start()
      expect(await held.revision()).toBe(revision)
      await held.close()
      await late.stop()
    })

    test('idle connections that the server ends are told and replaced', async () => {
      await store.revision()
      await ask(url, END_ALL)
      await expect.poll(() => errors.length, { timeout: 10_000 }).toBeGreaterThan(0)
      expect(await store.revision()).toBe(0)
    })

    test('a server process that answers no more is given up, and another connection is made', async () => {
      const pool = postgresPool({ url, onError: (error) => errors.push(error), answerMs: 300 })
      const stuck = await pool.connect()
      const { rows } = await stuck.query<{ pid: number }>('select pg_backend_pid() as pid', [])
      const [{ pid }] = rows as [{ pid: number }]
      process.kill(pid, 'SIGSTOP')
      try {
        await expect(stuck.query('select 1', [])).rejects.toThrow(StoreAwayError)
        stuck.release()
        const next = await pool.connect()
        expect((await next.query('select 1 as one', [])).rows).toEqual([{ one: 1 }])
        next.release()
      } finally {
        process.kill(pid, 'SIGCONT')
      }
      await pool.end()
    })

    test('a connection that is lost between two statements of a transaction ends nothing but that', async () => {
      const pool = postgresPool({ url, onError: (error) => errors.push(error) })
      const lost = await pool.connect()
      await lost.query('begin', [])
      await ask(url, END_ALL)
      await expect.poll(() => errors.length, { timeout: 10_000 }).toBeGreaterThan(0)
      await expect(lost.query('select 1', [])).rejects.toThrow(StoreAwayError)
      lost.release()
      const next = await pool.connect()
      expect((await next.query('select 1 as one', [])).rows).toEqual([{ one: 1 }])
      next.release()
      await pool.end()
    })
  })

  describe('what cannot hold the truth is refused with a sentence', () => {
    test('a database that sorts as people do', async () => {
      const url = await server.database("template template0 locale_provider icu icu_locale 'vi' locale 'C'")
      await expect(open(url)).rejects.toThrow(/thứ tự C/)
    })

    test('another encoding', async () => {
      const url = await server.database("template template0 encoding 'SQL_ASCII'")
      await expect(open(url)).rejects.toThrow(DatabaseSettingError)
      await expect(open(url)).rejects.toThrow(/UTF8/)
    })

    test('a server without fsync', async () => {
      const careless = await startPostgres(['fsync=off'])
      try {
        const url = await careless.database()
        await expect(open(url)).rejects.toThrow(/fsync/)
      } finally {
        await careless.stop()
      }
    })

    test('a database of a later program, which is left as it is', async () => {
      const url = await server.database()
      await (await open(url)).close()
      await ask(url, "insert into kysely_migration values ('0999-later', '2030-01-01T00:00:00Z')")
      await expect(open(url)).rejects.toThrow(NewerDatabaseError)
    })

    for (const skewMs of [-60_000, 60_000]) {
      test(`a machine whose clock differs by ${skewMs} ms`, async () => {
        const clock = () => at(Date.now() + skewMs)
        const opening = openPostgresStore({ url: await server.database(), onError: () => undefined, clock })
        await expect(opening).rejects.toThrow(/lệch 60 giây.*NTP/)
      })
    }

    test('synchronous_commit is switched on where the database has it off', async () => {
      const url = await server.database()
      await ask(url, `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`)
      await (await open(url)).close()
    })

    test('a server that is not there is an outage', async () => {
      await expect(open('postgres://sokyso@127.0.0.1:1/sokyso')).rejects.toThrow(StoreAwayError)
    })
  })

  test('names with a NUL are kept without it', async () => {
    const { store, remove } = await openNew()
    await store.recordLetter(listed('1'), hashOf('letter'))
    const content = contentOf(hashOf('letter'), hashOf('document'))
    await store.recordContent(hashOf('letter'), { ...content, subject: 'a\0b' }, attributeByLetter)
    expect((await store.letter(hashOf('letter')))?.subject).toBe('a\ufffdb')
    await remove()
  })
})
