/** The whole service as a process on a real mailbox: a letter is delivered, and the unit's row changes by itself. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildPractice, type Practice } from '../../fixtures/practice.ts'
import { readCampaign } from '../../src/campaign/read-campaign.ts'
import { readRegister } from '../../src/campaign/read-register.ts'
import type { Instant } from '../../src/lang.ts'
import { writePractice } from '../../src/serve/practice-mailbox.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { type Dovecot, dovecotMissing, startDovecot } from './dovecot.ts'
import { startService } from './service-process.ts'
import { visitorIn } from './visitor.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const USER = 'noivu'
/** In the row of a unit that has sent one of three documents. */
const ONE_OF_THREE = 'Thiếu 2'
const WITHIN = { timeout: 40_000, interval: 200 }
const own = (name: string) => readFile(join(ROOT, `src/campaign/${name}.json`), 'utf8')

/** The text of a page, markup left out. */
async function textOf(url: string, headers: { readonly cookie: string }): Promise<string> {
  const page = await (await fetch(url, { headers })).text()
  return page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}

describe.skipIf(dovecotMissing !== null)(`the service on a mailbox ${dovecotMissing ?? ''}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let dovecot: Dovecot
  let practice: Practice
  let environment: Readonly<Record<string, string>>

  beforeAll(async () => {
    folder = await temporaryFolder()
    const units = readRegister(await own('register'))
    const campaign = readCampaign(await own('campaign'))
    const builtAt = Date.now() as Instant
    ;[dovecot, practice] = await Promise.all([startDovecot(), buildPractice({ seed: 2021, builtAt, units, campaign })])
    const places = {
      mail: join(folder.path, 'mail'),
      trust: join(folder.path, 'trust'),
      lists: join(folder.path, 'lists'),
      units: join(folder.path, 'units.json'),
    }
    await writePractice({ ...practice, letters: [] }, places)
    await mkdir(join(folder.path, 'data'))
    await writeFile(join(folder.path, 'password'), dovecot.password)
    environment = {
      SOKYSO_IMAP_HOST: dovecot.host,
      SOKYSO_IMAP_PORT: String(dovecot.port),
      SOKYSO_IMAP_SECURE: 'none',
      SOKYSO_IMAP_USER: USER,
      SOKYSO_IMAP_PASSWORD_FILE: join(folder.path, 'password'),
      SOKYSO_DATA: join(folder.path, 'data'),
      SOKYSO_TRUST: places.trust,
      SOKYSO_CRL: places.lists,
      SOKYSO_UNITS: places.units,
      SOKYSO_PORT: '0',
    }
  }, 120_000)
  afterAll(async () => {
    await dovecot?.stop()
    await folder?.remove()
  })

  /** A letter whose only document counts, and its unit. */
  function countingLetter() {
    for (const { fileName, documents, receivedAt } of practice.expected.letters) {
      const [document] = documents
      const letter = practice.letters.find((each) => each.fileName === fileName)
      if (documents.length === 1 && document?.fate === 'counts' && document.unit !== null && letter)
        return { unit: document.unit, bytes: letter.bytes, receivedAt: new Date(receivedAt) }
    }
    throw new Error('The practice mailbox has no such letter')
  }

  test('a letter that arrives while it runs changes the row of its unit, and nothing in the mailbox', async () => {
    const { unit, bytes, receivedAt } = countingLetter()
    const service = await startService(environment)
    try {
      const visitor = await visitorIn(join(folder.path, 'data/sokyso.db'))
      const page = `${service.url}/don-vi/${unit}`
      const before = await textOf(page, visitor)
      await dovecot.deliver(USER, bytes, receivedAt)
      const marks = await dovecot.marks(USER)
      expect(before).toContain('Chưa nhận được tệp nào của đơn vị')
      await vi.waitFor(async () => expect(await textOf(page, visitor)).toContain(ONE_OF_THREE), WITHIN)
      expect(await dovecot.marks(USER)).toEqual(marks)
    } finally {
      expect(await service.end('SIGTERM')).toBe(0)
    }
  })

  test('after a kill it has all it had, and a second one on the same data is refused with a sentence', async () => {
    const { unit } = countingLetter()
    const killed = await startService(environment)
    await killed.end('SIGKILL')
    const service = await startService(environment)
    try {
      const visitor = await visitorIn(join(folder.path, 'data/sokyso.db'))
      expect(await textOf(`${service.url}/don-vi/${unit}`, visitor)).toContain(ONE_OF_THREE)
      await expect(startService(environment)).rejects.toThrow(join(folder.path, 'data'))
    } finally {
      expect(await service.end('SIGINT')).toBe(0)
    }
  })

  test('a wrong password is a sentence, and the pages are there', async () => {
    const wrong = join(folder.path, 'wrong-password')
    await writeFile(wrong, 'not this one')
    const data = join(folder.path, 'data-of-the-wrong-one')
    const service = await startService({ ...environment, SOKYSO_IMAP_PASSWORD_FILE: wrong, SOKYSO_DATA: data })
    try {
      await vi.waitFor(() => expect(service.output()).toContain('từ chối đăng nhập'), {
        timeout: 60_000,
        interval: 200,
      })
      const visitor = await visitorIn(join(data, 'sokyso.db'))
      expect(await textOf(`${service.url}/`, visitor)).toContain('từ chối đăng nhập')
      expect(service.output()).not.toContain('not this one')
    } finally {
      expect(await service.end('SIGTERM')).toBe(0)
    }
  })
})
