/** What the environment says, read once and checked: where the mail is, where data lies, where the page is served. */

import { join } from 'node:path'
import { z } from 'zod'
import { type AccessConfig, accessOf, ROLE_GROUPS, readRoleGroup } from './config/access.ts'
import { entriesBy, type FetchConfig, readAddressBlock, readHost } from './config/fetch.ts'
import { IMAP_VARIABLES, type ImapAccount, type ImapReading, readImapFile, readImapVariables } from './config/imap.ts'
import { LETTERS_SHAPE, type LettersConfig, lettersOf, readMailAddress } from './config/letters.ts'
import { type Role, type ScaleConfig, scaleOf } from './config/scale.ts'
import { type WatchConfig, watchOf } from './config/watch.ts'
import { ExplainedError } from './explained-error.ts'
import { explainFileFault } from './file-fault.ts'

export type MailConfig =
  /** Nothing was said of a mailbox: the service shows one it made itself. */
  | { readonly kind: 'practice' }
  /** As an administrator has set it on the pages; until then none is read. */
  | { readonly kind: 'by-setting' }
  /** Another process reads it. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'imap'; readonly accounts: readonly ImapAccount[] }

export type Config = ScaleConfig & {
  readonly mail: MailConfig
  /** What is not said here is asked for on the pages. */
  readonly setup: boolean
  readonly data: string
  /** Folders; null where none was named. */
  readonly trust: string | null
  readonly lists: string | null
  /** Data files; null: those that come with the program. */
  readonly units: string | null
  readonly campaign: string | null
  /** A validation policy in place of that of the campaign: the name of one that ships, or a file. */
  readonly policy: string | null
  /** Null: revocation data are not fetched. */
  readonly fetch: FetchConfig | null
  /** Where they may be, if the pages switch it on; null where that is decided here. */
  readonly fetchPlaces: FetchConfig | null
  readonly intake: IntakeConfig
  readonly retention: RetentionConfig
  readonly watch: WatchConfig
  /** What our mail servers call themselves in Authentication-Results (RFC 8601, 2.5), lower case. */
  readonly authenticationServers: readonly string[]
  /** Keys of DKIM are looked up. */
  readonly dkim: boolean
  readonly access: AccessConfig
  readonly letters: LettersConfig
  readonly host: string
  readonly port: number
  readonly logLevel: LogLevel
}

/** Where these are passed no more letters are fetched; they stay in the mailbox. */
export type IntakeConfig = { readonly waitingDocuments: number; readonly freeBytes: number }

/** How long the content of what was refused is kept, in months. */
export type RetentionConfig = { readonly refusedMonths: number }

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
type LogLevel = (typeof LOG_LEVELS)[number]

/** `message` holds a Vietnamese sentence for each mistake, one a line. */
export class ConfigError extends ExplainedError {
  override name = 'ConfigError'
}

type Environment = Readonly<Record<string, string | undefined>>

/** The whole of a small file such as that of a password. Throws where it cannot be read. */
type ReadText = (path: string) => string

/** A variable that is set to nothing counts as not set, as shells and `.env` files write it. */
const text = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional()
const port = text.pipe(
  z.coerce
    .number<string>({ error: 'phải là một số' })
    .int('phải là số nguyên')
    .min(0, 'phải từ 0 trở lên')
    .max(65_535, 'không quá 65535')
    .optional(),
)
const webAddress = text.pipe(
  z.url({ protocol: /^https?$/, error: 'phải có dạng https://máy-chủ/đường-dẫn' }).optional(),
)
const whole = text.pipe(
  z.coerce.number<string>({ error: 'phải là một số' }).int('phải là số nguyên').min(0, 'phải từ 0 trở lên').optional(),
)
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  text.pipe(z.enum(values, { error: `phải là một trong: ${values.join(', ')}` }).optional())

