import { describe, expect, test } from 'vitest'
import { makeLink } from '../../src/access/one-time-link.ts'
import { hashPassword } from '../../src/access/password.ts'
import { totpPurpose } from '../../src/access/sign-in.ts'
import { totpAt } from '../../src/access/totp.ts'
import type { Instant } from '../../src/lang.ts'
import { placeHere } from '../../src/web/form.ts'
import { base32 } from '../browser/base32.ts'
import { draft, openBrowser, PASSWORD, START, seal, useHouse } from './people.ts'

const house = useHouse()
const MINUTE = 60_000
const WEAK = { logN: 10, r: 8, p: 1 } as const
const SECRET = Buffer.from('12345678901234567890')
const code = (now: number) => totpAt(SECRET, Math.floor(now / 30_000))

async function clerk(name = 'lan') {
  return house.add(name, 'clerk', { fullName: 'Nguyễn Thị Lan', password: await hashPassword(PASSWORD, WEAK) })
}

async function login(fields: Readonly<Record<string, string>> = {}, app = house.app) {
  const browser = openBrowser(app)
  await browser.look('/dang-nhap')
  const answer = await browser.send('/dang-nhap', { ten: 'lan', 'mat-khau': PASSWORD, ...fields })
  return { browser, answer }
}

describe('signing in', () => {
  test('leads to the page that was asked for, with the name and the way out on it', async () => {
    await clerk()
    const browser = openBrowser(house.app)
    expect((await browser.look('/thu?loc=cach-ly')).status).toBe(401)
    expect(browser.words()).toContain('Đăng nhập')
    expect(browser.words()).not.toContain('Hướng Hóa')
    expect(browser.page()).toMatch(
      /action="\/dang-nhap">\s*<input [^>]*><input type="hidden" name="ve" value="\/thu\?loc=cach-ly">/,
    )
    const answer = await browser.send('/dang-nhap', { ten: 'lan', 'mat-khau': PASSWORD })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/thu?loc=cach-ly'])
    expect((await browser.look('/thu')).status).toBe(200)
    expect(browser.words()).toContain('Nguyễn Thị Lan Cán bộ')
    expect(await house.audit()).toEqual(['login'])
  })

  test('gives a cookie that no script reads, no other site sends, and the database does not hold', async () => {
    await clerk()
    const { answer, browser } = await login()
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^sokyso=[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax$/)
    const token = browser.jar.get('sokyso') ?? ''
    const [session] = await house.store.sessionsOf((await house.store.accounts())[0]?.id ?? (0 as never))
    expect(JSON.stringify(session)).not.toContain(token)
  })

  test('behind https the cookie is Secure, bound to the host, and HTTPS is to be kept', async () => {
    await clerk()
    const app = house.appWith({ origin: 'https://so.example.vn' })
    const browser = openBrowser(app, '', 'https://so.example.vn')
    const page = await browser.look('/dang-nhap')
    expect(page.headers.get('strict-transport-security')).toBe('max-age=63072000')
    const answer = await browser.send('/dang-nhap', { ten: 'lan', 'mat-khau': PASSWORD })
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-sokyso=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect((await browser.look('/thu')).status).toBe(200)
  })

  test('gives a new token, and the one before is dead', async () => {
    const account = await clerk()
    const planted = await house.session(account)
    const browser = openBrowser(house.app, planted)
    await browser.look('/dang-nhap')
    await browser.send('/dang-nhap', { ten: 'lan', 'mat-khau': PASSWORD })
    expect(`sokyso=${browser.jar.get('sokyso')}`).not.toBe(planted)
    expect((await openBrowser(house.app, planted).look('/')).status).toBe(401)
    expect((await browser.look('/')).status).toBe(200)
  })

  test('fails with one sentence whatever was wrong', async () => {
    await clerk()
    const pages = []
    for (const fields of [{ 'mat-khau': 'sai mật khẩu rồi' }, { ten: 'binh' }, { ten: '' }]) {
      const { browser, answer } = await login(fields)
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []])
      pages.push(browser.words().replace(/Trang lập lúc.*/, ''))
    }
    expect(pages[0]).toContain('Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng.')
    expect(new Set(pages).size).toBe(1)
  })

  test('is refused at the sixth attempt within a minute', async () => {
    await clerk()
    const statuses = []
    for (let i = 0; i < 6; i++) statuses.push((await login({ 'mat-khau': 'x' })).answer.status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    expect((await login()).browser.words()).toContain('Đã thử đăng nhập quá nhiều lần')
  })

  test('never leads to another site', async () => {
    await clerk()
    const { answer } = await login({ ve: '//evil.example/a' })
    expect(answer.headers.get('location')).toBe('/')
  })

  test('what was typed comes back as text', async () => {
    const { browser } = await login({ ten: '"><script>alert(1)</script>' })
    expect(browser.page()).toContain('value="&quot;&gt;&lt;script&gt;')
    expect(browser.page()).not.toContain('<script>alert')
  })
})

