/** PORT. Hands jobs to a worker. The rows of the store are the truth; a queue only says that there may be work. */
import type { Job } from '../store/store.ts'

export type Queue = {
  /** Says that the store has new jobs. May be lost: the consumer also looks by itself. */
  readonly wake: () => void
  /** Works on jobs, `concurrency` at a time, until `signal` aborts; then waits for those in hand. */
  readonly consume: (work: (job: Job, signal: AbortSignal) => Promise<void>, signal: AbortSignal) => Promise<void>
}
