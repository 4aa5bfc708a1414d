/** The queue over many hosts: BullMQ on Redis says which jobs are due, the rows of the store stay the truth. */
import { setTimeout as pause, setImmediate } from 'node:timers/promises'
import { type Job as BullJob, Queue as BullQueue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { LeasedJob } from '../store/store.ts'
import { together } from '../together.ts'
import type { Queue } from './queue.ts'
import { redisFault } from './redis-away.ts'
import { checkPolicy } from './redis-settings.ts'
import { type JobRules, runJob, type Work } from './run-job.ts'
import { wait } from './wait.ts'

export type BullmqOptions = JobRules & {
  readonly redisUrl: string
  /** In braces, e.g. `{sokyso}`, so that all keys lie in one slot of a Redis cluster. */
  readonly prefix: string
  readonly concurrency: number
  /** How often Redis is told again what the store says is due: whatever Redis lost is back after this time. */
  readonly reconcileMs: number
}

const NAME = 'jobs'

/** Jobs that Redis holds at a time, so that a million waiting ones don't fill its memory (740 bytes each, measured). */
const TOLD_AT_ONCE = 2_000

/** Letters come faster than all that is due can be read for each: what comes meanwhile is told together. */
const TOLD_EVERY_MS = 50

/** Only ids go to Redis, which is clear text. Rows that fail are tried again by the store's time, not by BullMQ's. */
type Told = { readonly id: string }

export function bullmqQueue(options: BullmqOptions): Queue & { readonly close: () => Promise<void> } {
  const { store, clock, reconcileMs, onError } = options
  // Made at the first need, and refused at once while Redis is away: the store has the job all the same.
  let producer: ReturnType<typeof openProducer> | undefined
  /** What was due at the last look, and told: a wake tells what has come since. */
  let told: ReadonlySet<string> = new Set()
  let isAllAsked = false
  let isClosed = false
  // What is still under way then ends with the store or with Redis, and nobody waits for it.
  const tellUnlessClosed = (error: unknown) => (isClosed ? undefined : onError?.(error))
  const tellNews = async () => {
    if (isClosed) return
    if (isAllAsked) told = new Set()
    isAllAsked = false
    const ids = await store.dueJobs(clock(), TOLD_AT_ONCE)
    const news = ids.filter((id) => !told.has(id))
    if (news.length > 0) {
      producer ??= openProducer(options)
      // What came to stand before the others is told when Redis has room again.
      const room = Math.max(0, TOLD_AT_ONCE - (await producer.waiting()))
      if (room < news.length) isAllAsked = true
      // An id that Redis still has is ignored by it.
      await producer.queue.addBulk(
        news.slice(0, room).map((id) => ({ name: NAME, data: { id }, opts: { jobId: `job-${id}` } })),
      )
    }
    told = new Set(ids)
  }
  const tellTogether = together(async () => {
    await tellNews().catch(tellUnlessClosed)
    await pause(TOLD_EVERY_MS, undefined, { ref: false })
  })
  const wake = () => void tellTogether()

  return {
    wake,
    consume: async (work, signal) => {
      const worker = openWorker(options, work, wake)
      while (!signal.aborted) {
        // All that is due: Redis may have lost it.
        isAllAsked = true
        wake()
        await wait(reconcileMs, signal)
      }
      await worker.close()
    },
    close: async () => {
      isClosed = true
      await producer?.close()
    },
  }
}

function openProducer({ redisUrl, prefix, onError }: BullmqOptions) {
  const connection = new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  connection.on('error', (error) => onError?.(redisFault(error)))
  const queue = new BullQueue<Told>(NAME, {
    connection,
    prefix,
    // At once, since a row may be due again under the same id.
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
  })
  queue.on('error', (error) => onError?.(redisFault(error)))
  const close = async () => {
    await queue.close()
    connection.disconnect()
  }
  // Not BullMQ's own way to count, which waits for ever where the connection is lost meanwhile. While it is away nothing is
  // told to it either.
  const waiting = async () => (connection.status === 'ready' ? connection.llen(queue.toKey('wait')) : 0)
  return { queue, waiting, close }
}

function openWorker(options: BullmqOptions, work: Work, onDrained: () => void) {
  const { redisUrl, prefix, concurrency, store, clock, leaseMs, onError } = options
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null })
  connection.on('error', (error) => onError?.(redisFault(error)))
  // Each time, since another Redis may answer than the one at the start.
  connection.on('ready', () => checkPolicy(connection).catch((error: unknown) => onError?.(error)))
  const inHand = new Set<Promise<void>>()
  let isEnding = false
  const worker = new Worker<Told>(NAME, takeAndRun, {
    connection,
    prefix,
    concurrency,
    // Redis gives the job of a killed worker to another within 20 s (90 s with the defaults), by when the lease of its row
    // has ended too.
    lockDuration: 15_000,
    stalledInterval: 5_000,
    maxStalledCount: 3,
  })
  worker.on('error', (error) => onError?.(redisFault(error)))
  worker.on('drained', onDrained)
  const close = async () => {
    // BullMQ's own way says goodbye on each of its connections, and waits for ever where one is away at this moment.
    isEnding = true
    await worker.pause(true)
    await Promise.allSettled(inHand)
    // In the turn after, BullMQ has written to Redis that they ended.
    await setImmediate()
    await worker.close(true)
    connection.disconnect()
  }
  return { close }

  async function takeAndRun(job: BullJob<Told>): Promise<void> {
    // Fetched while the worker was told to end: its row is due, and Redis is told of it again.
    if (isEnding) return
    const running = takeAndRunRow(String(job.data.id))
    inHand.add(running)
    await running.finally(() => inHand.delete(running))
  }

  async function takeAndRunRow(id: string): Promise<void> {
    const leased = await take(id)
    // Finished meanwhile, or leased by another: Redis was told of it once too often.
    if (leased === null) return
    try {
      await runJob(options, leased, work)
    } catch (error) {
      onError?.(error, leased.job)
    }
  }

  /** Where the store is away nobody has the job: Redis is told of it again when the store is back. */
  async function take(id: string): Promise<LeasedJob | null> {
    try {
      return await store.takeJob(clock(), leaseMs, id)
    } catch (error) {
      onError?.(error)
      return null
    }
  }
}
