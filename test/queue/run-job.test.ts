/** A job in hand keeps its lease, and loses it in an orderly way. */
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { type JobRules, runJob } from '../../src/queue/run-job.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { LeasedJob, Store } from '../../src/store/store.ts'
import { StoreAwayError } from '../../src/store/store-away.ts'
import { systemClock } from '../../src/system.ts'
import { at, hashOf, listed } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const LEASE_MS = 1_500

let store: Store
let errors: unknown[]
let leased: LeasedJob
beforeEach(async () => {
  const folder = await temporaryFolder()
  store = await openSqliteStore(join(folder.path, 'sokyso.db'))
  errors = []
  await store.recordLetter(listed('1'), hashOf('letter'))
  leased = (await store.takeJob(systemClock(), LEASE_MS)) ?? expect.unreachable()
  return async () => {
    await store.close()
    await folder.remove()
  }
})

const rulesWith = (changes: Partial<JobRules>): JobRules => ({
  store,
  clock: systemClock,
  leaseMs: LEASE_MS,
  jobMs: 60_000,
  maxAttempts: 3,
  onError: (error) => errors.push(error),
  ...changes,
})

/** A store that counts renewals, and a promise of the moment when there were so many. */
function renewals(count: number, renew: Store['renewJob'] = store.renewJob) {
  const enough = Promise.withResolvers<void>()
  let done = 0
  const renewJob: Store['renewJob'] = async (...rest) => {
    if (++done === count) enough.resolve()
    return renew(...rest)
  }
  return { store: { ...store, renewJob }, enough: enough.promise }
}

test("a job that takes longer than its lease is nobody else's, and finished by who has it", async () => {
  const renewing = renewals(4)
  await runJob(rulesWith({ store: renewing.store }), leased, async () => {
    await renewing.enough
    expect(await store.takeJob(systemClock(), LEASE_MS)).toBeNull()
  })
  expect(await store.dueJobs(at(1e15), 1)).toEqual([])
  expect(errors).toEqual([])
})

test('work whose job another has is told to end, and changes nothing of it', async () => {
  await runJob(rulesWith({}), leased, async (_, signal) => {
    expect(await store.takeJob(at(systemClock() + LEASE_MS), 3_600_000)).toMatchObject({ attempt: 2 })
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  expect(errors).toEqual([])
  expect(await store.takeJob(at(1e15), 1)).toMatchObject({ attempt: 3 })
})

test('a store that cannot renew for a while costs nothing', async () => {
  let failures = 1
  const renewing = renewals(3, async (...rest) => {
    if (failures-- > 0) throw new StoreAwayError(new Error('no route to host'))
    return store.renewJob(...rest)
  })
  await runJob(rulesWith({ store: renewing.store }), leased, () => renewing.enough)
  expect(errors).toMatchObject([{ name: 'StoreAwayError' }])
  expect(await store.dueJobs(at(1e15), 1)).toEqual([])
})

test('a database that goes away in mid-job costs no attempt', async () => {
  await runJob(rulesWith({}), leased, async () => {
    throw new StoreAwayError(new Error('Connection terminated'))
  })
  expect(await store.takeJob(systemClock(), 1)).toBeNull()
  expect(await store.takeJob(at(systemClock() + 60_000), 1)).toMatchObject({ attempt: 1 })
})

test('a job that takes too long is told to end', async () => {
  await runJob(rulesWith({ jobMs: 10 }), leased, async (_, signal) => {
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  expect(errors).toMatchObject([{ name: 'TimeoutError' }])
})
