/** What the service runs on, from the configuration: the mailbox, the units, the campaign, the folders of evidence. */
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Campaign } from '../campaign/campaign.ts'
import { readCampaign } from '../campaign/read-campaign.ts'
import { readRegister } from '../campaign/read-register.ts'
import type { Unit } from '../campaign/unit.ts'
import type { ImapAccount } from '../config/imap.ts'
import type { AdministerConfig, Config, MailConfig } from '../config.ts'
import type { ImportFolders } from '../evidence/imported.ts'
import { assertNever, type Instant } from '../lang.ts'
import { accessTokens, type TokenSettings } from '../mail/access-token.ts'
import { emlFolder } from '../mail/eml-folder.ts'
import { type ImapMailbox, imapMailbox } from '../mail/imap.ts'
import type { MailSource } from '../mail/mail-source.ts'
import { watched } from '../mail/watched.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { homeOf } from './home.ts'
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
export async function makeHome({ mail, data }: Config): Promise<string> {
  const home = homeOf(data, mail.kind === 'practice')
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

export type Tokens = Pick<Store, 'token' | 'replaceToken'>

type Arranging = {
  readonly config: Config
  readonly home: string
  readonly clock: Clock
  readonly store: Tokens
  readonly onProgress: (done: number, total: number) => void
}

/** @throws StartError, DataFileError. */
export async function arrange({ config, home, clock, store, onProgress }: Arranging): Promise<Arrangement> {
  const { mail } = config
  const { units, campaign } = await readDataFiles(config)
  if (mail.kind === 'practice') {
    // Loaded here alone: a real service needs nothing that makes certificates and documents.
    const { openPracticeMailbox } = await import('./practice-mailbox.ts')
    const made = await openPracticeMailbox({ folder: join(home, 'mailbox'), now: clock(), units, campaign, onProgress })
    return {
      sources: [emlFolder({ path: made.mail, account: 'practice' })],
      units: readRegister(await readFile(made.units, 'utf8')),
      campaign: made.campaign,
      evidence: { trust: [made.trust], lists: [made.lists] },
    }
  }
  const evidence = { trust: present(config.trust), lists: present(config.lists) }
  return { sources: sourcesOf(mail, store, clock), units, campaign, evidence }
}

function sourcesOf(
  mail: Exclude<MailConfig, { kind: 'practice' }>,
  store: Tokens,
  clock: Clock,
): readonly MailSource[] {
  switch (mail.kind) {
    case 'elsewhere':
      return []
    case 'folder':
      return [emlFolder({ path: mail.path })]
    case 'imap':
      return mail.accounts.map((account) => watched(imapMailbox(mailboxOf(account, store, clock))))
    default:
      return assertNever(mail)
  }
}

function mailboxOf(account: ImapAccount, store: Tokens, clock: Clock): ImapMailbox {
  const { ca, pin, readFrom, loginEndsAt, login, ...mailbox } = account
  return {
    ...mailbox,
    ...(loginEndsAt === null ? {} : { loginEndsAt: loginEndsAt as Instant }),
    ...(ca === null ? {} : { ca }),
    ...(pin === null ? {} : { pin }),
    ...(readFrom === null ? {} : { readFrom: readFrom as Instant }),
    login:
      login.kind === 'password'
        ? login
        : { kind: 'token', accessToken: tokensOf(mailbox.account, login, store, clock) },
  }
}

function tokensOf(account: string, settings: TokenSettings, { token, replaceToken }: Tokens, clock: Clock) {
  return accessTokens(settings, {
    read: () => token(account),
    replace: (sealed, livesMs) =>
      replaceToken(account, sealed, livesMs === null ? null : ((clock() + livesMs) as Instant)),
  })
}

type DataFiles = Pick<Config, 'units' | 'campaign'>

/** @throws StartError, DataFileError. */
async function readDataFiles(config: DataFiles): Promise<Pick<Arrangement, 'units' | 'campaign'>> {
  const units = readRegister(await readDataFile('SOKYSO_UNITS', config.units ?? UNITS))
  const campaign = readCampaign(await readDataFile('SOKYSO_CAMPAIGN', config.campaign ?? CAMPAIGN))
  return { units, campaign }
}

/** As the service counts by it, for commands beside it. @throws StartError, DataFileError. */
export async function readCampaignOf(config: DataFiles & Pick<AdministerConfig, 'isPractice'>): Promise<Campaign> {
  const { units, campaign } = await readDataFiles(config)
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
