/** The draft of the quarterly report: made once, of what had come by then, and never changed. The clock is moved. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { cachedTally } from '../../src/serve/cached-tally.ts'
import { pastTally } from '../../src/serve/past-tally.ts'
import type { Store } from '../../src/store/store.ts'
import { draftReport } from '../../src/upkeep/draft-report.ts'
import { DOCUMENT, LETTER, ofHuc, openStoreOfHuc } from '../serve/one-letter.ts'
import { contentOf, listed, verdictOf } from '../store/sample-rows.ts'
import { campaign } from '../tally/build.ts'

const time = (written: string) => Date.parse(`${written}+07:00`) as Instant
const plan = { ...campaign, opensAt: time('2021-07-22T00:00'), freezesAt: time('2021-10-05T00:00') }

let store: Store
let remove: () => Promise<void>
beforeEach(async () => {
  ;({ store, remove } = await openStoreOfHuc())
})
afterEach(() => remove())

const receive = async (receivedAt: Instant) => {
  await store.recordLetter(listed('1', receivedAt), LETTER)
  await store.recordContent(LETTER, contentOf(LETTER, DOCUMENT), ofHuc)
  await store.recordVerdict(verdictOf(DOCUMENT, receivedAt), ofHuc)
}
const draftAt = (now: string, of = plan) => draftReport({ store, campaign: of, clock: () => time(now) })
const past = () => pastTally({ store, campaign: plan, tally: cachedTally(store, plan).tally })
const drafts = () => past().reportDrafts()
const filesOf = async () => {
  const [draft] = await drafts()
  const tally = draft && (await past().draftTally(draft))
  return tally?.units.map(({ submissions }) => submissions.length)
}

test('it holds what had come on the 20th, under a name of its own, and later letters do not change it', async () => {
  await draftAt('2021-09-20T05:00')
  await receive(time('2021-09-25T08:00'))
  await draftAt('2021-09-26T05:00')
  const made = { year: 2021, number: 3, receivedUntil: time('2021-09-20T05:00'), frozenAt: time('2021-09-20T05:00') }
  expect(await drafts()).toMatchObject([made])
  expect(await filesOf()).toEqual([0])
  expect(await past().closedTally()).toBeNull()
})

test('one that was missed is made late, without what came behind its quarter', async () => {
  await receive(time('2021-10-01T08:00'))
  await draftAt('2021-10-02T09:00')
  expect(await drafts()).toMatchObject([{ number: 3, receivedUntil: time('2021-10-01T00:00') - 1 }])
  expect(await filesOf()).toEqual([0])
})

test('the newest comes first, and of each quarter one', async () => {
  for (const now of ['2021-09-20T05:00', '2021-12-20T05:00', '2021-12-20T06:00']) await draftAt(now)
  expect((await drafts()).map(({ year, number }) => `${number}/${year}`)).toEqual(['4/2021', '3/2021'])
})

const none: readonly { name: string; now: string }[] = [
  { name: 'before the campaign was opened', now: '2021-07-20T05:00' },
  { name: 'of a quarter behind its close', now: '2022-03-20T05:00' },
]
for (const { name, now } of none) {
  test(`there is none ${name}`, async () => {
    await draftAt(now)
    expect(await drafts()).toEqual([])
  })
}
