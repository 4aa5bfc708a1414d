/** What every MailSource does, told once and run against each adapter. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ListedLetter, MailFolder, MailSession, MailSource } from '../../src/mail/mail-source.ts'
import { messageIdHash } from '../../src/mail/message-id.ts'

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
  const fields = ['From: a@example.vn', `Subject: ${subject}`, `Message-ID: <${subject}@example.vn>`]
  const head = `${fields.join('\r\n')}\r\nDate: Mon, 26 Jul 2021 08:00:00 +0700\r\n\r\n`
  return Buffer.concat([Buffer.from(head), odd, Buffer.from('\r\n')])
}

const NEVER = new AbortController().signal
const day = (n: number): Date => new Date(Date.UTC(2021, 6, n))
/** Longer than any server takes to tell; the tests end as soon as it does. */
const PATIENCE_MS = 30_000

export function folderOf(session: MailSession, { folders }: MailSource): Promise<MailFolder> {
  return session.folder(folders[0])
}

/** All letters that are to be read. */
export async function list(session: MailSession, source: MailSource): Promise<readonly ListedLetter[]> {
  const folder = await folderOf(session, source)
  return folder.list(await folder.uids(null))
}

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
      expect(await list(await open(), mailbox.source)).toEqual([])
    })

    test('letters are listed in order of arrival, with size and the time they were taken in', async () => {
      const uids = [await mailbox.deliver(letter('one'), day(1)), await mailbox.deliver(letter('three'), day(3))]
      const session = await open()
      const { place } = await folderOf(session, mailbox.source)
      const [one, three] = [letter('one'), letter('three')]
      expect(place).toMatchObject({ account: mailbox.source.account, folder: mailbox.source.folders[0] })
      expect(await list(session, mailbox.source)).toEqual([
        {
          key: { ...place, uid: uids[0] },
          size: one.length,
          receivedAt: day(1).getTime(),
          messageId: messageIdHash(one),
        },
        {
          ...{ key: { ...place, uid: uids[1] }, size: three.length, receivedAt: day(3).getTime() },
          messageId: messageIdHash(three),
        },
      ])
    })

    test('a letter comes back byte for byte', async () => {
      await mailbox.deliver(letter('bytes'), day(1))
      const session = await open()
      const folder = await folderOf(session, mailbox.source)
      const [listed] = await folder.list(await folder.uids(null))
      expect(listed && Buffer.from((await folder.fetch(listed)) ?? [])).toEqual(letter('bytes'))
    })

    test('after a cursor, a new session lists at least all that is newer', async () => {
      const first = await mailbox.deliver(letter('first'), day(1))
      const { uidValidity } = (await folderOf(await open(), mailbox.source)).place
      const second = await mailbox.deliver(letter('second'), day(2))
      const third = await mailbox.deliver(letter('third'), day(3))
      const later = await open()
      const folder = await folderOf(later, mailbox.source)
      const uids = await folder.uids({ uidValidity, lastUid: first })
      expect(uids.filter((uid) => uid !== first)).toEqual([second, third])
      expect(await folder.allUids()).toEqual([first, second, third])
      expect(folder.place.uidValidity).toBe(uidValidity)
    })

    test('a cursor of another UIDVALIDITY counts for nothing', async () => {
      const uid = await mailbox.deliver(letter('only'), day(1))
      const folder = await folderOf(await open(), mailbox.source)
      expect(await folder.uids({ uidValidity: 'another', lastUid: uid })).toEqual([uid])
    })

    test('a letter that has gone between listing and fetching is null', async () => {
      const uid = await mailbox.deliver(letter('gone'), day(1))
      const session = await open()
      const folder = await folderOf(session, mailbox.source)
      const [listed] = await folder.list(await folder.uids(null))
      await mailbox.remove(uid)
      expect(listed && (await folder.fetch(listed))).toBeNull()
      expect(await folder.allUids()).toEqual([])
    })

    test('news come when a letter arrives, and it is listed then', async () => {
      const session = await open()
      await list(session, mailbox.source)
      const news = session.news(PATIENCE_MS, NEVER)
      const uid = await mailbox.deliver(letter('new'), day(1))
      await news
      expect((await list(session, mailbox.source)).map(({ key }) => key.uid)).toEqual([uid])
    })

    test('news come at the time-out where nothing arrives', async () => {
      const session = await open()
      await list(session, mailbox.source)
      await session.news(1, NEVER)
    })

    test('news come at once when the wait is called off', async () => {
      const session = await open()
      await list(session, mailbox.source)
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
