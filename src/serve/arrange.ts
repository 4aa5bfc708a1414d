/** What the service runs on, from the configuration: the mailbox, the units, the campaign, the folders of evidence. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Campaign } from '../campaign/campaign.ts'
import { readCampaign } from '../campaign/read-campaign.ts'
import { readRegister } from '../campaign/read-register.ts'
import type { Unit } from '../campaign/unit.ts'
import type { AdministerConfig, Config, MailConfig } from '../config.ts'
import type { ImportFolders } from '../evidence/imported.ts'
import { assertNever } from '../lang.ts'
import { emlFolder } from '../mail/eml-folder.ts'
import { imapMailbox } from '../mail/imap.ts'
import type { MailSource } from '../mail/mail-source.ts'
import { PRACTICE_ACCOUNT } from '../mail/mailbox.ts'
import { watched } from '../mail/watched.ts'
import { makeFolder } from '../make-folder.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import type { Clock } from '../system.ts'
import { homeOf } from './home.ts'
import { mailboxOf, type Tokens } from './mailbox-of.ts'
import { markSetUp } from './setup/mark.ts'
import type { Settings } from './setup/settings.ts'
import { StartError } from './start-error.ts'

export type Arrangement = {
  /** None where another process reads the mailboxes. */
  readonly sources: readonly MailSource[]
  readonly units: readonly Unit[]
  readonly campaign: Campaign
  readonly evidence: ImportFolders
}

const UNITS = fileURLToPath(new URL('../campaign/register.json', import.meta.url))
const CAMPAIGN = fileURLToPath(new URL('../campaign/campaign.json', import.meta.url))

/** The home of the service, made where it is missing. */
export async function makeHome({ mail, setup, data, trust, lists }: Config): Promise<string> {
  const home = homeOf(data, mail.kind === 'practice')
  try {
    await makeFolder(home, 0o700)
    if (setup) {
      await markSetUp(home)
      for (const folder of [trust, lists]) if (folder !== null) await makeFolder(folder, 0o700)
    }
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
  readonly settings: Pick<Settings, 'campaign'>
  readonly home: string
  readonly clock: Clock
  readonly store: Tokens
  readonly onProgress: (done: number, total: number) => void
}

/** @throws StartError, DataFileError. */
export async function arrange({ config, settings, home, clock, store, onProgress }: Arranging): Promise<Arrangement> {
  const { mail } = config
  const { units, campaign } = await readDataFiles(config, settings)
  if (mail.kind === 'practice') {
    // Loaded here alone: a real service needs nothing that makes certificates and documents.
    const { openPracticeMailbox } = await import('./practice-mailbox.ts')
    const made = await openPracticeMailbox({ folder: join(home, 'mailbox'), now: clock(), units, campaign, onProgress })
    return {
      sources: [emlFolder({ path: made.mail, account: PRACTICE_ACCOUNT })],
      units: readRegister(await readFile(made.units, 'utf8')),
      campaign: made.campaign,
      evidence: { trust: [made.trust], lists: [made.lists] },
    }
  }
  const evidence = { trust: present(config.trust), lists: present(config.lists) }
  return { sources: sourcesOf(mail, store, clock), units, campaign, evidence }
}

/** The mailboxes that this process reads itself. */
export function sourcesOf(
  mail: Exclude<MailConfig, { kind: 'practice' }>,
  store: Tokens,
  clock: Clock,
): readonly MailSource[] {
  switch (mail.kind) {
    case 'elsewhere':
    case 'by-setting':
      return []
    case 'folder':
      return [emlFolder({ path: mail.path })]
    case 'imap':
      return mail.accounts.map((account) => watched(imapMailbox(mailboxOf(account, store, clock))))
    default:
      return assertNever(mail)
  }
}

type DataFiles = Pick<Config, 'units' | 'campaign' | 'setup'>

/** @throws StartError, DataFileError. */
export async function readDataFiles(
  config: DataFiles,
  settings: SetCampaign,
): Promise<Pick<Arrangement, 'units' | 'campaign'>> {
  // Whoever is led through the pages names the units there: those of another office are none of theirs.
  const isLed = config.setup && config.units === null
  const units = isLed ? [] : readRegister(await readDataFile('SOKYSO_UNITS', config.units ?? UNITS))
  return { units, campaign: await readCampaignBy(config, settings) }
}

type SetCampaign = Pick<Settings, 'campaign'>

async function readCampaignBy({ campaign: file }: Pick<Config, 'campaign'>, settings: SetCampaign): Promise<Campaign> {
  if (file === null && settings.campaign !== null) return readCampaign(settings.campaign)
  return readCampaign(await readDataFile('SOKYSO_CAMPAIGN', file ?? CAMPAIGN))
}

/** The units that come with the program. */
export const shippedUnits = async (): Promise<readonly Unit[]> => readRegister(await readFile(UNITS, 'utf8'))

/** As the service counts by it, for commands beside it. @throws StartError, DataFileError. */
export async function readCampaignOf(
  config: DataFiles & Pick<AdministerConfig, 'isPractice'>,
  store: Pick<SettingsStore, 'settings'>,
): Promise<Campaign> {
  const { campaign: set } = config.isPractice ? { campaign: undefined } : (await store.settings()).values
  const { units, campaign } = await readDataFiles(config, { campaign: set ?? null })
  if (!config.isPractice) return campaign
  const { practiceCampaign } = await import('./practice-mailbox.ts')
  return practiceCampaign(campaign, units)
}

async function readDataFile(variable: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new StartError(`Không đọc được tệp ${path}. Kiểm tra đường dẫn trong ${variable}.`, { cause: error })
  }
}

const present = (folder: string | null): readonly string[] => (folder === null ? [] : [folder])
