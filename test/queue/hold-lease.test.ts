/** Of several processes one does the task; another follows when it ends, dies or loses the database. */
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { type LeaseRules, whileHolding } from '../../src/queue/hold-lease.ts'
import { wait } from '../../src/queue/wait.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { StoreAwayError } from '../../src/store/store-away.ts'
import { systemClock } from '../../src/system.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const LEASE_MS = 300
const WITHIN = { timeout: 30_000, interval: 10 }

let store: Store
let errors: unknown[]
/** Holders in the order in which they began; one that ended is told with a minus. */
let story: string[]
let stops: (() => Promise<void>)[]
beforeEach(async () => {
  const folder = await temporaryFolder()
  store = await openSqliteStore(join(folder.path, 'sokyso.db'))
  errors = []
  story = []
  stops = []
  return async () => {
    for (const stop of stops) await stop()
    await store.close()
    await folder.remove()
  }
})

function start(holder: string, changes: Partial<LeaseRules> = {}) {
  const end = new AbortController()
  const rules: LeaseRules = {
    store,
    clock: systemClock,
    name: 'poll',
    holder,
    leaseMs: LEASE_MS,
    onError: (error) => errors.push(error),
    ...changes,
  }
  const running = whileHolding(
    rules,
    async (stop) => {
      story.push(holder)
      await wait(2 ** 31 - 1, stop)
      story.push(`-${holder}`)
    },
    end.signal,
  )
  const stop = async () => {
    end.abort()
    await running
  }
  stops.push(stop)
  return stop
}

test('the second waits, and follows at once when the first ends', async () => {
  const stop = start('a')
  await expect.poll(() => story, WITHIN).toEqual(['a'])
  let looks = 0
  const holdLease: Store['holdLease'] = (...rest) => {
    looks++
    return store.holdLease(...rest)
  }
  start('b', { store: { ...store, holdLease } })
  await expect.poll(() => looks, WITHIN).toBeGreaterThan(6)
  expect(story).toEqual(['a'])
  await stop()
  await expect.poll(() => story, WITHIN).toEqual(['a', '-a', 'b'])
})

test('a task that fails while its lease is renewed ends with its failure, and the process goes on', async () => {
  const renewal = Promise.withResolvers<boolean>()
  const begun = Promise.withResolvers<void>()
  let holds = 0
  const holdLease: Store['holdLease'] = async (...rest) => {
    holds++
    if (holds === 1) return store.holdLease(...rest)
    begun.resolve()
    return renewal.promise
  }
  const rules = {
    store: { ...store, holdLease },
    clock: systemClock,
    name: 'poll',
    holder: 'a',
    leaseMs: LEASE_MS,
  } as const
  const task = () => begun.promise.then(() => Promise.reject(new Error('of the task')))
  const told = expect(
    whileHolding({ ...rules, onError: (error) => errors.push(error) }, task, new AbortController().signal),
  ).rejects.toThrow('of the task')
  await begun.promise
  // Node tells of a failure that nobody has taken when the next turn begins.
  await new Promise((resolve) => setImmediate(resolve))
  renewal.resolve(true)
  await told
  expect(errors).toEqual([])
})

test('a dead holder is followed when its time is over', async () => {
  await store.holdLease('poll', 'dead', systemClock(), LEASE_MS)
  start('b')
  await expect.poll(() => story, WITHIN).toEqual(['b'])
})

test('a holder that was thought dead is told to end, and waits', async () => {
  start('a')
  await expect.poll(() => story, WITHIN).toEqual(['a'])
  // Another has taken over meanwhile, as after a long pause of this process.
  await store.endLeases()
  await store.holdLease('poll', 'other', systemClock(), 3_600_000)
  await expect.poll(() => story, WITHIN).toEqual(['a', '-a'])
})

test('a holder that cannot reach the store for the time of its lease ends, and begins anew with the store', async () => {
  let isAway = false
  const holdLease: Store['holdLease'] = async (...rest) => {
    if (isAway) throw new StoreAwayError(new Error('no route to host'))
    return store.holdLease(...rest)
  }
  start('a', { store: { ...store, holdLease } })
  await expect.poll(() => story, WITHIN).toEqual(['a'])
  isAway = true
  await expect.poll(() => story, WITHIN).toEqual(['a', '-a'])
  expect(errors.length).toBeGreaterThan(0)
  isAway = false
  await expect.poll(() => story, WITHIN).toEqual(['a', '-a', 'a'])
})

test('a task that fails ends all, and leaves the lease free', async () => {
  const rules = { store, clock: systemClock, name: 'settle', holder: 'a', leaseMs: LEASE_MS } as const
  const failing = whileHolding(
    { ...rules, onError: (error) => errors.push(error) },
    async () => {
      throw new Error('a bug')
    },
    new AbortController().signal,
  )
  await expect(failing).rejects.toThrow('a bug')
  expect(await store.holdLease('settle', 'b', systemClock(), 1)).toBe(true)
})
