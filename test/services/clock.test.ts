/** The service while its clock jumps, and letters that come in the last second: what counts is the time of the mailbox. */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { countTally } from '../../src/tally/tally.ts'
import { atNight } from '../at-night.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { type Dovecot, dovecotMissing, startDovecot } from './dovecot.ts'
import { imapEnvironment } from './imap-settings.ts'
import { missing } from './required.ts'
import { type ServiceProcess, startService } from './service-process.ts'
import { type SmallPractice, smallPractice } from './small-practice.ts'
import { visitorIn } from './visitor.ts'

const USER = 'noivu'
const WITHIN = { timeout: 120_000, interval: 50 }
const LIBRARY = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketimeMT.so.1`
const why = dovecotMissing ?? missing('libfaketime', 'faketime', existsSync(LIBRARY))

describe.skipIf(why !== null)(`the clock of a service ${why ?? ''}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let practice: SmallPractice
  let dovecot: Dovecot
  let store: Store
  let environment: Readonly<Record<string, string>>
  let service: ServiceProcess | null
  beforeEach(async () => {
    service = null
    folder = await temporaryFolder()
    practice = await smallPractice(folder.path, 4)
    dovecot = await startDovecot()
    environment = await imapEnvironment(practice.environment, dovecot, USER, folder.path)
    await mkdir(join(folder.path, 'data'), { recursive: true })
    store = await openSqliteStore(join(folder.path, 'data/sokyso.db'))
  })
  afterEach(async () => {
    await service?.end('SIGKILL')
    await store.close()
    await dovecot.stop()
    await folder.remove()
  })

  const letters = () => practice.practice.letters
  const deliver = async (from: number, to: number) => {
    for (const { bytes, receivedAt } of letters().slice(from, to))
      await dovecot.deliver(USER, bytes, new Date(receivedAt))
  }
  const untilLetters = (count: number) =>
    vi.waitFor(async () => expect((await store.progress()).letters).toBeGreaterThanOrEqual(count), WITHIN)

  test('may jump back by hours and ahead by days while letters are read: none is lost, double or late by it', async () => {
    const shift = join(folder.path, 'shift')
    const jump = (by: string) => writeFile(shift, `${by}\n`)
    await jump('+0')
    const third = Math.ceil(letters().length / 3)
    await deliver(0, third)
    service = await startService({
      ...environment,
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: shift,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    })
    await untilLetters(2)
    await jump('-3h')
    await deliver(third, 2 * third)
    await untilLetters(third + 2)
    await jump('+2d')
    await deliver(2 * third, letters().length)
    // What was judged before the date of its lists waits for that date, and is judged again by itself.
    await vi.waitFor(() => practice.expectCounted(store), WITHIN)
    // Letters of now come from the future, for a clock that is behind.
    await jump('-3h')
    await dovecot.deliver(USER, Buffer.from('Subject: x\r\n\r\nx\r\n'))
    const headers = await visitorIn(join(folder.path, 'data/sokyso.db'), (Date.now() - 3 * 3_600_000) as Instant)
    const page = async () => (await fetch(`${service?.url}/`, { headers })).text()
    await vi.waitFor(async () => expect(await page()).toMatch(/Đồng hồ của máy này chậm hơn.*khoảng 180 phút/), WITHIN)
    expect(await service.end('SIGTERM')).toBe(0)
  }, 300_000)

  // By day `test/tally` tells it of the count.
  atNight(
    'says nothing of lateness: a letter of the last second is in time years later, one of the next second is late',
    async () => {
      const { campaign } = practice
      for (const [index, { bytes }] of letters().entries()) {
        // Without their own record of the receipt, which tells of another time.
        const raw = Buffer.from(bytes)
          .toString('latin1')
          .replace(/^Received:.*\r?\n(?:[ \t].*\r?\n)*/gim, '')
        const at = index % 3 === 0 ? campaign.deadline : campaign.deadline - 1000
        await dovecot.deliver(USER, Buffer.from(raw, 'latin1'), new Date(at))
      }
      service = await startService(environment)
      const done = { letters: letters().length, lettersWaiting: 0, documentsWaiting: 0 }
      await expect.poll(() => store.progress(), { timeout: 240_000, interval: 200 }).toMatchObject(done)
      const tally = countTally(campaign, practice.practice.units, await store.judgedSubmissions())
      const extended = new Set(campaign.exceptions.map(({ unit }) => unit))
      const submissions = tally.units.filter(({ unit }) => !extended.has(unit.id)).flatMap((one) => one.submissions)
      const fates = (from: number) =>
        new Set(submissions.filter(({ submission }) => submission.receivedAt === from).map(({ fate }) => fate.kind))
      expect([...fates(campaign.deadline - 1000)]).toContain('counts')
      expect([...fates(campaign.deadline - 1000)]).not.toContain('late')
      expect([...fates(campaign.deadline)]).toContain('late')
      expect([...fates(campaign.deadline)]).not.toContain('counts')
    },
    300_000,
  )
})
