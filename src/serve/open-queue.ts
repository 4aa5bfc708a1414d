/** The queue that the configuration asks for: over the rows of the store alone, or over many hosts by Redis. */
import { availableParallelism } from 'node:os'
import { inProcessQueue } from '../queue/in-process.ts'
import type { Queue } from '../queue/queue.ts'
import type { JobRules } from '../queue/run-job.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'

const RULES = {
  /** With Redis, which notices a death within 20 s, as soon as it does (operations.md, P10). */
  leaseMs: 15_000,
  /** A judgement ends after three minutes by the clock, or dies and is begun once more: four rounds of it, behind another as long. */
  jobMs: 3_600_000,
  /** With the pauses between them four hours (`jobBackOffMs`); what is dead then is tried again when the service starts. */
  maxAttempts: 8,
} as const

/** In braces: one slot of a Redis cluster (operations.md, P14). */
const PREFIX = '{sokyso}'

/** What Redis lost is told to it again within a minute (operations.md, G2). */
const RECONCILE_MS = 5_000

type QueueOptions = {
  readonly store: Store
  readonly clock: Clock
  readonly redisUrl: string | null
  readonly onError: NonNullable<JobRules['onError']>
}

/** @throws RedisSettingError; a Redis that is away is waited for. */
export async function openQueue({ redisUrl, ...rest }: QueueOptions): Promise<Queue & { close: () => Promise<void> }> {
  // Twice the processes that judge: the others read letters, or wait with the next file in hand.
  const rules = { ...rest, ...RULES, concurrency: 2 * availableParallelism() }
  if (redisUrl === null) return { ...inProcessQueue({ ...rules, pollMs: 1_000 }), close: async () => undefined }
  // Loaded where it is asked for: it would be a tenth of the start of a service that has no Redis.
  const { checkRedis } = await import('../queue/redis-settings.ts')
  const { bullmqQueue } = await import('../queue/bullmq.ts')
  await checkRedis(redisUrl)
  return bullmqQueue({ ...rules, redisUrl, prefix: PREFIX, reconcileMs: RECONCILE_MS })
}
