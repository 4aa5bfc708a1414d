/** Draws papers in a thread of their own, so that pages go on while one is made. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Bytes } from '../bytes.ts'
import type { Drawing } from './draw.ts'

const THREAD = new URL('draw-thread.ts', import.meta.url)

/** The Excel file of 11,000 units takes some 300 MB. */
const LIMITS = { maxOldGenerationSizeMb: 1_024 }

/** The libraries take longer to load than most papers to draw; after a while their memory is given back. */
const KEPT_MS = 60_000

let last: Promise<unknown> = Promise.resolve()
let kept: Worker | null = null
let ending: NodeJS.Timeout | undefined

/** One after the other: two large ones at once would take both cores of an office machine. */
export function drawApart(drawing: Drawing): Promise<Bytes> {
  const drawn = last.then(() => inThread(drawing))
  // Whoever waits for the paper hears of its fault; the next in line only waits for its end.
  last = drawn.then(
    () => undefined,
    () => undefined,
  )
  return drawn
}

async function inThread(drawing: Drawing): Promise<Bytes> {
  clearTimeout(ending)
  const thread = kept ?? new Worker(THREAD, { resourceLimits: LIMITS })
  kept = null
  const paper = await answerOf(thread, drawing)
  // Only one that has answered is kept: what fails takes its thread with it.
  kept = thread
  thread.unref()
  ending = setTimeout(endThread, KEPT_MS).unref()
  return paper
}

async function answerOf(thread: Worker, drawing: Drawing): Promise<Bytes> {
  const heard = new AbortController()
  const listening = { signal: heard.signal }
  thread.ref()
  thread.postMessage(drawing)
  try {
    const ended = once(thread, 'exit', listening).then(() => {
      throw new Error('The thread ended without a paper')
    })
    const [paper] = await Promise.race([once(thread, 'message', listening), ended])
    return paper
  } finally {
    heard.abort()
  }
}

function endThread(): void {
  void kept?.terminate()
  kept = null
}
