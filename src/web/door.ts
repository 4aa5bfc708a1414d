/** The port of the pages: it stays open while what stands behind it is put together anew. */
import type { Hono } from 'hono'
import type { WebEnv } from './route.ts'
import { serveWeb } from './serve.ts'

export type Door = {
  readonly url: string
  /** These pages are served from now on. */
  readonly show: (app: Hono<WebEnv>) => void
  /** None are: whoever asks waits. Resolves when those that were asked for before have been answered. */
  readonly shut: () => Promise<void>
  readonly close: () => Promise<void>
}

type Fetch = Hono<WebEnv>['fetch']

/** A job in hand ends before; a person waits that long for a page without doubting. */
const PATIENCE_MS = 10_000

/** A page is made in less; the trial of a mailbox that nobody waits for any more is given up. */
const SETTLE_MS = 5_000

/** @throws Error with a sentence for the person who starts the program. */
export async function openDoor(place: { readonly host: string; readonly port: number }): Promise<Door> {
  let opening = Promise.withResolvers<Fetch>()
  const inside = new Set<Promise<Response>>()
  let isOpen = false
  const fetch: Fetch = async (...asked) => {
    // Whether the process is alive does not depend on what it shows.
    if (!isOpen && new URL(asked[0].url).pathname === '/healthz') return new Response('ok')
    const app = await soon(opening.promise, PATIENCE_MS)
    if (app === null) return waiting()
    const answer = Promise.resolve(app(...asked))
    inside.add(answer)
    try {
      return await answer
    } finally {
      inside.delete(answer)
    }
  }
  const { url, close } = await serveWeb({ fetch }, place)
  return {
    url,
    show: (app) => {
      isOpen = true
      opening.resolve(app.fetch)
    },
    shut: async () => {
      isOpen = false
      opening = Promise.withResolvers<Fetch>()
      await soon(Promise.allSettled(inside), SETTLE_MS)
    },
    close,
  }
}

/** Null where it takes longer than anybody waits. */
async function soon<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), ms)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

const WAITING = 'Chương trình đang khởi động lại các phần của mình; trang tự mở lại sau giây lát.'

/** The browser asks again by itself. */
function waiting(): Response {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', 'Retry-After': '1' }
  return new Response(WAITING, { status: 503, headers: { ...headers, Refresh: '1' } })
}
