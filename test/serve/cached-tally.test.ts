/** The count of the pages: made once for each state of the rows, by one count at a time, and never without the last change. */
import { expect, test } from 'vitest'
import { cachedTally } from '../../src/serve/cached-tally.ts'
import type { CountedChanges } from '../../src/store/store.ts'
import { campaign, unit } from '../tally/build.ts'

/** Rows whose reading is let go on by the test. */
function slowRows() {
  const readings: (() => void)[] = []
  let revision = 1
  const changes = () => ({ revision, documents: [], submissions: [], decision: 0, registerChange: revision })
  const store = {
    revision: async () => revision,
    register: async () => ({ change: revision, units: [unit('huc', { name: `at ${revision}` })] }),
    decisions: async () => [],
    countedChanges: () => new Promise<CountedChanges>((resolve) => readings.push(() => resolve(changes()))),
  }
  const change = () => void revision++
  const untilReading = (count: number) => expect.poll(() => readings.length).toBe(count)
  return { store, readings, change, changes, untilReading }
}

const nameOf = async (tally: ReturnType<ReturnType<typeof cachedTally>['tally']>) => (await tally).units[0]?.unit.name

test('all who come while nothing changes share one count', async () => {
  const { store, readings, untilReading } = slowRows()
  const tally = cachedTally(store, campaign).tally
  const asked = [tally(), tally(), tally()]
  await untilReading(1)
  readings[0]?.()
  expect(new Set(await Promise.all(asked)).size).toBe(1)
  expect(await tally()).toBe(await asked[0])
})

test('those who come after a change wait for the count before, and share one that has the change', async () => {
  const { store, readings, change, untilReading } = slowRows()
  const tally = cachedTally(store, campaign).tally
  const before = tally()
  await untilReading(1)
  change()
  const after = [tally(), tally(), tally()]
  readings[0]?.()
  await untilReading(2)
  readings[1]?.()
  await before
  expect(await Promise.all(after.map(nameOf))).toEqual(['at 2', 'at 2', 'at 2'])
  expect(readings).toHaveLength(2)
})

test('a count that fails is not kept', async () => {
  const { store, changes } = slowRows()
  let isAway = true
  const countedChanges = () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(changes()))
  const tally = cachedTally({ ...store, countedChanges }, campaign).tally
  await expect(tally()).rejects.toThrow('away')
  isAway = false
  expect(await nameOf(tally())).toBe('at 1')
})
