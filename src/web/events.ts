/** Server-sent events that tell an open page that something changed (WHATWG HTML, 9.2). */
import { streamSSE } from 'hono/streaming'
import type { Route } from './route.ts'

/** Streams open at once: an office of a district with several tabs each. */
export const MAX_STREAMS = 64
/** How often the revision is asked for. A verdict takes longer than this. */
const LOOK_MS = 1_000
/** A line now and then, before proxies close the stream: the common limit is 60 s. */
const LOOKS_PER_HEARTBEAT = 15

/** Each stream first tells the current revision, then each change, until `ended`. Beyond `MAX_STREAMS` it answers 503. */
export function revisionEvents(revision: () => Promise<number>, ended: AbortSignal): Route['handle'] {
  let open = 0
  return (c) => {
    if (open >= MAX_STREAMS) return c.text('Đang có quá nhiều trang tự cập nhật.', 503, { 'Retry-After': '30' })
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' })
    open += 1
    return streamSSE(c, async (stream) => {
      try {
        let told: number | null = null
        for (let look = 0; !stream.aborted && !ended.aborted; look += 1) {
          const current = await revision()
          if (current !== told) await stream.writeSSE({ event: 'revision', data: String(current) })
          else if (look % LOOKS_PER_HEARTBEAT === 0) await stream.write(': còn đây\n\n')
          told = current
          await stream.sleep(LOOK_MS)
        }
      } finally {
        open -= 1
      }
    })
  }
}
