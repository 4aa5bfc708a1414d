import { expect, test } from 'vitest'
import { MAX_STREAMS } from '../../src/web/events.ts'
import { serveWeb } from '../../src/web/serve.ts'
import { webApp } from '../../src/web/server.ts'
import { sampleView } from './sample.ts'

const HERE = { host: '127.0.0.1', port: 0 }

test('pages are served on a port, and closing ends the streams', async () => {
  const { url, close } = await serveWeb(webApp(sampleView()), HERE)
  expect((await fetch(url)).status).toBe(200)
  const events = await fetch(`${url}events`)
  const reader = events.body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: revision\ndata: 1\n')
  await close()
  await expect(reader?.read().then((read) => read.done || Promise.reject(new Error('still open')))).rejects.toThrow()
  await expect(fetch(url)).rejects.toThrow()
})

test('a port in use is told in one sentence', async () => {
  const first = await serveWeb(webApp(sampleView()), HERE)
  const port = Number(new URL(first.url).port)
  await expect(serveWeb(webApp(sampleView()), { ...HERE, port })).rejects.toThrow(
    `Cổng ${port} đang được chương trình khác sử dụng`,
  )
  await first.close()
})

test('streams tell each change, are limited in number, and give their place back', async () => {
  let revision = 1
  const { url, close } = await serveWeb(webApp(sampleView({ revision: async () => revision })), HERE)
  const leave = new AbortController()
  const open = await Promise.all(
    Array.from({ length: MAX_STREAMS }, () => fetch(`${url}events`, { signal: leave.signal })),
  )
  expect((await fetch(`${url}events`)).status).toBe(503)
  const reader = open[0]?.body?.getReader()
  await reader?.read()
  revision = 2
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('data: 2\n')
  leave.abort()
  await expect.poll(async () => (await fetch(`${url}events`)).status, { timeout: 10_000 }).toBe(200)
  await close()
})
