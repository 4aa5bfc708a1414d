/** How letters of ours are configured: which server, whose address, and what is refused with a sentence. */
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const BASE = { SOKYSO_MAIL_DIR: '/mail', SOKYSO_TRUST: '/trust' }
const SMTP = { ...BASE, SOKYSO_SMTP_HOST: 'mail.example', SOKYSO_SMTP_FROM: 'NoiVu@example.vn' }
const readText = (path: string) => (path === '/empty' ? '\n' : path === '/ca.pem' ? 'PEM' : 'bí mật\n')
const lettersOf = (given: Readonly<Record<string, string>>) => readConfig(given, readText).letters

function mistakesOf(given: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(given, readText)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
}

const server = { host: 'mail.example', from: 'noivu@example.vn', login: null, ca: null }
const given: readonly { name: string; environment: Readonly<Record<string, string>>; expected: object }[] = [
  { name: 'nothing: nothing is sent', environment: BASE, expected: { smtp: null, trialWord: null, digestTo: [] } },
  {
    name: 'a server: STARTTLS is demanded',
    environment: SMTP,
    expected: { smtp: { ...server, port: 587, secure: 'starttls' } },
  },
  {
    name: 'TLS, with a login and an authority of its own',
    environment: {
      ...{ ...SMTP, SOKYSO_SMTP_SECURE: 'tls', SOKYSO_SMTP_USER: 'noivu', SOKYSO_SMTP_PASSWORD_FILE: '/password' },
      SOKYSO_SMTP_CA_FILE: '/ca.pem',
    },
    expected: {
      smtp: { ...server, port: 465, secure: 'tls', login: { user: 'noivu', password: 'bí mật' }, ca: 'PEM' },
    },
  },
  {
    name: 'clear text on this machine',
    environment: { ...SMTP, SOKYSO_SMTP_HOST: '127.0.0.1', SOKYSO_SMTP_SECURE: 'none', SOKYSO_SMTP_PORT: '1025' },
    expected: { smtp: { ...server, host: '127.0.0.1', port: 1025, secure: 'none-loopback' } },
  },
  {
    name: 'what the office has set',
    environment: {
      ...{ ...BASE, SOKYSO_TRIAL_WORD: '[THỬ]', SOKYSO_DIGEST_TO: 'A@example.vn, b@example.vn' },
      ...{ SOKYSO_NOTICE_CONTACT: 'Bà B', SOKYSO_HOLIDAYS: '/holidays.json' },
    },
    expected: {
      ...{ trialWord: '[THỬ]', digestTo: ['a@example.vn', 'b@example.vn'], contact: 'Bà B' },
      holidays: '/holidays.json',
    },
  },
]
describe('letters:', () => {
  for (const { name, environment, expected } of given) {
    test(name, () => expect(lettersOf(environment)).toMatchObject(expected))
  }
})

const wrong: readonly { name: string; changes: Readonly<Record<string, string>>; sentence: RegExp }[] = [
  { name: 'no address', changes: { SOKYSO_SMTP_FROM: '' }, sentence: /^Thiếu SOKYSO_SMTP_FROM/ },
  { name: 'an address that is none', changes: { SOKYSO_SMTP_FROM: 'a@b.vn\r\nBcc: c' }, sentence: /^SOKYSO_SMTP_FROM/ },
  { name: 'a setting without a server', changes: { SOKYSO_SMTP_HOST: '' }, sentence: /cần có SOKYSO_SMTP_HOST/ },
  { name: 'clear text elsewhere', changes: { SOKYSO_SMTP_SECURE: 'none' }, sentence: /^SOKYSO_SMTP_SECURE: none chỉ/ },
  { name: 'a user without a password', changes: { SOKYSO_SMTP_USER: 'noivu' }, sentence: /phải đi cùng nhau/ },
  {
    name: 'an empty password',
    changes: { SOKYSO_SMTP_USER: 'noivu', SOKYSO_SMTP_PASSWORD_FILE: '/empty' },
    sentence: /không có mật khẩu/,
  },
  { name: 'a summary for nobody', changes: { SOKYSO_DIGEST_TO: 'noivu' }, sentence: /^SOKYSO_DIGEST_TO/ },
]
describe('refused:', () => {
  for (const { name, changes, sentence } of wrong) {
    test(name, () => expect(mistakesOf({ ...SMTP, ...changes })).toEqual([expect.stringMatching(sentence)]))
  }
})
