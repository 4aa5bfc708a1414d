/** The configuration: what each variable says, and all mistakes told at once. */
import { describe, expect, test } from 'vitest'
import { ConfigError, readAdministerConfig, readConfig, readFetchConfig, readFolderConfig } from '../src/config.ts'

const FILES: Readonly<Record<string, string>> = {
  '/password': 'bí mật \n',
  '/empty': '\n',
  '/ca.pem': 'PEM',
  '/odd': 'a%b@c:d/e\n',
}

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
    setup: false,
    data: './data',
    trust: null,
    lists: null,
    units: null,
    campaign: null,
    policy: null,
    fetch: null,
    fetchPlaces: { hosts: [], addresses: [] },
    intake: { waitingDocuments: 10_000, freeBytes: 2_147_483_648 },
    retention: { refusedMonths: 12 },
    watch: { metricsPort: null, alertUrl: null, deadManUrl: null, addresses: [], backup: null },
    authenticationServers: [],
    dkim: false,
    letters: { smtp: null, contact: null, trialWord: null, digestTo: [], holidays: null },
    access: { origin: null, proxies: [], oidc: null },
    host: '127.0.0.1',
    port: 8322,
    databaseUrl: null,
    redisUrl: null,
    logLevel: 'warn',
  })
})

describe('to be set up on the pages', () => {
  test('the mailbox may be left out, and folders of certificates lie with the data', () => {
    const { mail, setup, trust, lists } = read({ SOKYSO_SETUP: 'on', SOKYSO_DATA: '/data' })
    expect({ mail, setup, trust, lists }).toEqual({
      ...{ mail: { kind: 'by-setting' }, setup: true, trust: '/data/trust', lists: '/data/crl' },
    })
    expect(readAdministerConfig({ SOKYSO_SETUP: 'on' }, readText).isPractice).toBe(false)
    expect(readFolderConfig({ SOKYSO_SETUP: 'on' }).trust).toBe('data/trust')
  })

  test('what is said goes before', () => {
    const { mail, trust } = read({ ...IMAP, SOKYSO_SETUP: 'on' })
    expect([mail.kind, trust]).toEqual(['imap', '/trust'])
    expect(read({ SOKYSO_SETUP: 'off' }).mail).toEqual({ kind: 'practice' })
  })
})

test('the configuration cannot be changed', () => {
  const config = read(IMAP)
  expect(Object.isFrozen(config) && Object.isFrozen(config.mail)).toBe(true)
})

describe('limits, and who watches', () => {
  test('are as they are set', () => {
    const { intake, watch } = read({
      ...IMAP,
      SOKYSO_MIN_FREE_MB: '0',
      SOKYSO_MAX_WAITING: '5',
      SOKYSO_METRICS_PORT: '9464',
      SOKYSO_ALERT_URL: 'https://watch.example/alerts',
      SOKYSO_DEADMAN_URL: 'http://10.0.0.7/alive',
      SOKYSO_FETCH_ADDRESSES: '10.0.0.7',
      SOKYSO_BACKUP: '/backup',
    })
    expect(intake).toEqual({ waitingDocuments: 5, freeBytes: 0 })
    expect(watch).toEqual({
      metricsPort: 9464,
      alertUrl: 'https://watch.example/alerts',
      deadManUrl: 'http://10.0.0.7/alive',
      addresses: [{ address: '10.0.0.7', prefix: 32 }],
      backup: '/backup',
    })
  })

  test.each([
    ['SOKYSO_MIN_FREE_MB', '-1'],
    ['SOKYSO_MAX_WAITING', 'many'],
    ['SOKYSO_ALERT_URL', 'mailto:noivu@example.vn'],
  ])('%s=%s is a mistake', (name, value) => {
    expect(mistakesOf({ ...IMAP, [name]: value })).toEqual([expect.stringContaining(name)])
  })

  test('a command for backups needs no certificates of authorities', () => {
    const given = { SOKYSO_MAIL_DIR: '/mail', SOKYSO_CAMPAIGN: '/campaign.json' }
    expect(readAdministerConfig(given, readText)).toMatchObject({ campaign: '/campaign.json', isPractice: false })
  })
})

