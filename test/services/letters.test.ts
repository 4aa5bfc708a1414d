/** The service writes letters: receipts for what a mailbox holds, each once though it is killed, and a letter that comes back. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { atNight } from '../at-night.ts'
import { deliveryReport } from '../mail/delivery-reports.ts'
import { type MailServer, mailServer } from '../outbox/mail-server.ts'
import { at } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { draft } from '../web/people.ts'
import { type ServiceProcess, startService } from './service-process.ts'
import { type SmallPractice, smallPractice } from './small-practice.ts'

const WITHIN = { timeout: 120_000, interval: 100 }
const ALL = { offset: 0, limit: 1000 }

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let practice: SmallPractice
let server: MailServer
let service: ServiceProcess | null = null
let environment: Readonly<Record<string, string>>
/** Told of each letter that the mail server was given to its end. */
let onTaken: () => void
beforeEach(async () => {
  folder = await temporaryFolder()
  practice = await smallPractice(folder.path, 4)
  onTaken = () => undefined
  server = await mailServer({ onEnd: async () => onTaken() })
  environment = {
    ...practice.environment,
    SOKYSO_SMTP_HOST: '127.0.0.1',
    SOKYSO_SMTP_PORT: String(server.port),
    SOKYSO_SMTP_SECURE: 'none',
    SOKYSO_SMTP_FROM: 'noivu@huonghoa.example.vn',
    SOKYSO_DIGEST_TO: 'lanhdao@huonghoa.example.vn',
  }
})
afterEach(async () => {
  await service?.end('SIGKILL')
  await server?.close()
  await folder?.remove()
})

const openStore = () => openSqliteStore(join(folder.path, 'data/sokyso.db'))

// By day senders are killed one by one (`test/outbox/killed.test.ts`).
atNight(
  'each letter gets one receipt though the service is killed, and one that comes back marks its address',
  async () => {
    const store = await openStore()
    await store.changeNoticeSettings({ receiptsSince: at(0), registeredOnly: true, remindersSince: null }, draft)
    await practice.deliver(practice.practice.letters)
    service = await startService(environment)
    // In the middle of a letter: it was given to the server, whose answer nobody hears.
    await vi.waitFor(() => expect(server.taken.length).toBeGreaterThan(2), WITHIN)
    const killed = new Promise<void>((resolve) => {
      onTaken = () => {
        onTaken = () => undefined
        resolve()
      }
    })
    await Promise.race([killed, new Promise((resolve) => setTimeout(resolve, 15_000).unref())])
    await service.end('SIGKILL')
    service = await startService(environment)
    await practice.expectCounted(store)
    await vi.waitFor(async () => {
      expect(await store.lettersToAnswer('due', 1)).toEqual([])
      const { waiting = 0, sending = 0 } = await store.noticeCounts()
      expect(waiting + sending).toBe(0)
    }, WITHIN)
    const notices = (await store.notices({}, ALL)).filter(({ kind }) => kind !== 'settled')
    expect(notices.length).toBeGreaterThan(5)
    expect(new Set(notices.map(({ about }) => about)).size).toBe(notices.length)
    const ids = server.taken.map(({ raw }) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1])
    expect(new Set(ids).size).toBe(ids.length)
    const all = await store.notices({}, ALL)
    expect(all.filter(({ state }) => state !== 'sent' && state !== 'unclear')).toEqual([])
    expect(all.filter(({ state }) => state === 'unclear').length).toBeLessThanOrEqual(1)
    for (const { state, messageId } of all) if (state === 'sent') expect(ids).toContain(messageId)

    const sent = all.find(({ state }) => state === 'sent')
    await writeFile(join(folder.path, 'mail/zz-report.eml'), deliveryReport(sent?.messageId ?? ''))
    await vi.waitFor(
      async () => expect(await store.badAddresses()).toMatchObject([{ address: sent?.recipient }]),
      WITHIN,
    )
    await store.close()
    expect(await service.end('SIGTERM')).toBe(0)
    expect(service.output()).not.toContain('@')
  },
  300_000,
)

test('receipts are off until somebody switches them on', async () => {
  await practice.deliver(practice.practice.letters)
  service = await startService(environment)
  const store = await openStore()
  await practice.expectCounted(store)
  expect([await store.notices({}, ALL), server.taken]).toEqual([[], []])
  await store.close()
}, 300_000)
