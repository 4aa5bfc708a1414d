/** The mailboxes of the configuration: one by variables, any number by a file. */
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const FILES: Readonly<Record<string, string>> = {
  '/password': 'bí mật\n',
  '/token': 'refresh\n',
  '/client': 'client\n',
}
const TOKEN = { tokenUrl: 'https://login.example/token', clientId: 'sokyso', refreshTokenFile: '/token' }
const ONE = { host: 'mail.example', user: 'noivu', passwordFile: '/password' }

function read(environment: Readonly<Record<string, string>>, file: unknown = undefined) {
  const files = { ...FILES, '/mailboxes.json': typeof file === 'string' ? file : JSON.stringify(file) }
  const readText = (path: string) => {
    const text = Object.entries(files).find(([name]) => name === path)?.[1]
    if (text === undefined) throw new Error('ENOENT')
    return text
  }
  const { mail } = readConfig({ SOKYSO_TRUST: '/trust', ...environment }, readText)
  return mail.kind === 'imap' ? mail.accounts : mail
}

const readFile = (...entries: unknown[]) => read({ SOKYSO_IMAP_FILE: '/mailboxes.json' }, entries)

describe('a file of mailboxes', () => {
  test('holds any number of accounts, each with folders, and one may log in by tokens', () => {
    const { passwordFile: _, ...place } = ONE
    const accounts = readFile(
      {
        ...ONE,
        folders: ['INBOX', 'Báo cáo; 2021'],
        readFrom: '2021-07-22',
        expires: '2022-07-22',
        pin: `${'AB:'.repeat(31)}ab`,
      },
      { ...place, ...TOKEN, name: 'two', clientSecretFile: '/client', secure: 'starttls', port: 1143 },
    )
    const plain = { host: 'mail.example', user: 'noivu', ca: null }
    expect(accounts).toEqual([
      {
        ...{ ...plain, account: 'noivu', port: 993, secure: 'tls', folders: ['INBOX', 'Báo cáo; 2021'] },
        ...{ login: { kind: 'password', password: 'bí mật' }, pin: 'ab'.repeat(32) },
        readFrom: Date.parse('2021-07-21T17:00:00Z'),
        loginEndsAt: Date.parse('2022-07-21T17:00:00Z'),
      },
      {
        ...{
          ...plain,
          account: 'two',
          port: 1143,
          secure: 'starttls',
          folders: ['INBOX'],
          pin: null,
          readFrom: null,
          loginEndsAt: null,
        },
        login: {
          ...{ kind: 'oauth', tokenUrl: TOKEN.tokenUrl, clientId: 'sokyso', clientSecret: 'client' },
          ...{ refreshToken: 'refresh', scope: null },
        },
      },
    ])
  })

  const mistakes: readonly { name: string; entries: unknown; says: RegExp }[] = [
    { name: 'no array', entries: { ...ONE }, says: /mảng JSON/ },
    { name: 'an empty array', entries: [], says: /mảng JSON/ },
    { name: 'no JSON', entries: '[{', says: /mảng JSON/ },
    { name: 'no object', entries: [7], says: /hộp thư thứ 1/ },
    { name: 'an entry that is not known', entries: [{ ...ONE, folder: 'INBOX' }], says: /không có mục folder/ },
    { name: 'no host in the second', entries: [ONE, { user: 'x', passwordFile: '/password' }], says: /host.*thứ 2/ },
    { name: 'one name twice', entries: [ONE, { ...ONE, host: 'other.example' }], says: /hai hộp thư cùng tên noivu/ },
    { name: 'no folder', entries: [{ ...ONE, folders: [] }], says: /folders của hộp thư thứ 1/ },
    { name: 'a pin that is none', entries: [{ ...ONE, pin: 'abc' }], says: /pin của hộp thư thứ 1.*64/ },
    { name: 'a day that is none', entries: [{ ...ONE, readFrom: '22/7/2021' }], says: /readFrom.*2021-07-22/ },
    { name: 'clear text', entries: [{ ...ONE, secure: 'none' }], says: /secure của hộp thư thứ 1: none chỉ dùng/ },
    { name: 'a token without its client', entries: [{ ...ONE, tokenUrl: TOKEN.tokenUrl }], says: /clientId/ },
    {
      name: 'a token server without TLS',
      entries: [{ host: 'a', user: 'b', ...TOKEN, tokenUrl: 'http://login.example/token' }],
      says: /tokenUrl.*https/,
    },
    { name: 'a password that is not there', entries: [{ ...ONE, passwordFile: '/nowhere' }], says: /\/nowhere/ },
  ]
  for (const { name, entries, says } of mistakes) {
    test(`${name} is a mistake that is named`, () => {
      expect(() => read({ SOKYSO_IMAP_FILE: '/mailboxes.json' }, entries)).toThrow(ConfigError)
      expect(() => read({ SOKYSO_IMAP_FILE: '/mailboxes.json' }, entries)).toThrow(says)
    })
  }

  test('beside the variables of one mailbox is a mistake', () => {
    const both = { SOKYSO_IMAP_FILE: '/mailboxes.json', SOKYSO_IMAP_HOST: 'mail.example' }
    expect(() => read(both, [ONE])).toThrow(/một nguồn thư/)
  })
})

test('the variables of one mailbox say the same, and a mistake names its variable', () => {
  const variables = {
    SOKYSO_IMAP_HOST: 'mail.example',
    SOKYSO_IMAP_USER: 'noivu',
    SOKYSO_IMAP_PASSWORD_FILE: '/password',
    SOKYSO_IMAP_READ_FROM: '2021-07-22',
    SOKYSO_IMAP_EXPIRES: '2022-07-22',
    SOKYSO_IMAP_PIN: 'ab'.repeat(32),
  }
  expect(read(variables)).toEqual(
    readFile({ ...ONE, readFrom: '2021-07-22', expires: '2022-07-22', pin: 'ab'.repeat(32) }),
  )
  expect(() => read({ ...variables, SOKYSO_IMAP_READ_FROM: 'hôm qua' })).toThrow(/SOKYSO_IMAP_READ_FROM phải là ngày/)
})
