/** What every adapter of the Queue port must do. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Queue } from '../../src/queue/queue.ts'
import type { JobRules } from '../../src/queue/run-job.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Job, Store } from '../../src/store/store.ts'
import { at, hashOf, listed } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

/** `concurrency` is 2, and the queue looks for due jobs by itself every few milliseconds. */
type MakeQueue = (rules: JobRules) => Queue & { readonly close?: () => Promise<void> }

const CONCURRENCY = 2
const MAX_ATTEMPTS = 3

export function queueContract(name: string, makeQueue: MakeQueue): void {
  describe(name, () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>
    let store: Store
    let now: number
    let errors: { readonly error: unknown; readonly job?: Job | undefined }[]
    let stops: (() => Promise<void>)[]
    beforeEach(async () => {
      folder = await temporaryFolder()
      store = await openSqliteStore(join(folder.path, 'sokyso.db'))
      now = 0
      errors = []
      stops = []
    })
    afterEach(async () => {
      await Promise.all(stops.map((stop) => stop()))
      await store.close()
      await folder.remove()
    })

    /** A queue with `work` on it; `ended` says whether it has stopped. */
    function start(work: (letter: string) => Promise<void>) {
      const queue = makeQueue({
        store,
        // Leaps over every back-off; the lease is longer than any leap.
        clock: () => {
          now += 600_000
          return at(now)
        },
        leaseMs: 2 ** 31 - 1,
        jobMs: 60_000,
        maxAttempts: MAX_ATTEMPTS,
        onError: (error, job) => errors.push({ error, job }),
      })
      const abort = new AbortController()
      let ended = false
      const consuming = queue
        .consume(({ kind, ...job }) => work('letter' in job ? job.letter : kind), abort.signal)
        .then(() => {
          ended = true
        })
      const stop = async () => {
        abort.abort()
        await consuming
        await queue.close?.()
      }
      stops.push(stop)
      return { queue, stop, abort, hasEnded: () => ended }
    }

    async function addLetters(...uids: readonly string[]) {
      for (const uid of uids) await store.recordLetter(listed(uid), hashOf(uid))
    }

    const waiting = async () => (await store.dueJobs(at(1e15), 100)).length
    const untilNoneIsLeft = () => expect.poll(waiting, { timeout: 30_000, interval: 10 }).toBe(0)

    test('jobs made before the start and after it are each worked on once', async () => {
      const done: string[] = []
      await addLetters('1', '2', '3')
      const { queue } = start(async (letter) => void done.push(letter))
      await untilNoneIsLeft()
      await addLetters('4')
      queue.wake()
      await untilNoneIsLeft()
      expect(done.sort()).toEqual(['1', '2', '3', '4'].map(hashOf).sort())
      expect(errors).toEqual([])
    })

    test('a job is found although nobody woke the queue', async () => {
      const done: string[] = []
      start(async (letter) => void done.push(letter))
      await addLetters('1')
      await untilNoneIsLeft()
      expect(done).toEqual([hashOf('1')])
    })

    test('two consumers share the jobs', async () => {
      const done: string[] = []
      const uids = Array.from({ length: 20 }, (_, index) => String(index))
      await addLetters(...uids)
      for (const _ of [1, 2]) start(async (letter) => void done.push(letter))
      await untilNoneIsLeft()
      expect(done.sort()).toEqual(uids.map(hashOf).sort())
    })

    test('a failing job is tried again, then dead, and holds up no other', async () => {
      const tried: string[] = []
      await addLetters('bad', 'good')
      start(async (letter) => {
        tried.push(letter)
        if (letter === hashOf('bad')) throw new Error('a bug')
      })
      await untilNoneIsLeft()
      expect(tried.filter((letter) => letter === hashOf('bad'))).toHaveLength(MAX_ATTEMPTS)
      expect(tried.filter((letter) => letter === hashOf('good'))).toHaveLength(1)
      expect((await store.letter(hashOf('bad')))?.state).toEqual({ kind: 'quarantined', reason: 'internal-error' })
      expect(errors).toHaveLength(MAX_ATTEMPTS)
      expect(errors[0]).toMatchObject({ job: { letter: hashOf('bad') }, error: { message: 'a bug' } })
    })

    test('a job that fails once is done in the second attempt', async () => {
      const tried: string[] = []
      await addLetters('1')
      start(async (letter) => {
        tried.push(letter)
        if (tried.length === 1) throw new Error('not now')
      })
      await untilNoneIsLeft()
      expect(tried).toHaveLength(2)
      expect((await store.letter(hashOf('1')))?.state).toEqual({ kind: 'stored' })
    })

    test('a full disk, a broken one, or a busy database costs no attempt', async () => {
      const outages = [
        { code: 'ENOSPC' },
        { code: 'EIO' },
        { code: 'ERR_SQLITE_ERROR', errcode: 5 },
        { code: 'ERR_SQLITE_ERROR', errcode: 10 + 256 },
        { cause: Object.assign(new Error('within'), { code: 'ENOSPC' }) },
      ].map((why) => Object.assign(new Error('outage'), why))
      await addLetters('1')
      let tries = 0
      start(async () => {
        const outage = outages[tries++]
        if (outage) throw outage
      })
      await untilNoneIsLeft()
      expect(tries).toBe(outages.length + 1)
      expect((await store.letter(hashOf('1')))?.state).toEqual({ kind: 'stored' })
    })

    test('a job whose worker died is done when its lease has ended', async () => {
      await addLetters('1')
      await store.takeJob(at(0), 1_000_000)
      const done: string[] = []
      start(async (letter) => void done.push(letter))
      await untilNoneIsLeft()
      expect(done).toEqual([hashOf('1')])
      expect(now).toBeGreaterThanOrEqual(1_000_000)
    })

    test('a job that killed its worker in each attempt is dead without another', async () => {
      await addLetters('1')
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) await store.takeJob(at(attempt), 1)
      start(async () => expect.unreachable())
      await untilNoneIsLeft()
      expect((await store.letter(hashOf('1')))?.state).toEqual({ kind: 'quarantined', reason: 'internal-error' })
    })

    test('as many jobs as allowed are in hand at a time, and the end waits for them', async () => {
      await addLetters('1', '2', '3')
      const gate = Promise.withResolvers<void>()
      const full = Promise.withResolvers<void>()
      let inHand = 0
      let most = 0
      const { abort, stop, hasEnded } = start(async () => {
        inHand++
        most = Math.max(most, inHand)
        if (inHand === CONCURRENCY) full.resolve()
        await gate.promise
        inHand--
      })
      await full.promise
      abort.abort()
      const stopped = stop()
      expect(hasEnded()).toBe(false)
      gate.resolve()
      await stopped
      expect(most).toBe(CONCURRENCY)
      expect(inHand).toBe(0)
      expect(await waiting()).toBe(1)
    })

    test('a store that fails for a while stops nothing', async () => {
      const done: string[] = []
      await addLetters('1')
      const { takeJob, dueJobs } = store
      let failures = 4
      const failing = <Arguments extends unknown[], Result>(method: (...rest: Arguments) => Promise<Result>) => {
        return async (...rest: Arguments) => {
          if (failures-- > 0) throw new Error('database is locked')
          return method(...rest)
        }
      }
      store = { ...store, takeJob: failing(takeJob), dueJobs: failing(dueJobs) }
      start(async (letter) => void done.push(letter))
      await expect.poll(() => done, { timeout: 30_000 }).toEqual([hashOf('1')])
      expect(errors).toHaveLength(4)
    })
  })
}
