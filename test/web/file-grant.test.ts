/** A file that a stranger sent is taken from an address that knows no cookie. */
import { expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { sha } from '../tally/build.ts'
import { openBrowser, useHouse } from './people.ts'

const house = useHouse()
const FILE = `/van-ban/${sha('1-1')}/tep`

async function granted(app = house.app, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const browser = openBrowser(app, await house.session(await house.add('an', 'clerk')))
  const answer = await browser.ask(FILE, { headers })
  expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([303, 0])
  return answer.headers.get('location') ?? ''
}

test('is given where no cookie is needed, looked at or set', async () => {
  const path = await granted()
  expect(path).toMatch(/^\/tai-ve\/[\w-]+$/)
  for (const cookie of ['', 'sokyso=of-nobody; sokyso-form=x']) {
    const answer = await house.app.request(path, { headers: cookie === '' ? {} : { cookie } })
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null])
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  }
})

test('is given for a minute, and to whoever was let in', async () => {
  const app = house.appWith({ isProxy: () => true })
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  const path = await granted(app, { 'x-forwarded-for': '10.0.0.1' })
  expect((await app.request(path, from('10.0.0.1'))).status).toBe(200)
  expect((await app.request(path, from('10.0.0.2'))).status).toBe(404)
  // In the middle: the last letter of base64url may stand for nothing.
  const altered = path.slice(0, 30) + (path[30] === 'A' ? 'B' : 'A') + path.slice(31)
  for (const other of [altered, path.slice(0, -8), '/tai-ve/x']) {
    expect((await app.request(other, from('10.0.0.1'))).status).toBe(404)
  }
  house.now = (house.now + 60_000) as Instant
  expect((await app.request(path, from('10.0.0.1'))).status).toBe(404)
})
