/** The practice mailbox on disk is made once, and made anew where it was not finished. */
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCampaign } from '../../src/campaign/read-campaign.ts'
import { readRegister } from '../../src/campaign/read-register.ts'
import type { Instant } from '../../src/lang.ts'
import { openPracticeMailbox } from '../../src/serve/practice-mailbox.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const NOW = Date.parse('2026-11-24T00:00:00Z') as Instant
const own = (name: string) => readFile(new URL(`../../src/campaign/${name}.json`, import.meta.url), 'utf8')
const units = readRegister(await own('register')).slice(0, 8)
const campaign = readCampaign(await own('campaign'))

let root: Awaited<ReturnType<typeof temporaryFolder>>
let folder: string
let built = 0

beforeAll(async () => {
  root = await temporaryFolder()
  folder = join(root.path, 'mailbox')
})
afterAll(() => root.remove())

function open() {
  const onProgress = (done: number, total: number) => {
    if (done === total) built++
  }
  return openPracticeMailbox({ folder, now: NOW, units, campaign, onProgress })
}

test('its letters are as old as the campaign, so that all are listed at once; its units are a readable register', async () => {
  const places = await open()
  const [letter = ''] = await readdir(places.mail)
  expect((await stat(join(places.mail, letter))).mtimeMs).toBeLessThan(NOW)
  expect(readRegister(await readFile(places.units, 'utf8')).length).toBe(units.length)
  expect(built).toBe(1)
})

test('the second start takes what the first has made', async () => {
  await open()
  expect(built).toBe(1)
})

test('what was not finished is made anew, with nothing left of it', async () => {
  await rm(join(folder, 'finished'))
  await writeFile(join(folder, 'mail', 'left-over.eml'), 'half a letter')
  const places = await open()
  expect(built).toBe(2)
  expect(await readdir(places.mail)).not.toContain('left-over.eml')
})
