/** The port of the pages: it stays open while what stands behind it is put together anew. */
import type { Hono } from 'hono'
import type { WebEnv } from './route.ts'
import { serveWeb } from './serve.ts'

export type Door = {
  readonly url: string
  /** These pages are served from now on. */
  readonly show: (app: Hono<WebEnv>) => void
  /** None are; resolves when those that were asked for have been answered. */
  readonly shut: () => Promise<void>
  readonly close: () => Promise<void>
}

type Fetch = Hono<WebEnv>['fetch']

/** @throws Error with a sentence for the person who starts the program. */
export async function openDoor(place: { readonly host: string; readonly port: number }): Promise<Door> {
  let current: Fetch = waiting
  const inside = new Set<Promise<Response>>()
  const fetch: Fetch = (...asked) => {
    const answer = Promise.resolve(current(...asked))
    inside.add(answer)
    const leave = () => void inside.delete(answer)
    answer.then(leave, leave)
    return answer
  }
  const { url, close } = await serveWeb({ fetch }, place)
  return {
    url,
    show: (app) => {
      current = app.fetch
    },
    shut: async () => {
      current = waiting
      await Promise.allSettled(inside)
    },
    close,
  }
}

const WAITING = 'Chương trình đang áp dụng thiết lập mới; trang tự mở lại sau giây lát.'

/** The process is alive, and the browser asks again by itself. */
const waiting: Fetch = (request) => {
  if (new URL(request.url).pathname === '/healthz') return new Response('ok')
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', 'Retry-After': '1' }
  return new Response(WAITING, { status: 503, headers: { ...headers, Refresh: '1' } })
}
