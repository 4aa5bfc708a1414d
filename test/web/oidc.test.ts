/** Signing in by the office's own service: each field of its answer wrong in turn. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashPassword } from '../../src/access/password.ts'
import type { Instant } from '../../src/lang.ts'
import { openOidc } from '../../src/serve/open-oidc.ts'
import { type FakeProvider, type Spoiled, startProvider } from './fake-provider.ts'
import { draft, openBrowser, PASSWORD, START, useHouse } from './people.ts'

const house = useHouse()
const ORIGIN = 'http://localhost'
const GROUPS = [
  { role: 'admin', group: 'so-quan-tri' },
  { role: 'clerk', group: 'so-can-bo' },
] as const

let provider: FakeProvider
let told: string[]
beforeEach(async () => {
  provider = await startProvider()
  told = []
})
afterEach(() => provider.close())

function open() {
  const config = { issuer: provider.issuer, client: 'sokyso', secret: 'a secret', groups: GROUPS }
  const oidc = openOidc(config, ORIGIN, { error: (event) => void told.push(event) })
  return openBrowser(house.appWith({ oidc, origin: ORIGIN }))
}

async function begin(browser = open(), back = '/thu') {
  const answer = await browser.ask(`/dang-nhap/co-quan?ve=${encodeURIComponent(back)}`)
  return { browser, address: new URL(answer.headers.get('location') ?? '') }
}

async function pass(changes: Readonly<Record<string, string>> = {}, browser = open()) {
  const { address } = await begin(browser)
  const came = provider.approve(address, changes)
  const answer = await browser.look(came.pathname + came.search)
  return { browser, answer, came }
}

describe('the way there', () => {
  test('asks for a code with PKCE, state and nonce, and keeps them sealed', async () => {
    const { browser, address } = await begin()
    expect(address.href.startsWith(`${provider.issuer}/authorize?`)).toBe(true)
    const asked = Object.fromEntries(address.searchParams)
    expect(asked).toMatchObject({
      ...{ client_id: 'sokyso', response_type: 'code', scope: 'openid profile email', code_challenge_method: 'S256' },
      redirect_uri: `${ORIGIN}/dang-nhap/co-quan/ve`,
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]?.length).toBeGreaterThanOrEqual(43)
    const cookie = browser.jar.get('sokyso-oidc') ?? ''
    expect(cookie).not.toContain(asked.state)
    expect(Buffer.from(cookie, 'base64url').toString('latin1')).not.toContain(asked.state)
  })

  test('is offered at the form to sign in, where there is such a service', async () => {
    const browser = open()
    await browser.look('/dang-nhap')
    expect(browser.words()).toContain('Đăng nhập bằng tài khoản của cơ quan')
    const without = openBrowser(house.app)
    await without.look('/dang-nhap')
    expect(without.words()).not.toContain('tài khoản của cơ quan')
    for (const path of ['/dang-nhap/co-quan', '/dang-nhap/co-quan/ve'])
      expect((await without.look(path)).status).toBe(404)
  })
})

describe('the way back', () => {
  test('makes an account with the role of the group, and a session', async () => {
    const { browser, answer } = await pass()
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/thu'])
    expect((await browser.look('/thu')).status).toBe(200)
    expect(await house.store.account({ oidc: `${provider.issuer} person-1` })).toMatchObject({
      ...{ name: 'lan@huonghoa.example', fullName: 'Nguyễn Thị Lan', role: 'clerk', password: null },
    })
    expect(browser.jar.has('sokyso-oidc')).toBe(false)
    expect(await house.audit()).toEqual(['account-added lan@huonghoa.example', 'login'])
    expect(provider.asked[0]?.get('code_verifier')?.length).toBeGreaterThanOrEqual(43)
  })

  test('follows the group at each login; an administrator of the service needs no second factor of ours', async () => {
    await pass()
    provider.spoiled = { claims: { groups: ['khac', 'so-quan-tri', 'so-can-bo'] } }
    const { browser } = await pass()
    expect((await house.store.accounts()).map(({ role }) => role)).toEqual(['admin'])
    expect((await browser.look('/nguoi-dung')).status).toBe(200)
  })

  const spoiled: readonly { name: string; spoiled?: Spoiled; changes?: Record<string, string> }[] = [
    { name: 'a state that we did not send', changes: { state: 'x' } },
    { name: 'no state', changes: { state: '' } },
    { name: 'no code', changes: { code: '' } },
    { name: 'a code that the service does not know', changes: { code: 'x' } },
    { name: 'an error of the service', changes: { code: '', error: 'access_denied' } },
    { name: 'the issuer of another service in the address', changes: { iss: 'http://evil.example' } },
    { name: 'no issuer in the address', changes: { iss: '' } },
    { name: 'another issuer', spoiled: { claims: { iss: 'http://evil.example' } } },
    { name: 'the issuer with a slash more', spoiled: { claims: { iss: 'SLASH' } } },
    { name: 'another audience', spoiled: { claims: { aud: 'other' } } },
    { name: 'two audiences and another party', spoiled: { claims: { aud: ['sokyso', 'other'], azp: 'other' } } },
    { name: 'another nonce', spoiled: { claims: { nonce: 'x' } } },
    { name: 'no nonce', spoiled: { claims: { nonce: undefined } } },
    { name: 'a token that is over', spoiled: { claims: { exp: 1 } } },
    { name: 'a token that never ends', spoiled: { claims: { exp: undefined } } },
    { name: 'no subject', spoiled: { claims: { sub: undefined } } },
    { name: 'the signature of another key', spoiled: { otherKey: true } },
    { name: 'a key that is not published', spoiled: { header: { kid: 'other' } } },
    { name: 'no signature', spoiled: { alg: 'none' } },
    { name: 'a signature by the secret', spoiled: { header: { alg: 'HS256' } } },
    { name: 'an address that is not verified', spoiled: { claims: { email_verified: false } } },
    { name: 'an address of which nothing is said', spoiled: { claims: { email_verified: undefined } } },
    { name: 'an address that is verified in words', spoiled: { claims: { email_verified: 'true' } } },
    { name: 'no address', spoiled: { claims: { email: undefined } } },
    { name: 'an address that is no login name', spoiled: { claims: { email: '"<script>"@evil.example' } } },
    { name: 'no groups', spoiled: { claims: { groups: undefined } } },
    { name: 'other groups', spoiled: { claims: { groups: ['so-can-bo-cu', 'so'] } } },
    { name: 'groups in one word', spoiled: { claims: { groups: 'so-can-bo' } } },
    { name: 'an answer that is no JSON', spoiled: { tokenBody: '<html>' } },
    { name: 'a service that fails', spoiled: { tokenStatus: 500 } },
  ]
  test.each(spoiled)('is not believed with $name', async ({ spoiled: wrong, changes }) => {
    const claims = wrong?.claims?.iss === 'SLASH' ? { iss: `${provider.issuer}/` } : wrong?.claims
    provider.spoiled = { ...wrong, ...(claims ? { claims } : {}) }
    const { browser, answer } = await pass(changes)
    expect(answer.status).toBe(401)
    expect(browser.words()).toContain('Không đăng nhập được bằng tài khoản của cơ quan')
    expect(browser.jar.has('sokyso')).toBe(false)
    expect(await house.store.accounts()).toEqual([])
    expect(await house.audit()).toEqual(['login-failed'])
  })

  test('is gone once', async () => {
    const { browser, came } = await pass()
    expect((await browser.look(came.pathname + came.search)).status).toBe(401)
  })

  test('is not gone with the cookie of another browser, a forged one, or after ten minutes', async () => {
    const { address } = await begin()
    const came = provider.approve(address)
    const other = open()
    expect((await other.look(came.pathname + came.search)).status).toBe(401)
    other.jar.set('sokyso-oidc', Buffer.from('{"state":"x"}').toString('base64url'))
    expect((await other.look(came.pathname + came.search)).status).toBe(401)
    const slow = await begin()
    const late = provider.approve(slow.address)
    house.now = (START + 600_000) as Instant
    expect((await slow.browser.look(late.pathname + late.search)).status).toBe(401)
  })

  test('is closed for a minute to whoever comes too often, and the log does not grow by him', async () => {
    const browser = open()
    const statuses: number[] = []
    for (let i = 0; i < 32; i++) statuses.push((await browser.look('/dang-nhap/co-quan/ve')).status)
    expect(statuses.slice(29)).toEqual([401, 429, 429])
    expect(browser.words()).toContain('Đã thử đăng nhập quá nhiều lần')
    expect(await house.audit()).toHaveLength(30)
    house.now = (START + 61_000) as Instant
    expect((await pass()).answer.status).toBe(303)
  })

  test('never leads to another site', async () => {
    const browser = open()
    const { address } = await begin(browser, '//evil.example')
    const came = provider.approve(address)
    expect((await browser.look(came.pathname + came.search)).headers.get('location')).toBe('/')
  })
})

describe('an account', () => {
  test('of the same name that is local is not taken over', async () => {
    await house.add('lan@huonghoa.example', 'clerk')
    expect((await pass()).answer.status).toBe(401)
    expect(await house.store.accounts()).toMatchObject([{ oidc: null }])
  })

  test('that was disabled here stays so, whatever the service says', async () => {
    await pass()
    const [account] = await house.store.accounts()
    if (account) await house.store.changeAccount(account.id, { disabled: true }, 'end', draft)
    expect((await pass()).answer.status).toBe(401)
  })

  test('with a password lets in when the service is away', async () => {
    await house.add('lan', 'clerk', { password: await hashPassword(PASSWORD, { logN: 10, r: 8, p: 1 }) })
    await provider.close()
    const browser = open()
    expect((await browser.look('/dang-nhap/co-quan')).status).toBe(401)
    expect(browser.words()).toContain('Không đăng nhập được bằng tài khoản của cơ quan')
    expect((await browser.send('/dang-nhap', { ten: 'lan', 'mat-khau': PASSWORD })).status).toBe(303)
  })
})
