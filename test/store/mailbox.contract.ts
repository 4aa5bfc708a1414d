/** What every adapter of the Store port must know of mailboxes and of the places of letters in them. */
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ListedLetter, MailPlace } from '../../src/mail/mail-source.ts'
import type { Store } from '../../src/store/store.ts'
import { at, attributeByLetter, contentOf, hashOf, listed } from './sample-rows.ts'

type Opened = { readonly store: Store; readonly remove: () => Promise<void> }

const OLD: MailPlace = { account: 'docs', folder: 'INBOX', uidValidity: '7' }
const NEW: MailPlace = { ...OLD, uidValidity: '8' }
const ALL = { offset: 0, limit: 100 }

/** A letter that is told apart by its Message-ID, size and time of receipt. */
const seen = (uid: string, name: string | null, place = OLD, receivedAt = 1000): ListedLetter => ({
  ...listed(uid, receivedAt),
  key: { ...place, uid },
  messageId: name === null ? null : hashOf(`<${name}>`),
})

export function mailboxContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    describe('a folder with a new UIDVALIDITY', () => {
      const cases: readonly { name: string; before: readonly ListedLetter[]; now: ListedLetter; found: boolean }[] = [
        { name: 'the same letter', before: [seen('1', 'a')], now: seen('9', 'a', NEW), found: true },
        { name: 'another Message-ID', before: [seen('1', 'a')], now: seen('9', 'b', NEW), found: false },
        { name: 'another time', before: [seen('1', 'a')], now: seen('9', 'a', NEW, 2000), found: false },
        { name: 'no Message-ID', before: [seen('1', null)], now: seen('9', null, NEW), found: false },
        { name: 'another size', before: [seen('1', 'a')], now: { ...seen('9', 'a', NEW), size: 7 }, found: false },
        { name: 'two it could be', before: [seen('1', 'a'), seen('2', 'a')], now: seen('9', 'a', NEW), found: false },
        {
          name: 'another folder',
          before: [seen('1', 'a', { ...OLD, folder: 'Sent' })],
          now: seen('9', 'a', NEW),
          found: false,
        },
        { name: 'the same UIDVALIDITY', before: [seen('1', 'a')], now: seen('9', 'a'), found: false },
      ]
      for (const { name, before, now, found } of cases) {
        test(`${name}: ${found ? 'is known again' : 'is a stranger'}`, async () => {
          for (const letter of before) await store.recordLetter(letter, hashOf(JSON.stringify(letter.key)))
          expect(await store.recognize([now])).toEqual(found ? [] : [now])
          const { uid, ...place } = now.key
          expect(await store.unknownUids(place, [uid])).toEqual(found ? [] : [uid])
          expect((await store.progress()).letters).toBe(before.length)
        })
      }

      test('of two letters that look like one that was known neither is believed to be it', async () => {
        await store.recordLetter(seen('1', 'a'), hashOf('a'))
        const twins = [seen('8', 'a', NEW), seen('9', 'a', NEW)]
        expect(await store.recognize(twins)).toEqual(twins)
      })

      test('thousands are known again at once', async () => {
        const letters = Array.from({ length: 2_500 }, (_, n) => seen(String(n + 1), `n${n}`))
        for (const letter of letters.slice(0, 50)) await store.recordLetter(letter, hashOf(letter.key.uid))
        const now = letters.map((letter) => ({ ...letter, key: { ...NEW, uid: `1${letter.key.uid}` } }))
        expect(await store.recognize(now)).toEqual(now.slice(50))
      })
    })

    test('letters that have gone are noted once, come back, and keep what was found in them', async () => {
      for (const uid of ['1', '2']) await store.recordLetter(seen(uid, uid), hashOf(uid))
      await store.recordContent(hashOf('2'), contentOf(hashOf('2'), hashOf('document')), attributeByLetter)
      const before = await store.judgedSubmissions()
      const goneAt = async () => (await store.letter(hashOf('2')))?.goneAt
      expect(await store.recordPresence(OLD, ['1'], at(50))).toBe(1)
      expect(await store.recordPresence(OLD, ['1'], at(60))).toBe(0)
      expect(await goneAt()).toBe(50)
      expect((await store.letter(hashOf('1')))?.goneAt).toBeNull()
      expect(await store.judgedSubmissions()).toEqual(before)
      await store.recordPresence(OLD, ['1', '2'], at(70))
      expect(await goneAt()).toBeNull()
    })

    test('a letter has not gone while it lies in another folder', async () => {
      await store.recordLetter(seen('1', 'a'), hashOf('a'))
      await store.recordLetter(seen('5', 'a', { ...OLD, folder: 'Sent' }), hashOf('a'))
      await store.recordPresence(OLD, [], at(50))
      expect((await store.letter(hashOf('a')))?.goneAt).toBeNull()
    })

    test('what could not be fetched is forgotten, so that it is tried again; what was too large is not', async () => {
      await store.recordUnfetched(seen('1', 'a'), 'unfetchable', at(3000))
      await store.recordUnfetched(seen('2', 'b'), 'too-large', at(3000))
      await store.forgetUnfetched(OLD)
      expect(await store.unknownUids(OLD, ['1', '2'])).toEqual(['1'])
      expect(await store.progress()).toMatchObject({ letters: 1, quarantined: 1 })
    })

    test('two letters with one Message-ID are both kept, and each says so', async () => {
      await store.recordLetter(seen('1', 'a'), hashOf('a'))
      expect((await store.letter(hashOf('a')))?.sharesMessageId).toBe(false)
      await store.recordLetter(seen('2', 'a'), hashOf('a, changed'))
      for (const letter of ['a', 'a, changed']) {
        expect((await store.letter(hashOf(letter)))?.sharesMessageId).toBe(true)
      }
    })

    test('both records of a receipt are kept as they were at first sight', async () => {
      await store.recordLetter(seen('1', 'a', OLD, 2000), hashOf('a'), at(1500))
      await store.recordLetter(seen('2', 'a', OLD, 9000), hashOf('a'), at(1500))
      expect(await store.letter(hashOf('a'))).toMatchObject({ receivedAt: 2000, tracedAt: 1500 })
    })

    test('the state of a mailbox is that of its last look, and of the fault since', async () => {
      await store.watchMailboxes([OLD])
      const unknown = { faultNeedsPerson: false, loginEndsAt: null, clockAheadMs: null }
      expect(await store.mailboxes()).toEqual([
        { account: 'docs', folder: 'INBOX', lookedAt: null, fault: null, waiting: 0, ...unknown },
      ])
      await store.recordLook(OLD, 57_065, at(10))
      await store.recordFault(OLD, 'Không đăng nhập được.', true)
      const refused = { fault: 'Không đăng nhập được.', faultNeedsPerson: true }
      expect(await store.mailboxes()).toMatchObject([{ lookedAt: 10, ...refused, waiting: 57_065 }])
      await store.recordLook(OLD, 0, at(20))
      expect(await store.mailboxes()).toMatchObject([
        { lookedAt: 20, fault: null, faultNeedsPerson: false, waiting: 0 },
      ])
    })

    test('what a mailbox warns of stays until it is told otherwise', async () => {
      await store.recordClock(OLD, -90_000)
      await store.recordLook(OLD, 0, at(10))
      expect(await store.mailboxes()).toMatchObject([{ clockAheadMs: -90_000 }])
      await store.recordClock(OLD, 0)
      expect(await store.mailboxes()).toMatchObject([{ clockAheadMs: 0 }])
    })

    test('a login ends when the operator or the token server says so, whichever is earlier', async () => {
      const ends = async () => (await store.mailboxes()).map(({ loginEndsAt }) => loginEndsAt)
      const other = { account: 'other', folder: 'INBOX' }
      await store.watchMailboxes([{ ...OLD, loginEndsAt: at(50) }, other])
      await store.replaceToken('docs', 'one', at(40))
      expect(await ends()).toEqual([40, null])
      await store.replaceToken('docs', 'two', null)
      expect(await ends()).toEqual([50, null])
      await store.watchMailboxes([OLD, other])
      expect(await ends()).toEqual([null, null])
    })

    test('whoever looks while they are told anew sees all of them', async () => {
      const both = [OLD, { account: 'docs', folder: 'Sent' }]
      await store.watchMailboxes(both)
      let isTold = false
      const told = store.watchMailboxes(both).finally(() => {
        isTold = true
      })
      while (!isTold) {
        expect(await store.mailboxes()).toHaveLength(2)
        // The disk has its turn, too.
        await setImmediate()
      }
      await told
    })

    test('a mailbox that is read no more is not shown, and keeps its cursor', async () => {
      await store.moveCursor(OLD, '5')
      await store.watchMailboxes([{ account: 'docs', folder: 'Sent' }])
      expect((await store.mailboxes()).map(({ folder }) => folder)).toEqual(['Sent'])
      expect(await store.cursor('docs', 'INBOX')).toEqual({ uidValidity: '7', lastUid: '5' })
    })

    test('what happened is told newest first', async () => {
      const event = { account: 'docs', folder: 'INBOX', letters: 3 }
      await store.recordMailboxEvent({ ...event, at: at(1), kind: 'gone' })
      await store.recordMailboxEvent({ ...event, at: at(2), kind: 'renumbered' })
      expect((await store.mailboxEvents(ALL)).map(({ kind }) => kind)).toEqual(['renumbered', 'gone'])
      expect(await store.mailboxEvents({ offset: 1, limit: 1 })).toEqual([{ ...event, at: 1, kind: 'gone' }])
    })

    test('the last token of each account is kept', async () => {
      expect(await store.token('docs')).toBeNull()
      await store.replaceToken('docs', 'one', null)
      await store.replaceToken('docs', 'two', null)
      await store.replaceToken('other', 'three', null)
      expect([await store.token('docs'), await store.token('other')]).toEqual(['two', 'three'])
    })
  })
}
