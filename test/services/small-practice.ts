/** A small practice mailbox in a folder, with all that the service needs to read it, and what the count must be. */
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { buildPractice, type Practice } from '../../fixtures/practice.ts'
import type { Campaign } from '../../src/campaign/campaign.ts'
import { readCampaign } from '../../src/campaign/read-campaign.ts'
import { readRegister } from '../../src/campaign/read-register.ts'
import { writeCampaign } from '../../src/campaign/write-campaign.ts'
import type { Instant } from '../../src/lang.ts'
import { writePractice } from '../../src/serve/practice-mailbox.ts'
import type { Store } from '../../src/store/store.ts'
import { countTally } from '../../src/tally/tally.ts'
import { countedDocuments, numbersOf, plannedDocuments } from '../practice-oracle.ts'

export type SmallPractice = {
  readonly practice: Practice
  readonly campaign: Campaign
  readonly environment: Readonly<Record<string, string>>
  /** Puts letters of the practice into the mailbox. */
  readonly deliver: (letters: Practice['letters']) => Promise<void>
  /** Fails unless everything was read and judged, and is counted as planned. */
  readonly expectCounted: (store: Pick<Store, 'progress' | 'judgedSubmissions'>) => Promise<void>
}

const own = (name: string) => readFile(new URL(`../../src/campaign/${name}.json`, import.meta.url), 'utf8')

/** Of a service on the practice in that folder. */
export function practiceEnvironment(folder: string): Readonly<Record<string, string>> {
  const place = (name: string) => join(folder, name)
  return {
    SOKYSO_MAIL_DIR: place('mail'),
    SOKYSO_DATA: place('data'),
    SOKYSO_TRUST: place('trust'),
    SOKYSO_CRL: place('lists'),
    SOKYSO_UNITS: place('units.json'),
    SOKYSO_CAMPAIGN: place('campaign.json'),
    SOKYSO_PORT: '0',
  }
}

/** @param unitCount five letters each, more or less. */
export async function smallPractice(folder: string, unitCount: number): Promise<SmallPractice> {
  const units = readRegister(await own('register')).slice(0, unitCount)
  const plan = readCampaign(await own('campaign'))
  const practice = await buildPractice({ seed: 2021, builtAt: Date.now() as Instant, units, campaign: plan })
  const { campaign } = practice
  const place = (name: string) => join(folder, name)
  const places = { mail: place('mail'), trust: place('trust'), lists: place('lists'), units: place('units.json') }
  await writePractice({ ...practice, letters: [] }, places)
  await writeFile(place('campaign.json'), writeCampaign(campaign))
  await mkdir(place('data'), { recursive: true })
  return {
    practice,
    campaign,
    environment: practiceEnvironment(folder),
    deliver: async (letters) => {
      for (const { fileName, bytes, receivedAt } of letters) {
        await writeFile(join(places.mail, fileName), bytes)
        await utimes(join(places.mail, fileName), receivedAt / 1000, receivedAt / 1000)
      }
    },
    expectCounted: async (store) => {
      const done = { letters: practice.letters.length, lettersWaiting: 0, documentsWaiting: 0 }
      await expect.poll(() => store.progress(), { timeout: 240_000, interval: 200 }).toMatchObject(done)
      const tally = countTally(campaign, practice.units, await store.judgedSubmissions())
      expect(numbersOf(tally)).toEqual(practice.expected.units)
      expect(countedDocuments(practice, tally)).toEqual(plannedDocuments(practice))
    },
  }
}
