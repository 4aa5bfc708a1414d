/** The lease of a job in hand, renewed until its work ends. */
import type { LeasedJob } from '../store/store.ts'
import type { JobRules } from './run-job.ts'
import { wait } from './wait.ts'

/** Renewals that may fail, or come late, before the lease ends. */
const RENEWALS = 3

export type KeptLease = {
  /** Aborts where another has the job. */
  readonly lost: AbortSignal
  /** Once this has resolved the lease is not touched any more. */
  readonly release: () => Promise<void>
}

export function keepLease({ store, clock, leaseMs, onError }: JobRules, leased: LeasedJob): KeptLease {
  const lost = new AbortController()
  const released = new AbortController()

  async function renew(): Promise<void> {
    while (!lost.signal.aborted) {
      await wait(leaseMs / RENEWALS, released.signal)
      if (released.signal.aborted) return
      try {
        if (!(await store.renewJob(leased, clock(), leaseMs))) lost.abort(new Error('The lease of the job was lost'))
      } catch (error) {
        // The store is away; whether another has the job meanwhile, it tells when it is back.
        onError?.(error, leased.job)
      }
    }
  }

  const renewing = renew()
  return {
    lost: lost.signal,
    release: () => {
      released.abort()
      return renewing
    },
  }
}
