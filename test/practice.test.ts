/** The practice mailbox through the real pipeline: the tally must equal what the generator knows. */
import { mkdir, readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildPractice, type Practice } from '../fixtures/practice.ts'
import { attribute } from '../src/attribution/attribute.ts'
import { besideOf } from '../src/attribution/beside.ts'
import { readCampaign } from '../src/campaign/read-campaign.ts'
import { readRegister } from '../src/campaign/read-register.ts'
import { openImportedEvidence } from '../src/evidence/imported.ts'
import type { Instant } from '../src/lang.ts'
import { emlFolder } from '../src/mail/eml-folder.ts'
import { openLog } from '../src/serve/log.ts'
import { writePractice } from '../src/serve/practice-mailbox.ts'
import type { LetterRow } from '../src/store/store.ts'
import type { Tally } from '../src/tally/tally.ts'
import { countTally } from '../src/tally/tally.ts'
import { POOL_LIMITS, validationPool } from '../workers/pool.ts'
import { TEXT_LIMITS, textPool } from '../workers/text-pool.ts'
import { startPipeline } from './pipeline/running-pipeline.ts'
import { countedDocuments, countedOf, numbersOf, type PlannedDocument, plannedDocuments } from './practice-oracle.ts'
import { wordsOf } from './serve/letter-words.ts'
import { temporaryFolder } from './store/temporary-folder.ts'

const NOW = Date.parse('2026-11-24T00:00:00Z') as Instant
const own = (name: string) => readFile(new URL(`../src/campaign/${name}.json`, import.meta.url), 'utf8')

type Outcome = {
  readonly practice: Practice
  readonly tally: Tally
  readonly letters: readonly LetterRow[]
  readonly logged: string
}
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let outcome: Outcome

beforeAll(async () => {
  folder = await temporaryFolder()
  const units = readRegister(await own('register'))
  const campaign = readCampaign(await own('campaign'))
  const practice = await buildPractice({ seed: 2021, builtAt: NOW, units, campaign })
  outcome = await runThrough(practice, folder.path)
}, 300_000)
afterAll(() => folder.remove())

async function runThrough(practice: Practice, root: string): Promise<Outcome> {
  const places = {
    mail: join(root, 'mail'),
    trust: join(root, 'trust'),
    lists: join(root, 'lists'),
    units: join(root, 'units.json'),
  }
  await mkdir(join(root, 'data'))
  await writePractice(practice, places)
  const evidence = await openImportedEvidence({ trust: [places.trust], lists: [places.lists] })
  const pool = validationPool({ ...POOL_LIMITS, size: availableParallelism() })
  const texts = textPool({
    ...TEXT_LIMITS,
    size: availableParallelism(),
    onFault: (why) => {
      throw new Error(why)
    },
  })
  const { units, campaign } = practice
  let logged = ''
  const log = openLog('trace', (line) => {
    logged += line
  })
  const pipeline = await startPipeline({
    folder: join(root, 'data'),
    source: emlFolder({ path: places.mail }),
    change: () => ({
      clock: () => NOW,
      judge: pool.judge,
      readIdentity: texts.read,
      evidence,
      tell: log.info,
      attribute: (report, submission, { reading, origin }) =>
        attribute(report, submission, units, campaign.home, besideOf(reading, origin)),
      onError: (error) => {
        throw error
      },
    }),
  })
  const { store } = pipeline
  const done = { letters: practice.letters.length, lettersWaiting: 0, documentsWaiting: 0 }
  await vi.waitFor(async () => expect(await store.progress()).toMatchObject(done), { timeout: 240_000, interval: 200 })
  const letters = await store.letters({ offset: 0, limit: practice.letters.length })
  const tally = countTally(campaign, units, await store.judgedSubmissions())
  await pipeline.stop()
  pool.close()
  texts.close()
  return { practice, tally, letters, logged }
}

const shortly = ({ fate, unit }: PlannedDocument) => `${fate} for ${unit === null ? 'nobody' : 'a unit'}`

describe('the practice mailbox', () => {
  test('each unit has the numbers and the state that the plan gives it', () => {
    expect(numbersOf(outcome.tally)).toEqual(outcome.practice.expected.units)
    expect(outcome.tally.units.every(({ pending }) => pending === 0)).toBe(true)
  })

  test('each document of each letter has the outcome, the code, the unit and the fate that the plan gives it', () => {
    const planned = plannedDocuments(outcome.practice)
    expect(countedDocuments(outcome.practice, outcome.tally)).toEqual(planned)
    expect(countedOf(outcome.tally).length).toBe(planned.length)
  })

  test('each dispute, merger and extension of the plan comes up, and ends as the plan has it', () => {
    const told = (story: string) =>
      [
        ...new Set(plannedDocuments(outcome.practice).flatMap((each) => (each.story === story ? [shortly(each)] : []))),
      ].toSorted()
    expect(told('two-witnesses')).toEqual(['counts for nobody'])
    expect(told('passed-on')).toEqual(['counts for nobody'])
    expect(told('merged-commune')).toEqual(['counts for a unit'])
    expect(told('extended')).toEqual(['counts for a unit', 'late for a unit'])
    const reasons = new Set(
      countedOf(outcome.tally).flatMap(({ attribution }) =>
        attribution.kind === 'unknown' ? [attribution.reason] : [],
      ),
    )
    expect([...reasons].toSorted()).toEqual(['disagreement', 'no-witness', 'other-body'])
  })

  test('each letter ends in the state that the plan gives it', () => {
    const states = new Map(outcome.letters.map(({ sha256, state }) => [sha256, state.kind]))
    const seen = outcome.practice.expected.letters.map(({ story, sha256 }) => ({ story, state: states.get(sha256) }))
    expect(seen).toEqual(outcome.practice.expected.letters.map(({ story, state }) => ({ story, state })))
  })
})

test('its log follows each letter and each document, and names nobody', () => {
  const { practice, logged } = outcome
  expect(logged.match(/"event":"letter-taken"/g)).toHaveLength(practice.letters.length)
  expect(logged).toContain('"event":"judged"')
  const named = practice.letters.flatMap(({ bytes }) => wordsOf(bytes)).filter((word) => logged.includes(word))
  expect(named).toEqual([])
})
