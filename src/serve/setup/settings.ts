/** What an administrator has set on the pages, read from its rows; what the environment says goes before it. */
import { z } from 'zod'
import type { Seal } from '../../access/seal.ts'
import type { ImapAccount, LoginConfig } from '../../config/imap.ts'
import type { Config, MailConfig } from '../../config.ts'
import type { Instant } from '../../lang.ts'
import type { SettingsStore } from '../../store/settings-store.ts'
import { placeOf, readTokenSecret, type SetMailbox } from '../../web/setup/set-mailbox.ts'

export type Settings = {
  /** Moves with each change. */
  readonly change: number
  readonly mailbox: SetMailbox | null
  /** Or what stands in its place; null where none was given, or the key that sealed it is lost. */
  readonly password: string | null
  /** As its data file. */
  readonly campaign: string | null
  /** Null: nobody has said. */
  readonly fetch: boolean | null
  /** Since when the mailbox is read. */
  readonly startedAt: Instant | null
}

export const NO_SETTINGS: Settings = {
  ...{ change: 0, mailbox: null, password: null, campaign: null, fetch: null, startedAt: null },
}

/** As written by `writeMailbox`. */
const mailboxSchema = z.strictObject({
  host: z.string(),
  port: z.int(),
  secure: z.enum(['tls', 'starttls', 'none-loopback']),
  user: z.string(),
  tokens: z
    .nullable(z.strictObject({ tokenUrl: z.string(), clientId: z.string(), scope: z.nullable(z.string()) }))
    .default(null),
  folders: z.tuple([z.string()], z.string()),
  ca: z.nullable(z.string()),
  pin: z.nullable(z.string()),
  readFrom: z.nullable(z.number().transform((at) => at as Instant)),
}) satisfies z.ZodType<SetMailbox>

export const writeMailbox = (mailbox: SetMailbox): string => JSON.stringify(mailbox)

/** It opens for this mailbox alone: whoever changes its host in the database learns nothing. */
export const passwordPurpose = (mailbox: Pick<SetMailbox, 'host' | 'user' | 'tokens'>) =>
  `password of the mailbox ${placeOf(mailbox)}`

export async function readSettings(store: Pick<SettingsStore, 'settings'>, seal: Seal): Promise<Settings> {
  const { change, values } = await store.settings()
  const mailbox = values.mailbox === undefined ? null : mailboxSchema.parse(JSON.parse(values.mailbox))
  const sealed = values['mailbox-password']
  return {
    change,
    mailbox,
    password: mailbox === null || sealed === undefined ? null : seal.open(passwordPurpose(mailbox), sealed),
    campaign: values.campaign ?? null,
    fetch: values.fetch === undefined ? null : values.fetch === 'on',
    startedAt: values.started === undefined ? null : (Number(values.started) as Instant),
  }
}

/** The configuration with what was set on the pages, where it leaves that open. */
export function settledConfig(config: Config, settings: Settings): Config {
  return {
    ...config,
    mail: config.mail.kind === 'by-setting' ? mailOf(settings) : config.mail,
    fetch: settings.fetch === true && config.fetchPlaces !== null ? config.fetchPlaces : config.fetch,
  }
}

function mailOf({ mailbox, password, startedAt }: Settings): MailConfig {
  if (mailbox === null || password === null || startedAt === null) return { kind: 'elsewhere' }
  return { kind: 'imap', accounts: [accountOf(mailbox, password)] }
}

export function accountOf({ tokens, ...mailbox }: SetMailbox, password: string): ImapAccount {
  const login: LoginConfig =
    tokens === null ? { kind: 'password', password } : { kind: 'oauth', ...tokens, ...readTokenSecret(password) }
  return { ...mailbox, account: mailbox.user, loginEndsAt: null, login }
}
