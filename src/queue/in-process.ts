/** The queue within one process: it takes jobs from the store itself. */
import type { Queue } from './queue.ts'
import { type JobRules, runJob, type Work } from './run-job.ts'
import { wait } from './wait.ts'

export type InProcessOptions = JobRules & {
  /** Jobs worked on at a time. */
  readonly concurrency: number
  /** How often an idle worker looks by itself: for jobs that are due again, and in case a wake was lost. */
  readonly pollMs: number
}

export function inProcessQueue(options: InProcessOptions): Queue {
  const { store, clock, leaseMs, concurrency, pollMs, onError } = options
  let bell = new AbortController()

  async function workOne(work: Work): Promise<boolean> {
    try {
      const leased = await store.takeJob(clock(), leaseMs)
      if (leased !== null) await runJob(options, leased, work)
      return leased !== null
    } catch (error) {
      onError?.(error)
      return false
    }
  }

  async function workUntil(work: Work, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // Before looking, so that a wake in the meantime is heard.
      const rung = bell.signal
      if (!(await workOne(work))) await wait(pollMs, AbortSignal.any([signal, rung]))
    }
  }

  return {
    wake: () => {
      const rung = bell
      bell = new AbortController()
      rung.abort()
    },
    consume: async (work, signal) => {
      await Promise.all(Array.from({ length: concurrency }, () => workUntil(work, signal)))
    },
  }
}
