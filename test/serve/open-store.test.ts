/** Which store a process opens, and what it does while the database is away. */
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../../src/serve/open-store.ts'
import { showProgress } from '../../src/serve/show-progress.ts'
import { StartError } from '../../src/serve/start-error.ts'
import { DatabaseSettingError } from '../../src/store/database-setting.ts'
import { StoreAwayError } from '../../src/store/store-away.ts'
import { systemClock } from '../../src/system.ts'
import { type Postgres, postgresMissing, startPostgres } from '../services/postgres.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const NOTHING_YET = {
  ...{ letters: 0, lettersWaiting: 0, documents: 0, documentsWaiting: 0, quarantined: 0 },
}

const forEver = new AbortController().signal

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let errors: unknown[]
beforeEach(async () => {
  folder = await temporaryFolder()
  errors = []
  return folder.remove
})
const open = (databaseUrl: string | null, signal = forEver) =>
  openStore(
    { config: { databaseUrl }, home: folder.path, clock: systemClock, onError: (error) => errors.push(error) },
    signal,
  )

test('without a database server the data folder holds the store, for one process', async () => {
  const opened = await open(null)
  expect(opened?.isAlone).toBe(true)
  await expect(open(null)).rejects.toThrow(StartError)
  await opened?.close()
  await (await open(null))?.close()
})

test('a process that is told to end while it waits for the database ends', async () => {
  const end = new AbortController()
  const opening = open('postgres://sokyso@127.0.0.1:1/sokyso', end.signal)
  await expect.poll(() => errors, { timeout: 10_000 }).toMatchObject([{ name: 'StoreAwayError' }])
  end.abort()
  expect(await opening).toBeNull()
})

test('a database that stays away is told at once and each minute, not with each try', async () => {
  const end = new AbortController()
  let tries = 0
  const server = createServer((socket) => {
    socket.destroy()
    if (++tries === 40) end.abort()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const config = { databaseUrl: `postgres://sokyso@127.0.0.1:${port}/sokyso` }
  const onError = (error: unknown) => errors.push(error)
  await openStore({ config, home: folder.path, clock: systemClock, onError, retryMs: 1 }, end.signal)
  expect([tries, errors.length]).toEqual([40, 2])
  server.close()
})

test('a store that is away for a while ends no task that looks at it', async () => {
  let looks = 0
  const end = new AbortController()
  const store = {
    revision: async () => {
      if (++looks === 1) throw new StoreAwayError(new Error('no route to host'))
      end.abort()
      return 1
    },
    progress: async () => NOTHING_YET,
  }
  const terminal = { say: () => undefined, progress: () => undefined }
  await showProgress(store, terminal, (error) => errors.push(error), end.signal)
  expect(errors[0]).toBeInstanceOf(StoreAwayError)
  expect(looks).toBe(2)
})

describe.skipIf(postgresMissing !== null)(`with PostgreSQL ${postgresMissing ?? ''}`, () => {
  let server: Postgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())

  test('several processes open one database; a server that is away is waited for', async () => {
    const url = await server.database()
    await server.kill()
    const opening = open(url)
    await expect.poll(() => errors, { timeout: 10_000 }).toMatchObject([{ name: 'StoreAwayError' }])
    await server.start()
    const [first, second] = [await opening, await open(url)]
    expect([first?.isAlone, second?.isAlone]).toEqual([false, false])
    await first?.close()
    await second?.close()
  })

  test('a database that is not there is told with a sentence', async () => {
    const url = (await server.database()).replace(/d\d+$/, 'nowhere')
    await expect(open(url)).rejects.toThrow(DatabaseSettingError)
    await expect(open(url)).rejects.toThrow(/SOKYSO_DATABASE_URL/)
  })

  test('a server that speaks no TLS is not waited for where the address asks for it', async () => {
    const url = `${await server.database()}?sslmode=verify-full`
    await expect(open(url)).rejects.toThrow(DatabaseSettingError)
    await expect(open(url)).rejects.toThrow(/SSL/)
    expect(errors).toEqual([])
  })
})
