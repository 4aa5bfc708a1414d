/** The configuration: what each variable says, and all mistakes told at once. */
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const FILES: Readonly<Record<string, string>> = { '/password': 'bí mật \n', '/empty': '\n', '/ca.pem': 'PEM' }

function readText(path: string): string {
  const text = FILES[path]
  if (text === undefined) throw new Error('ENOENT')
  return text
}

const read = (environment: Readonly<Record<string, string>>) => readConfig(environment, readText)

function mistakesOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
  return []
}

const TRUST = { SOKYSO_TRUST: '/trust' }
const IMAP = {
  ...TRUST,
  SOKYSO_IMAP_HOST: 'mail.example',
  SOKYSO_IMAP_USER: 'noivu',
  SOKYSO_IMAP_PASSWORD_FILE: '/password',
}

test('nothing said: a practice mailbox on the loopback interface', () => {
  expect(read({ PATH: '/bin', SOKYSO_MAIL_DIR: ' ' })).toEqual({
    mail: { kind: 'practice' },
    data: './data',
    trust: null,
    lists: null,
    units: null,
    campaign: null,
    policy: null,
    host: '127.0.0.1',
    port: 8322,
    redisUrl: null,
    logLevel: 'warn',
  })
})

test('the configuration cannot be changed', () => {
  const config = read(IMAP)
  expect(Object.isFrozen(config) && Object.isFrozen(config.mail)).toBe(true)
})

describe('the mailbox', () => {
  const imap = { kind: 'imap', host: 'mail.example', user: 'noivu', password: 'bí mật ', folder: 'INBOX', ca: null }
  const cases = [
    { name: 'a folder', given: { ...TRUST, SOKYSO_MAIL_DIR: '/mail' }, mail: { kind: 'folder', path: '/mail' } },
    { name: 'TLS unless told otherwise', given: IMAP, mail: { ...imap, port: 993, secure: 'tls' } },
    {
      name: 'STARTTLS',
      given: { ...IMAP, SOKYSO_IMAP_SECURE: 'starttls' },
      mail: { ...imap, port: 143, secure: 'starttls' },
    },
    {
      name: 'clear text on this machine',
      given: { ...IMAP, SOKYSO_IMAP_HOST: '127.0.0.1', SOKYSO_IMAP_SECURE: 'none', SOKYSO_IMAP_PORT: '1143' },
      mail: { ...imap, host: '127.0.0.1', port: 1143, secure: 'none-loopback' },
    },
    {
      name: 'a folder of the mailbox and an authority of its own',
      given: { ...IMAP, SOKYSO_IMAP_FOLDER: 'Báo cáo', SOKYSO_IMAP_CA_FILE: '/ca.pem' },
      mail: { ...imap, port: 993, secure: 'tls', folder: 'Báo cáo', ca: 'PEM' },
    },
  ]
  for (const { name, given, mail } of cases) test(name, () => expect(read(given).mail).toEqual(mail))
})

describe('mistakes', () => {
  const cases: readonly { name: string; given: Readonly<Record<string, string>>; names: readonly string[] }[] = [
    {
      name: 'all are told at once',
      given: { SOKYSO_PORT: 'tám', SOKYSO_LOG_LEVEL: 'loud', SOKYSO_REDIS_URL: 'http://a', SOKYSO_PROT: '1' },
      names: ['SOKYSO_PORT', 'SOKYSO_REDIS_URL', 'SOKYSO_LOG_LEVEL', 'SOKYSO_PROT'],
    },
    { name: 'a port that is none', given: { SOKYSO_PORT: '70000' }, names: ['SOKYSO_PORT'] },
    {
      name: 'a mailbox without its parts',
      given: { SOKYSO_IMAP_FOLDER: 'INBOX' },
      names: ['SOKYSO_IMAP_HOST', 'SOKYSO_IMAP_USER', 'SOKYSO_IMAP_PASSWORD_FILE', 'SOKYSO_TRUST'],
    },
    { name: 'two sources', given: { ...IMAP, SOKYSO_MAIL_DIR: '/mail' }, names: ['SOKYSO_MAIL_DIR'] },
    { name: 'a real mailbox without authorities', given: { SOKYSO_MAIL_DIR: '/mail' }, names: ['SOKYSO_TRUST'] },
    {
      name: 'clear text over the network',
      given: { ...IMAP, SOKYSO_IMAP_SECURE: 'none' },
      names: ['SOKYSO_IMAP_SECURE'],
    },
    {
      name: 'a password file that is not there',
      given: { ...IMAP, SOKYSO_IMAP_PASSWORD_FILE: '/nowhere' },
      names: ['/nowhere'],
    },
    { name: 'an empty password file', given: { ...IMAP, SOKYSO_IMAP_PASSWORD_FILE: '/empty' }, names: ['/empty'] },
    {
      name: 'an authority file that is not there',
      given: { ...IMAP, SOKYSO_IMAP_CA_FILE: '/no.pem' },
      names: ['/no.pem'],
    },
  ]
  for (const { name, given, names } of cases) {
    test(name, () => {
      const sentences = mistakesOf(given)
      expect(sentences.length).toBe(names.length)
      names.forEach((each, i) => {
        expect(sentences[i]).toContain(each)
      })
    })
  }
})
