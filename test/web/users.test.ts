import { describe, expect, test } from 'vitest'
import type { Account } from '../../src/access/account.ts'
import { inUnitOrder } from '../../src/campaign/unit-order.ts'
import { openBrowser, PASSWORD, UNIT, useHouse } from './people.ts'
import { sampleView } from './sample.ts'

const house = useHouse()

async function admin() {
  const account = await house.add('quan-tri', 'admin', { totp: 'x' })
  const browser = openBrowser(house.app, await house.session(account))
  await browser.look('/nguoi-dung')
  return { account, browser }
}

const NEW = { ten: 'Lan', 'ho-ten': 'Nguyễn Thị Lan', 'vai-tro': 'clerk', 'don-vi': '' }
const linkIn = (page: string) => /<code>http:\/\/localhost(\/dat-mat-khau\/[\w-]{22})<\/code>/.exec(page)?.[1] ?? ''
const named = async (name: string): Promise<Account> => (await house.store.account({ name })) ?? expect.unreachable()

describe('an administrator', () => {
  test('adds a person, who chooses the password by a link that is shown once', async () => {
    const { browser } = await admin()
    expect((await browser.send('/nguoi-dung', NEW)).status).toBe(200)
    const link = linkIn(browser.page())
    expect(link).not.toBe('')
    const { id } = await named('lan')
    await browser.look(`/nguoi-dung/${id}`)
    expect(browser.page()).not.toContain('/dat-mat-khau/')
    const person = openBrowser(house.app)
    await person.look(link)
    expect(person.words()).toMatch(/Cho tài khoản lan \( ?Nguyễn Thị Lan \)/)
    await person.send(link, { 'mat-khau-moi': PASSWORD, 'nhap-lai': PASSWORD })
    await person.look('/dang-nhap')
    await person.send('/dang-nhap', { ten: 'lan', 'mat-khau': PASSWORD, ve: '/thu' })
    expect((await person.look('/thu')).status).toBe(200)
    expect((await person.look(link)).status).toBe(410)
    expect(await house.audit()).toEqual(['account-added lan', 'link-made lan', 'password-chosen lan', 'login'])
  })

  test('gives the role of a unit together with the unit, and sees that it is one', async () => {
    const { browser } = await admin()
    for (const unit of ['', 'khong-co']) {
      expect((await browser.send('/nguoi-dung', { ...NEW, 'vai-tro': 'unit', 'don-vi': unit })).status).toBe(422)
    }
    expect((await browser.send('/nguoi-dung', { ...NEW, 'vai-tro': 'unit', 'don-vi': UNIT })).status).toBe(200)
    expect(await named('lan')).toMatchObject({ role: 'unit', unit: UNIT })
    expect(browser.words()).toContain('Đơn vị Phòng Nội vụ')
  })

  test('chooses among the units in the order of the office', async () => {
    const tally = await sampleView().tally()
    const account = await house.add('quan-tri', 'admin', { totp: 'x' })
    const app = house.appWith({}, { tally: async () => ({ ...tally, units: tally.units.toReversed() }) })
    const browser = openBrowser(app, await house.session(account))
    await browser.look('/nguoi-dung')
    const offered = [...browser.page().matchAll(/<option value="([^"]+)">/g)].map(([, id = '']) => id)
    const wanted = inUnitOrder(tally.units, ({ unit }) => unit).map(({ unit }) => unit.id)
    expect(offered.filter((id) => wanted.some((unit) => unit === id))).toEqual(wanted)
  })

  const faults = [
    [{ ten: 'quan-tri' }, 'Tên đăng nhập này đã có người dùng.'],
    [{ ten: 'x' }, 'Tên đăng nhập gồm'],
    [{ 'ho-ten': 'x'.repeat(101) }, 'Hãy nhập họ và tên'],
    [{ 'vai-tro': 'root' }, 'Vai trò Đơn vị cần chọn'],
  ] as const
  test.each(faults)('is told what is not right: %o', async (fields, said) => {
    const { browser } = await admin()
    expect((await browser.send('/nguoi-dung', { ...NEW, ...fields })).status).toBe(422)
    expect(browser.words()).toContain(said)
    expect(browser.page()).toContain(
      'value="Nguyễn Thị Lan"'.replace('Nguyễn Thị Lan', 'ho-ten' in fields ? 'x'.repeat(101) : 'Nguyễn Thị Lan'),
    )
    expect(await house.store.accounts()).toHaveLength(1)
  })

  test('changes a role, and whoever had the old one signs in again', async () => {
    const { browser } = await admin()
    const person = await house.add('lan', 'clerk')
    const cookie = await house.session(person)
    const answer = await browser.send(`/nguoi-dung/${person.id}/vai-tro`, { 'vai-tro': 'auditor' })
    await browser.look(answer.headers.get('location') ?? '')
    expect(browser.words()).toContain('Đã đổi vai trò')
    expect(await named('lan')).toMatchObject({ role: 'auditor' })
    expect((await openBrowser(house.app, cookie).look('/')).status).toBe(401)
    const [entry] = await house.store.auditEntries({ action: 'account-changed', text: '' }, { offset: 0, limit: 1 })
    expect(entry).toMatchObject({
      subject: 'lan',
      facts: { role: 'auditor', before: 'clerk' },
      actor: { name: 'quan-tri' },
    })
  })

  test('locks a person out, and in again', async () => {
    const { browser } = await admin()
    const person = await house.add('lan', 'clerk')
    const cookie = await house.session(person)
    await browser.send(`/nguoi-dung/${person.id}/khoa`)
    expect(await named('lan')).toMatchObject({ disabled: true })
    expect((await openBrowser(house.app, cookie).look('/')).status).toBe(401)
    await browser.look('/nguoi-dung')
    expect(browser.words()).toContain('Đã khóa')
    await browser.send(`/nguoi-dung/${person.id}/mo-khoa`)
    expect(await named('lan')).toMatchObject({ disabled: false })
  })

  test('ends the sessions of a person', async () => {
    const { browser } = await admin()
    const person = await house.add('lan', 'clerk')
    const cookie = await house.session(person)
    await browser.look(`/nguoi-dung/${person.id}`)
    expect(browser.words()).toContain('Kết thúc tất cả phiên')
    await browser.send(`/nguoi-dung/${person.id}/ket-thuc-phien`)
    expect((await openBrowser(house.app, cookie).look('/')).status).toBe(401)
  })

  test('resets a password: what was known to somebody holds no longer', async () => {
    const { browser } = await admin()
    const person = await house.add('lan', 'clerk', { password: 'scrypt$x', totp: 'sealed' })
    const cookie = await house.session(person)
    await browser.send(`/nguoi-dung/${person.id}/cap-lai-mat-khau`)
    expect(linkIn(browser.page())).not.toBe('')
    expect(await named('lan')).toMatchObject({ password: null, totp: null })
    expect((await openBrowser(house.app, cookie).look('/')).status).toBe(401)
  })

  test('cannot lock out the last of them', async () => {
    const { browser, account } = await admin()
    for (const [path, fields] of [
      ['khoa', {}],
      ['vai-tro', { 'vai-tro': 'clerk' }],
    ] as const) {
      expect((await browser.send(`/nguoi-dung/${account.id}/${path}`, fields)).status).toBe(422)
      expect(browser.words()).toContain('người quản trị cuối cùng')
    }
    expect(await named('quan-tri')).toMatchObject({ role: 'admin', disabled: false })
  })

  test.each(['0', '99', '-1', '1e9', '../1', '9999999999999'])('finds nobody under %s', async (id) => {
    const { browser } = await admin()
    expect((await browser.look(`/nguoi-dung/${encodeURIComponent(id)}`)).status).toBe(404)
  })
})

test('a disabled person cannot come back by a link of before', async () => {
  const { browser } = await admin()
  await browser.send('/nguoi-dung', NEW)
  const link = linkIn(browser.page())
  const { id } = await named('lan')
  await browser.send(`/nguoi-dung/${id}/khoa`)
  const person = openBrowser(house.app)
  await person.look('/dang-nhap')
  expect((await person.send(link, { 'mat-khau-moi': PASSWORD, 'nhap-lai': PASSWORD })).status).toBe(410)
})
