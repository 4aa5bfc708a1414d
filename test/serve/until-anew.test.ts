/** Why the parts are put together anew. */
import { expect, test } from 'vitest'
import { isSet } from '../../src/serve/until-anew.ts'
import { FailedSyncError } from '../../src/store/failed-sync.ts'
import { StoreAwayError } from '../../src/store/store-away.ts'

const cause = new Error('EIO')
const failedSync = new FailedSyncError(cause)
const away = new StoreAwayError(cause)

const cases: readonly (readonly [
  name: string,
  found: number | Error,
  change: number | null,
  outcome: boolean | Error,
])[] = [
  ['nothing was set', 3, 3, false],
  ['something was set', 4, 3, true],
  ['practice, where nobody sets anything', 4, null, false],
  ['the disk failed the database', failedSync, 3, failedSync],
  ['the disk failed the database of practice', failedSync, null, failedSync],
  ['the server of the database is away, and comes back by itself', away, 3, false],
]

test.for(cases)('%s: %3$s', async ([, found, change, outcome]) => {
  const told: unknown[] = []
  const settings = async () => {
    if (found instanceof Error) throw found
    return { change: found, values: {} }
  }
  const looking = isSet({ store: { settings }, change, onError: (error) => void told.push(error) })
  if (outcome instanceof Error) await expect(looking).rejects.toBe(outcome)
  else expect(await looking).toBe(outcome)
  expect(told).toEqual(found === away ? [away] : [])
})