describe('the mailbox', () => {
  const login = { kind: 'password', password: 'bí mật ' }
  const given = { account: 'noivu', host: 'mail.example', user: 'noivu', login, folders: ['INBOX'] }
  const inbox = { ...given, ca: null, pin: null, readFrom: null, loginEndsAt: null }
  const imap = (changes: object) => ({ kind: 'imap', accounts: [{ ...inbox, ...changes }] })
  const cases = [
    { name: 'a folder', given: { ...TRUST, SOKYSO_MAIL_DIR: '/mail' }, mail: { kind: 'folder', path: '/mail' } },
    { name: 'TLS unless told otherwise', given: IMAP, mail: imap({ port: 993, secure: 'tls' }) },
    {
      name: 'STARTTLS',
      given: { ...IMAP, SOKYSO_IMAP_SECURE: 'starttls' },
      mail: imap({ port: 143, secure: 'starttls' }),
    },
    {
      name: 'clear text on this machine',
      given: { ...IMAP, SOKYSO_IMAP_HOST: '127.0.0.1', SOKYSO_IMAP_SECURE: 'none', SOKYSO_IMAP_PORT: '1143' },
      mail: imap({ host: '127.0.0.1', port: 1143, secure: 'none-loopback' }),
    },
    {
      name: 'a folder of the mailbox and an authority of its own',
      given: { ...IMAP, SOKYSO_IMAP_FOLDER: 'Báo cáo', SOKYSO_IMAP_CA_FILE: '/ca.pem' },
      mail: imap({ port: 993, secure: 'tls', folders: ['Báo cáo'], ca: 'PEM' }),
    },
  ]
  for (const { name, given, mail } of cases) test(name, () => expect(read(given).mail).toEqual(mail))
})

describe('fetching', () => {
  const on = { SOKYSO_FETCH: 'on' }
  const cases = [
    { name: 'off unless switched on', given: { SOKYSO_FETCH_HOSTS: 'ca.gov.vn' }, fetch: null },
    { name: 'on, from the hosts of the anchors', given: on, fetch: { hosts: [], addresses: [] } },
    {
      name: 'further hosts, and places within',
      given: {
        ...on,
        SOKYSO_FETCH_HOSTS: 'CRL.example.vn, mirror.example.vn:8080  [::1]:80,',
        SOKYSO_FETCH_ADDRESSES: '10.20.0.0/16, 192.168.1.5 fd00::/8',
      },
      fetch: {
        hosts: ['crl.example.vn', 'mirror.example.vn:8080', '[::1]:80'],
        addresses: [
          { address: '10.20.0.0', prefix: 16 },
          { address: '192.168.1.5', prefix: 32 },
          { address: 'fd00::', prefix: 8 },
        ],
      },
    },
  ]
  for (const { name, given, fetch } of cases) test(name, () => expect(read(given).fetch).toEqual(fetch))

  test('where one may fetch is known without a mailbox, and so are the folders', () => {
    const environment = { SOKYSO_IMAP_HOST: 'x', SOKYSO_FETCH_HOSTS: 'a.vn', SOKYSO_TRUST: '/trust', SOKYSO_CRL: '' }
    expect(readFetchConfig(environment)).toEqual({ hosts: ['a.vn'], addresses: [] })
    expect(readFolderConfig(environment)).toEqual({ trust: '/trust', lists: null, data: './data' })
    expect(() => readFetchConfig({ SOKYSO_FETCH_HOSTS: 'http://a.vn' })).toThrow(ConfigError)
  })
})

describe('commands beside the service', () => {
  test('know where its data lie', () => {
    const of = (environment: Readonly<Record<string, string>>) => readAdministerConfig(environment, readText)
    expect(of({})).toMatchObject({ data: './data', databaseUrl: null, isPractice: true })
    expect(of({ SOKYSO_DATA: '/d', SOKYSO_IMAP_HOST: 'x' })).toMatchObject({
      data: '/d',
      databaseUrl: null,
      isPractice: false,
    })
    const url = 'postgres://sokyso@db:5432/sokyso'
    const withPassword = { SOKYSO_DATABASE_URL: url, SOKYSO_DATABASE_PASSWORD_FILE: '/odd' }
    expect(of(withPassword)).toMatchObject({ databaseUrl: 'postgres://sokyso:a%25b%40c%3Ad%2Fe@db:5432/sokyso' })
    expect(() => of({ ...withPassword, SOKYSO_DATABASE_PASSWORD_FILE: '/none' })).toThrow(ConfigError)
  })
})

