/** The count that is shown is compared with one that is computed anew. */

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cachedTally } from '../../src/serve/cached-tally.ts'
import { countRows } from '../../src/store/count-rows.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Attribute, Store } from '../../src/store/store.ts'
import { checkTally } from '../../src/upkeep/check-tally.ts'
import { at, contentOf, hashOf, listed, verdictOf } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { campaign, units } from '../web/sample.ts'

const [LETTER, DOCUMENT] = [hashOf('letter'), hashOf('document')]
const never = new AbortController().signal
const FIRST = units[0] ?? expect.unreachable()

const attribute: Attribute = () => ({ kind: 'unit', unit: FIRST.id, by: 'address', evidence: '' }) as never

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openSqliteStore(join(folder.path, 'sokyso.db'))
  await store.startRegister({ at: at(1), by: 'sokyso', why: '', decision: null, units })
  await store.recordLetter(listed('1'), LETTER)
  await store.recordContent(LETTER, contentOf(LETTER, DOCUMENT), attribute)
  await store.recordVerdict(verdictOf(DOCUMENT), attribute)
})
afterEach(async () => {
  await store.close()
  await folder.remove()
})

const change = (sql: string) => {
  const database = new DatabaseSync(join(folder.path, 'sokyso.db'))
  database.exec(sql)
  database.close()
}

const checking = (served = cachedTally(store, campaign).tally) => ({
  ...{ store, served, attribute, campaign },
  clock: () => at(9000),
  wait: async () => undefined,
})

const census = () => store.census(at(0))

test('equal counts are noted with their time', async () => {
  await checkTally(checking(), never)
  expect(await census()).toMatchObject({ tallyCheckedAt: 9000, tallyMismatches: 0 })
})

test.each([
  [
    'an attribution that the report does not give',
    false,
    'update submissions set attribution = \'{"kind":"unknown","reason":"no-witness","evidence":""}\'',
  ],
  ['a row that changed behind the back of the pages', true, 'update letters set received_at = 9000000000000'],
  ['a unit that left the register behind their back', true, `delete from unit_versions where unit = '${FIRST.id}'`],
])('%s is a mismatch, counted each time', async (_, isShownBefore, sql) => {
  const served = cachedTally(store, campaign).tally
  // What the pages had shown before stays shown as long as no write is told.
  if (isShownBefore) await served()
  change(sql)
  await checkTally(checking(served), never)
  expect(await census()).toMatchObject({ tallyMismatches: 1 })
})

test('after a mismatch whoever keeps the count up, in whatever process, counts the rows as they are', async () => {
  const [served, elsewhere] = [cachedTally(store, campaign).tally, cachedTally(store, campaign).tally]
  await Promise.all([served(), elsewhere()])
  change('update letters set received_at = 9000000000000')
  await checkTally(checking(served), never)
  const counted = await countRows(campaign, store)
  expect(await Promise.all([served(), elsewhere()])).toEqual([counted, counted])
  await checkTally(checking(served), never)
  expect(await census()).toMatchObject({ tallyMismatches: 1, tallyDiffers: false })
})

test('a difference that settles meanwhile is none', async () => {
  change('update submissions set attribution = \'{"kind":"unknown","reason":"no-witness","evidence":""}\'')
  await checkTally({ ...checking(), wait: () => store.attributeAgain(attribute) }, never)
  expect(await census()).toMatchObject({ tallyMismatches: 0 })
})

test('where the rows never stand still nothing is said', async () => {
  const moving = { ...store, revision: async () => Math.random() }
  await expect(checkTally({ ...checking(), store: moving }, never)).rejects.toThrow()
  expect(await census()).toMatchObject({ tallyCheckedAt: null })
})
