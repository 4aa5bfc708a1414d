/** The service on a disk that fails to write down what was just saved, as one that is about to die does now and then. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { atNight } from '../at-night.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { type ServiceProcess, startService } from './service-process.ts'
import { type SmallPractice, smallPractice } from './small-practice.ts'
import { visitorIn } from './visitor.ts'

const FAILING = new URL('failing-syncs.ts', import.meta.url).href

/** In a row, so that the database which is opened again is failed as well. */
const IN_A_ROW = 2

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let practice: SmallPractice
let failures: string
let service: ServiceProcess | null
beforeEach(async () => {
  folder = await temporaryFolder()
  practice = await smallPractice(folder.path, 3)
  failures = join(folder.path, 'failures')
  service = null
})
afterEach(async () => {
  await service?.end('SIGKILL')
  await folder.remove()
})

/** How many of the syncs fail from the start on, and how many from the first letter on. */
async function expectNothingLost(atStart: number, whileReading: number) {
  const database = join(folder.path, 'data/sokyso.db')
  await writeFile(failures, String(atStart))
  const failing = { NODE_OPTIONS: `--import=${FAILING}`, FAILED_SYNCS: failures }
  service = await startService({ ...practice.environment, ...failing })
  const headers = await visitorIn(database)
  if (whileReading > 0) await writeFile(failures, String(whileReading))
  await practice.deliver(practice.practice.letters)
  const store = await openSqliteStore(database)
  await practice.expectCounted(store)
  await store.close()
  expect(await readFile(failures, 'utf8')).toBe('0')
  expect(service.output()).toContain('Ổ đĩa không ghi được')
  expect((await fetch(`${service.url}/`, { headers })).status).toBe(200)
  expect(await service.end('SIGTERM')).toBe(0)
}

test('syncs that fail while letters are read lose nothing: the database is opened again, the pages stay', async () => {
  await expectNothingLost(0, IN_A_ROW)
}, 300_000)

atNight('so do syncs that fail at the first start', () => expectNothingLost(IN_A_ROW, 0), 300_000)
