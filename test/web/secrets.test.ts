/** What somebody has who copies the database: names and hashes, and nothing by which he could sign in. */
import { expect, test } from 'vitest'
import { totpAt } from '../../src/access/totp.ts'
import { base32 } from '../browser/base32.ts'
import { openBrowser, PASSWORD, useHouse } from './people.ts'

const house = useHouse()

test('a copy of the database holds no password, no link, no cookie and no secret of an authenticator', async () => {
  const admin = openBrowser(house.app, await house.session(await house.add('quan-tri', 'admin', { totp: 'x' })))
  await admin.look('/nguoi-dung')
  await admin.send('/nguoi-dung', { ten: 'lan', 'ho-ten': 'Nguyễn Thị Lan', 'vai-tro': 'clerk', 'don-vi': '' })
  const path = /\/dat-mat-khau\/([\w-]+)/.exec(admin.page())
  const lan = openBrowser(house.app)
  const before = await house.copied()
  await lan.look(path?.[0] ?? '')
  await lan.send(path?.[0] ?? '', { 'mat-khau-moi': PASSWORD, 'nhap-lai': PASSWORD })
  await lan.look('/dang-nhap')
  await lan.send('/dang-nhap', { ten: 'lan', 'mat-khau': PASSWORD })
  await lan.look('/tai-khoan')
  const secret = /class="secret">([A-Z2-7 ]+)</.exec(lan.page())?.[1]?.replaceAll(' ', '') ?? ''
  const ma = totpAt(base32(secret), Math.floor(house.now / 30_000))
  expect((await lan.send('/tai-khoan/ma-xac-thuc', { 'mat-khau': PASSWORD, ma })).status).toBe(303)
  const secrets = [
    ...[path?.[1] ?? '', lan.jar.get('sokyso') ?? '', secret],
    ...(['latin1', 'hex', 'base64', 'base64url'] as const).map((form) => base32(secret).toString(form)),
    Buffer.from(PASSWORD).toString('latin1'),
  ]
  expect(secrets.filter((text) => text.length < 16)).toEqual([])
  const copied = before + (await house.copied())
  expect(copied).toContain('quan-tri')
  for (const text of secrets) expect(copied.includes(text)).toBe(false)
})
