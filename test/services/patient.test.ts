/** The service on a mail server that falls silent, or that lets nobody in for a while. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { imapMailbox } from '../../src/mail/imap.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { type Dovecot, type DovecotOptions, dovecotMissing, startDovecot } from './dovecot.ts'
import { imapEnvironment } from './imap-settings.ts'
import { type ServiceProcess, startService } from './service-process.ts'
import { type SmallPractice, smallPractice } from './small-practice.ts'

const USER = 'noivu'
const WITHIN = { timeout: 240_000, interval: 100 }

describe.skipIf(dovecotMissing !== null)(`a mail server in trouble ${dovecotMissing ?? ''}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let practice: SmallPractice
  let dovecot: Dovecot
  let service: ServiceProcess | null
  beforeEach(async () => {
    service = null
    folder = await temporaryFolder()
    practice = await smallPractice(folder.path, 3)
  })
  afterEach(async () => {
    await service?.end('SIGKILL')
    await dovecot.stop()
    await folder.remove()
  })

  async function startAll(options: DovecotOptions) {
    dovecot = await startDovecot(options)
    const settings = await imapEnvironment(practice.environment, dovecot, USER, folder.path)
    const start = async () => {
      service = await startService(settings)
      const store = await openSqliteStore(join(folder.path, 'data/sokyso.db'))
      const fault = async () => (await store.mailboxes())[0]?.fault ?? null
      return { store, fault }
    }
    return { start }
  }
  const deliver = async (letters: SmallPractice['practice']['letters']) => {
    for (const { bytes, receivedAt } of letters) await dovecot.deliver(USER, bytes, new Date(receivedAt))
  }

  test('one that answers nothing any more is noticed with the next look, told, and read over another connection', async () => {
    const { start } = await startAll({})
    const { letters } = practice.practice
    await deliver(letters.slice(0, 5))
    const { store, fault } = await start()
    await vi.waitFor(async () => expect((await store.progress()).letters).toBe(5), WITHIN)
    const frozen = dovecot.imapProcesses()
    expect(frozen).not.toEqual([])
    for (const pid of frozen) process.kill(pid, 'SIGSTOP')
    await vi.waitFor(async () => expect(await fault()).toMatch(/không trả lời nữa/), WITHIN)
    await deliver(letters.slice(5))
    await practice.expectCounted(store)
    expect(await fault()).toBeNull()
    for (const pid of frozen) process.kill(pid, 'SIGKILL')
    await store.close()
  }, 300_000)

  test('one that lets in no more connections is told as that, asked seldom, and read once it does', async () => {
    const { start } = await startAll({ settings: 'mail_max_userip_connections = 1' })
    await deliver(practice.practice.letters)
    const login = { kind: 'password', password: dovecot.password } as const
    const where = { host: dovecot.host, port: dovecot.port, secure: 'none-loopback', folders: ['INBOX'] } as const
    const officer = await imapMailbox({ ...where, user: USER, login }).open(new AbortController().signal)
    const { store, fault } = await start()
    await vi.waitFor(async () => expect(await fault()).toMatch(/hạn chế kết nối/), WITHIN)
    expect((await store.mailboxes())[0]?.faultNeedsPerson).toBe(false)
    await officer.close()
    await practice.expectCounted(store)
    const refused = (await dovecot.log()).match(/Maximum number of connections/g) ?? []
    expect(refused.length).toBeLessThanOrEqual(2)
    await store.close()
  }, 300_000)
})
