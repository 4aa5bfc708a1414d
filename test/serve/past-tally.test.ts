/** The count for papers, over a real store: as it was frozen, and of what had been received up to an instant. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { cachedTally } from '../../src/serve/cached-tally.ts'
import { pastTally } from '../../src/serve/past-tally.ts'
import type { Store } from '../../src/store/store.ts'
import { countTally } from '../../src/tally/tally.ts'
import { contentOf, listed, verdictOf } from '../store/sample-rows.ts'
import { campaign } from '../tally/build.ts'
import { AFTER, DOCUMENT, LETTER, ofHuc, openStoreOfHuc } from './one-letter.ts'

let store: Store
let remove: () => Promise<void>
beforeEach(async () => {
  ;({ store, remove } = await openStoreOfHuc())
})
afterEach(() => remove())

async function receive() {
  await store.recordLetter(listed('1'), LETTER)
  await store.recordContent(LETTER, contentOf(LETTER, DOCUMENT), ofHuc)
  await store.recordVerdict(verdictOf(DOCUMENT), ofHuc)
}

const past = () => pastTally({ store, campaign, tally: cachedTally(store, campaign).tally })
const validOf = ({ units }: { readonly units: readonly { readonly valid: number }[] }) =>
  units.map(({ valid }) => valid)

test('the moment before a letter came it is not there, and from that moment on it is', async () => {
  await receive()
  const [row] = (await past().tallyUntil(AFTER)).units
  const came = row?.lastReceivedAt ?? AFTER
  expect(validOf(await past().tallyUntil((came - 1) as Instant))).toEqual([0])
  expect(validOf(await past().tallyUntil(came))).toEqual([1])
})

test('an open campaign has no frozen count; of a closed one it stays as it was', async () => {
  expect(await past().closedTally()).toBeNull()
  await receive()
  await store.freezeTally(campaign.id, AFTER, (register, rows, decisions) =>
    countTally(campaign, register, rows, decisions),
  )
  const before = await past().closedTally()
  expect(before?.at).toBe(AFTER)
  expect(before && validOf(before.tally)).toEqual([1])
  expect(before?.tally).toEqual(await past().tallyUntil(AFTER))
  await store.attributeAgain(() => ({ kind: 'unknown', reason: 'no-witness', evidence: '', testimonies: [] }))
  expect(validOf(await past().tallyUntil(AFTER))).toEqual([0])
  expect(await past().closedTally()).toEqual(before)
})
