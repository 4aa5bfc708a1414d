/** The queue that the configuration asks for: within this process, or over many hosts by Redis. */
import { availableParallelism } from 'node:os'
import { bullmqQueue } from '../queue/bullmq.ts'
import { inProcessQueue } from '../queue/in-process.ts'
import type { Queue } from '../queue/queue.ts'
import type { JobRules } from '../queue/run-job.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'

const RULES = {
  /** With Redis, which notices a death within 20 s, as soon as it does (operations.md, P10). */
  leaseMs: 15_000,
  /** A judgement ends after 60 s, four rounds after 4 minutes, behind another at most as long. */
  jobMs: 600_000,
  /** With the pauses between them four hours (`jobBackOffMs`); what is dead then is tried again when the service starts. */
  maxAttempts: 8,
} as const

type QueueOptions = {
  readonly store: Store
  readonly clock: Clock
  readonly redisUrl: string | null
  readonly onError: NonNullable<JobRules['onError']>
}

export async function openQueue({ redisUrl, ...rest }: QueueOptions): Promise<Queue & { close: () => Promise<void> }> {
  // Twice the processes that judge: the others read letters, or wait with the next file in hand.
  const rules = { ...rest, ...RULES, concurrency: 2 * availableParallelism() }
  await rest.store.reviveJobs()
  if (redisUrl !== null) return bullmqQueue({ ...rules, redisUrl, prefix: '{sokyso}', reconcileMs: 5_000 })
  // The only worker of this store: jobs that a crash left leased are nobody's.
  await rest.store.releaseJobs()
  return { ...inProcessQueue({ ...rules, pollMs: 1_000 }), close: async () => undefined }
}
