/** What was set on the pages, as the service takes it up. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSeal } from '../../src/access/seal.ts'
import { readConfig } from '../../src/config.ts'
import { passwordPurpose, readSettings, settledConfig, writeMailbox } from '../../src/serve/setup/settings.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { type SetMailbox, writeTokenSecret } from '../../src/web/setup/set-mailbox.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { draft } from '../web/people.ts'

const seal = openSeal(Buffer.alloc(32, 1))
const mailbox: SetMailbox = {
  ...{ host: 'mail.example', port: 993, secure: 'tls', user: 'noivu', folders: ['INBOX', 'Chữ ký số'] },
  ...{ tokens: null, ca: null, pin: 'ab'.repeat(32), readFrom: null },
}
const { tokens: _, ...untold } = mailbox
const PASSWORD = 'mật khẩu hộp thư'
const setting = (environment: Readonly<Record<string, string>> = {}) =>
  readConfig({ SOKYSO_SETUP: 'on', SOKYSO_DATA: '/data', ...environment }, () => 'secret')

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openSqliteStore(`${folder.path}/sokyso.db`)
})
afterEach(async () => {
  await store.close()
  await folder.remove()
})

const save = (changes: Partial<SetMailbox> = {}) =>
  store.changeSettings(
    {
      mailbox: writeMailbox({ ...mailbox, ...changes }),
      'mailbox-password': seal.seal(passwordPurpose(mailbox), PASSWORD),
    },
    draft,
  )

describe('the mailbox', () => {
  test('is read once the reading was started, and not before', async () => {
    expect(settledConfig(setting(), await readSettings(store, seal)).mail).toEqual({ kind: 'elsewhere' })
    await save()
    expect(settledConfig(setting(), await readSettings(store, seal)).mail).toEqual({ kind: 'elsewhere' })
    await store.changeSettings({ started: '1000' }, draft)
    expect(settledConfig(setting(), await readSettings(store, seal)).mail).toEqual({
      kind: 'imap',
      accounts: [{ ...untold, account: 'noivu', loginEndsAt: null, login: { kind: 'password', password: PASSWORD } }],
    })
  })

  test('that the environment names goes before', async () => {
    await save()
    await store.changeSettings({ started: '1000', fetch: 'on' }, draft)
    const config = setting({ SOKYSO_MAIL_DIR: '/mail', SOKYSO_FETCH: 'off' })
    const settled = settledConfig(config, await readSettings(store, seal))
    expect([settled.mail, settled.fetch]).toEqual([{ kind: 'folder', path: '/mail' }, null])
  })

  test('has its password sealed: for this key, this host and this user alone', async () => {
    await save()
    expect(JSON.stringify(await store.settings())).not.toContain(PASSWORD)
    expect((await readSettings(store, seal)).password).toBe(PASSWORD)
    expect((await readSettings(store, openSeal(Buffer.alloc(32, 2)))).password).toBeNull()
    await save({ host: 'mail.evil.example' })
    expect((await readSettings(store, seal)).password).toBeNull()
    await store.changeSettings({ started: '1000' }, draft)
    expect(settledConfig(setting(), await readSettings(store, seal)).mail).toEqual({ kind: 'elsewhere' })
  })
})

describe('a mailbox with tokens', () => {
  const tokens = { tokenUrl: 'https://login.example/token', clientId: 'sokyso', scope: null }
  const secret = { clientSecret: 'bí mật', refreshToken: 'làm mới' }
  const saveAt = (place: Partial<typeof tokens>) => {
    const sealed = seal.seal(passwordPurpose({ ...mailbox, tokens }), writeTokenSecret(secret))
    const values = {
      mailbox: writeMailbox({ ...mailbox, tokens: { ...tokens, ...place } }),
      'mailbox-password': sealed,
    }
    return store.changeSettings({ ...values, started: '1000' }, draft)
  }

  test('is read as one of the environment is', async () => {
    await saveAt({})
    const { mail } = settledConfig(setting(), await readSettings(store, seal))
    expect(mail).toMatchObject({ accounts: [{ ...untold, login: { kind: 'oauth', ...tokens, ...secret } }] })
  })

  test('has them sealed, for this token server and client alone', async () => {
    await saveAt({})
    expect(JSON.stringify(await store.settings())).not.toMatch(/bí mật|làm mới/)
    for (const other of [{ tokenUrl: 'https://login.evil.example/token' }, { clientId: 'another' }]) {
      await saveAt(other)
      expect((await readSettings(store, seal)).password).toBeNull()
    }
  })

  test('that was set before there were any takes a password', async () => {
    const { tokens: __, ...before } = mailbox
    await store.changeSettings({ mailbox: JSON.stringify(before) }, draft)
    expect((await readSettings(store, seal)).mailbox).toEqual(mailbox)
  })
})

test('revocation data are fetched where the pages say so, from where the environment lets them', async () => {
  await store.changeSettings({ fetch: 'on' }, draft)
  const config = setting({ SOKYSO_FETCH_HOSTS: 'ca.gov.vn' })
  expect(config.fetch).toBeNull()
  expect(settledConfig(config, await readSettings(store, seal)).fetch).toEqual({ hosts: ['ca.gov.vn'], addresses: [] })
})
