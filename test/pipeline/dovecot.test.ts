/** Reading a real mailbox: nothing is lost, doubled, read twice or changed, whatever server and connection do. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ImapMailbox, imapMailbox } from '../../src/mail/imap.ts'
import { watched } from '../../src/mail/watched.ts'
import { wait } from '../../src/queue/wait.ts'
import { explainFault } from '../../src/report/explain-fault.ts'
import type { Store } from '../../src/store/store.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../services/dovecot.ts'
import { type ImapProxy, startImapProxy } from '../services/imap-proxy.ts'
import { at } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { startPipeline } from './running-pipeline.ts'
import { letterWith } from './sample-letters.ts'

const ALL = { offset: 0, limit: 10_000 }
const WITHIN = { timeout: 55_000, interval: 20 }
const RECEIVED = new Date('2021-07-26T01:00:00Z')

const raw = (name: string, messageId = `<${name}@example.vn>`) =>
  Buffer.from(`${messageId === '' ? '' : `Message-ID: ${messageId}\r\n`}${letterWith({ [`${name}.pdf`]: name })}`)
const many = (count: number) => Array.from({ length: count }, (_, n) => raw(`n${n}`))

describe.skipIf(dovecotMissing !== null)(`a real mailbox ${dovecotMissing ?? ''}`, () => {
  let server: Dovecot
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  const stops: (() => Promise<void>)[] = []
  let users = 0
  let user = ''
  beforeAll(async () => {
    server = await startDovecot()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    folder = await temporaryFolder()
    user = `reader${++users}`
  })
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
    await folder.remove()
  })

  async function proxied(change?: (response: string) => string | null): Promise<ImapProxy> {
    const proxy = await startImapProxy(server.port, change)
    stops.push(proxy.stop)
    return proxy
  }

  const mailboxOf = ({ port }: { readonly port: number }, changes: Partial<ImapMailbox> = {}): ImapMailbox => ({
    ...{ host: '127.0.0.1', port, secure: 'none-loopback', user, folders: ['INBOX'] },
    login: { kind: 'password', password: server.password },
    ...changes,
  })

  async function start(mailbox: ImapMailbox, { lookMs = 50, probeMs = 25_000 } = {}) {
    const source = watched(imapMailbox(mailbox), { answerMs: 60_000, probeMs, bytesPerSecond: 16_000 })
    const running = { folder: folder.path, source, times: { lookMs }, change: () => ({ clock: () => at(Date.now()) }) }
    const pipeline = await startPipeline(running)
    let isStopped = false
    const stop = async () => {
      if (!isStopped) await pipeline.stop()
      isStopped = true
    }
    stops.push(stop)
    return { ...pipeline, stop }
  }

  const untilJudged = (store: Store, submissions: number) =>
    expect
      .poll(async () => (await store.judgedSubmissions()).filter(({ report }) => report !== null).length, WITHIN)
      .toBe(submissions)
  const untilCursor = (store: Store, lastUid: string) =>
    expect.poll(async () => (await store.cursor(user, 'INBOX'))?.lastUid, WITHIN).toBe(lastUid)
  const untilNextLook = async (store: Store) => {
    const before = (await store.mailboxes())[0]?.lookedAt ?? 0
    await expect.poll(async () => (await store.mailboxes())[0]?.lookedAt ?? 0, WITHIN).toBeGreaterThan(before)
  }
  const bodiesIn = ({ commands }: ImapProxy) => commands.filter((line) => /BODY\.PEEK\[\]/.test(line)).length

  test('of answers that are lost, every seventh, no letter is', async () => {
    await server.fill(user, many(200))
    let answers = 0
    const proxy = await proxied((response) => (/^\* \d+ FETCH/.test(response) && ++answers % 7 === 0 ? null : response))
    const { store } = await start(mailboxOf(proxy))
    await untilJudged(store, 200)
    await untilCursor(store, '200')
    expect(await store.progress()).toMatchObject({ letters: 200, quarantined: 0 })
  })

  test('of answers that do not say which letter they are about, every fifth, no letter is lost or mixed up', async () => {
    await server.fill(user, many(60))
    let answers = 0
    const proxy = await proxied((response) =>
      /^\* \d+ FETCH/.test(response) && ++answers % 5 === 0 ? response.replace(/UID \d+ ?/, '') : response,
    )
    const { store } = await start(mailboxOf(proxy))
    await untilJudged(store, 60)
    await untilCursor(store, '60')
    const uids = (await store.letters(ALL)).map(({ key, submissions }) => [key.uid, submissions[0]?.fileName])
    expect(new Map(uids.map(([uid, name]) => [uid, name])).get('7')).toBe('n6.pdf')
  })

  test('letters that a search has left out are found when the folder is compared as a whole', async () => {
    await server.fill(user, many(5))
    let isForgetful = true
    const proxy = await proxied((response) =>
      isForgetful && /^\* (E?SEARCH)/.test(response) ? response.replace('1:5', '1:2,5') : response,
    )
    const first = await start(mailboxOf(proxy))
    await untilCursor(first.store, '5')
    expect((await first.store.progress()).letters).toBe(3)
    await first.stop()
    isForgetful = false
    const { store } = await start(mailboxOf(proxy))
    await untilJudged(store, 5)
  })

  test('a second look asks for nothing that is known: neither bodies nor metadata', async () => {
    await server.fill(user, [...many(99), Buffer.from('Subject: private\r\n\r\nno candidate\r\n')])
    const proxy = await proxied()
    const { store } = await start(mailboxOf(proxy), { lookMs: 200 })
    await untilJudged(store, 99)
    await untilCursor(store, '100')
    await untilNextLook(store)
    proxy.bytes()
    const before = proxy.commands.length
    await untilNextLook(store)
    await untilNextLook(store)
    expect(proxy.commands.slice(before).filter((line) => line.includes('FETCH'))).toEqual([])
    // Of ten thousand the limit is 50 KB; the figure does not depend on how many there are.
    expect(proxy.bytes()).toBeLessThan(2_000)
  })

  test('a server whose clock is ahead is told of by the first letter that comes from the future, and of again once it is right', async () => {
    const { store } = await start(mailboxOf(server))
    await expect.poll(() => store.mailboxes(), WITHIN).toMatchObject([{ lookedAt: expect.anything() }])
    await server.deliver(user, raw('ahead'), new Date(Date.now() + 600_000))
    await untilJudged(store, 1)
    const ahead = async () => (await store.mailboxes())[0]?.clockAheadMs ?? null
    await expect.poll(ahead, WITHIN).toBeGreaterThan(500_000)
    // The time by which it counts is that of the mailbox all the same.
    expect((await store.judgedSubmissions())[0]?.submission.receivedAt).toBeGreaterThan(Date.now() + 500_000)
    await server.deliver(user, raw('right'))
    await expect.poll(ahead, WITHIN).toBe(0)
  })

  test('a server that numbers its letters anew has each read once, and none counted twice', async () => {
    await server.fill(user, [...many(57), raw('without', ''), raw('twin', '<t@x.vn>'), raw('twin two', '<t@x.vn>')])
    const proxy = await proxied()
    const { store } = await start(mailboxOf(proxy))
    await untilJudged(store, 60)
    await untilCursor(store, '60')
    const before = await store.judgedSubmissions()
    const bodies = bodiesIn(proxy)
    await server.renumber(user, 4_000_000_000)
    await server.deliver(user, raw('new'))
    await untilJudged(store, 61)
    await expect.poll(() => store.cursor(user, 'INBOX'), WITHIN).toEqual({ uidValidity: '4000000000', lastUid: '61' })
    expect(await store.judgedSubmissions()).toEqual(expect.arrayContaining([...before]))
    expect(await store.progress()).toMatchObject({ letters: 61, quarantined: 0 })
    // The new one, and the one whose metadata say too little.
    expect(bodiesIn(proxy) - bodies).toBe(2)
    expect(await store.mailboxEvents(ALL)).toMatchObject([{ kind: 'renumbered', letters: 59 }])
  })

  for (const [name, replacement] of [
    ['0', '[UIDVALIDITY 0]'],
    ['missing', '[NOTICE]'],
  ] as const) {
    test(`a server whose UIDVALIDITY is ${name} has each letter read once, and none lost`, async () => {
      await server.fill(user, many(20))
      const proxy = await proxied((response) => response.replace(/\[UIDVALIDITY \d+\]/, replacement))
      const first = await start(mailboxOf(proxy))
      await untilJudged(first.store, 20)
      await first.stop()
      await server.remove(user, '3')
      await server.deliver(user, raw('new'))
      const { store } = await start(mailboxOf(proxy))
      await untilJudged(store, 21)
      expect(bodiesIn(proxy)).toBe(21)
      expect(await store.progress()).toMatchObject({ letters: 21 })
      expect((await store.mailboxEvents(ALL)).map(({ kind }) => kind)).toContain('unnumbered')
    })
  }

  test('a letter that the officer deletes is noted, and the count stays', async () => {
    await server.fill(user, many(3))
    const first = await start(mailboxOf(server))
    await untilJudged(first.store, 3)
    const before = await first.store.judgedSubmissions()
    await first.stop()
    await server.remove(user, '2')
    const { store } = await start(mailboxOf(server))
    await expect.poll(() => store.mailboxEvents(ALL), WITHIN).toMatchObject([{ kind: 'gone', letters: 1 }])
    const gone = (await store.letters(ALL)).filter(({ goneAt }) => goneAt !== null).map(({ key }) => key.uid)
    expect(gone).toEqual(['2'])
    expect(await store.judgedSubmissions()).toEqual(before)
  })

  test('a letter larger than the limit lies in quarantine without a byte of its body fetched; others go on', async () => {
    const large = Buffer.concat([raw('large'), Buffer.alloc(51 * 1024 * 1024, 'x\r\n')])
    await server.deliver(user, large)
    await server.deliver(user, raw('small'))
    const proxy = await proxied()
    const { store } = await start(mailboxOf(proxy))
    await untilJudged(store, 1)
    expect(proxy.bytes()).toBeLessThan(20_000)
    expect((await store.letters(ALL)).map(({ state }) => state)).toContainEqual({
      kind: 'quarantined',
      reason: 'too-large',
    })
  })

  test('letters that the officer has read first are taken, and no mark in the mailbox changes', async () => {
    await server.fill(user, many(4))
    await server.markSeen(user, '1:3')
    const before = await server.marks(user)
    const { store, stop } = await start(mailboxOf(server))
    await untilJudged(store, 4)
    await stop()
    expect(before.map(({ flags }) => flags)).toEqual([['\\Seen'], ['\\Seen'], ['\\Seen'], []])
    expect(await server.marks(user)).toEqual(before)
  })

  test('one letter in two folders and, sent to oneself, twice in one is one letter', async () => {
    await server.makeFolder(user, 'Báo cáo')
    for (const name of ['INBOX', 'INBOX', 'Báo cáo']) await server.deliver(user, raw('same'), RECEIVED, name)
    await server.deliver(user, raw('other'), RECEIVED, 'Báo cáo')
    const { store } = await start(mailboxOf(server, { folders: ['INBOX', 'Báo cáo'] }))
    await untilJudged(store, 2)
    await untilCursor(store, '2')
    expect(await store.progress()).toMatchObject({ letters: 2, documents: 2 })
    expect(await store.mailboxes()).toMatchObject([{ folder: 'Báo cáo' }, { folder: 'INBOX' }])
  })

  test('a folder that is missing is told, and the others are read', async () => {
    await server.deliver(user, raw('a'))
    const { store } = await start(mailboxOf(server, { folders: ['INBOX', 'Thiếu'] }))
    await untilJudged(store, 1)
    await expect
      .poll(() => store.mailboxes(), WITHIN)
      .toMatchObject([{ fault: null }, { folder: 'Thiếu', fault: explainFault('mailbox-missing') }])
  })

  test('the same UID in two accounts is two letters', async () => {
    await server.deliver(user, raw('a'))
    await server.deliver(`${user}-two`, raw('b'))
    const { store, stop } = await start(mailboxOf(server))
    await untilJudged(store, 1)
    await stop()
    const second = await start(mailboxOf(server, { user: `${user}-two` }))
    await untilJudged(second.store, 2)
  })

  test('letters of days before the first that is wanted are left alone, and read once that is moved', async () => {
    for (const [name, day] of [
      ['old', '2021-07-01'],
      ['first', '2021-07-22'],
      ['second', '2021-08-22'],
    ] as const) {
      await server.deliver(user, raw(name), new Date(`${day}T05:00:00Z`))
    }
    const proxy = await proxied()
    const readFrom = at(Date.parse('2021-07-22T00:00:00+07:00'))
    const first = await start(mailboxOf(proxy, { readFrom }))
    await untilJudged(first.store, 2)
    await untilCursor(first.store, '3')
    expect(bodiesIn(proxy)).toBe(2)
    expect(await first.store.mailboxEvents(ALL)).toEqual([])
    await first.stop()
    const { store } = await start(mailboxOf(proxy))
    await untilJudged(store, 3)
  })

  test('a process of the server that is killed while it waits is replaced, and news come through the new one', async () => {
    const { store } = await start(mailboxOf(server), { lookMs: 30_000 })
    await untilNextLook(store)
    const processes = server.imapProcesses()
    expect(processes).not.toEqual([])
    for (const pid of processes) process.kill(pid, 'SIGKILL')
    await server.deliver(user, raw('a'))
    await untilJudged(store, 1)
  })

  test('a process of the server that freezes is noticed, told, and replaced', async () => {
    const { store, errors } = await start(mailboxOf(server), { probeMs: 500 })
    await untilNextLook(store)
    const frozen = server.imapProcesses()
    for (const pid of frozen) process.kill(pid, 'SIGSTOP')
    await expect.poll(() => errors, WITHIN).toMatchObject([{ fault: 'frozen' }])
    await server.deliver(user, raw('a'))
    await untilJudged(store, 1)
    for (const pid of frozen) process.kill(pid, 'SIGCONT')
  })

  test('a letter is there within five seconds where the server tells of it, long before the next look', async () => {
    const { store } = await start(mailboxOf(server), { lookMs: 600_000 })
    await untilNextLook(store)
    await server.deliver(user, raw('a'))
    await expect.poll(async () => (await store.progress()).letters, { timeout: 5_000 }).toBe(1)
  })

  test('a server that cannot tell of news is asked', async () => {
    const proxy = await proxied((response) => response.replaceAll(/ IDLE\b/g, ''))
    const { store } = await start(mailboxOf(proxy))
    await untilNextLook(store)
    await server.deliver(user, raw('a'))
    await untilJudged(store, 1)
    expect(proxy.commands).not.toContain('IDLE')
  })

  test('a server that says farewell is left alone for a minute', async () => {
    const proxy = await proxied()
    const { store, waits, errors } = await start(mailboxOf(proxy))
    await untilNextLook(store)
    proxy.say('* BYE [UNAVAILABLE] Too many requests')
    await expect.poll(() => waits, WITHIN).toEqual([60_000])
    expect(errors).toMatchObject([{ fault: 'throttled' }])
  })

  test('a refused password is sent once, and not again before its time', async () => {
    const login = { kind: 'password', password: 'wrong' } as const
    const paused = Promise.withResolvers<number>()
    const source = imapMailbox(mailboxOf(server, { login }))
    const pipeline = await startPipeline({
      ...{ folder: folder.path, source },
      change: () => ({
        wait: (ms, signal) => {
          paused.resolve(ms)
          return wait(2 ** 31 - 1, signal)
        },
      }),
    })
    stops.push(pipeline.stop)
    expect(await paused.promise).toBe(900_000)
    // The server answers before it writes its log.
    await vi.waitFor(async () => {
      const lines = (await server.log()).split('\n')
      const tries = lines.filter((line) => line.includes('auth failed') && line.includes(user))
      expect(tries).toEqual([expect.stringContaining('1 attempts')])
    })
  })
})
