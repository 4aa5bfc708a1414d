/**
 * `npm run torture -- --letters 10000 --kills 500 --seed 7 --on both`: letters arrive in a real mailbox while processes and
 * servers are killed at random; in the end each document must be counted as planned, none lost, none double.
 */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { buildPractice, type Practice } from '../../fixtures/practice.ts'
import { readCampaign } from '../../src/campaign/read-campaign.ts'
import type { Instant } from '../../src/lang.ts'
import { writePractice } from '../../src/serve/practice-mailbox.ts'
import type { Store } from '../../src/store/store.ts'
import { countTally } from '../../src/tally/tally.ts'
import { countedDocuments, countedOf, numbersOf, plannedDocuments } from '../practice-oracle.ts'
import { type Dovecot, startDovecot } from '../services/dovecot.ts'
import { imapSettings } from '../services/imap-settings.ts'
import { deployPostgres, deploySqlite, type Torn } from './deployment.ts'
import { chance, readPlan, type TorturePlan, unitsOf } from './plan.ts'

const USER = 'noivu'
/** Of a practice mailbox each unit has 5.9 of them, about: there are to be as many as were asked for, not fewer. */
const LETTERS_PER_UNIT = 5.8
/** The longest time between two kills. */
const QUIET_MS = 1_500
/** By then a mailbox that was away is tried again (five minutes), and all that waits is done. */
const SETTLE_MS = 20 * 60_000

const say = (text: string) => console.log(text)
const own = (name: string) => readFile(new URL(`../../src/campaign/${name}.json`, import.meta.url), 'utf8')

type Scene = {
  readonly practice: Practice
  readonly folder: string
  readonly dovecot: Dovecot
}

async function torture(plan: TorturePlan, backEnd: 'sqlite' | 'postgres'): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'torture-'))
  const dovecot = await startDovecot()
  const campaign = readCampaign(await own('campaign'))
  const units = unitsOf(await own('register'), Math.max(3, Math.ceil(plan.letters / LETTERS_PER_UNIT)))
  const practice = await buildPractice({ seed: plan.seed, builtAt: Date.now() as Instant, units, campaign })
  const scene = { practice, folder, dovecot }
  const environment = await environmentOf(scene)
  const torn = await (backEnd === 'sqlite'
    ? deploySqlite(environment, dovecot)
    : deployPostgres(environment, dovecot, folder))
  const begin = Date.now()
  const kills = await killAtRandom(plan, scene, torn)
  const store = await torn.openStore()
  const isRight = await compare(scene, store)
  const seconds = Math.round((Date.now() - begin) / 1000)
  const tally = [...kills].map(([name, count]) => `${name} ${count}`).join(', ')
  say(
    `${backEnd}: ${practice.letters.length} letters, killed ${tally}; ${seconds} s; ${isRight ? 'as planned' : 'WRONG'}`,
  )
  await store.close()
  await torn.stop()
  await dovecot.stop()
  if (isRight) await rm(folder, { recursive: true, force: true })
  else say(`left for a look: ${folder}`)
  return isRight
}

async function environmentOf({ practice, folder, dovecot }: Scene): Promise<Readonly<Record<string, string>>> {
  const place = (name: string) => join(folder, name)
  const places = { mail: place('mail'), trust: place('trust'), lists: place('lists'), units: place('units.json') }
  await writePractice({ ...practice, letters: [] }, places)
  await mkdir(place('data'))
  return {
    ...(await imapSettings(dovecot, USER, folder)),
    SOKYSO_DATA: place('data'),
    SOKYSO_TRUST: places.trust,
    SOKYSO_CRL: places.lists,
    SOKYSO_UNITS: places.units,
    SOKYSO_PORT: '0',
  }
}

/** Between two kills some letters arrive. */
async function killAtRandom(
  plan: TorturePlan,
  { practice, dovecot }: Scene,
  { victims }: Torn,
): Promise<ReadonlyMap<string, number>> {
  const random = chance(plan.seed)
  const killed = new Map<string, number>()
  const { letters } = practice
  const share = Math.ceil(letters.length / Math.max(1, plan.kills))
  for (let turn = 0; turn < plan.kills || turn * share < letters.length; turn++) {
    for (const { bytes, receivedAt } of letters.slice(turn * share, (turn + 1) * share)) {
      await dovecot.deliver(USER, bytes, new Date(receivedAt))
    }
    if (turn >= plan.kills) continue
    await pause(random() * QUIET_MS)
    const victim = victims[Math.floor(random() * victims.length)]
    if (victim === undefined) continue
    await victim.kill()
    await pause(random() * QUIET_MS)
    await victim.start()
    killed.set(victim.name, (killed.get(victim.name) ?? 0) + 1)
  }
  return killed
}

async function compare({ practice }: Scene, store: Store): Promise<boolean> {
  const isSettled = await untilSettled(store, practice.letters.length)
  const tally = countTally(practice.campaign, practice.units, await store.judgedSubmissions())
  const [planned, counted] = [plannedDocuments(practice), countedDocuments(practice, tally)]
  const differing = planned.filter((document, index) => !isDeepStrictEqual(document, counted[index]))
  if (differing.length > 0) say(`  documents not as planned: ${differing.length} of ${planned.length}`)
  for (const document of differing.slice(0, 5)) {
    say(`  planned: ${JSON.stringify(document)}`)
    say(`  counted: ${JSON.stringify(counted[planned.indexOf(document)])}`)
    const found = countedOf(tally).filter(({ submission }) => submission.document === document.sha256)
    for (const { submission, fate, attribution } of found) {
      say(`    letter ${submission.letter}: ${JSON.stringify({ fate, attribution })}`)
    }
  }
  const isSameCount = isDeepStrictEqual(numbersOf(tally), practice.expected.units)
  const extra = countedOf(tally).length - planned.length
  if (!isSettled || extra !== 0) say(`  settled: ${isSettled}; submissions too many: ${extra}`)
  return isSettled && isSameCount && differing.length === 0 && extra === 0
}

async function untilSettled(store: Store, letters: number): Promise<boolean> {
  const end = Date.now() + SETTLE_MS
  while (Date.now() < end) {
    const progress = await store.progress().catch(() => null)
    if (progress?.letters === letters && progress.lettersWaiting + progress.documentsWaiting === 0) return true
    await pause(500)
  }
  say(`  ${JSON.stringify(await store.progress())}`)
  return false
}

const plan = readPlan(process.argv.slice(2))
say(`${plan.letters} letters, ${plan.kills} kills, seed ${plan.seed}`)
let isRight = true
for (const backEnd of plan.backEnds) isRight = (await torture(plan, backEnd)) && isRight
process.exitCode = isRight ? 0 : 1