describe('a place to go on to', () => {
  const places: readonly (readonly [string, string])[] = [
    ['/thu?loc=cach-ly', '/thu?loc=cach-ly'],
    ['//evil.example', '/'],
    ['///evil.example', '/'],
    ['/\\evil.example', '/'],
    ['\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/\n/evil.example', '/'],
    ['https:evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/./..//evil.example', '/'],
    ['/a/..//evil.example', '/'],
    ['', '/'],
    ['thu', '/'],
  ]
  test.each(places)('%j is %s', (text, place) => {
    expect(placeHere(text)).toBe(place)
  })
})

describe('a session', () => {
  test('is over after 30 minutes without a page, and goes on with one', async () => {
    const browser = openBrowser(house.app, await house.session(await clerk()))
    house.now = (START + 29 * MINUTE) as Instant
    expect((await browser.look('/')).status).toBe(200)
    house.now = (START + 58 * MINUTE) as Instant
    expect((await browser.look('/')).status).toBe(200)
    house.now = (START + 88 * MINUTE) as Instant
    expect((await browser.look('/')).status).toBe(401)
  })

  test('is over after 12 hours whatever was done', async () => {
    const browser = openBrowser(house.app, await house.session(await clerk()))
    let status = 200
    let minutes = 0
    for (; status === 200 && minutes < 2_000; minutes += 20) {
      house.now = (START + minutes * MINUTE) as Instant
      status = (await browser.look('/')).status
    }
    expect(minutes - 20).toBe(12 * 60)
  })

  test('is not kept alive by a page that updates itself', async () => {
    const browser = openBrowser(house.app, await house.session(await clerk()))
    house.now = (START + 29 * MINUTE) as Instant
    expect((await browser.ask('/', { headers: { 'sec-fetch-mode': 'cors' } })).status).toBe(200)
    house.now = (START + 31 * MINUTE) as Instant
    expect((await browser.ask('/')).status).toBe(401)
  })

  test('ends on the server with the way out', async () => {
    const cookie = await house.session(await clerk())
    const browser = openBrowser(house.app, cookie)
    await browser.look('/')
    expect((await browser.send('/dang-xuat')).headers.get('location')).toBe('/dang-nhap')
    expect(browser.jar.has('sokyso')).toBe(false)
    expect((await openBrowser(house.app, cookie).look('/')).status).toBe(401)
    expect(await house.audit()).toEqual(['logout'])
  })

  test('of an account that is disabled in the middle is over', async () => {
    const account = await clerk()
    const browser = openBrowser(house.app, await house.session(account))
    await house.store.changeAccount(account.id, { disabled: true }, 'keep', draft)
    expect((await browser.look('/')).status).toBe(401)
  })

  test.each(['sokyso=', 'sokyso=x', `sokyso=${'A'.repeat(22)}`, 'sokyso="; drop'])(
    'is not opened by %s',
    async (cookie) => {
      expect((await openBrowser(house.app, cookie).look('/')).status).toBe(401)
    },
  )

  test('the others of a person end at their wish', async () => {
    const account = await clerk()
    const [mine, other] = [await house.session(account), await house.session(account)]
    const browser = openBrowser(house.app, mine)
    await browser.look('/tai-khoan')
    await browser.send('/tai-khoan/ket-thuc-phien-khac')
    expect((await browser.look('/')).status).toBe(200)
    expect((await openBrowser(house.app, other).look('/')).status).toBe(401)
  })
})

