/** What the service runs on, from the configuration: the mailbox, the units, the campaign, the folders of evidence. */
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Campaign } from '../campaign/campaign.ts'
import { readCampaign } from '../campaign/read-campaign.ts'
import { readRegister } from '../campaign/read-register.ts'
import type { Unit } from '../campaign/unit.ts'
import type { Config } from '../config.ts'
import type { ImportFolders } from '../evidence/imported.ts'
import type { Instant } from '../lang.ts'
import { emlFolder } from '../mail/eml-folder.ts'
import { imapMailbox } from '../mail/imap.ts'
import type { MailSource } from '../mail/mail-source.ts'
import { StartError } from './start-error.ts'

export type Arrangement = {
  /** Null where another process reads the mailbox. */
  readonly source: MailSource | null
  readonly units: readonly Unit[]
  readonly campaign: Campaign
  readonly evidence: ImportFolders
}

const UNITS = fileURLToPath(new URL('../campaign/register.json', import.meta.url))
const CAMPAIGN = fileURLToPath(new URL('../campaign/campaign.json', import.meta.url))

/** Where everything of the service lies. Practice has a place of its own, so that it never mixes with real letters. */
export async function makeHome({ mail, data }: Config): Promise<string> {
  const home = mail.kind === 'practice' ? join(data, 'practice') : data
  try {
    await mkdir(home, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StartError(
      `Không tạo được thư mục dữ liệu ${home}. Kiểm tra quyền ghi, hoặc đặt SOKYSO_DATA sang nơi khác.`,
      {
        cause: error,
      },
    )
  }
  return home
}

type Arranging = {
  readonly config: Config
  readonly home: string
  readonly now: Instant
  readonly onProgress: (done: number, total: number) => void
}

/** @throws StartError, DataFileError. */
export async function arrange({ config, home, now, onProgress }: Arranging): Promise<Arrangement> {
  const { mail } = config
  const { units, campaign } = await readDataFiles(config)
  if (mail.kind === 'practice') {
    // Loaded here alone: a real service needs nothing that makes certificates and documents.
    const { openPracticeMailbox } = await import('./practice-mailbox.ts')
    const made = await openPracticeMailbox({ folder: join(home, 'mailbox'), now, units, campaign, onProgress })
    return {
      source: emlFolder({ path: made.mail, account: 'practice' }),
      units: readRegister(await readFile(made.units, 'utf8')),
      campaign,
      evidence: { trust: [made.trust], lists: [made.lists] },
    }
  }
  const evidence = { trust: present(config.trust), lists: present(config.lists) }
  if (mail.kind === 'elsewhere') return { source: null, units, campaign, evidence }
  if (mail.kind === 'folder') return { source: emlFolder({ path: mail.path }), units, campaign, evidence }
  const { kind: _, ca, ...mailbox } = mail
  return { source: imapMailbox(ca === null ? mailbox : { ...mailbox, ca }), units, campaign, evidence }
}

/** @throws StartError, DataFileError. */
async function readDataFiles(config: Config): Promise<Pick<Arrangement, 'units' | 'campaign'>> {
  const units = readRegister(await readDataFile('SOKYSO_UNITS', config.units ?? UNITS))
  const campaign = readCampaign(await readDataFile('SOKYSO_CAMPAIGN', config.campaign ?? CAMPAIGN))
  return { units, campaign }
}

/** As the service counts by them, for commands beside it. @throws StartError, DataFileError. */
export async function readSettingsOf(config: Config, home: string): Promise<Pick<Arrangement, 'units' | 'campaign'>> {
  const settings = await readDataFiles(config)
  if (config.mail.kind !== 'practice') return settings
  return { ...settings, units: readRegister(await readFile(join(home, 'mailbox', 'units.json'), 'utf8')) }
}

async function readDataFile(variable: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new StartError(`Không đọc được tệp ${path}. Kiểm tra đường dẫn trong ${variable}.`, { cause: error })
  }
}

const present = (folder: string | null): readonly string[] => (folder === null ? [] : [folder])
