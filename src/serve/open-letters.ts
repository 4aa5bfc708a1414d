/** Letters of ours, put together: who writes them, in whose name, and what the pages ask about them. */
import { readFile } from 'node:fs/promises'
import { readEntry, readJson } from '../campaign/data-file.ts'
import type { Config } from '../config.ts'
import { HOLIDAYS, type Holidays, holidaysSchema } from '../notices/working-days.ts'
import type { DraftPorts } from '../outbox/draft-receipt.ts'
import type { LetterSender } from '../outbox/letter-sender.ts'
import { noticeMaker } from '../outbox/new-notice.ts'
import type { RemindPorts } from '../outbox/remind-units.ts'
import type { SmtpSettings } from '../outbox/smtp.ts'
import type { Ground } from './ground.ts'
import { StartError } from './start-error.ts'

export type Letters = {
  /** Null: nothing is sent. */
  readonly sender: LetterSender | null
  /** Null: nothing is sent. */
  readonly from: string | null
  readonly ports: DraftPorts & RemindPorts & { readonly store: Ground['ports']['store'] }
}

/** Null: nothing is sent. Letters of practice would go to people who are not. */
export const smtpOf = ({ mail, letters }: Pick<Config, 'mail' | 'letters'>) =>
  mail.kind === 'practice' ? null : letters.smtp

/** In letters that are only looked at, since nothing is sent. */
const NOBODY = 'sokyso@localhost'

/** @throws StartError, DataFileError */
export async function openLetters(ground: Ground): Promise<Letters> {
  const { config, seal, clock, tally, arrangement } = ground
  const { campaign } = arrangement
  const { store, files } = ground.ports
  const smtp = smtpOf(config)
  const { contact, trialWord, digestTo } = config.letters
  const from = smtp?.from ?? null
  return {
    from,
    sender: smtp && (await openSender({ ...smtp, fromName: campaign.office })),
    ports: {
      ...{ store, files, tally, campaign, contact, trialWord, digestTo, clock },
      own: ownAddresses(config, campaign.mailbox, from),
      holidays: await readHolidays(config.letters.holidays),
      make: noticeMaker(seal, from ?? NOBODY),
    },
  }
}

/** Its libraries are for those alone who send. */
async function openSender(settings: SmtpSettings): Promise<LetterSender> {
  const { smtpSender } = await import('../outbox/smtp.ts')
  return smtpSender(settings)
}

/** To these nothing is answered: a letter from there is ours. */
function ownAddresses({ mail }: Config, mailbox: string | null, from: string | null): ReadonlySet<string> {
  const users = mail.kind === 'imap' ? mail.accounts.map(({ user }) => user) : []
  return new Set([...users, mailbox, from].flatMap((address) => address?.toLowerCase() ?? []))
}

async function readHolidays(path: string | null): Promise<Holidays> {
  if (path === null) return HOLIDAYS
  const json = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StartError(`Không đọc được tệp ${path}. Kiểm tra đường dẫn trong SOKYSO_HOLIDAYS.`, { cause })
  })
  return readEntry(holidaysSchema, readJson(json, 'Ngày nghỉ'), 'Ngày nghỉ')
}
