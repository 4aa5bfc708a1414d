/** What a service works with: a mailbox, folders of certificates, units and a campaign, from the configuration or made for practice. */
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Campaign } from '../campaign/campaign.ts'
import { DataFileError } from '../campaign/data-file.ts'
import { readCampaign } from '../campaign/read-campaign.ts'
import { readRegister } from '../campaign/read-register.ts'
import type { Unit } from '../campaign/unit.ts'
import type { Config } from '../config.ts'
import { emlFolder } from '../mail/eml-folder.ts'
import { imapMailbox } from '../mail/imap.ts'
import type { MailSource } from '../mail/mail-source.ts'
import { systemClock } from '../system.ts'
import { openPracticeMailbox } from './practice-mailbox.ts'
import { StartError } from './start-error.ts'
import type { Terminal } from './terminal.ts'

export type Settings = {
  readonly source: MailSource
  /** Where the store, the files and the lock are. */
  readonly data: string
  readonly trust: string
  readonly lists: readonly string[]
  readonly units: readonly Unit[]
  readonly campaign: Campaign
  readonly practice: boolean
}

/** The data files that come with the program. */
const SHIPPED = {
  units: fileURLToPath(new URL('../campaign/register.json', import.meta.url)),
  campaign: fileURLToPath(new URL('../campaign/campaign.json', import.meta.url)),
}

/** @throws StartError with a sentence for each file that cannot be read. */
export async function openSettings(config: Config, terminal: Terminal): Promise<Settings> {
  const campaign = await readData(config.campaign ?? SHIPPED.campaign, readCampaign)
  const units = await readData(config.units ?? SHIPPED.units, readRegister)
  if (config.mail.kind === 'practice') return openPractice(config, units, campaign, terminal)
  if (config.trust === null) throw new StartError('Thiếu SOKYSO_TRUST: thư mục chứa chứng thư số.')
  await mkdir(config.data, { recursive: true, mode: 0o700 })
  const { mail } = config
  const source = mail.kind === 'folder' ? emlFolder({ path: mail.path }) : imapMailbox(imapOptions(mail))
  const lists = config.lists === null ? [] : [config.lists]
  return { source, data: config.data, trust: config.trust, lists, units, campaign, practice: false }
}

function imapOptions({ ca, ...mail }: Extract<Config['mail'], { kind: 'imap' }>) {
  return { ...mail, ...(ca === null ? {} : { ca }) }
}

async function openPractice(
  config: Config,
  units: readonly Unit[],
  campaign: Campaign,
  terminal: Terminal,
): Promise<Settings> {
  const folder = join(config.data, 'practice')
  const places = await openPracticeMailbox({
    folder: join(folder, 'mailbox'),
    now: systemClock(),
    units,
    campaign,
    onProgress: (done, total) => terminal.progress('Đang tạo hộp thư thực hành', done, total),
  })
  return {
    source: emlFolder({ path: places.mail }),
    data: folder,
    trust: places.trust,
    lists: [places.lists],
    units: await readData(places.units, readRegister),
    campaign,
    practice: true,
  }
}

async function readData<T>(path: string, read: (json: string) => T): Promise<T> {
  try {
    return read(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof DataFileError) throw new StartError(`Tệp ${path}: ${error.message}`, { cause: error })
    if (error instanceof Error && 'code' in error)
      throw new StartError(`Không đọc được tệp ${path}. Kiểm tra đường dẫn và quyền đọc.`, { cause: error })
    throw error
  }
}
