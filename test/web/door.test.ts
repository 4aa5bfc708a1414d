/** The port of the pages: open while what stands behind it changes. */
import { get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { Hono } from 'hono'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openDoor } from '../../src/web/door.ts'
import type { WebEnv } from '../../src/web/route.ts'

const HERE = { host: '127.0.0.1', port: 0 }

async function open() {
  const door = await openDoor(HERE)
  onTestFinished(door.close)
  return door
}

const saying = (text: string, answer: () => Promise<void> = async () => undefined) => {
  const app = new Hono<WebEnv>()
  app.get('/', async (c) => {
    await answer()
    return c.text(text)
  })
  return app
}

const ask = async (url: string) => (await fetch(url)).text()

test('whoever asks while nothing is shown waits, and gets what is shown next', async () => {
  const door = await open()
  const early = ask(door.url)
  door.show(saying('one'))
  expect(await early).toBe('one')
  await door.shut()
  const between = ask(door.url)
  // The process is alive all the same.
  expect(await ask(`${door.url}healthz`)).toBe('ok')
  door.show(saying('two'))
  expect(await between).toBe('two')
})

test('it is shut once those who are inside have been answered', async () => {
  const door = await open()
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  door.show(
    saying('slow', () => {
      asked.resolve()
      return answer.promise
    }),
  )
  const inside = ask(door.url)
  await asked.promise
  let isShut = false
  const shutting = door.shut().then(() => {
    isShut = true
  })
  expect(isShut).toBe(false)
  answer.resolve()
  await shutting
  expect(await inside).toBe('slow')
})

test('whoever has waited long enough is told why, and asks again by itself', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const door = await open()
  const asked = Promise.withResolvers<IncomingMessage>()
  get(door.url, asked.resolve)
  await vi.waitUntil(() => vi.getTimerCount() > 0)
  vi.runAllTimers()
  const answer = await asked.promise
  expect(answer).toMatchObject({ statusCode: 503, headers: { refresh: '1', 'retry-after': '1' } })
  expect(await text(answer)).toBe('Chương trình đang khởi động lại các phần của mình; trang tự mở lại sau giây lát.')
})
