/** An alert is told once when it begins and once when it ends. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import type { AlertName } from '../../src/store/upkeep-store.ts'
import { watchAlerts } from '../../src/upkeep/watch-alerts.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
let told: string[]
let hears: boolean
beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openSqliteStore(join(folder.path, 'sokyso.db'))
  told = []
  hears = true
})
afterEach(async () => {
  await store.close()
  await folder.remove()
})

const look = (minute: number, ...active: readonly AlertName[]) =>
  watchAlerts(
    {
      store,
      tell: async (alerts) => {
        if (hears) told.push(...alerts.map(({ name, endedAt }) => `${name} ${endedAt === null ? 'on' : 'off'}`))
        return hears
      },
    },
    active,
    minute as Instant,
  )

test('one that lasts is told once, its end too, and then it is forgotten', async () => {
  for (const minute of [1, 2, 3]) await look(minute, 'disk-low')
  await look(4, 'disk-low', 'queue-old')
  for (const minute of [5, 6]) await look(minute, 'queue-old')
  expect(told).toEqual(['disk-low on', 'queue-old on', 'disk-low off'])
  expect(await store.alerts()).toMatchObject([{ name: 'queue-old', since: 4, isTold: true }])
})

test('where nobody hears it is told again, with the time at which it began', async () => {
  hears = false
  await look(1, 'disk-low')
  await look(2, 'disk-low')
  expect(await store.alerts()).toMatchObject([{ since: 1, isTold: false }])
  hears = true
  await look(3, 'disk-low')
  expect(told).toEqual(['disk-low on'])
})

test('one that ended before anybody heard of it is not told at all', async () => {
  hears = false
  await look(1, 'disk-low')
  await look(2)
  hears = true
  await look(3)
  expect(told).toEqual([])
  expect(await store.alerts()).toEqual([])
})

test('one that is back before its end was heard has never ended', async () => {
  await look(1, 'disk-low')
  hears = false
  await look(2)
  hears = true
  await look(3, 'disk-low')
  expect(told).toEqual(['disk-low on'])
  expect(await store.alerts()).toMatchObject([{ since: 1, endedAt: null, isTold: true }])
})
