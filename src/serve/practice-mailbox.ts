/** The practice mailbox on disk: made once, then read like any mailbox in a folder. */
import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withExtension } from '../../fixtures/practice/extension.ts'
import { buildPractice, type Practice } from '../../fixtures/practice.ts'
import type { Bytes } from '../bytes.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Unit } from '../campaign/unit.ts'
import { writeRegister } from '../campaign/write-register.ts'
import type { Instant } from '../lang.ts'

export type PracticePlaces = {
  readonly mail: string
  readonly trust: string
  readonly lists: string
  /** Data file with the practice address of each unit. */
  readonly units: string
  /** In which one unit has more time than the others. */
  readonly campaign: Campaign
}

export type PracticeOptions = {
  readonly folder: string
  readonly now: Instant
  readonly units: readonly Unit[]
  readonly campaign: Campaign
  readonly onProgress: (done: number, total: number) => void
}

/** Of the campaign's year; any other number makes another mailbox. */
const SEED = 2021

export const practiceCampaign: (campaign: Campaign, units: readonly Unit[]) => Campaign = withExtension

/** Makes it where it is missing. What a crash left half made is made anew. */
export async function openPracticeMailbox({ folder, ...options }: PracticeOptions): Promise<PracticePlaces> {
  const places = {
    mail: join(folder, 'mail'),
    trust: join(folder, 'trust'),
    lists: join(folder, 'lists'),
    units: join(folder, 'units.json'),
    campaign: practiceCampaign(options.campaign, options.units),
  }
  const finished = join(folder, 'finished')
  if (await exists(finished)) return places
  await rm(folder, { recursive: true, force: true })
  const practice = await buildPractice({
    seed: SEED,
    builtAt: options.now,
    units: options.units,
    campaign: options.campaign,
    onProgress: ({ done, total }) => options.onProgress(done, total),
  })
  await writePractice(practice, places)
  await writeFile(finished, '')
  return places
}

export async function writePractice(
  practice: Practice,
  { mail, trust, lists, units }: Omit<PracticePlaces, 'campaign'>,
): Promise<void> {
  for (const path of [mail, trust, lists]) await mkdir(path, { recursive: true, mode: 0o700 })
  for (const { fileName, bytes, receivedAt } of practice.letters) {
    await writeFile(join(mail, fileName), bytes)
    // Files of this moment may still be being written, and are not listed before they settle.
    await utimes(join(mail, fileName), receivedAt / 1000, receivedAt / 1000)
  }
  await writeAll(trust, 'cer', [...practice.anchors, ...practice.intermediates])
  await writeAll(lists, 'crl', practice.certificateLists)
  await writeFile(units, writeRegister(practice.units))
}

async function writeAll(folder: string, extension: string, contents: readonly Bytes[]): Promise<void> {
  for (const [i, bytes] of contents.entries()) await writeFile(join(folder, `${i + 1}.${extension}`), bytes)
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
