/** What every MailSource does, told once and run against each adapter. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import type { MailSession, MailSource } from '../../src/mail/mail-source.ts'

/** One mailbox and what a test may do to it from outside. */
type Mailbox = {
  readonly source: MailSource
  /** Puts a letter in, so that the next listing has it. Resolves to its uid. */
  readonly deliver: (raw: Uint8Array, receivedAt: Date) => Promise<string>
  readonly remove: (uid: string) => Promise<void>
}

type Surroundings = {
  readonly start?: () => Promise<void>
  readonly stop?: () => Promise<void>
  /** A new empty mailbox. */
  readonly mailbox: () => Promise<Mailbox>
}

/** With CRLF line ends, as RFC 5322, 2.1 has them; every byte value but bare CR, bare LF and NUL occurs. */
export function letter(subject: string): Uint8Array {
  const odd = Buffer.from(Array.from({ length: 256 }, (_, n) => n).filter((n) => ![0, 10, 13].includes(n)))
  const head = `From: a@example.vn\r\nSubject: ${subject}\r\nDate: Mon, 26 Jul 2021 08:00:00 +0700\r\n\r\n`
  return Buffer.concat([Buffer.from(head), odd, Buffer.from('\r\n')])
}

const NEVER = new AbortController().signal
const day = (n: number): Date => new Date(Date.UTC(2021, 6, n))
/** Longer than any server takes to tell; the tests end as soon as it does. */
const PATIENCE_MS = 30_000

export function mailSourceContract(name: string, surroundings: Surroundings, skip: string | null = null): void {
  describe.skipIf(skip !== null)(`MailSource: ${name}${skip === null ? '' : ` (${skip})`}`, () => {
    let mailbox: Mailbox
    const sessions: MailSession[] = []

    beforeAll(async () => surroundings.start?.())
    afterAll(async () => surroundings.stop?.())
    beforeEach(async () => {
      mailbox = await surroundings.mailbox()
    })
    afterEach(async () => {
      for (const session of sessions.splice(0)) await session.close()
    })

    async function open(): Promise<MailSession> {
      const session = await mailbox.source.open(NEVER)
      sessions.push(session)
      return session
    }

    test('an empty mailbox lists nothing', async () => {
      expect(await (await open()).list(null)).toEqual([])
    })

    test('letters are listed in order of arrival, with size and the time they were taken in', async () => {
      const uids = [await mailbox.deliver(letter('one'), day(1)), await mailbox.deliver(letter('three'), day(3))]
      const session = await open()
      expect(await session.list(null)).toEqual(
        uids.map((uid, index) => ({
          key: {
            account: mailbox.source.account,
            folder: mailbox.source.folder,
            uidValidity: session.uidValidity,
            uid,
          },
          size: letter(index === 0 ? 'one' : 'three').length,
          receivedAt: day(index === 0 ? 1 : 3).getTime() as Instant,
        })),
      )
    })

    test('a letter comes back byte for byte', async () => {
      await mailbox.deliver(letter('bytes'), day(1))
      const session = await open()
      const [listed] = await session.list(null)
      expect(listed && Buffer.from((await session.fetch(listed.key)) ?? [])).toEqual(letter('bytes'))
    })

    test('after a cursor, a new session lists at least all that is newer', async () => {
      const first = await mailbox.deliver(letter('first'), day(1))
      const { uidValidity } = await open()
      const second = await mailbox.deliver(letter('second'), day(2))
      const third = await mailbox.deliver(letter('third'), day(3))
      const later = await open()
      const uids = (await later.list({ uidValidity, lastUid: first })).map(({ key }) => key.uid)
      expect(uids.filter((uid) => uid !== first)).toEqual([second, third])
      expect(later.uidValidity).toBe(uidValidity)
    })

    test('a cursor of another UIDVALIDITY counts for nothing', async () => {
      const uid = await mailbox.deliver(letter('only'), day(1))
      const listed = await (await open()).list({ uidValidity: 'another', lastUid: uid })
      expect(listed.map(({ key }) => key.uid)).toEqual([uid])
    })

    test('a letter that has gone between listing and fetching is null', async () => {
      const uid = await mailbox.deliver(letter('gone'), day(1))
      const session = await open()
      const [listed] = await session.list(null)
      await mailbox.remove(uid)
      expect(listed && (await session.fetch(listed.key))).toBeNull()
    })

    test('news come when a letter arrives, and it is listed then', async () => {
      const session = await open()
      await session.list(null)
      const news = session.news(PATIENCE_MS, NEVER)
      const uid = await mailbox.deliver(letter('new'), day(1))
      await news
      expect((await session.list(null)).map(({ key }) => key.uid)).toEqual([uid])
    })

    test('news come at the time-out where nothing arrives', async () => {
      const session = await open()
      await session.list(null)
      await session.news(1, NEVER)
    })

    test('news come at once when the wait is called off', async () => {
      const session = await open()
      await session.list(null)
      const calledOff = new AbortController()
      const news = session.news(PATIENCE_MS, calledOff.signal)
      calledOff.abort()
      await news
      await session.news(PATIENCE_MS, calledOff.signal)
    })

    test('opening is refused where it was called off', async () => {
      await expect(mailbox.source.open(AbortSignal.abort())).rejects.toThrow(/abort/i)
    })
  })
}
