/** The mailboxes on IMAP servers: one from the environment, or any number from a file. */
import { z } from 'zod'
import { parseJson } from '../parse-json.ts'

export type ImapAccount = {
  /** Names it in the store and on the pages. */
  readonly account: string
  readonly host: string
  readonly port: number
  readonly secure: 'tls' | 'starttls' | 'none-loopback'
  readonly user: string
  readonly login: LoginConfig
  readonly folders: readonly [string, ...string[]]
  /** PEM. */
  readonly ca: string | null
  /** SHA-256 of the certificate of the server, in hex. */
  readonly pin: string | null
  /** Midnight in Vietnam; null: all letters are read. */
  readonly readFrom: number | null
  /** When password, secret or consent end: midnight in Vietnam; null: the operator does not say. */
  readonly loginEndsAt: number | null
}

export type LoginConfig =
  | { readonly kind: 'password'; readonly password: string }
  | {
      readonly kind: 'oauth'
      readonly tokenUrl: string
      readonly clientId: string
      readonly clientSecret: string | null
      /** The first one; the server may give others later. */
      readonly refreshToken: string
      readonly scope: string | null
    }

const PORTS = { tls: 993, starttls: 143, none: 143 } as const

const text = z.string().trim().min(1)
/** Its midnight in Vietnam. */
const day = text
  .transform((value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00+07:00`) : Number.NaN))
  .pipe(z.number({ error: 'phải là ngày có dạng 2021-07-22' }))

/** What can be said of a mailbox, and by which variable where it is the only one. */
const VARIABLES = {
  name: null,
  host: 'SOKYSO_IMAP_HOST',
  port: 'SOKYSO_IMAP_PORT',
  secure: 'SOKYSO_IMAP_SECURE',
  user: 'SOKYSO_IMAP_USER',
  passwordFile: 'SOKYSO_IMAP_PASSWORD_FILE',
  folders: 'SOKYSO_IMAP_FOLDER',
  caFile: 'SOKYSO_IMAP_CA_FILE',
  pin: 'SOKYSO_IMAP_PIN',
  readFrom: 'SOKYSO_IMAP_READ_FROM',
  expires: 'SOKYSO_IMAP_EXPIRES',
  tokenUrl: 'SOKYSO_IMAP_TOKEN_URL',
  clientId: 'SOKYSO_IMAP_CLIENT_ID',
  clientSecretFile: 'SOKYSO_IMAP_CLIENT_SECRET_FILE',
  refreshTokenFile: 'SOKYSO_IMAP_REFRESH_TOKEN_FILE',
  scope: 'SOKYSO_IMAP_SCOPE',
} as const

type Field = keyof typeof VARIABLES

export const IMAP_VARIABLES = Object.values(VARIABLES).filter((variable) => variable !== null)

const schema = z.strictObject(
  {
    /** By default the user; to be given where two servers know the same user. */
    name: text.optional(),
    host: text,
    port: z.coerce.number<string | number>({ error: 'phải là một số' }).int().min(0).max(65_535).optional(),
    secure: z.enum(['tls', 'starttls', 'none'], { error: 'phải là một trong: tls, starttls, none' }).default('tls'),
    user: text,
    passwordFile: text.optional(),
    folders: z.tuple([text], text).default(['INBOX']),
    caFile: text.optional(),
    pin: text
      .transform((pin) => pin.replaceAll(/[:\s]/g, '').toLowerCase())
      .pipe(z.string().regex(/^[0-9a-f]{64}$/, 'phải là mã SHA-256 gồm 64 chữ số thập lục phân'))
      .optional(),
    readFrom: day.optional(),
    expires: day.optional(),
    tokenUrl: z.url({ protocol: /^https?$/, error: 'phải có dạng https://máy-chủ/đường-dẫn' }).optional(),
    clientId: text.optional(),
    clientSecretFile: text.optional(),
    refreshTokenFile: text.optional(),
    scope: text.optional(),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? `không có mục ${issue.keys.join(', ')}` : undefined) },
)

type Entry = z.infer<typeof schema>

export type ImapReading = {
  /** The whole of a small file; null, and told as a mistake, where it cannot be read. */
  readonly readFile: (variable: string, path: string) => string | null
  readonly mistake: (sentence: string) => void
}

/** @param values the variables that are set. Null after a mistake. */
export function readImapVariables(
  values: Readonly<Record<string, unknown>>,
  reading: ImapReading,
): readonly ImapAccount[] | null {
  const fields = Object.entries(VARIABLES).flatMap(([field, variable]) => {
    const value = variable === null ? undefined : values[variable]
    return value === undefined ? [] : [[field, field === 'folders' ? [value] : value] as const]
  })
  const account = readEntry(Object.fromEntries(fields), (field) => VARIABLES[field] ?? field, reading)
  return account && [account]
}

/** @param path of a JSON array of mailboxes. Null after a mistake. */
export function readImapFile(path: string, reading: ImapReading): readonly ImapAccount[] | null {
  const content = reading.readFile('SOKYSO_IMAP_FILE', path)
  const entries = content === null ? null : readArray(content)
  if (entries === null) {
    if (content !== null) reading.mistake(`SOKYSO_IMAP_FILE: tệp ${path} phải là một mảng JSON các hộp thư.`)
    return null
  }
  const accounts = entries.map((entry, index) =>
    readEntry(entry, (field) => `SOKYSO_IMAP_FILE: ${field} của hộp thư thứ ${index + 1}`, reading),
  )
  const names = accounts.map((each) => each?.account)
  const twice = names.find((name, index) => name !== undefined && names.indexOf(name) !== index)
  if (twice !== undefined) {
    reading.mistake(`SOKYSO_IMAP_FILE: hai hộp thư cùng tên ${twice}; đặt cho mỗi hộp thư một "name" riêng.`)
  }
  const all = accounts.flatMap((account) => account ?? [])
  return twice === undefined && all.length === accounts.length ? all : null
}

function readArray(content: string): readonly unknown[] | null {
  const entries = parseJson(content)
  return Array.isArray(entries) && entries.length > 0 ? entries : null
}

const MISSING: Partial<Record<Field, string>> = {
  host: 'tên máy chủ thư',
  user: 'tên đăng nhập hộp thư',
  passwordFile: 'đường dẫn của tệp chứa mật khẩu hộp thư',
}

type NameOf = (field: Field) => string

function readEntry(entry: unknown, nameOf: NameOf, reading: ImapReading): ImapAccount | null {
  const { mistake } = reading
  const isMissing = (field: Field) => typeof entry !== 'object' || entry === null || !(field in entry)
  const login = isMissing('passwordFile') && isMissing('tokenUrl') ? (['passwordFile'] as const) : []
  const missing = (['host', 'user', ...login] as const).filter(isMissing)
  for (const field of missing) mistake(`Thiếu ${nameOf(field)}: ${MISSING[field]}.`)
  const parsed = schema.safeParse(entry)
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const field = Object.keys(VARIABLES).find((name): name is Field => name === path[0])
      if (field === undefined || !missing.some((name) => name === field)) {
        mistake(`${field === undefined ? nameOf('name') : nameOf(field)} ${message}.`)
      }
    }
  }
  if (!parsed.success || missing.length > 0) return null
  return accountOf(parsed.data, nameOf, reading)
}

/** Without TLS a password is sent nowhere else, nor is a token asked for. */
const LOOPBACK = /^(localhost|\[?::1\]?|127(\.\d+){3})$/

function accountOf(entry: Entry, nameOf: NameOf, reading: ImapReading): ImapAccount | null {
  const { host, secure, user, caFile } = entry
  if (secure === 'none' && !LOOPBACK.test(host)) {
    reading.mistake(`${nameOf('secure')}: none chỉ dùng khi máy chủ thư ở ngay trên máy này; chọn tls hoặc starttls.`)
    return null
  }
  const login = readLogin(entry, nameOf, reading)
  const ca = caFile === undefined ? null : reading.readFile(nameOf('caFile'), caFile)
  if (login === null) return null
  return {
    account: entry.name ?? user,
    ...{ host, user, login, ca, folders: entry.folders },
    port: entry.port ?? PORTS[secure],
    secure: secure === 'none' ? 'none-loopback' : secure,
    pin: entry.pin ?? null,
    readFrom: entry.readFrom ?? null,
    loginEndsAt: entry.expires ?? null,
  }
}

function readLogin(entry: Entry, nameOf: NameOf, reading: ImapReading): LoginConfig | null {
  const { passwordFile, tokenUrl, clientId, clientSecretFile, refreshTokenFile, scope = null } = entry
  const secretOf = (field: Field, path: string, what: string): string | null => {
    const secret = reading.readFile(nameOf(field), path)?.replace(/\r?\n$/, '')
    if (secret === '') reading.mistake(`${nameOf(field)}: tệp ${path} không có ${what}.`)
    return secret ? secret : null
  }
  if (tokenUrl === undefined) {
    const password = passwordFile === undefined ? null : secretOf('passwordFile', passwordFile, 'mật khẩu')
    return password === null ? null : { kind: 'password', password }
  }
  if (!isProtected(tokenUrl)) {
    reading.mistake(`${nameOf('tokenUrl')}: chỉ dùng https.`)
    return null
  }
  if (passwordFile !== undefined || clientId === undefined || refreshTokenFile === undefined) {
    const needed = `${nameOf('clientId')} và ${nameOf('refreshTokenFile')}`
    reading.mistake(`${nameOf('tokenUrl')} cần ${needed}, và không dùng cùng ${nameOf('passwordFile')}.`)
    return null
  }
  const refreshToken = secretOf('refreshTokenFile', refreshTokenFile, 'mã')
  const clientSecret = clientSecretFile === undefined ? null : secretOf('clientSecretFile', clientSecretFile, 'mã')
  if (refreshToken === null || (clientSecretFile !== undefined && clientSecret === null)) return null
  return { kind: 'oauth', tokenUrl, clientId, clientSecret, refreshToken, scope }
}

const isProtected = (address: string) => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || LOOPBACK.test(hostname)
}
