/** The switch between light, dark and as the system has it: without a script, for this browser, on every page. */
import { expect, test } from 'vitest'
import { openBrowser, useHouse } from './people.ts'

const house = useHouse()

const sheetOf = (page: string) => /href="\/dark\.css[^"]*" media="([^"]*)"/.exec(page)?.[1] ?? null
const pressedOf = (page: string) => /value="(\w+)" aria-pressed="true"/.exec(page)?.[1]

const SYSTEM = 'screen and (prefers-color-scheme: dark)'

const looks: readonly { look: string; sheet: string | null; scheme: string }[] = [
  { look: 'toi', sheet: 'screen', scheme: 'dark' },
  { look: 'sang', sheet: null, scheme: 'light' },
  { look: 'may', sheet: SYSTEM, scheme: 'light dark' },
]

test.each(looks)('$look is kept by the browser, and the page comes back in it', async ({ look, sheet, scheme }) => {
  const lan = openBrowser(house.app, await house.session(await house.add('lan', 'clerk')))
  await lan.look('/thu?loc=cach-ly')
  expect([pressedOf(lan.page()), sheetOf(lan.page())]).toEqual(['may', SYSTEM])
  for (const other of ['toi', look]) {
    const answer = await lan.send('/giao-dien', { kieu: other, ve: '/thu?loc=cach-ly' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/thu?loc=cach-ly'])
    await lan.look('/thu?loc=cach-ly')
  }
  expect([pressedOf(lan.page()), sheetOf(lan.page())]).toEqual([look, sheet])
  expect(lan.page()).toContain(`<meta name="color-scheme" content="${scheme}">`)
})

test('the cookie is read by no script and sent by no other site', async () => {
  const lan = openBrowser(house.app, await house.session(await house.add('lan', 'clerk')))
  await lan.look('/')
  const { headers } = await lan.send('/giao-dien', { kieu: 'toi', ve: '/' })
  expect(headers.get('set-cookie')).toBe('sokyso-look=toi; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax')
})

test('whoever has not signed in has it too, and can sign in from the same page', async () => {
  await house.add('lan', 'clerk')
  const nobody = openBrowser(house.app)
  const { headers } = await nobody.look('/dang-nhap')
  expect(headers.getSetCookie().filter((cookie) => cookie.startsWith('sokyso-form='))).toHaveLength(1)
  expect(new Set([...nobody.page().matchAll(/name="form" value="([^"]+)"/g)].map(([, mark]) => mark)).size).toBe(1)
  await nobody.send('/giao-dien', { kieu: 'toi', ve: '/dang-nhap' })
  await nobody.look('/dang-nhap')
  expect(sheetOf(nobody.page())).toBe('screen')
})

test('what is no look, and leads elsewhere, does neither', async () => {
  const nobody = openBrowser(house.app)
  await nobody.look('/dang-nhap')
  const { headers } = await nobody.send('/giao-dien', { kieu: '"><script>', ve: '//evil.example' })
  expect([headers.get('set-cookie'), headers.get('location')]).toEqual([null, '/'])
})

test('while there is no account, every way in says where the link to the first one stands', async () => {
  const nobody = openBrowser(house.app)
  for (const path of ['/', '/dang-nhap']) {
    await nobody.look(path)
    expect(nobody.words()).toMatch(/Chưa có người dùng.*in ở cửa sổ dòng lệnh.*nhật ký của chương trình/)
  }
  await house.add('lan', 'admin')
  await nobody.look('/')
  expect(nobody.words()).toContain('Tên đăng nhập')
})
