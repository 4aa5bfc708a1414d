/** One attempt at one leased job: done, due again later, or dead; a failure of the machine costs it nothing. */
import type { Instant } from '../lang.ts'
import type { Job, LeasedJob, Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { jobBackOffMs } from './back-off.ts'
import { keepLease } from './keep-lease.ts'
import { isOutage, OUTAGE_MS } from './outage.ts'

/** `signal` aborts when the job has taken too long, or another has it; an end of the queue waits for work in hand. */
export type Work = (job: Job, signal: AbortSignal) => Promise<void>

export type JobRules = {
  readonly store: Store
  readonly clock: Clock
  /** So long after the death of its process another takes the job; renewed while it is in hand. */
  readonly leaseMs: number
  /** Longer than any job may take. */
  readonly jobMs: number
  readonly maxAttempts: number
  /** Failures of jobs (with the job), and of the store or the queue itself. */
  readonly onError?: (error: unknown, job?: Job) => void
}

/** Rejects only where the store does; the job is then due again when its lease ends. */
export async function runJob(rules: JobRules, leased: LeasedJob, work: Work): Promise<void> {
  const { store, clock, maxAttempts, jobMs, onError } = rules
  const lease = keepLease(rules, leased)
  try {
    if (leased.attempt > maxAttempts) throw new Error('The process died in each attempt at this job')
    await work(leased.job, AbortSignal.any([lease.lost, AbortSignal.timeout(jobMs)]))
    await lease.release()
    await store.finishJob(leased)
  } catch (error) {
    await lease.release()
    // Another has it, or news let it begin anew: nothing failed.
    if (lease.lost.aborted) return
    onError?.(error, leased.job)
    if (isOutage(error)) {
      await store.postponeJob(leased, (clock() + OUTAGE_MS) as Instant, String(error))
      return
    }
    const retryAt = leased.attempt < maxAttempts ? ((clock() + jobBackOffMs(leased.attempt)) as Instant) : null
    await store.failJob(leased, retryAt, String(error), clock())
  }
}
