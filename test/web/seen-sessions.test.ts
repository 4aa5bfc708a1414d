/** A store that can be read and not written signs nobody out, and says what cannot be done. */
import { expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { openBrowser, PASSWORD, useHouse } from './people.ts'

const house = useHouse()
const MINUTE = 60_000

class FullError extends Error {
  readonly errcode = 13
}
const full = async () => {
  throw new FullError('database or disk is full')
}
const later = (minutes: number) => {
  house.now = (house.now + minutes * MINUTE) as Instant
}

async function signedIn(cannot: 'be written' | null) {
  const cookie = await house.session(await house.add('lan', 'clerk'))
  const store =
    cannot === null ? house.store : { ...house.store, seeSession: full, beginSession: full, countAttempts: full }
  return openBrowser(house.appWith({ store }), cookie)
}

test('whoever goes on reading stays signed in, for as long as a session may last', async () => {
  const browser = await signedIn('be written')
  const statuses: number[] = []
  for (let minutes = 0; minutes <= 12 * 60; minutes += 20) {
    statuses.push((await browser.ask('/')).status)
    later(20)
  }
  expect(new Set(statuses.slice(0, -1))).toEqual(new Set([200]))
  expect(statuses.at(-1)).toBe(401)
})

test('whoever was away too long is not', async () => {
  const browser = await signedIn('be written')
  expect((await browser.ask('/')).status).toBe(200)
  later(31)
  expect((await browser.ask('/')).status).toBe(401)
})

test('an open page that asks by itself keeps nobody signed in', async () => {
  const browser = await signedIn('be written')
  for (const minutes of [0, 10, 19]) {
    later(minutes)
    expect((await browser.ask('/', { headers: { 'sec-fetch-mode': 'cors' } })).status).toBe(200)
  }
  later(1)
  expect((await browser.ask('/')).status).toBe(401)
})

test('once it can be written again the session is noted in the store', async () => {
  const browser = await signedIn(null)
  later(5)
  await browser.ask('/')
  const [account] = await house.store.accounts()
  expect(await house.store.sessionsOf(account?.id ?? expect.unreachable())).toMatchObject([{ seenAt: house.now }])
})

test('nobody can sign in, and is told why', async () => {
  await signedIn(null)
  const browser = openBrowser(house.appWith({ store: { ...house.store, countAttempts: full } }))
  await browser.look('/dang-nhap')
  expect((await browser.send('/dang-nhap', { ten: 'lan', 'mat-khau': PASSWORD })).status).toBe(503)
  expect(browser.words()).toContain('vì ổ đĩa đã đầy')
})
