import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MailSourceError } from '../../src/mail/mail-source.ts'
import type { Ports } from '../../src/pipeline/ports.ts'
import { wait } from '../../src/queue/wait.ts'
import { explainFault } from '../../src/report/explain-fault.ts'
import type { Store } from '../../src/store/store.ts'
import { at } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { type MemoryMailbox, memoryMailbox } from './memory-mailbox.ts'
import { startPipeline } from './running-pipeline.ts'
import { letterWith } from './sample-letters.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let mailbox: MemoryMailbox
let stops: (() => Promise<void>)[]
beforeEach(async () => {
  folder = await temporaryFolder()
  mailbox = memoryMailbox()
  stops = []
})
afterEach(async () => {
  await stopAll()
  await folder.remove()
})

async function stopAll() {
  for (const stop of stops.splice(0)) await stop()
}

async function start(change?: (ports: Ports) => Partial<Ports>) {
  const pipeline = await startPipeline({ folder: folder.path, source: mailbox, ...(change && { change }) })
  stops.push(pipeline.stop)
  return pipeline
}

const untilLetters = (store: Store, letters: number) =>
  expect.poll(() => store.progress(), { timeout: 30_000, interval: 10 }).toMatchObject({ letters, lettersWaiting: 0 })

const untilLooked = (store: Store) =>
  expect.poll(async () => (await store.mailboxes())[0]?.lookedAt ?? null, { timeout: 30_000 }).not.toBeNull()

const lost = () => new MailSourceError('connection-lost', 'reset by peer')
const letter = (name: string) => letterWith({ [`${name}.pdf`]: name })

const ALL = { offset: 0, limit: 1000 }

async function quarantined(store: Store) {
  const letters = await store.letters(ALL)
  return letters.flatMap(({ key, state }) =>
    state.kind === 'quarantined' ? [{ uid: key.uid, reason: state.reason }] : [],
  )
}

/** Letters that could not be fetched are tried again each day. */
const sameDay = () => ({ clock: () => at(1_000_000) })

/** Lets the poll pause until it is stopped, so that what it recorded can be looked at. */
const pauseForEver: Ports['wait'] = (_ms, signal) => wait(2 ** 31 - 1, signal)

describe('poll: faults', () => {
  const cases = [
    { name: 'a refused login', error: new MailSourceError('login-refused', 'no'), fault: 'login-refused' },
    { name: 'a server that is away', error: new MailSourceError('unreachable', 'no'), fault: 'unreachable' },
    { name: 'a failure of our own', error: new Error('disk full'), fault: 'internal-error' },
  ] as const
  for (const { name, error, fault } of cases) {
    test(`${name} is shown in words until a look succeeds`, async () => {
      mailbox.failOpenings(error)
      const paused = Promise.withResolvers<void>()
      const { store, errors } = await start(() => ({ wait: () => paused.promise }))
      await expect.poll(() => store.mailboxes()).toMatchObject([{ fault: explainFault(fault) }])
      expect(errors).toEqual([error])
      paused.resolve()
      await expect.poll(() => store.mailboxes()).toMatchObject([{ fault: null }])
    })
  }

  test('pauses double from 2 s, and begin anew after a good look', async () => {
    mailbox.failOpenings(lost(), lost(), lost())
    const { store, waits } = await start()
    mailbox.deliver(letter('a'), { failure: undefined })
    await untilLetters(store, 1)
    expect(waits).toEqual([2000, 4000, 8000])
  })

  test('pauses are drawn out by chance, up to half as long again and five minutes in all', async () => {
    mailbox.failOpenings(...Array.from({ length: 10 }, lost))
    const { store, waits } = await start(() => ({ random: () => 0.5 }))
    mailbox.deliver(letter('a'))
    await untilLetters(store, 1)
    expect(waits).toEqual([2500, 5000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000])
  })

  test('a server that asks for less is left alone for a minute at least', async () => {
    mailbox.failOpenings(new MailSourceError('throttled', 'too many'))
    const { store, waits } = await start()
    mailbox.deliver(letter('a'))
    await untilLetters(store, 1)
    expect(waits).toEqual([60_000])
  })

  test('a refused login is tried again after 15 minutes, not before', async () => {
    mailbox.failOpenings(new MailSourceError('login-refused', 'no'), new MailSourceError('login-refused', 'no'))
    const { store, waits } = await start()
    mailbox.deliver(letter('a'))
    await untilLetters(store, 1)
    expect(waits).toEqual([900_000, 900_000])
  })

  test('a stop ends a pause', async () => {
    mailbox.failOpenings(lost())
    const { errors } = await start(() => ({ wait: pauseForEver }))
    await expect.poll(() => errors.length).toBe(1)
    await stopAll()
  })

  test('a stop ends the wait for news and closes the session', async () => {
    const { store } = await start()
    await untilLooked(store)
    expect(mailbox.openSessions()).toBe(1)
    await stopAll()
    expect(mailbox.openSessions()).toBe(0)
  })

  test('a store that is locked for a while loses no letter', async () => {
    let failures = 3
    mailbox.deliver(letter('a'))
    const { store, errors } = await start(({ store }) => ({
      store: {
        ...store,
        recordLetter: async (...rest) => {
          if (failures-- > 0) throw new Error('database is locked')
          return store.recordLetter(...rest)
        },
        recordFault: async (...rest) => {
          if (failures === 2) throw new Error('database is locked')
          return store.recordFault(...rest)
        },
      },
    }))
    await untilLetters(store, 1)
    await expect.poll(() => store.mailboxes()).toMatchObject([{ fault: null }])
    expect(errors).toHaveLength(4)
  })
})