const schema = z.strictObject(
  {
    SOKYSO_MAIL_DIR: text,
    SOKYSO_IMAP_FILE: text,
    ...Object.fromEntries(IMAP_VARIABLES.map((name) => [name, text])),
    SOKYSO_SETUP: oneOf(['on', 'off']),
    SOKYSO_DATA: text,
    SOKYSO_TRUST: text,
    SOKYSO_CRL: text,
    SOKYSO_UNITS: text,
    SOKYSO_CAMPAIGN: text,
    SOKYSO_POLICY: text,
    SOKYSO_FETCH: oneOf(['on', 'off']),
    SOKYSO_FETCH_HOSTS: text.transform(entriesBy(readHost, 'tên máy chủ như ca.gov.vn hoặc ca.gov.vn:8080')),
    SOKYSO_FETCH_ADDRESSES: text.transform(entriesBy(readAddressBlock, 'địa chỉ hoặc dải địa chỉ như 10.20.0.0/16')),
    SOKYSO_METRICS_PORT: port,
    SOKYSO_ALERT_URL: webAddress,
    SOKYSO_DEADMAN_URL: webAddress,
    SOKYSO_BACKUP: text,
    SOKYSO_MIN_FREE_MB: whole,
    SOKYSO_MAX_WAITING: whole,
    SOKYSO_KEEP_REFUSED_MONTHS: whole.pipe(z.number().min(1, 'phải từ 1 trở lên').optional()),
    SOKYSO_AUTH_SERVERS: text.transform(entriesBy(readHost, 'tên máy chủ thư như mx.quangtri.gov.vn')),
    SOKYSO_DKIM: oneOf(['on', 'off']),
    ...LETTERS_SHAPE,
    SOKYSO_DIGEST_TO: text.transform(entriesBy(readMailAddress, 'địa chỉ thư điện tử')),
    SOKYSO_PUBLIC_URL: text.pipe(
      z.url({ protocol: /^https?$/, error: 'phải có dạng https://so.example.gov.vn, không có đường dẫn' }).optional(),
    ),
    SOKYSO_PROXIES: text.transform(entriesBy(readAddressBlock, 'địa chỉ hoặc dải địa chỉ như 10.20.0.0/16')),
    SOKYSO_OIDC_ISSUER: text.pipe(z.url({ protocol: /^https?$/, error: 'phải có dạng https://…' }).optional()),
    SOKYSO_OIDC_CLIENT: text,
    SOKYSO_OIDC_SECRET_FILE: text,
    SOKYSO_OIDC_GROUPS: text.transform(entriesBy(readRoleGroup, `VAI-TRÒ=NHÓM với vai trò ${ROLE_GROUPS.join(', ')}`)),
    SOKYSO_HOST: text,
    SOKYSO_PORT: port,
    SOKYSO_DATABASE_URL: text.pipe(
      z
        .url({ protocol: /^postgres(?:ql)?$/, error: 'phải có dạng postgres://người-dùng@máy-chủ:5432/cơ-sở-dữ-liệu' })
        .optional(),
    ),
    SOKYSO_DATABASE_PASSWORD_FILE: text,
    SOKYSO_REDIS_PASSWORD_FILE: text,
    SOKYSO_REDIS_URL: text.pipe(
      z.url({ protocol: /^rediss?$/, error: 'phải có dạng redis://máy-chủ:6379' }).optional(),
    ),
    SOKYSO_LOG_LEVEL: oneOf(LOG_LEVELS),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `Không có biến cấu hình ${issue.keys.join(', ')}. Kiểm tra lại tên biến.`
        : undefined,
  },
)

type Values = z.infer<typeof schema>

/** So many documents are judged in an hour; what a busy day of letters and the database need (operations.md, section 5). */
const INTAKE = { waitingDocuments: 10_000, freeMb: 2_048 } as const

/** So long a unit may ask why (operations.md, section 12). */
const REFUSED_MONTHS = 12

/**
 * @param role which process is to run: one that does not read the mailbox needs to know nothing of it.
 * @throws ConfigError that names all values that are none, or else all that do not go together.
 */
