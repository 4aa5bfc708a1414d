/** Content of what was refused is destroyed a year later, and nothing else ever. The clock is moved. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { Instant } from '../../src/lang.ts'
import { cachedTally } from '../../src/serve/cached-tally.ts'
import { openContentFolder } from '../../src/store/content-folder.ts'
import type { Files } from '../../src/store/files.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Attribute, Store } from '../../src/store/store.ts'
import { countTally } from '../../src/tally/tally.ts'
import { destroyContent } from '../../src/upkeep/destroy-content.ts'
import type { Code } from '../../src/validation/code.ts'
import { at, contentOf, hashOf, listed, verdictOf } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { campaign, unit } from '../tally/build.ts'

const RECEIVED = Date.UTC(2021, 7, 1, 3) as Instant
const YEAR_LATER = Date.UTC(2022, 7, 1, 3)
const never = new AbortController().signal
const ofHuc: Attribute = () => ({
  ...{ kind: 'unit', unit: 'huc' as UnitId, witness: 'address', evidence: '', testimonies: [] },
})

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
let files: Files
beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openSqliteStore(join(folder.path, 'sokyso.db'))
  files = await openContentFolder(join(folder.path, 'content'), at(Date.now()))
  await store.startRegister({ at: at(0), by: 'sokyso', why: '', decision: null, units: [unit('huc')] })
})
afterEach(async () => {
  await store.close()
  await folder.remove()
})

async function receive(name: string, documents: Readonly<Record<string, Code | null>>) {
  const letter = await files.put(Buffer.from(name))
  await store.recordLetter(listed(name, RECEIVED), letter)
  await store.recordContent(letter, contentOf(letter, ...Object.keys(documents).map(hashOf)), ofHuc)
  for (const [document, code] of Object.entries(documents)) {
    await files.put(Buffer.from(document))
    if (code !== null) await store.recordVerdict(verdictOf(hashOf(document), RECEIVED, code), ofHuc)
  }
}

const freeze = () =>
  store.freezeTally(campaign.id, at(RECEIVED), (register, submissions, decisions) =>
    countTally(campaign, register, submissions, decisions),
  )
const night = (now: number, served = cachedTally(store, campaign).tally, onRemove = async () => undefined) =>
  destroyContent(
    {
      ...{ store, campaign, refusedMonths: 12, served },
      files: {
        remove: async (sha256) => {
          await onRemove()
          await files.remove(sha256)
        },
      },
      clock: () => at(now),
    },
    never,
  )
const isThere = async (name: string) => (await files.get(hashOf(name))) !== null
const left = async (...names: readonly string[]) => {
  const found = await Promise.all(names.map(isThere))
  return names.filter((_, index) => found[index])
}

describe('what was refused', () => {
  beforeEach(() => receive('letter', { unsigned: 'not-signed', broken: 'file-damaged' }))
  const all = ['letter', 'unsigned', 'broken']

  const nights: readonly { name: string; now: number; left: readonly string[] }[] = [
    { name: 'is kept to the last moment of its year', now: YEAR_LATER, left: all },
    { name: 'is destroyed in the night after it', now: YEAR_LATER + 1, left: [] },
  ]
  for (const { name, now, left: expected } of nights) {
    test(name, async () => {
      await freeze()
      await night(now)
      expect(await left(...all)).toEqual(expected)
    })
  }

  test('is kept as long as the count is not frozen', async () => {
    await night(YEAR_LATER * 2)
    expect(await left(...all)).toEqual(all)
  })

  test('leaves its rows, its verdict and an entry in the log', async () => {
    await freeze()
    await night(YEAR_LATER + 1)
    await night(YEAR_LATER + 2)
    expect(await store.judgedSubmissions()).toHaveLength(2)
    const entries = await store.auditEntries({ action: 'content-destroyed', text: '' }, { offset: 0, limit: 10 })
    expect(entries.map(({ subject }) => subject)).toEqual([hashOf('letter')])
  })

  test('and comes again while others are removed is there again', async () => {
    await freeze()
    const comeAgain = async () => {
      const letter = await files.put(Buffer.from('letter'))
      await store.recordLetter(listed('again', RECEIVED), letter)
      await store.recordContent(letter, contentOf(letter, hashOf('unsigned'), hashOf('broken')), ofHuc)
      for (const document of ['unsigned', 'broken']) await files.put(Buffer.from(document))
    }
    let removed = 0
    await night(YEAR_LATER + 1, undefined, async () => {
      if (removed++ === 0) await comeAgain()
    })
    // But for the one that was being removed.
    expect(removed).toBe(1)
    expect(await left(...all)).toHaveLength(2)
  })

  test('is removed by a later night where a process died in between', async () => {
    await freeze()
    await night(YEAR_LATER + 1)
    for (const name of all) await files.put(Buffer.from(name))
    await night(YEAR_LATER + 86_400_000)
    expect(await left(...all)).toEqual([])
  })
})

describe('is kept for ever:', () => {
  const cases: readonly { name: string; code: Code | null }[] = [
    { name: 'what counts', code: 'valid' },
    { name: 'what waits for a person', code: 'valid-form-filled' },
    { name: 'what waits for revocation data', code: 'revocation-unknown' },
    { name: 'what has no verdict', code: null },
  ]
  for (const { name, code } of cases) {
    test(`${name}, and all that came with it`, async () => {
      await receive('letter', { kept: code, unsigned: 'not-signed' })
      await receive('other', { unsigned: 'not-signed', alone: 'not-signed' })
      await freeze()
      await night(YEAR_LATER * 2)
      expect(await left('letter', 'kept', 'unsigned', 'other', 'alone')).toEqual(['letter', 'kept', 'unsigned'])
    })
  }

  test('what is read while the count is made: of an old mailbox, say', async () => {
    await freeze()
    const count = cachedTally(store, campaign).tally
    const served = async () => {
      const tally = await count()
      await receive('letter', { old: 'valid' })
      return tally
    }
    await night(YEAR_LATER * 2, served)
    expect(await left('letter', 'old')).toEqual(['letter', 'old'])
  })

  test('what counted when the count was frozen, whatever is thought of it now', async () => {
    await receive('letter', { once: 'valid' })
    await freeze()
    await store.recordVerdict(verdictOf(hashOf('once'), RECEIVED, 'not-signed'), ofHuc)
    await night(YEAR_LATER * 2)
    expect(await left('letter', 'once')).toEqual(['letter', 'once'])
  })
})
