/** A program for the story of a worker that dies: takes one job by Redis, and kills itself with it in hand. */
import { bullmqQueue } from '../../src/queue/bullmq.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { systemClock } from '../../src/system.ts'

const [path = '', redisUrl = '', prefix = '', leaseMs = ''] = process.argv.slice(2)
const queue = bullmqQueue({
  store: await openSqliteStore(path),
  clock: systemClock,
  leaseMs: Number(leaseMs),
  jobMs: 60_000,
  maxAttempts: 3,
  redisUrl,
  prefix,
  concurrency: 1,
  reconcileMs: 20,
})
await queue.consume(async () => void process.kill(process.pid, 'SIGKILL'), new AbortController().signal)
