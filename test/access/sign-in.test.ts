import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../../src/access/account.ts'
import type { AuditDraft } from '../../src/access/audit.ts'
import { hashPassword } from '../../src/access/password.ts'
import { openSeal } from '../../src/access/seal.ts'
import { ATTEMPTS, signIn, totpPurpose } from '../../src/access/sign-in.ts'
import { totpAt } from '../../src/access/totp.ts'
import type { Instant } from '../../src/lang.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { atNight } from '../at-night.ts'
import { at } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const PASSWORD = 'con trâu ăn cỏ bờ đê'
const SECRET = Buffer.from('12345678901234567890')
const NOW = at(59_000)
const ADDRESS = '10.0.0.7'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
let lan: AccountId
const seal = openSeal(Buffer.alloc(32, 7))

beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openSqliteStore(`${folder.path}/sokyso.db`)
  const password = await hashPassword(PASSWORD, { logN: 10, r: 8, p: 1 })
  const id = await store.addAccount(
    {
      ...{ name: 'lan', fullName: 'Lan', role: 'clerk', unit: null, password, totp: null, oidc: null },
      createdAt: NOW,
    },
    entry,
  )
  lan = id ?? expect.unreachable()
})
afterEach(async () => {
  await store.close()
  await folder.remove()
})

const entry: AuditDraft = {
  at: NOW,
  action: 'account-changed',
  subject: '',
  facts: {},
  address: null,
  actor: { account: null, name: '', role: null },
}
const enter = (name = 'lan', password = PASSWORD, code = '', address = ADDRESS, now: Instant = NOW) =>
  signIn({ store, seal }, { name, password, code }, address, now)
const enrol = () =>
  store.changeAccount(lan, { totp: seal.seal(totpPurpose(lan), SECRET.toString('base64url')) }, 'keep', entry)

describe('signing in', () => {
  test('with name and password', async () => {
    expect(await enter(' LAN ')).toMatchObject({ kind: 'in', account: { name: 'lan' } })
  })

  test('renews a hash of older parameters, and the password holds on', async () => {
    await enter()
    const renewed = (await store.account({ id: lan }))?.password ?? ''
    expect(renewed).toMatch(/^scrypt\$17\$8\$1\$/)
    expect(await enter()).toMatchObject({ kind: 'in' })
    expect((await store.account({ id: lan }))?.password).toBe(renewed)
  })

  const refusals = [
    { name: 'a wrong password', who: 'lan', password: 'sai mật khẩu rồi' },
    { name: 'an unknown name', who: 'binh', password: PASSWORD },
    { name: 'what is no name', who: "' or 1=1 --", password: PASSWORD },
    { name: 'nothing', who: '', password: '' },
  ]
  test.each(refusals)('is refused for $name, and nothing more is said', async ({ who, password }) => {
    expect(await enter(who, password)).toEqual({ kind: 'refused' })
  })

  test('is refused for an account that is disabled or has no password yet', async () => {
    await store.changeAccount(lan, { disabled: true }, 'end', entry)
    expect(await enter()).toEqual({ kind: 'refused' })
    await store.changeAccount(lan, { disabled: false, password: null }, 'end', entry)
    expect(await enter('lan', '')).toEqual({ kind: 'refused' })
  })

  atNight('takes its turn at the hash for a name that is not there, too', async () => {
    const tries = Array.from({ length: 25 }, (_, i) => enter('binh', 'sai mật khẩu rồi', '', `10.0.1.${i}`))
    const answers = await Promise.allSettled(tries)
    expect(answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []))).toEqual(
      Array.from({ length: 5 }, () => 'BusyError'),
    )
  })

  test('keeps the names of accounts that were tried, and of nobody else', async () => {
    await enter('lan', 'sai mật khẩu rồi')
    await enter('my-password', 'sai mật khẩu rồi')
    const failed = await store.auditEntries({ action: 'login-failed', text: '' }, { offset: 0, limit: 9 })
    expect(failed.map(({ subject, address }) => [subject, address])).toEqual([
      ['', ADDRESS],
      ['lan', ADDRESS],
    ])
  })
})

describe('a code', () => {
  test('is asked for where one is enrolled, and is good once', async () => {
    await enrol()
    expect(await enter()).toEqual({ kind: 'refused' })
    expect(await enter('lan', PASSWORD, '000000')).toEqual({ kind: 'refused' })
    expect(await enter('lan', PASSWORD, totpAt(SECRET, 1))).toMatchObject({ kind: 'in' })
    expect(await enter('lan', PASSWORD, totpAt(SECRET, 1))).toEqual({ kind: 'refused' })
  })

  test('does not take the place of a password, and is not used up without one', async () => {
    await enrol()
    expect(await enter('lan', 'sai mật khẩu rồi', totpAt(SECRET, 1))).toEqual({ kind: 'refused' })
    expect(await enter('lan', PASSWORD, totpAt(SECRET, 1))).toMatchObject({ kind: 'in' })
  })

  test('whose secret another key sealed lets nobody in', async () => {
    const foreign = openSeal(Buffer.alloc(32, 8)).seal(totpPurpose(lan), SECRET.toString('base64url'))
    await store.changeAccount(lan, { totp: foreign }, 'keep', entry)
    expect(await enter('lan', PASSWORD, totpAt(SECRET, 1))).toEqual({ kind: 'refused' })
  })
})

describe('too often', () => {
  const { ofAccountAtAddress, ofAddress, windowMs } = ATTEMPTS
  test('is the sixth attempt at one account from one address within a minute, even with the right password', async () => {
    for (let i = 0; i < ofAccountAtAddress; i++) expect(await enter('lan', 'x')).toEqual({ kind: 'refused' })
    expect(await enter()).toEqual({ kind: 'too-often' })
    expect(await enter('lan', PASSWORD, '', '10.0.0.8')).toMatchObject({ kind: 'in' })
    expect(await enter('lan', PASSWORD, '', ADDRESS, at(NOW + windowMs + 1))).toMatchObject({ kind: 'in' })
  })

  test('is the thirty-first from one address, whatever the names', async () => {
    const subject = createHash('sha256').update(ADDRESS).digest('base64url')
    for (let i = 0; i < ofAddress; i++) await store.countAttempts(subject, NOW, at(NOW - windowMs))
    expect(await enter()).toEqual({ kind: 'too-often' })
  })
})
