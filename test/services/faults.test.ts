/** The service on a real mailbox, while the mailbox, the server or the service itself ends in the middle of a letter. */
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sha256 } from '../../src/bytes.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { type Dovecot, dovecotMissing, startDovecot } from './dovecot.ts'
import { imapEnvironment } from './imap-settings.ts'
import { type ServiceProcess, startService } from './service-process.ts'
import { type SmallPractice, smallPractice } from './small-practice.ts'

const USER = 'noivu'
const WITHIN = { timeout: 120_000, interval: 20 }

describe.skipIf(dovecotMissing !== null)(`a mailbox on a server ${dovecotMissing ?? ''}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let practice: SmallPractice
  let dovecot: Dovecot
  let environment: Readonly<Record<string, string>>
  let service: ServiceProcess | null
  beforeEach(async () => {
    service = null
    folder = await temporaryFolder()
    practice = await smallPractice(folder.path, 4)
    dovecot = await startDovecot()
    environment = await imapEnvironment(practice.environment, dovecot, USER, folder.path)
    for (const { bytes, receivedAt } of practice.practice.letters) {
      await dovecot.deliver(USER, bytes, new Date(receivedAt))
    }
  })
  afterEach(async () => {
    await service?.end('SIGKILL')
    await dovecot?.stop()
    await folder?.remove()
  })

  const openStore = async () => {
    await mkdir(join(folder.path, 'data'), { recursive: true })
    return openSqliteStore(join(folder.path, 'data/sokyso.db'))
  }

  async function untilFirstLetters(store: Awaited<ReturnType<typeof openStore>>) {
    await vi.waitFor(async () => expect((await store.progress()).letters).toBeGreaterThan(1), WITHIN)
    expect((await store.progress()).letters).toBeLessThan(practice.practice.letters.length)
  }

  test('a service that is told to end while it fetches ends within 30 s, leaves nothing half done, and goes on later', async () => {
    const store = await openStore()
    service = await startService(environment)
    await untilFirstLetters(store)
    const begin = performance.now()
    expect(await service.end('SIGTERM')).toBe(0)
    expect(performance.now() - begin).toBeLessThan(30_000)
    const content = join(folder.path, 'data/content')
    expect(await readdir(join(content, 'unfinished'))).toEqual([])
    for (const { sha256: letter } of await store.letters({ offset: 0, limit: 100 })) {
      const path = join(content, letter.slice(0, 2), letter.slice(2, 4), letter)
      const bytes = await readFile(path).catch(() => null)
      if (bytes !== null) expect(sha256(bytes)).toBe(letter)
    }
    service = await startService(environment)
    await practice.expectCounted(store)
    await store.close()
  }, 300_000)

  test('a mail server that is killed while letters are fetched costs no letter and doubles none', async () => {
    const store = await openStore()
    service = await startService(environment)
    await untilFirstLetters(store)
    await dovecot.kill()
    await dovecot.start()
    await practice.expectCounted(store)
    await store.close()
  }, 300_000)

  test('a letter that the officer deletes stays in the count, with the evidence for it', async () => {
    const store = await openStore()
    service = await startService(environment)
    await practice.expectCounted(store)
    for (const { uid } of await dovecot.marks(USER)) await dovecot.remove(USER, String(uid))
    const [another] = practice.practice.letters
    await dovecot.deliver(USER, Buffer.concat([another?.bytes ?? Buffer.alloc(0), Buffer.from('\r\n')]))
    const more = practice.practice.letters.length + 1
    await vi.waitFor(async () => expect((await store.progress()).letters).toBe(more), WITHIN)
    const planned = new Set(practice.practice.expected.letters.map(({ sha256: letter }) => letter))
    const before = (await store.judgedSubmissions()).filter(({ submission }) => planned.has(submission.letter))
    const documents = practice.practice.expected.letters.flatMap(({ documents }) => documents)
    expect(before).toHaveLength(documents.length)
    await store.close()
  }, 300_000)
})