export function readConfig(environment: Environment, readText: ReadText, role: Role = 'serve'): Config {
  const own = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('SOKYSO_')))
  const parsed = schema.safeParse(own)
  const problems = parsed.success ? [] : parsed.error.issues.map(sentenceOf)
  const mistake = (sentence: string) => void problems.push(sentence)
  if (!parsed.success) throw new ConfigError(problems.join('\n'))
  const readFile = fileReader(readText, mistake)
  const mail = role === 'web' || role === 'work' ? ELSEWHERE : readMail(parsed.data, { readFile, mistake })
  const scale = scaleOf(parsed.data, role, readFile, mistake)
  const access = accessOf(parsed.data, readFile, mistake)
  const letters = lettersOf(parsed.data, { readFile, mistake })
  if (mail?.kind === 'practice' && (role === 'poll' || parsed.data.SOKYSO_DATABASE_URL !== undefined)) {
    mistake(
      'Chưa khai báo hộp thư. Hộp thư thực hành chỉ chạy bằng lệnh serve, với cơ sở dữ liệu riêng: ' +
        'khai báo hộp thư, hoặc bỏ SOKYSO_DATABASE_URL.',
    )
  }
  if (role !== 'poll' && mail?.kind !== 'practice' && trustOf(parsed.data) === null) {
    mistake(
      'Thiếu SOKYSO_TRUST: thư mục chứa chứng thư số của các tổ chức chứng thực; không có thì không chữ ký nào hợp lệ.',
    )
  }
  if (mail === null || problems.length > 0) throw new ConfigError(problems.join('\n'))
  return Object.freeze({ ...configOf(parsed.data, mail), ...scale, access, letters })
}

const ELSEWHERE: MailConfig = { kind: 'elsewhere' }

type Mistake = (sentence: string) => void
type ReadFile = (variable: string, path: string) => string | null

function fileReader(readText: ReadText, mistake: Mistake): ReadFile {
  return (variable, path) => {
    try {
      return readText(path)
    } catch (error) {
      mistake(`${variable}: không đọc được tệp ${path} (${explainFileFault(error)}).`)
      return null
    }
  }
}

