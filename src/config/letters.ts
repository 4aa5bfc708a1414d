/** How the service writes letters: the server that takes them, the address they come from, and what the office has set. */
import { z } from 'zod'

export type LettersConfig = {
  /** Null: no letter is sent. */
  readonly smtp: SmtpConfig | null
  /** Whom to ask, in words, beside the name of the office; null: nobody else. */
  readonly contact: string | null
  /** With which the subject of a letter begins that is sent to be checked and not counted; null: there are none. */
  readonly trialWord: string | null
  /** Get the summary of the week. */
  readonly digestTo: readonly string[]
  /** Data file in place of the one that comes with the program; null: that one. */
  readonly holidays: string | null
}

export type SmtpConfig = {
  readonly host: string
  readonly port: number
  readonly secure: 'tls' | 'starttls' | 'none-loopback'
  /** Null: the server asks nobody. */
  readonly login: { readonly user: string; readonly password: string } | null
  /** Certificate (PEM) of a private authority. */
  readonly ca: string | null
  /** Lower case. */
  readonly from: string
}

const PORTS = { tls: 465, starttls: 587, none: 25 } as const

const text = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional()

/** As strict as what is read of a From: ASCII, nothing that needs quotes. */
const ADDRESS = /^[\w!#$%&'*+/=?^`{|}~.-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i

export const readMailAddress = (entry: string): string | null => (ADDRESS.test(entry) ? entry.toLowerCase() : null)

const address = text.pipe(
  z
    .string()
    .regex(ADDRESS, 'phải là địa chỉ thư điện tử')
    .transform((value) => value.toLowerCase())
    .optional(),
)

export const LETTERS_SHAPE = {
  SOKYSO_SMTP_HOST: text,
  SOKYSO_SMTP_PORT: text.pipe(
    z.coerce.number<string>({ error: 'phải là một số' }).int('phải là số nguyên').min(1).max(65_535).optional(),
  ),
  SOKYSO_SMTP_SECURE: text.pipe(
    z.enum(['tls', 'starttls', 'none'], { error: 'phải là một trong: tls, starttls, none' }).optional(),
  ),
  SOKYSO_SMTP_USER: text,
  SOKYSO_SMTP_PASSWORD_FILE: text,
  SOKYSO_SMTP_CA_FILE: text,
  SOKYSO_SMTP_FROM: address,
  SOKYSO_NOTICE_CONTACT: text,
  SOKYSO_TRIAL_WORD: text,
  SOKYSO_HOLIDAYS: text,
}

type LettersValues = z.infer<z.ZodObject<typeof LETTERS_SHAPE>> & { readonly SOKYSO_DIGEST_TO: readonly string[] }

type Reading = {
  readonly readFile: (variable: string, path: string) => string | null
  readonly mistake: (sentence: string) => void
}

export function lettersOf(values: LettersValues, reading: Reading): LettersConfig {
  return {
    smtp: smtpOf(values, reading),
    contact: values.SOKYSO_NOTICE_CONTACT ?? null,
    trialWord: values.SOKYSO_TRIAL_WORD ?? null,
    digestTo: values.SOKYSO_DIGEST_TO,
    holidays: values.SOKYSO_HOLIDAYS ?? null,
  }
}

/** Without TLS neither a password nor what units are told is given to any other machine. */
const LOOPBACK = /^(localhost|\[?::1\]?|127(\.\d+){3})$/

function smtpOf(values: LettersValues, { readFile, mistake }: Reading): SmtpConfig | null {
  const { SOKYSO_SMTP_HOST: host, SOKYSO_SMTP_FROM: from, SOKYSO_SMTP_SECURE: secure = 'starttls' } = values
  if (host === undefined) {
    const idle = Object.entries(values).find(([name, value]) => name.startsWith('SOKYSO_SMTP_') && value !== undefined)
    if (idle !== undefined) mistake(`${idle[0]} cần có SOKYSO_SMTP_HOST: tên máy chủ gửi thư.`)
    return null
  }
  if (from === undefined) {
    mistake('Thiếu SOKYSO_SMTP_FROM: địa chỉ mà thư được gửi đi.')
    return null
  }
  if (secure === 'none' && !LOOPBACK.test(host)) {
    mistake('SOKYSO_SMTP_SECURE: none chỉ dùng khi máy chủ thư ở ngay trên máy này; chọn tls hoặc starttls.')
    return null
  }
  const caFile = values.SOKYSO_SMTP_CA_FILE
  return {
    host,
    from,
    port: values.SOKYSO_SMTP_PORT ?? PORTS[secure],
    secure: secure === 'none' ? 'none-loopback' : secure,
    login: loginOf(values, { readFile, mistake }),
    ca: caFile === undefined ? null : readFile('SOKYSO_SMTP_CA_FILE', caFile),
  }
}

function loginOf(values: LettersValues, { readFile, mistake }: Reading): SmtpConfig['login'] {
  const { SOKYSO_SMTP_USER: user, SOKYSO_SMTP_PASSWORD_FILE: file } = values
  if (user === undefined && file === undefined) return null
  if (user === undefined || file === undefined) {
    mistake('SOKYSO_SMTP_USER và SOKYSO_SMTP_PASSWORD_FILE phải đi cùng nhau.')
    return null
  }
  const password = readFile('SOKYSO_SMTP_PASSWORD_FILE', file)?.replace(/\r?\n$/, '')
  if (password === '') mistake(`SOKYSO_SMTP_PASSWORD_FILE: tệp ${file} không có mật khẩu.`)
  return password ? { user, password } : null
}