describe('an administrator without a second factor', () => {
  test('reaches nothing but the enrolment of one, and then everything', async () => {
    const admin = await house.add('lan', 'admin', { password: await hashPassword(PASSWORD, WEAK) })
    const browser = openBrowser(house.app, await house.session(admin))
    for (const path of ['/', '/thu', '/nguoi-dung', '/nhat-ky']) {
      expect((await browser.look(path)).headers.get('location')).toBe('/tai-khoan')
    }
    await browser.look('/tai-khoan')
    expect(browser.words()).toContain('Tài khoản quản trị phải bật mã xác thực')
    const spelled = /class="secret">([A-Z2-7 ]+)</.exec(browser.page())?.[1]?.replaceAll(' ', '') ?? ''
    const secret = base32(spelled)
    expect(secret).toHaveLength(20)
    const enrol = (ma: string, password = PASSWORD) =>
      browser.send('/tai-khoan/ma-xac-thuc', { 'mat-khau': password, ma })
    const right = () => totpAt(secretOf(browser.page()), Math.floor(house.now / 30_000))
    expect((await enrol('000000')).status).toBe(422)
    expect((await enrol(right(), 'sai mật khẩu rồi')).status).toBe(422)
    expect((await enrol(right())).headers.get('location')).toBe('/tai-khoan?da=ma-xac-thuc')
    expect((await browser.look('/nguoi-dung')).status).toBe(200)
    const stored = (await house.store.account({ name: 'lan' }))?.totp ?? ''
    expect(seal.open(totpPurpose(admin.id), stored)).not.toBeNull()
    expect(stored).not.toContain(spelled)
    expect(await house.audit()).toEqual(['confirmation-failed lan', 'totp-enrolled lan'])
  })

  test('sees one key until it is confirmed, however often the page is loaded, and another an hour later', async () => {
    const admin = await house.add('lan', 'admin', { password: await hashPassword(PASSWORD, WEAK) })
    const browser = openBrowser(house.app, await house.session(admin))
    const shown = async (path = '/tai-khoan') => {
      await browser.look(path)
      return secretOf(browser.page()).toString('hex')
    }
    const first = await shown()
    expect([first.length, await shown()]).toEqual([40, first])
    expect((await openBrowser(house.app, await house.session(admin)).look('/tai-khoan')).status).toBe(200)
    house.now = (house.now + 20 * 60_000) as Instant
    expect(await shown()).toBe(first)
    house.now = (house.now + 20 * 60_000) as Instant
    await shown()
    house.now = (house.now + 20 * 60_000) as Instant
    const second = await shown()
    expect(second).not.toBe(first)
    const enrol = (secret: string) =>
      browser.send('/tai-khoan/ma-xac-thuc', {
        'mat-khau': PASSWORD,
        ma: totpAt(Buffer.from(secret, 'hex'), Math.floor(house.now / 30_000)),
      })
    expect((await enrol(first)).status).toBe(422)
    expect(await secretOf(browser.page()).toString('hex')).toBe(second)
    expect((await enrol(second)).status).toBe(303)
    expect(await shown()).toBe('')
    expect(await shown('/tai-khoan?khoa=moi')).not.toBe(second)
  })

  test('cannot remove it again, and a clerk can', async () => {
    const totp = async (name: string, role: 'admin' | 'clerk') => {
      const account = await house.add(name, role, { password: await hashPassword(PASSWORD, WEAK) })
      const sealed = seal.seal(totpPurpose(account.id), SECRET.toString('base64url'))
      await house.store.changeAccount(account.id, { totp: sealed }, 'keep', draft)
      const browser = openBrowser(house.app, await house.session(account))
      await browser.look('/tai-khoan')
      return (await browser.send('/tai-khoan/bo-ma-xac-thuc', { 'mat-khau': PASSWORD })).status
    }
    expect([await totp('lan', 'admin'), await totp('an', 'clerk')]).toEqual([422, 303])
    expect((await house.store.account({ name: 'lan' }))?.totp).not.toBeNull()
    expect((await house.store.account({ name: 'an' }))?.totp).toBeNull()
  })

  test('signs in with password and code once it is enrolled', async () => {
    const admin = await house.add('lan', 'admin', { password: await hashPassword(PASSWORD, WEAK) })
    const totp = seal.seal(totpPurpose(admin.id), SECRET.toString('base64url'))
    await house.store.changeAccount(admin.id, { totp }, 'keep', draft)
    expect((await login()).answer.status).toBe(401)
    const { browser, answer } = await login({ ma: code(house.now) })
    expect(answer.status).toBe(303)
    expect((await browser.look('/nguoi-dung')).status).toBe(200)
    expect((await login({ ma: code(house.now) })).answer.status).toBe(401)
  })

  function secretOf(page: string): Buffer {
    return base32(/class="secret">([A-Z2-7 ]+)</.exec(page)?.[1]?.replaceAll(' ', '') ?? '')
  }
})