function sentenceOf({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')} ${message}.`
}

function configOf(values: Values, mail: MailConfig): Omit<Config, keyof ScaleConfig | 'access' | 'letters'> {
  return {
    mail: Object.freeze(mail),
    setup: values.SOKYSO_SETUP === 'on',
    data: dataOf(values),
    trust: trustOf(values),
    lists: values.SOKYSO_CRL ?? ownFolder(values, 'crl'),
    units: values.SOKYSO_UNITS ?? null,
    campaign: values.SOKYSO_CAMPAIGN ?? null,
    policy: values.SOKYSO_POLICY ?? null,
    fetch: values.SOKYSO_FETCH === 'on' ? fetchOf(values) : null,
    fetchPlaces: values.SOKYSO_FETCH === undefined ? fetchOf(values) : null,
    intake: {
      waitingDocuments: values.SOKYSO_MAX_WAITING ?? INTAKE.waitingDocuments,
      freeBytes: (values.SOKYSO_MIN_FREE_MB ?? INTAKE.freeMb) * 1024 * 1024,
    },
    retention: { refusedMonths: values.SOKYSO_KEEP_REFUSED_MONTHS ?? REFUSED_MONTHS },
    watch: watchOf(values),
    authenticationServers: values.SOKYSO_AUTH_SERVERS,
    dkim: values.SOKYSO_DKIM === 'on',
    host: values.SOKYSO_HOST ?? '127.0.0.1',
    port: values.SOKYSO_PORT ?? 8322,
    logLevel: values.SOKYSO_LOG_LEVEL ?? 'warn',
  }
}

const dataOf = ({ SOKYSO_DATA: data }: Pick<Values, 'SOKYSO_DATA'>): string => data ?? './data'

type Places = Pick<Values, 'SOKYSO_DATA' | 'SOKYSO_TRUST' | 'SOKYSO_SETUP'>

const trustOf = (values: Places): string | null => values.SOKYSO_TRUST ?? ownFolder(values, 'trust')

/** Where the pages put what they are given. */
const ownFolder = (values: Places, name: string): string | null =>
  values.SOKYSO_SETUP === 'on' ? join(dataOf(values), name) : null

const fetchOf = (values: Pick<Values, 'SOKYSO_FETCH_HOSTS' | 'SOKYSO_FETCH_ADDRESSES'>): FetchConfig => ({
  hosts: values.SOKYSO_FETCH_HOSTS,
  addresses: values.SOKYSO_FETCH_ADDRESSES,
})

/**
 * Where one may fetch, for commands that are told otherwise whether to.
 *
 * @throws ConfigError
 */
export function readFetchConfig(environment: Environment): FetchConfig {
  const { SOKYSO_FETCH_HOSTS, SOKYSO_FETCH_ADDRESSES } = environment
  return fetchOf(parsePart({ SOKYSO_FETCH_HOSTS, SOKYSO_FETCH_ADDRESSES }))
}

/**
 * The folders, for commands that need no mailbox.
 *
 * @throws ConfigError
 */
export function readFolderConfig(environment: Environment): Pick<Config, 'trust' | 'lists' | 'data'> {
  const { SOKYSO_TRUST, SOKYSO_CRL, SOKYSO_DATA, SOKYSO_SETUP } = environment
  const values = parsePart({ SOKYSO_TRUST, SOKYSO_CRL, SOKYSO_DATA, SOKYSO_SETUP })
  const { trust, lists, data } = configOf(values, ELSEWHERE)
  return { trust, lists, data }
}

/** Where the data lie, before anything else is known. @throws ConfigError */
export function readDataPlace({ SOKYSO_DATA }: Environment): string {
  return dataOf(parsePart({ SOKYSO_DATA }))
}

/** What commands beside the service need: where the data lie, what is counted, at which address people find the pages. */
export type AdministerConfig = Pick<
  Config,
  'data' | 'databaseUrl' | 'setup' | 'units' | 'campaign' | 'host' | 'port' | 'access'
> & {
  readonly isPractice: boolean
}

/** @throws ConfigError */
export function readAdministerConfig(environment: Environment, readText: ReadText): AdministerConfig {
  const values = parsePart(
    Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('SOKYSO_'))),
  )
  const problems: string[] = []
  const mistake = (sentence: string) => void problems.push(sentence)
  const readFile = fileReader(readText, mistake)
  const { databaseUrl } = scaleOf(values, 'serve', readFile, mistake)
  const access = accessOf(values, readFile, mistake)
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  const isPractice = databaseUrl === null && sourcesOf(values).length === 0 && values.SOKYSO_SETUP !== 'on'
  const { data, setup, units, campaign, host, port } = configOf(values, ELSEWHERE)
  return { data, setup, units, campaign, host, port, databaseUrl, access, isPractice }
}

function parsePart(environment: Environment): Values {
  const parsed = schema.safeParse(environment)
  if (parsed.success) return parsed.data
  throw new ConfigError(parsed.error.issues.map(sentenceOf).join('\n'))
}

/** Where letters are said to come from; none where the mailbox is for practice. */
function sourcesOf(values: Values): readonly ('folder' | 'file' | 'variables')[] {
  const given = new Map(Object.entries(values).filter(([, value]) => value !== undefined))
  return [
    ...(given.has('SOKYSO_MAIL_DIR') ? (['folder'] as const) : []),
    ...(given.has('SOKYSO_IMAP_FILE') ? (['file'] as const) : []),
    ...(IMAP_VARIABLES.some((name) => given.has(name)) ? (['variables'] as const) : []),
  ]
}

/** Null after a mistake. */
function readMail(values: Values, reading: ImapReading): MailConfig | null {
  const { SOKYSO_MAIL_DIR: path, SOKYSO_IMAP_FILE: file } = values
  const sources = sourcesOf(values)
  if (sources.length === 0) return { kind: values.SOKYSO_SETUP === 'on' ? 'by-setting' : 'practice' }
  if (sources.length > 1) {
    reading.mistake(
      'Chỉ khai báo một nguồn thư: SOKYSO_MAIL_DIR, SOKYSO_IMAP_FILE, hoặc các biến SOKYSO_IMAP_ còn lại.',
    )
    return null
  }
  if (path !== undefined) return { kind: 'folder', path }
  const accounts = file === undefined ? readImapVariables(values, reading) : readImapFile(file, reading)
  return accounts && { kind: 'imap', accounts }
}
