/** Draws papers in a thread of their own: pages go on while one is made, and its libraries and memory go with it. */
import { Worker } from 'node:worker_threads'
import type { Bytes } from '../bytes.ts'
import type { Drawing } from './draw.ts'

const THREAD = new URL('draw-thread.ts', import.meta.url)

/** The Excel file of 11,000 units takes some 300 MB. */
const LIMITS = { maxOldGenerationSizeMb: 1_024 }

let last: Promise<unknown> = Promise.resolve()

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

function inThread(drawing: Drawing): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, { workerData: drawing, resourceLimits: LIMITS })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('The thread ended without a paper')))
  })
}