describe('poll: letters that make trouble', () => {
  test('one on which the connection breaks three times holds up no other, and is quarantined', async () => {
    mailbox.deliver(letter('a'))
    mailbox.deliver(letter('b'), { failure: lost() })
    mailbox.deliver(letter('c'))
    const { store } = await start(sameDay)
    await untilLetters(store, 3)
    await untilLooked(store)
    expect(mailbox.fetched).toEqual(['1', '2', '3', '2', '2'])
    expect(await quarantined(store)).toEqual([{ uid: '2', reason: 'unfetchable' }])
    expect(await store.mailboxEvents(ALL)).toMatchObject([{ kind: 'unfetchable', letters: 1 }])
    expect(await store.cursor('docs', 'INBOX')).toEqual({ uidValidity: '7', lastUid: '3' })
  })

  test('one that the reader of the mailbox cannot take is quarantined at the third look', async () => {
    mailbox.deliver(letter('a'), { failure: new Error('no such part') })
    const { store, errors } = await start(sameDay)
    for (let looks = 1; looks <= 3; looks++) {
      await expect.poll(() => errors.length).toBe(looks)
      mailbox.deliver(letter(String(looks)))
    }
    await untilLetters(store, 4)
    expect(await quarantined(store)).toEqual([{ uid: '1', reason: 'unfetchable' }])
    await expect
      .poll(() => store.cursor('docs', 'INBOX'), { timeout: 10_000 })
      .toEqual({ uidValidity: '7', lastUid: '4' })
  })

  test('sixty that break the connection, first in the box, hold up none behind them', async () => {
    for (let n = 0; n < 60; n++) mailbox.deliver(letter(String(n)), { failure: lost() })
    for (const name of ['a', 'b', 'c']) mailbox.deliver(letter(name))
    const { store, waits } = await start(sameDay)
    await untilLetters(store, 63)
    const good = mailbox.fetched.flatMap((uid, index) => (Number(uid) > 60 ? [index] : []))
    expect(good).toEqual([60, 61, 62])
    expect(mailbox.fetched.length).toBe(60 * 3 + 3)
    expect((await store.progress()).quarantined).toBe(60)
    // Each of these sessions searched well before it broke.
    expect(new Set(waits)).toEqual(new Set([2000]))
  })

  test('one in quarantine that could not be fetched is tried again by the next process', async () => {
    mailbox.deliver(letter('a'), { failure: lost() })
    const first = await start(sameDay)
    await untilLetters(first.store, 1)
    await stopAll()
    mailbox = memoryMailbox()
    mailbox.deliver(letter('a'))
    const { store } = await start()
    await expect.poll(() => store.judgedSubmissions()).toHaveLength(1)
    expect(await store.progress()).toMatchObject({ letters: 1, quarantined: 0 })
  })

  test('one that is refused beside others holds the cursor, and those that were stored are not fetched again', async () => {
    for (const name of ['a', 'b', 'c', 'd']) mailbox.deliver(letter(name))
    const all = Promise.withResolvers<void>()
    const refused = Promise.withResolvers<void>()
    const moved: string[] = []
    let isRefused = true
    const { store } = await start(({ store }) => ({
      store: {
        ...store,
        recordLetter: async (listed, ...rest) => {
          if (isRefused && listed.key.uid === '2') {
            await all.promise
            isRefused = false
            refused.resolve()
            throw new Error('database is locked')
          }
          if (listed.key.uid === '3') all.resolve()
          await refused.promise
          return store.recordLetter(listed, ...rest)
        },
        moveCursor: async (place, uid) => {
          moved.push(uid)
          return store.moveCursor(place, uid)
        },
      },
    }))
    await untilLetters(store, 4)
    await untilLooked(store)
    expect(moved).toEqual(['1', '4'])
    expect(mailbox.fetched.filter((uid) => uid === '1' || uid === '3')).toEqual(['1', '3'])
  })

  test('one that changed while it was fetched is taken at the next look', async () => {
    mailbox.deliver(letter('a'))
    mailbox.hideOnce('1')
    const { store } = await start()
    await untilLetters(store, 1)
    expect(mailbox.fetched).toEqual(['1', '1'])
    expect((await store.progress()).quarantined).toBe(0)
  })
})