describe('the password of a person', () => {
  const change = async (fields: Readonly<Record<string, string>>) => {
    const account = await clerk()
    const [mine, other] = [await house.session(account), await house.session(account)]
    const browser = openBrowser(house.app, mine)
    await browser.look('/tai-khoan')
    const all = {
      'mat-khau': PASSWORD,
      'mat-khau-moi': 'trăm năm trong cõi',
      'nhap-lai': 'trăm năm trong cõi',
      ...fields,
    }
    const answer = await browser.send('/tai-khoan/mat-khau', all)
    return { answer, browser, other }
  }

  test('is changed with the one before, and other sessions end', async () => {
    const { answer, browser, other } = await change({})
    expect(answer.headers.get('location')).toBe('/tai-khoan?da=mat-khau')
    expect((await browser.look('/tai-khoan?da=mat-khau')).status).toBe(200)
    expect(browser.words()).toContain('Đã đổi mật khẩu')
    expect((await openBrowser(house.app, other).look('/')).status).toBe(401)
    expect((await login({ 'mat-khau': 'trăm năm trong cõi' })).answer.status).toBe(303)
    expect((await login()).answer.status).toBe(401)
  })

  const faults = [
    { fields: { 'mat-khau': 'sai mật khẩu rồi' }, said: 'Mật khẩu hiện tại không đúng.' },
    { fields: { 'nhap-lai': 'khác' }, said: 'Hai lần nhập mật khẩu không giống nhau.' },
    { fields: { 'mat-khau-moi': 'Matkhau@2025', 'nhap-lai': 'Matkhau@2025' }, said: 'Mật khẩu này dễ đoán' },
  ]
  test.each(faults)('is not changed: $said', async ({ fields, said }) => {
    const { answer, browser } = await change(fields)
    expect(answer.status).toBe(422)
    expect(browser.words()).toContain(said)
    expect((await login()).answer.status).toBe(303)
  })
})

