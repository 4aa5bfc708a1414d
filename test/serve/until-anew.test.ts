/** Why the parts are put together anew. */
import { expect, test } from 'vitest'
import { isDue } from '../../src/serve/until-anew.ts'
import { FailedSyncError } from '../../src/store/failed-sync.ts'
import { StoreAwayError } from '../../src/store/store-away.ts'

const cause = new Error('EIO')

const cases: readonly (readonly [name: string, found: number | Error, change: number | null, due: boolean])[] = [
  ['nothing was set', 3, 3, false],
  ['something was set', 4, 3, true],
  ['practice, where nobody sets anything', 4, null, false],
  ['the disk failed the database', new FailedSyncError(cause), 3, true],
  ['the disk failed the database of practice', new FailedSyncError(cause), null, true],
  ['the server of the database is away, and comes back by itself', new StoreAwayError(cause), 3, false],
]

test.for(cases)('%s: %3$s', async ([, found, change, due]) => {
  const told: unknown[] = []
  const settings = async () => {
    if (found instanceof Error) throw found
    return { change: found, values: {} }
  }
  expect(await isDue({ store: { settings }, change, onError: (error) => void told.push(error) })).toBe(due)
  expect(told).toEqual(found instanceof Error ? [found] : [])
})
