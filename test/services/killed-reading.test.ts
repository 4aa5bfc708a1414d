/**
 * The service on a real mailbox, killed again and again at random points while it reads. `TESTS_KILLS=50` makes a long run of it:
 * fifty kills over two hundred letters. The seed is in the title of the test; `TESTS_SEED` repeats it.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { chance } from '../torture/plan.ts'
import { type Dovecot, dovecotMissing, startDovecot } from './dovecot.ts'
import { imapEnvironment } from './imap-settings.ts'
import { startService } from './service-process.ts'
import { smallPractice } from './small-practice.ts'

const USER = 'noivu'
const KILLS = Number(process.env.TESTS_KILLS ?? 3)
const SEED = Number(process.env.TESTS_SEED ?? Date.now() % 100_000)
/** Letters for each kill, and for each unit of the practice mailbox, about. */
const LETTERS_PER_KILL = 4
const LETTERS_PER_UNIT = 6
/** Four letters are taken and read in less. */
const SPAN_MS = 400

describe.skipIf(dovecotMissing !== null)(`a service that is killed while it reads ${dovecotMissing ?? ''}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let dovecot: Dovecot
  beforeEach(async () => {
    folder = await temporaryFolder()
    dovecot = await startDovecot()
  })
  afterEach(async () => {
    await dovecot?.stop()
    await folder?.remove()
  })

  test(`${KILLS} times at random points counts as planned (seed ${SEED})`, async () => {
    const random = chance(SEED)
    const units = Math.max(4, Math.ceil((KILLS * LETTERS_PER_KILL) / LETTERS_PER_UNIT))
    const { practice, environment, expectCounted } = await smallPractice(folder.path, units)
    const settings = await imapEnvironment(environment, dovecot, USER, folder.path)
    for (const { bytes, receivedAt } of practice.letters) await dovecot.deliver(USER, bytes, new Date(receivedAt))
    const before = await dovecot.marks(USER)
    await mkdir(join(folder.path, 'data'), { recursive: true })
    const store = await openSqliteStore(join(folder.path, 'data/sokyso.db'))
    const share = practice.letters.length / (KILLS + 1)
    for (let kill = 1; kill <= KILLS; kill++) {
      const service = await startService(settings)
      // So that the kills are spread over the whole mailbox; where in a letter each of them falls is chance.
      const taken = async () => (await store.progress()).letters
      await expect.poll(taken, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(Math.floor((kill - 1) * share))
      await pause(random() * SPAN_MS)
      await service.end('SIGKILL')
    }
    const service = await startService(settings)
    await expectCounted(store)
    expect(await dovecot.marks(USER)).toEqual(before)
    await service.end('SIGTERM')
    await store.close()
  }, 1_800_000)
})