test('a long look tells how many letters are left, and goes on where it was stopped', async () => {
  const large = { size: 2 ** 30 }
  for (let n = 0; n < 1_200; n++) mailbox.deliver('', large)
  const told: unknown[] = []
  const stopAfterPage = Promise.withResolvers<void>()
  const first = await start(({ store }) => ({
    tell: (event, facts) => void (event === 'letters-waiting' && told.push(`${event} ${facts?.letters}`)),
    store: {
      ...store,
      recordLook: async (...look) => {
        await store.recordLook(...look)
        stopAfterPage.resolve()
        await new Promise((resolve) => setImmediate(resolve))
      },
    },
  }))
  await stopAfterPage.promise
  const [{ waiting } = { waiting: 0 }] = await first.store.mailboxes()
  await stopAll()
  expect(told[0]).toBe('letters-waiting 700')
  expect(waiting).toBe(700)
  const { store } = await start()
  await untilLetters(store, 1_200)
  await expect.poll(() => store.mailboxes()).toMatchObject([{ waiting: 0 }])
})

describe('poll: cursor', () => {
  test('each look lists from the last letter of the look before', async () => {
    mailbox.deliver(letter('a'))
    const { store } = await start()
    await untilLetters(store, 1)
    await untilLooked(store)
    mailbox.deliver(letter('b'))
    await untilLetters(store, 2)
    expect(mailbox.cursors).toEqual([null, { uidValidity: '7', lastUid: '1' }])
  })

  test('a mailbox with another UIDVALIDITY is listed from its beginning, and its old letters are counted once', async () => {
    mailbox.deliver(letter('a'))
    const first = await start()
    await untilLetters(first.store, 1)
    await expect.poll(() => first.store.cursor('docs', 'INBOX')).toEqual({ uidValidity: '7', lastUid: '1' })
    await stopAll()

    mailbox = memoryMailbox('8')
    mailbox.deliver(letter('a'))
    mailbox.deliver(letter('b'))
    const second = await start()
    await untilLetters(second.store, 2)
    expect(mailbox.cursors[0]).toBeNull()
    await expect.poll(() => second.store.judgedSubmissions()).toHaveLength(2)
    await expect.poll(() => second.store.cursor('docs', 'INBOX')).toEqual({ uidValidity: '8', lastUid: '2' })
  })
})
