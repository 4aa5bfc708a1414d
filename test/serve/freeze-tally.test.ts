/** The count is frozen when its time has come and all that arrived by then is judged, and not before. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { cachedTally } from '../../src/serve/cached-tally.ts'
import { tallyFreezer } from '../../src/serve/freeze-tally.ts'
import type { Store } from '../../src/store/store.ts'
import { recordDecision } from '../store/record-decision.ts'
import { at, contentOf, listed, verdictOf } from '../store/sample-rows.ts'
import { campaign, unit } from '../tally/build.ts'
import { AFTER, DOCUMENT, END, LETTER, ofHuc, openStoreOfHuc } from './one-letter.ts'

let store: Store
let remove: () => Promise<void>
let now: Instant
beforeEach(async () => {
  ;({ store, remove } = await openStoreOfHuc())
  now = AFTER
})
afterEach(() => remove())

const INBOX = { account: 'a', folder: 'INBOX' }
const looked = async (at: Instant, waiting = 0) => {
  await store.watchMailboxes([INBOX])
  await store.recordLook(INBOX, waiting, at)
}
const freeze = () => tallyFreezer({ store, campaign, clock: () => now })()
const frozen = () => store.frozenTally(campaign.id)

async function finishJob() {
  const job = await store.takeJob(at(1e15), 1000)
  if (job) await store.finishJob(job)
}

async function receive() {
  await store.recordLetter(listed('1'), LETTER)
  await finishJob()
  await store.recordContent(LETTER, contentOf(LETTER, DOCUMENT), ofHuc)
}

async function judge() {
  await store.recordVerdict(verdictOf(DOCUMENT), ofHuc)
  await finishJob()
}

test('with all judged and the mailbox read since, it is frozen, and once only', async () => {
  await receive()
  await judge()
  await looked(AFTER)
  expect(await freeze()).toBe(true)
  expect(await frozen()).toMatchObject({ frozenAt: AFTER, units: [{ unit: 'huc', valid: 1 }] })
  now = (AFTER + 1) as Instant
  expect(await freeze()).toBe(true)
  expect((await frozen())?.frozenAt).toBe(AFTER)
})

describe('it is not frozen', () => {
  const tooEarly: readonly [why: string, prepare: () => Promise<void>][] = [
    [
      'a moment before its time',
      async () => {
        now = (END - 1) as Instant
        await looked(AFTER)
      },
    ],
    ['before the mailbox was read at all', async () => undefined],
    ['before the mailbox was read since', () => looked((END - 1) as Instant)],
    [
      'where the last reading failed',
      async () => {
        await looked(AFTER)
        await store.recordFault(INBOX, 'Không đăng nhập được', true)
      },
    ],
    ['while letters wait to be taken', () => looked(AFTER, 1)],
    [
      'before all mailboxes were read since',
      async () => {
        await looked(AFTER)
        await store.watchMailboxes([INBOX, { account: 'b', folder: 'INBOX' }])
      },
    ],
    [
      'while a letter waits to be read',
      async () => {
        await store.recordLetter(listed('1'), LETTER)
        await looked(AFTER)
      },
    ],
    [
      'while a document waits to be judged',
      async () => {
        await receive()
        await looked(AFTER)
      },
    ],
  ]
  for (const [why, prepare] of tooEarly) {
    test(why, async () => {
      await prepare()
      expect(await freeze()).toBe(false)
      expect(await frozen()).toBeNull()
    })
  }
})

test('the count that pages show follows letters, decisions and the register, each as it changes', async () => {
  const tally = cachedTally(store, campaign).tally
  const shown = async () => (await tally()).units.map(({ unit: { id }, valid, refused }) => `${id} ${valid} ${refused}`)
  expect(await shown()).toEqual(['huc 0 0'])
  await receive()
  await judge()
  expect(await shown()).toEqual(['huc 1 0'])
  await recordDecision(store, {
    by: 'Nguyễn Văn A',
    account: null,
    role: 'Cán bộ Nội vụ',
    at: AFTER,
    ruling: { action: 'refuse', object: { kind: 'document', document: DOCUMENT } },
    reason: { code: 'withdrawn', text: 'Đơn vị xin rút' },
    paper: null,
    machine: null,
  })
  expect(await shown()).toEqual(['huc 0 1'])
  const { change } = await store.register()
  await store.changeRegister(change, { at: AFTER, by: 'A', why: 'Thêm', decision: null, units: [unit('xy')] })
  expect(await shown()).toEqual(['huc 0 1', 'xy 0 0'])
})
