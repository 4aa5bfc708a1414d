import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MailSourceError } from '../../src/mail/mail-source.ts'
import type { Ports } from '../../src/pipeline/ports.ts'
import { wait } from '../../src/queue/wait.ts'
import { explainFault } from '../../src/report/explain-fault.ts'
import type { Store } from '../../src/store/store.ts'
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

const lost = () => new MailSourceError('connection-lost', 'reset by peer')
const letter = (name: string) => letterWith({ [`${name}.pdf`]: name })

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
      await expect.poll(() => store.progress()).toMatchObject({ pollFault: explainFault(fault) })
      expect(errors).toEqual([error])
      paused.resolve()
      await expect.poll(() => store.progress()).toMatchObject({ pollFault: null })
    })
  }

  test('pauses double from 2 s, and begin anew after a good look', async () => {
    mailbox.failOpenings(lost(), lost(), lost())
    const { store, waits } = await start()
    mailbox.deliver(letter('a'), { failure: undefined })
    await untilLetters(store, 1)
    expect(waits).toEqual([2000, 4000, 8000])
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
    await expect.poll(() => store.progress()).not.toMatchObject({ lastPollAt: null })
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
        recordPoll: async (...rest) => {
          if (failures === 2) throw new Error('database is locked')
          return store.recordPoll(...rest)
        },
      },
    }))
    await untilLetters(store, 1)
    await expect.poll(() => store.progress()).toMatchObject({ pollFault: null })
    expect(errors).toHaveLength(4)
  })
})

describe('poll: letters that make trouble', () => {
  test('one on which the connection breaks holds up no other and is never given up', async () => {
    mailbox.deliver(letter('a'))
    mailbox.deliver(letter('b'), { failure: lost() })
    mailbox.deliver(letter('c'))
    let looks = 0
    const { store } = await start(() => ({
      wait: (ms, signal) => (++looks < 6 ? Promise.resolve() : pauseForEver(ms, signal)),
    }))
    await untilLetters(store, 2)
    await expect.poll(() => looks).toBe(6)
    expect(mailbox.fetched).toEqual(['1', '2', '3', '2', '2', '2', '2', '2'])
    expect(await store.progress()).toMatchObject({
      letters: 2,
      quarantined: 0,
      pollFault: explainFault('connection-lost'),
    })
    expect(await store.cursor('docs', 'INBOX')).toEqual({ uidValidity: '7', lastUid: '1' })
  })

  test('one that the reader of the mailbox cannot take is quarantined at the third look', async () => {
    mailbox.deliver(letter('a'), { failure: new Error('no such part') })
    const { store, errors } = await start()
    for (let looks = 1; looks <= 3; looks++) {
      await expect.poll(() => errors.length).toBe(looks)
      mailbox.deliver(letter(String(looks)))
    }
    await untilLetters(store, 4)
    expect(await store.letters({ offset: 0, limit: 1 })).toMatchObject([
      { state: { kind: 'quarantined', reason: 'internal-error' }, key: { uid: '1' } },
    ])
    await expect
      .poll(() => store.cursor('docs', 'INBOX'), { timeout: 10_000 })
      .toEqual({ uidValidity: '7', lastUid: '4' })
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

describe('poll: cursor', () => {
  test('each look lists from the last letter of the look before', async () => {
    mailbox.deliver(letter('a'))
    const { store } = await start()
    await untilLetters(store, 1)
    await expect.poll(() => store.progress()).not.toMatchObject({ lastPollAt: null })
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