describe('the first administrator', () => {
  const NEW = { ten: 'Lan', 'ho-ten': 'Nguyễn Thị Lan', 'mat-khau-moi': PASSWORD, 'nhap-lai': PASSWORD }

  test('is whoever has the link, once, within the hour', async () => {
    const path = await makeLink(house.store, null, house.now, draft)
    house.now = (START + 60 * MINUTE - 1) as Instant
    const browser = openBrowser(house.app)
    expect((await browser.look(path)).status).toBe(200)
    expect((await browser.send(path, NEW)).headers.get('location')).toBe('/dang-nhap?da=mat-khau')
    expect(await (await browser.look('/dang-nhap?da=mat-khau')).text()).toContain('Đã đặt mật khẩu.')
    expect(await house.store.account({ name: 'lan' })).toMatchObject({ role: 'admin', fullName: 'Nguyễn Thị Lan' })
    expect((await browser.look(path)).status).toBe(410)
    await browser.look('/dang-nhap')
    expect((await browser.send(path, { ...NEW, ten: 'an' })).status).toBe(410)
    expect((await login()).answer.status).toBe(303)
  })

  test('is nobody in the 61st minute', async () => {
    const path = await makeLink(house.store, null, house.now, draft)
    const browser = openBrowser(house.app)
    await browser.look(path)
    house.now = (START + 60 * MINUTE) as Instant
    expect((await browser.send(path, NEW)).status).toBe(410)
    expect(await house.store.accounts()).toEqual([])
  })

  test('is nobody where somebody is there already', async () => {
    const path = await makeLink(house.store, null, house.now, draft)
    await clerk()
    const browser = openBrowser(house.app)
    await browser.look(path)
    expect((await browser.send(path, { ...NEW, ten: 'an' })).status).toBe(410)
    expect(await house.store.accounts()).toHaveLength(1)
  })

  test.each([
    [{ ten: 'Lân Nguyễn' }, 'Tên đăng nhập gồm chữ thường'],
    [{ 'ho-ten': ' ' }, 'Hãy nhập họ và tên'],
    [{ 'mat-khau-moi': 'ngắn', 'nhap-lai': 'ngắn' }, 'ít nhất 12 ký tự'],
  ])('is asked again for what is not right: %o', async (fields, said) => {
    const path = await makeLink(house.store, null, house.now, draft)
    const browser = openBrowser(house.app)
    await browser.look(path)
    expect((await browser.send(path, { ...NEW, ...fields })).status).toBe(422)
    expect(browser.words()).toContain(said)
    expect((await browser.send(path, NEW)).status).toBe(303)
  })

  test('a link that nobody made opens nothing', async () => {
    expect((await openBrowser(house.app).look('/dat-mat-khau/AAAA')).status).toBe(410)
  })
})

describe('practice', () => {
  test('is seen at once by whoever is on this machine, who may try everything', async () => {
    const browser = openBrowser(house.appWith({ practice: 'admin' }))
    expect((await browser.look('/')).status).toBe(200)
    expect(browser.words()).toContain('Không cần đăng nhập: mọi người dùng máy này đều có quyền quản trị.')
    expect((await browser.look('/nguoi-dung')).status).toBe(200)
    await browser.send('/nguoi-dung', { ten: 'an', 'ho-ten': 'An', 'vai-tro': 'clerk' })
    expect(await house.store.accounts()).toHaveLength(1)
    expect((await browser.look('/tai-khoan')).status).toBe(404)
  })

  test('served to others may only be looked at', async () => {
    const browser = openBrowser(house.appWith({ practice: 'leader' }))
    expect((await browser.look('/')).status).toBe(200)
    expect(browser.words()).toContain('Không cần đăng nhập: chỉ xem.')
    expect((await browser.look('/nguoi-dung')).status).toBe(403)
  })
})

describe('a form', () => {
  test('that is too large is not read', async () => {
    const browser = openBrowser(house.app)
    await browser.look('/dang-nhap')
    expect((await browser.send('/dang-nhap', { ten: 'x'.repeat(20_000) })).status).toBe(413)
  })

  test('that asks for a hash while too many are being made is told to come again', async () => {
    const browser = openBrowser(house.app, await house.session(await clerk()))
    await browser.look('/tai-khoan')
    // One is made at a time: behind the first, which takes long, the others wait until the form comes.
    const busy = Array.from({ length: 20 }, (_, index) => hashPassword('x'.repeat(12), index === 0 ? undefined : WEAK))
    const answer = await browser.send('/tai-khoan/mat-khau', { 'mat-khau': PASSWORD })
    expect(answer.status).toBe(503)
    await Promise.all(busy)
  })

  test('behind a proxy is taken from the address that people type, and from no other', async () => {
    await clerk()
    const app = house.appWith({ origin: 'https://so.example.vn' })
    const browser = openBrowser(app, '', 'https://so.example.vn')
    const page = await browser.look('/dang-nhap')
    const mark = /name="form" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    const send = (origin: string) =>
      browser.ask('/dang-nhap', { method: 'POST', body: new URLSearchParams({ form: mark }), headers: { origin } })
    expect((await send('http://so.example.vn')).status).toBe(403)
    expect((await send('https://so.example.vn:8443')).status).toBe(403)
    expect((await send('https://so.example.vn')).status).toBe(401)
  })
})
