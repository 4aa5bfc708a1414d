/** What every adapter of the Store port must hold of letters of ours. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditDraft } from '../../src/access/audit.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { LeasedNotice, SendEnd } from '../../src/store/outbox-store.ts'
import type { Store } from '../../src/store/store.ts'
import { noticeOf, numbered } from '../outbox/sample-notice.ts'
import { at, attributeByLetter, contentOf, hashOf, listed, verdictOf } from './sample-rows.ts'

type Opened = { readonly store: Store; readonly another: () => Promise<Store>; readonly remove: () => Promise<void> }

const [LETTER, OTHER, DOCUMENT] = [hashOf('letter'), hashOf('other letter'), hashOf('document')]
const ENTRY: AuditDraft = {
  at: at(1),
  actor: { account: null, name: 'lan', role: 'clerk' },
  action: 'notices-changed',
  subject: '',
  facts: {},
  address: null,
}
const ON = { receiptsSince: at(500), registeredOnly: true, remindersSince: null }
const NOW = at(2_000_000_000_000)
const LEASE = 1000
const ALL = { offset: 0, limit: 100 }

export function outboxContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    const read = async (letter = LETTER, uid = '1', receivedAt = 1000) => {
      await store.recordLetter(listed(uid, receivedAt), letter)
      await store.recordContent(letter, contentOf(letter, DOCUMENT), attributeByLetter)
    }
    const take = async (now = NOW): Promise<LeasedNotice> =>
      (await store.takeNotice(now, LEASE)) ?? expect.unreachable('No letter is due')

    describe('settings', () => {
      test('are off at first, and a change is in the record', async () => {
        expect(await store.noticeSettings()).toEqual({
          receiptsSince: null,
          registeredOnly: true,
          remindersSince: null,
        })
        await store.changeNoticeSettings(ON, ENTRY)
        expect(await store.noticeSettings()).toEqual(ON)
        expect(await store.auditHead()).toMatchObject({ number: 1 })
      })
    })

    describe('letters to answer', () => {
      test('are those that came while receipts were on, once, however often they are read', async () => {
        await read(OTHER, '2')
        await store.changeNoticeSettings(ON, ENTRY)
        await read()
        await read()
        expect(await store.lettersToAnswer('due', 10)).toEqual([{ letter: LETTER, since: 2000 }])
      })

      test('are none that came before, such as those of a mailbox that is read for the first time', async () => {
        await store.changeNoticeSettings({ ...ON, receiptsSince: at(1001) }, ENTRY)
        await read()
        expect(await store.lettersToAnswer('due', 10)).toEqual([])
      })

      test('are also those that could not be read; those that are no submission are not', async () => {
        await store.changeNoticeSettings(ON, ENTRY)
        await store.recordLetter(listed('1'), LETTER)
        await store.quarantine(LETTER, 'encrypted-letter', at(3000))
        await store.recordLetter(listed('2'), OTHER)
        await store.recordContent(OTHER, contentOf(OTHER), attributeByLetter)
        expect(await store.lettersToAnswer('due', 10)).toEqual([{ letter: LETTER, since: 0 }])
      })

      test('get one answer, and one last word where something was open', async () => {
        await store.changeNoticeSettings(ON, ENTRY)
        await read()
        const receipt = noticeOf({ kind: 'receipt', about: LETTER })
        await store.recordAnswer(LETTER, { kind: 'answered', notice: receipt, isOpen: true })
        await store.recordAnswer(LETTER, { kind: 'answered', notice: noticeOf({ kind: 'return' }), isOpen: true })
        expect(await store.lettersToAnswer('due', 10)).toEqual([])
        expect(await store.lettersToAnswer('open', 10)).toMatchObject([{ letter: LETTER }])
        await store.recordSettled(LETTER, noticeOf({ kind: 'settled', about: LETTER }))
        await store.recordSettled(LETTER, noticeOf({ kind: 'settled', about: 'again' }))
        expect(await store.lettersToAnswer('open', 10)).toEqual([])
        expect((await store.notices({}, ALL)).map(({ kind }) => kind)).toEqual(['settled', 'receipt'])
      })

      test('that get none have a reason', async () => {
        await store.changeNoticeSettings(ON, ENTRY)
        await read()
        await store.recordAnswer(LETTER, { kind: 'silent', why: 'mailing-list' })
        expect(await store.silenceOf(LETTER)).toBe('mailing-list')
        expect(await store.notices({}, ALL)).toEqual([])
      })
    })

    describe('a letter on trial', () => {
      beforeEach(async () => {
        await store.recordLetter(listed('1'), LETTER)
        await store.recordContent(LETTER, { ...contentOf(LETTER, DOCUMENT), isTrial: true }, attributeByLetter)
        await store.recordVerdict(verdictOf(DOCUMENT), attributeByLetter)
      })

      test('is judged and shown as one, and counts nowhere', async () => {
        expect(await store.letter(LETTER)).toMatchObject({ isTrial: true, submissions: [{ document: DOCUMENT }] })
        expect(await store.submissionsOf(LETTER)).toMatchObject([{ report: { code: 'valid' } }])
        expect(await store.judgedSubmissions()).toEqual([])
        expect((await store.document(DOCUMENT))?.submissions).toEqual([])
      })

      test('takes nothing from the same document that is submitted later', async () => {
        await store.recordLetter(listed('2', 3000), OTHER)
        await store.recordContent(OTHER, contentOf(OTHER, DOCUMENT), attributeByLetter)
        expect((await store.judgedSubmissions()).map(({ submission }) => submission.letter)).toEqual([OTHER])
      })
    })

    describe('the outbox', () => {
      test('holds a letter for one occasion and address once', async () => {
        expect(await store.addNotices([noticeOf(), noticeOf({ recipient: 'b@example.vn' })], null)).toBe(2)
        expect(await store.addNotices([noticeOf({}, { subject: 'another' })], ENTRY)).toBe(0)
        expect((await store.auditHead()).number).toBe(0)
        expect(await store.notices({}, ALL)).toMatchObject([{ recipient: 'b@example.vn' }, noticeOf()])
      })

      test('counts what a unit or an address was sent since a moment', async () => {
        await store.addNotices(numbered(3, 'receipt'), null)
        const unit = 'xa-mot' as UnitId
        const { madeAt, recipient } = noticeOf()
        expect(await store.countNotices({ unit }, ['receipt'], madeAt)).toBe(3)
        expect(await store.countNotices({ unit }, ['return'], madeAt)).toBe(0)
        expect(await store.countNotices({ recipient }, ['receipt'], at(madeAt + 1))).toBe(0)
      })

      test('tells the newest reminder of each unit, and how many letters are in each state', async () => {
        const other = noticeOf({ unit: 'xa-hai' as UnitId })
        await store.addNotices([...numbered(2), other], null)
        expect(
          (await store.lastReminders(['xa-mot', 'xa-hai'] as UnitId[])).map(({ about }) => about).toSorted(),
        ).toEqual(['day 1', 'number 1'])
        await take()
        expect(await store.noticeCounts()).toEqual({ waiting: 3 })
      })
    })

    describe('a letter that is sent', () => {
      beforeEach(() => store.addNotices(numbered(2), null).then(() => undefined))

      test('is leased to one at a time, in the order in which they came due', async () => {
        const [first, second] = [await take(), await take()]
        expect([first.about, second.about]).toEqual(['number 0', 'number 1'])
        expect(await store.takeNotice(NOW, LEASE)).toBeNull()
        expect(await take(at(NOW + LEASE))).toMatchObject({ id: first.id, attempt: 2 })
      })

      test('is taken once by two who take at the same moment', async () => {
        const another = await opened.another()
        const taken = await Promise.all([store.takeNotice(NOW, LEASE), another.takeNotice(NOW, LEASE)])
        expect(new Set(taken.map((each) => each?.id)).size).toBe(2)
        await another.close()
      })

      const ends: readonly { readonly end: SendEnd; readonly expected: object }[] = [
        {
          end: { kind: 'sent', reply: '250 ok' },
          expected: { state: 'sent', reply: '250 ok', fault: null, endedAt: NOW },
        },
        {
          end: { kind: 'later', at: at(NOW + 5), fault: 'busy', reply: '450' },
          expected: { state: 'waiting', dueAt: NOW + 5, fault: 'busy', endedAt: null },
        },
        { end: { kind: 'failed', fault: 'refused', reply: '550' }, expected: { state: 'failed', fault: 'refused' } },
        { end: { kind: 'unclear', reply: '' }, expected: { state: 'unclear', fault: 'unanswered' } },
      ]
      for (const { end, expected } of ends) {
        test(`has the end that it had: ${end.kind}`, async () => {
          const leased = await take()
          expect(await store.beginSending(leased, NOW, LEASE)).toBe(true)
          await store.endSending(leased, end, NOW)
          expect(await store.notice(leased.id)).toMatchObject(expected)
        })
      }

      test('whose sender was thought dead is ended by the next one alone', async () => {
        const [slow] = [await take(), await take()]
        const next = await take(at(NOW + LEASE))
        expect(await store.beginSending(slow, at(NOW + LEASE), LEASE)).toBe(false)
        await store.endSending(slow, { kind: 'failed', fault: 'refused', reply: '' }, NOW)
        expect(await store.beginSending(next, at(NOW + LEASE), LEASE)).toBe(true)
        expect(await store.notice(next.id)).toMatchObject({ state: 'sending' })
      })

      test('whose sender died behind the end is unclear, taken by nobody, and cleared by the sender who was alive', async () => {
        const leased = await take()
        await store.beginSending(leased, NOW, LEASE)
        await take(at(NOW + LEASE))
        expect(await store.takeNotice(at(NOW + LEASE), LEASE)).toBeNull()
        expect(await store.notice(leased.id)).toMatchObject({ state: 'unclear', fault: 'unanswered' })
        await store.endSending(leased, { kind: 'sent', reply: '250' }, NOW)
        expect(await store.notice(leased.id)).toMatchObject({ state: 'sent' })
      })

      test('is tried at once by the only process that starts anew; one whose end was being given is unclear', async () => {
        const [first, second] = [await take(), await take()]
        await store.beginSending(first, NOW, LEASE)
        await store.releaseNotices(at(NOW + 1))
        expect(await store.notice(first.id)).toMatchObject({ state: 'unclear' })
        expect(await take(at(NOW + 1))).toMatchObject({ id: second.id, attempt: 2 })
      })

      test('is held for a person after a restore, and nothing more is written by itself', async () => {
        await store.changeNoticeSettings({ ...ON, remindersSince: at(1) }, ENTRY)
        await store.holdNotices()
        expect(await store.noticeCounts()).toEqual({ unclear: 2 })
        expect(await store.noticeSettings()).toMatchObject({ receiptsSince: null, remindersSince: null })
      })

      test('that is unclear waits for a person, who says that it was sent, or has it sent again for a day', async () => {
        const [first, second] = [await take(), await take()]
        for (const each of [first, second]) await store.endSending(each, { kind: 'unclear', reply: '' }, NOW)
        expect(await store.decideNotice(first.id, 'sent', NOW, ENTRY)).toBe(true)
        expect(await store.decideNotice(second.id, 'again', NOW, ENTRY)).toBe(true)
        expect(await store.decideNotice(first.id, 'again', NOW, ENTRY)).toBe(false)
        expect(await store.notice(first.id)).toMatchObject({ state: 'sent' })
        expect(await take()).toMatchObject({ id: second.id, since: NOW, messageId: second.messageId })
        expect((await store.auditHead()).number).toBe(2)
      })

      test('that a person drops is not ended by whoever has it at that moment', async () => {
        const leased = await take()
        expect(await store.decideNotice(leased.id, 'dropped', NOW, ENTRY)).toBe(true)
        expect(await store.beginSending(leased, NOW, LEASE)).toBe(false)
        expect(await store.notice(leased.id)).toMatchObject({ state: 'failed', fault: 'dropped' })
      })

      test('that was refused is no matter of anybody any more once a person drops it', async () => {
        const leased = await take()
        await store.endSending(leased, { kind: 'failed', fault: 'refused', reply: '' }, NOW)
        expect(await store.noticeCounts()).toMatchObject({ failed: 1 })
        expect(await store.decideNotice(leased.id, 'dropped', NOW, ENTRY)).toBe(true)
        const { failed, dropped } = await store.noticeCounts()
        expect([failed, dropped]).toEqual([undefined, 1])
      })
    })

    describe('what a letter of ours said', () => {
      test('goes when its time is over, is not written again, and cannot be sent again', async () => {
        const [one, two, three] = numbered(3)
        await store.addNotices(numbered(3), null)
        const [sent, failed] = [await take(), await take()]
        await store.endSending(sent, { kind: 'sent', reply: '250 ok' }, at(NOW + 1))
        await store.endSending(failed, { kind: 'failed', fault: 'refused', reply: '550 no' }, at(NOW + 2))
        const entry = { ...ENTRY, action: 'content-destroyed', facts: { months: '12' } } as const
        expect(await store.forgetWording(at(NOW + 2), entry)).toBe(1)
        expect(await store.forgetWording(at(NOW + 3), entry)).toBe(1)
        expect(await store.forgetWording(at(NOW + 3), entry)).toBe(0)
        expect(await store.notices({}, ALL)).toMatchObject([
          { about: three?.about, text: three?.text, state: 'waiting' },
          { about: two?.about, text: '', html: '', reply: null, state: 'failed', subject: two?.subject },
          { about: one?.about, text: '', html: '', reply: null, state: 'sent' },
        ])
        expect(await store.addNotices(numbered(3), null)).toBe(0)
        expect(await store.decideNotice(failed.id, 'again', NOW, ENTRY)).toBe(false)
        expect((await store.auditHead()).number).toBe(2)
      })
    })

    describe('a letter that comes back', () => {
      test('marks the address it went to, until somebody says that it is good again', async () => {
        await store.addNotices([noticeOf()], null)
        const { messageId, recipient } = await take()
        expect(await store.recordBounce(messageId, '5.1.1', NOW)).toBe(true)
        expect(await store.badAddresses()).toEqual([{ address: recipient, since: NOW, status: '5.1.1' }])
        expect(await store.notices({ states: ['sent'] }, ALL)).toMatchObject([{ bouncedAt: NOW, bounce: '5.1.1' }])
        await store.forgetBadAddress(recipient, ENTRY)
        expect(await store.badAddresses()).toEqual([])
      })

      test('is none where its Message-ID is not ours, or it was never given to a server', async () => {
        await store.addNotices([noticeOf()], null)
        expect(await store.recordBounce('<reminder.00@example.vn>', '5.1.1', NOW)).toBe(false)
        expect(await store.recordBounce(noticeOf().messageId, '5.1.1', NOW)).toBe(false)
        expect(await store.badAddresses()).toEqual([])
      })
    })
  })
}