test('the names of mail servers that are believed, and whether keys of senders are looked up', () => {
  const given = { SOKYSO_AUTH_SERVERS: 'MX.quangtri.gov.vn, relay.example', SOKYSO_DKIM: 'on' }
  expect(read(given)).toMatchObject({ authenticationServers: ['mx.quangtri.gov.vn', 'relay.example'], dkim: true })
  expect(mistakesOf({ SOKYSO_AUTH_SERVERS: 'a b@c' })).toEqual([
    expect.stringContaining('SOKYSO_AUTH_SERVERS có "b@c"'),
  ])
})

describe('several hosts', () => {
  const DATABASE = { SOKYSO_DATABASE_URL: 'postgres://sokyso@db:5432/sokyso' }
  const mistakesFor = (role: 'web' | 'poll' | 'work', environment: Readonly<Record<string, string>>) => {
    expect(() => readConfig(environment, readText, role)).toThrow(ConfigError)
    return () => readConfig(environment, readText, role)
  }

  test('a process that reads no mailbox needs to know nothing of it', () => {
    const environment = {
      ...TRUST,
      ...DATABASE,
      SOKYSO_IMAP_HOST: 'mail.example',
      SOKYSO_IMAP_PASSWORD_FILE: '/nowhere',
    }
    for (const role of ['web', 'work'] as const) {
      const { mail, databaseUrl } = readConfig(environment, readText, role)
      expect({ mail, databaseUrl }).toEqual({ mail: { kind: 'elsewhere' }, databaseUrl: DATABASE.SOKYSO_DATABASE_URL })
    }
  })

  test('a process that only reads the mailbox trusts nobody', () => {
    const { SOKYSO_TRUST: _, ...imap } = IMAP
    expect(readConfig({ ...imap, ...DATABASE }, readText, 'poll')).toMatchObject({
      mail: { kind: 'imap' },
      trust: null,
    })
  })

  test('passwords come from files, whatever characters they hold', () => {
    const { databaseUrl, redisUrl } = read({
      ...IMAP,
      ...DATABASE,
      SOKYSO_DATABASE_PASSWORD_FILE: '/password',
      SOKYSO_REDIS_URL: 'redis://redis:6379',
      SOKYSO_REDIS_PASSWORD_FILE: '/odd',
    })
    expect(new URL(databaseUrl ?? '').password).toBe(encodeURIComponent('bí mật '))
    expect(decodeURIComponent(new URL(redisUrl ?? '').password)).toBe('a%b@c:d/e')
    expect(new URL(redisUrl ?? '').host).toBe('redis:6379')
  })

  test('parts of the service need the database that they share', () => {
    expect(mistakesFor('work', TRUST)).toThrow(/Thiếu SOKYSO_DATABASE_URL/)
  })

  test('the practice mailbox stays out of a database of real letters', () => {
    expect(() => read(DATABASE)).toThrow(/Hộp thư thực hành/)
    expect(mistakesFor('poll', DATABASE)).toThrow(/Hộp thư thực hành/)
  })
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
    ...['maybe', 'ON', '1'].map((value) => ({
      name: `fetching ${value}`,
      given: { SOKYSO_FETCH: value },
      names: ['SOKYSO_FETCH '],
    })),
    ...['http://ca.gov.vn', '*.gov.vn', 'ca.gov.vn/pki', 'user@ca.gov.vn', '-'].map((host) => ({
      name: `the host ${host}`,
      given: { SOKYSO_FETCH_HOSTS: `ca.gov.vn,${host}` },
      names: [`SOKYSO_FETCH_HOSTS có "${host}"`],
    })),
    ...[
      '10.0.0.0/33',
      '10.0.0.0/',
      '10.0.0.0/x',
      '10.0.0/8',
      '0.0.0.0/0',
      '::/0',
      'fe80::1%lo',
      'localhost',
      '1.2.3.4/8/8',
    ].map((block) => ({
      name: `the addresses ${block}`,
      given: { SOKYSO_FETCH_ADDRESSES: block },
      names: [`SOKYSO_FETCH_ADDRESSES có "${block}"`],
    })),
    {
      name: 'a password file that is not there',
      given: { ...IMAP, SOKYSO_IMAP_PASSWORD_FILE: '/nowhere' },
      names: ['/nowhere'],
    },
    { name: 'an empty password file', given: { ...IMAP, SOKYSO_IMAP_PASSWORD_FILE: '/empty' }, names: ['/empty'] },
    {
      name: 'another database',
      given: { ...IMAP, SOKYSO_DATABASE_URL: 'mysql://db/sokyso' },
      names: ['SOKYSO_DATABASE_URL phải có dạng postgres://'],
    },
    {
      name: 'a password without an address',
      given: { ...IMAP, SOKYSO_REDIS_PASSWORD_FILE: '/password' },
      names: ['SOKYSO_REDIS_URL'],
    },
    {
      name: 'an empty password file of the database',
      given: { ...IMAP, SOKYSO_DATABASE_URL: 'postgres://db/sokyso', SOKYSO_DATABASE_PASSWORD_FILE: '/empty' },
      names: ['/empty'],
    },
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

describe('people', () => {
  const OIDC = {
    ...IMAP,
    SOKYSO_PUBLIC_URL: 'https://so.example.vn/',
    SOKYSO_OIDC_ISSUER: 'https://id.example.vn',
    SOKYSO_OIDC_CLIENT: 'sokyso',
    SOKYSO_OIDC_SECRET_FILE: '/password',
    SOKYSO_OIDC_GROUPS: 'admin=so-quan-tri, clerk=so=can-bo',
  }

  test('find the pages at an address, and may be known by another service', () => {
    expect(read({ ...OIDC, SOKYSO_PROXIES: '10.0.0.5,10.20.0.0/16' }).access).toEqual({
      origin: 'https://so.example.vn',
      proxies: [
        { address: '10.0.0.5', prefix: 32 },
        { address: '10.20.0.0', prefix: 16 },
      ],
      oidc: {
        issuer: 'https://id.example.vn',
        client: 'sokyso',
        secret: 'bí mật ',
        groups: [
          { role: 'admin', group: 'so-quan-tri' },
          { role: 'clerk', group: 'so=can-bo' },
        ],
      },
    })
  })

  const { SOKYSO_PUBLIC_URL: _, ...hidden } = OIDC
  const { SOKYSO_OIDC_GROUPS: __, ...ungrouped } = OIDC
  const mistakes: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ ...IMAP, SOKYSO_PUBLIC_URL: 'https://so.example.vn/so' }, 'SOKYSO_PUBLIC_URL'],
    [{ ...IMAP, SOKYSO_PUBLIC_URL: 'so.example.vn' }, 'SOKYSO_PUBLIC_URL'],
    [{ ...IMAP, SOKYSO_PROXIES: '0.0.0.0/0' }, 'SOKYSO_PROXIES'],
    [hidden, 'SOKYSO_PUBLIC_URL'],
    [ungrouped, 'SOKYSO_OIDC_GROUPS'],
    [{ ...OIDC, SOKYSO_OIDC_GROUPS: 'root=so' }, 'SOKYSO_OIDC_GROUPS'],
    [{ ...OIDC, SOKYSO_OIDC_GROUPS: 'unit=so' }, 'SOKYSO_OIDC_GROUPS'],
    [{ ...OIDC, SOKYSO_OIDC_SECRET_FILE: '/empty' }, 'SOKYSO_OIDC_SECRET_FILE'],
    [{ ...OIDC, SOKYSO_OIDC_SECRET_FILE: '/none' }, 'SOKYSO_OIDC_SECRET_FILE'],
  ]
  test.each(mistakes)('%o', (environment, variable) => {
    expect(mistakesOf(environment)).toEqual([expect.stringContaining(variable)])
  })

  test('and the record are looked after with what is said of data and addresses alone', () => {
    const config = readAdministerConfig({ SOKYSO_DATA: '/data', SOKYSO_IMAP_HOST: 'mail.example' }, readText)
    expect(config).toMatchObject({ data: '/data', databaseUrl: null, isPractice: false, host: '127.0.0.1', port: 8322 })
    expect(readAdministerConfig({}, readText).isPractice).toBe(true)
    const shared = { SOKYSO_DATABASE_URL: 'postgres://a@b/c', SOKYSO_DATABASE_PASSWORD_FILE: '/odd' }
    expect(readAdministerConfig(shared, readText)).toMatchObject({
      ...{ isPractice: false, databaseUrl: 'postgres://a:a%25b%40c%3Ad%2Fe@b/c' },
    })
    expect(() => readAdministerConfig({ SOKYSO_PORT: 'x' }, readText)).toThrow(ConfigError)
  })
})
