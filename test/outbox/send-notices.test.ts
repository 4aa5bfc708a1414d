/** What becomes of a letter that a server does not take, over a day whose clock is moved. */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { sendNext } from '../../src/outbox/send-notices.ts'
import { smtpSender } from '../../src/outbox/smtp.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { freePort } from '../services/free-port.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { mailServer, reply } from './mail-server.ts'
import { FROM, noticeOf } from './sample-notice.ts'

const never = new AbortController().signal
const HOUR = 3_600_000

async function outboxWith(port: number) {
  const folder = await temporaryFolder()
  const store = await openSqliteStore(`${folder.path}/sokyso.db`)
  onTestFinished(async () => {
    await store.close()
    await folder.remove()
  })
  await store.addNotices([noticeOf()], null)
  const begin = noticeOf().madeAt
  let now = begin
  const sender = smtpSender({
    ...{ host: '127.0.0.1', port, secure: 'none-loopback', login: null, ca: null },
    ...{ from: FROM, fromName: 'Phòng Nội vụ' },
  })
  const ports = { store, sender, clock: () => now, tell: () => undefined, leaseMs: 60_000 }
  let failures = 0
  const letter = async () => (await store.notice(1)) ?? expect.unreachable()
  return {
    letter,
    /** Tries what is due, moving the clock to when it is; hours since the beginning of each try. */
    run: async (hours: number) => {
      const tries: number[] = []
      for (;;) {
        const { state, dueAt } = await letter()
        if (state !== 'waiting' || dueAt > begin + hours * HOUR) return tries
        now = Math.max(now, dueAt) as Instant
        const round = await sendNext(ports, failures, never)
        failures = typeof round === 'object' ? failures + 1 : 0
        tries.push((now - begin) / HOUR)
      }
    },
  }
}

describe('a server that is away', () => {
  test('gets the letter when it is back within a day, once', async () => {
    const port = await freePort()
    const outbox = await outboxWith(port)
    const tries = await outbox.run(23)
    expect(tries.length).toBeGreaterThan(20)
    expect(await outbox.letter()).toMatchObject({ state: 'waiting', fault: 'unreachable' })
    const server = await mailServer({}, {}, port)
    onTestFinished(server.close)
    await outbox.run(24)
    expect(await outbox.letter()).toMatchObject({ state: 'sent', fault: null })
    expect(server.taken).toHaveLength(1)
  }, 120_000)

  test('costs the letter after a day, which is told', async () => {
    const outbox = await outboxWith(await freePort())
    await outbox.run(48)
    const letter = await outbox.letter()
    expect(letter).toMatchObject({ state: 'failed', fault: 'too-late' })
    expect((letter.endedAt ?? 0) - letter.since).toBeLessThan(25 * HOUR)
  }, 120_000)
})

describe('a server that takes letters, but not this one', () => {
  async function outboxAt(code: number) {
    const server = await mailServer({ onRecipient: () => reply(code, 'no such user') })
    onTestFinished(server.close)
    return outboxWith(server.port)
  }

  test('for good: it is not tried again, and its words are kept', async () => {
    const outbox = await outboxAt(550)
    expect(await outbox.run(48)).toHaveLength(1)
    expect(await outbox.letter()).toMatchObject({ state: 'failed', fault: 'refused', reply: '550 no such user' })
  })

  test('for the moment: it is tried with longer and longer pauses for a day', async () => {
    const outbox = await outboxAt(450)
    const tries = await outbox.run(48)
    const pauses = tries.slice(1).map((time, index) => Math.round((time - (tries[index] ?? 0)) * 60))
    expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    expect(await outbox.letter()).toMatchObject({ state: 'failed', fault: 'too-late', reply: '450 no such user' })
  })
})
