/** What the service counts from the practice letters, however its parts are spread over processes and hosts. */
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildPractice, type Practice } from '../../fixtures/practice.ts'
import { readCampaign } from '../../src/campaign/read-campaign.ts'
import { readRegister } from '../../src/campaign/read-register.ts'
import type { Instant } from '../../src/lang.ts'
import { writePractice } from '../../src/serve/practice-mailbox.ts'
import type { Store } from '../../src/store/store.ts'
import { countTally, type Tally } from '../../src/tally/tally.ts'
import { countedDocuments, countedOf, numbersOf, plannedDocuments } from '../practice-oracle.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { visitorOf } from './visitor.ts'

export type Deployment = {
  readonly store: Store
  /** Of the pages, without a slash at the end. */
  readonly url: string
  /** Told when half of the letters were delivered and some documents judged. */
  readonly disturb: () => Promise<void>
  /** Resolves to the exit codes of all processes that were not killed. */
  readonly stop: () => Promise<readonly (number | null)[]>
}

/** Some forty letters, each kind of story among them. */
const UNITS = 8

const WITHIN = { timeout: 180_000, interval: 200 }

const judged = async (store: Store) => (await store.judgedSubmissions()).filter(({ report }) => report !== null).length

const own = (name: string) => readFile(new URL(`../../src/campaign/${name}.json`, import.meta.url), 'utf8')

/** @param deploy starts all processes, on letters, certificates and lists in the folders that the environment names. */
export function conformanceContract(
  name: string,
  deploy: (environment: Readonly<Record<string, string>>, folder: string) => Promise<Deployment>,
): void {
  describe(name, () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>
    let practice: Practice
    let tally: Tally
    let table: string
    let exits: readonly (number | null)[]
    let stop: Deployment['stop'] | null = null

    beforeAll(async () => {
      folder = await temporaryFolder()
      const units = readRegister(await own('register')).slice(0, UNITS)
      const campaign = readCampaign(await own('campaign'))
      practice = await buildPractice({ seed: 2021, builtAt: Date.now() as Instant, units, campaign })
      const places = {
        mail: join(folder.path, 'mail'),
        trust: join(folder.path, 'trust'),
        lists: join(folder.path, 'lists'),
        units: join(folder.path, 'units.json'),
      }
      const half = Math.ceil(practice.letters.length / 2)
      await writePractice({ ...practice, letters: practice.letters.slice(0, half) }, places)
      await mkdir(join(folder.path, 'data'))
      const environment = {
        SOKYSO_MAIL_DIR: places.mail,
        SOKYSO_DATA: join(folder.path, 'data'),
        SOKYSO_TRUST: places.trust,
        SOKYSO_CRL: places.lists,
        SOKYSO_UNITS: places.units,
        SOKYSO_PORT: '0',
      }
      const deployment = await deploy(environment, folder.path)
      const { store, url } = deployment
      stop = deployment.stop
      await vi.waitFor(async () => expect(await judged(store)).toBeGreaterThan(5), WITHIN)
      await deployment.disturb()
      for (const { fileName, bytes, receivedAt } of practice.letters.slice(half)) {
        await writeFile(join(places.mail, fileName), bytes)
        await utimes(join(places.mail, fileName), receivedAt / 1000, receivedAt / 1000)
      }
      const done = { letters: practice.letters.length, lettersWaiting: 0, documentsWaiting: 0 }
      await vi.waitFor(async () => expect(await store.progress()).toMatchObject(done), WITHIN)
      tally = countTally(practice.campaign, practice.units, await store.judgedSubmissions())
      table =
        /<table[\s\S]*<\/table>/.exec(
          await (await fetch(`${url}/`, { headers: await visitorOf(store) })).text(),
        )?.[0] ?? ''
      exits = await deployment.stop()
      stop = null
    }, 400_000)
    afterAll(async () => {
      await stop?.()
      await folder?.remove()
    })

    test('each unit has the numbers and the state that the plan gives it', () => {
      expect(numbersOf(tally)).toEqual(practice.expected.units)
    })

    test('each document of each letter is counted once, with the outcome, the code, the unit and the fate of the plan', () => {
      const planned = plannedDocuments(practice)
      expect(countedDocuments(practice, tally)).toEqual(planned)
      expect(countedOf(tally).length).toBe(planned.length)
    })

    test('the pages show the units', () => {
      for (const { id } of practice.units) expect(table).toContain(`/don-vi/${id}`)
    })

    test('every process ends in good order when it is told to', () => {
      expect(exits.every((exit) => exit === 0)).toBe(true)
      expect(exits.length).toBeGreaterThan(0)
    })
  })
}
