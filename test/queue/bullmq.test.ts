import { readdir, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { Queue as BullQueue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bullmqQueue } from '../../src/queue/bullmq.ts'
import { checkRedis, RedisSettingError } from '../../src/queue/redis-settings.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { describeWith } from '../services/required.ts'
import { runUntilKilled } from '../store/killed-process.ts'
import { at, hashOf, listed } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { queueContract } from './queue.contract.ts'
import { type RedisServer, redisServer } from './redis-server.ts'
import { slowProxy } from './slow-proxy.ts'

describeWith('redis-server', 'redis-server', 'with Redis', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let server: RedisServer
  let tests = 0
  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await redisServer(folder.path)
    await server.start()
  })
  afterAll(async () => {
    await server.kill()
    await folder.remove()
  })
  beforeEach(() => {
    tests++
  })
  const prefix = () => `{sokyso-${tests}}`

  queueContract('BullMQ queue', (rules) =>
    bullmqQueue({ ...rules, redisUrl: server.url, prefix: prefix(), concurrency: 2, reconcileMs: 5 }),
  )

  describe('when Redis fails', () => {
    let store: Store
    let errors: unknown[]
    beforeEach(async () => {
      store = await openSqliteStore(join(folder.path, `${tests}.db`))
      errors = []
    })
    afterEach(() => store.close())

    const open = (redisUrl = server.url) =>
      bullmqQueue({
        store,
        clock: () => at(Date.now()),
        leaseMs: 60_000,
        jobMs: 60_000,
        maxAttempts: 3,
        onError: (error) => errors.push(error),
        redisUrl,
        prefix: prefix(),
        concurrency: 1,
        reconcileMs: 20,
      })
    const jobsLeft = () => store.dueJobs(at(1e15), 100)
    const untilNoneIsLeft = () => expect.poll(jobsLeft, { timeout: 30_000, interval: 20 }).toEqual([])

    async function addLetters(count: number) {
      for (let uid = 0; uid < count; uid++) await store.recordLetter(listed(String(uid)), hashOf(String(uid)))
    }

    async function consuming(
      work: (letter: string) => Promise<void>,
      during: () => Promise<void>,
      redisUrl = server.url,
    ) {
      const queue = open(redisUrl)
      const abort = new AbortController()
      const ended = queue.consume(({ kind, ...job }) => work('letter' in job ? job.letter : kind), abort.signal)
      await during()
      abort.abort()
      await ended
      await queue.close()
    }

    test('only ids of jobs go to Redis', async () => {
      await addLetters(1)
      const queue = open()
      queue.wake()
      const client = new Redis(server.url)
      await expect.poll(() => client.keys(`${prefix()}:jobs:job-*`), { timeout: 10_000 }).toHaveLength(1)
      const [key = ''] = await client.keys(`${prefix()}:jobs:job-*`)
      expect(JSON.stringify(await client.hgetall(key))).not.toContain(hashOf('0'))
      client.disconnect()
      await queue.close()
    })

    test('jobs that another version told Redis in its own words are passed over, and those of the rows are done', async () => {
      await addLetters(3)
      const connection = new Redis(server.url)
      const others = new BullQueue('jobs', { connection, prefix: prefix() })
      const foreign = { name: 'read-letter', data: { version: 0, letter: hashOf('0') } }
      const opts = { removeOnComplete: true, removeOnFail: true }
      await others.addBulk(['job-1', 'v-of-another-time'].map((jobId) => ({ ...foreign, opts: { ...opts, jobId } })))
      await others.close()
      const done: string[] = []
      await consuming(async (letter) => void done.push(letter), untilNoneIsLeft)
      expect(done.toSorted()).toEqual(['0', '1', '2'].map(hashOf).toSorted())
      expect(errors).toEqual([])
      expect(await connection.llen(`${prefix()}:jobs:wait`)).toBe(0)
      connection.disconnect()
    })

    test('Redis holds no more than 2,000 jobs, whichever come to stand before the others', async () => {
      let first = 1
      let looks = 0
      const real = store
      const dueJobs = async () => {
        looks++
        return Array.from({ length: 2_000 }, (_, index) => String(first + index))
      }
      store = { ...real, dueJobs }
      const queue = open()
      const client = new Redis(server.url)
      const waiting = () => client.llen(`${prefix()}:jobs:wait`)
      queue.wake()
      await expect.poll(waiting, { timeout: 10_000 }).toBe(2_000)
      first = 1_501
      // The third look begins when the second has told what it wants to tell.
      queue.wake()
      await expect.poll(() => looks).toBe(2)
      queue.wake()
      await expect.poll(() => looks).toBe(3)
      expect(await waiting()).toBe(2_000)
      client.disconnect()
      await queue.close()
      store = real
    })

    test('all keys are removed once the jobs are done', async () => {
      await addLetters(5)
      await consuming(
        async () => undefined,
        async () => {
          await untilNoneIsLeft()
          const client = new Redis(server.url)
          await expect.poll(() => client.keys(`${prefix()}:jobs:job-*`), { timeout: 10_000 }).toEqual([])
          client.disconnect()
        },
      )
    })

    test('jobs that Redis forgot are told to it again', async () => {
      await addLetters(20)
      const done: string[] = []
      await consuming(async (letter) => {
        done.push(letter)
        if (done.length !== 5) return
        const client = new Redis(server.url)
        await client.flushall()
        client.disconnect()
      }, untilNoneIsLeft)
      expect(done.sort()).toEqual(Array.from({ length: 20 }, (_, uid) => hashOf(String(uid))).sort())
    })

    test('a Redis that is killed with all it held and comes back has lost and doubled nothing', async () => {
      await addLetters(20)
      const done: string[] = []
      await consuming(
        async (letter) => {
          done.push(letter)
          if (done.length === 5) await server.kill()
        },
        async () => {
          await expect.poll(() => errors.length, { timeout: 10_000 }).toBeGreaterThan(0)
          await server.start()
          await untilNoneIsLeft()
        },
      )
      expect(done.sort()).toEqual(Array.from({ length: 20 }, (_, uid) => hashOf(String(uid))).sort())
    })

    test('a Redis whose append-only file lost its tail has lost no job', async () => {
      await server.kill()
      await server.start('appendonly yes', 'appendfsync everysec')
      await addLetters(20)
      const done: string[] = []
      await consuming(
        async (letter) => {
          done.push(letter)
          if (done.length === 5) await server.kill()
        },
        async () => {
          await expect.poll(() => errors.length, { timeout: 10_000 }).toBeGreaterThan(0)
          const files = join(folder.path, 'appendonlydir')
          for (const name of await readdir(files)) {
            const path = join(files, name)
            if (name.endsWith('.incr.aof')) await truncate(path, Math.floor((await stat(path)).size / 2))
          }
          await server.start('appendonly yes', 'appendfsync everysec')
          await untilNoneIsLeft()
        },
      )
      expect(done.sort()).toEqual(Array.from({ length: 20 }, (_, uid) => hashOf(String(uid))).sort())
      await server.kill()
      await server.start()
    })

    test('a full Redis costs errors and no job, and all are done when there is room', async () => {
      await server.kill()
      await server.start('maxmemory 1mb')
      await addLetters(3)
      await consuming(
        async () => undefined,
        async () => {
          await expect.poll(() => errors.length, { timeout: 10_000 }).toBeGreaterThan(0)
          await server.kill()
          await server.start()
          await untilNoneIsLeft()
        },
      )
    })

    test('by way of a slow network each job is done once', async () => {
      const proxy = await slowProxy(Number(new URL(server.url).port), 100)
      await addLetters(5)
      const done: string[] = []
      const url = `redis://127.0.0.1:${proxy.port}`
      await consuming(async (letter) => void done.push(letter), untilNoneIsLeft, url)
      await proxy.close()
      expect(done.sort()).toEqual(Array.from({ length: 5 }, (_, uid) => hashOf(String(uid))).sort())
    })

    test('two workers and many wakes at once: each job is done once', async () => {
      await addLetters(30)
      const done: string[] = []
      const second = open()
      const end = new AbortController()
      const ended = second.consume(async (job) => void done.push('letter' in job ? job.letter : job.kind), end.signal)
      await consuming(
        async (letter) => void done.push(letter),
        async () => {
          for (let i = 0; i < 50; i++) second.wake()
          await untilNoneIsLeft()
        },
      )
      end.abort()
      await ended
      await second.close()
      expect(done.sort()).toEqual(Array.from({ length: 30 }, (_, uid) => hashOf(String(uid))).sort())
    })

    test('the job of a worker that was killed is done by another within seconds, in its second attempt', async () => {
      await addLetters(1)
      const place = join(folder.path, `${tests}.db`)
      await runUntilKilled(new URL('take-until-killed.ts', import.meta.url), place, server.url, prefix(), '15000')
      await consuming(async () => undefined, untilNoneIsLeft)
      expect(errors).toEqual([])
    })

    test('without Redis at the start the queue waits for it, and a wake throws nothing', async () => {
      await server.kill()
      await addLetters(3)
      await consuming(
        async () => undefined,
        async () => {
          await expect.poll(() => errors.length, { timeout: 10_000 }).toBeGreaterThan(0)
          await server.start()
          await untilNoneIsLeft()
        },
      )
    })

    test('the queue can be ended while Redis is away', async () => {
      await server.kill()
      await addLetters(3)
      await consuming(
        async () => undefined,
        () => expect.poll(() => errors.length, { timeout: 10_000 }).toBeGreaterThan(0),
      )
      expect(await jobsLeft()).toHaveLength(3)
      await server.start()
    })
  })

  describe('how Redis is set up', () => {
    afterEach(async () => {
      await server.kill()
      await server.start()
    })

    test('one that throws away keys is refused with a sentence', async () => {
      await server.kill()
      await server.start('maxmemory-policy allkeys-lru')
      await expect(checkRedis(server.url)).rejects.toThrow(RedisSettingError)
      await expect(checkRedis(server.url)).rejects.toThrow(/allkeys-lru.*noeviction/)
    })

    test('a wrong password is refused with a sentence that does not show it', async () => {
      await server.kill()
      await server.start('requirepass right')
      const url = server.url.replace('//', '//:wrong@')
      await expect(checkRedis(url)).rejects.toThrow(/Redis từ chối mật khẩu/)
      await expect(checkRedis(url)).rejects.not.toThrow(/wrong/)
      await checkRedis(server.url.replace('//', '//:right@'))
    })

    test('one that keeps all is taken, and so is one that is away', async () => {
      await checkRedis(server.url)
      await server.kill()
      await checkRedis(server.url)
    })
  })
})
