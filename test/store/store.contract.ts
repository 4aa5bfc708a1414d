/** What every adapter of the Store port must do. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LetterOrigin } from '../../src/mail/letter-origin.ts'
import { readSearch } from '../../src/search.ts'
import type { LeasedJob, Store } from '../../src/store/store.ts'
import { at, attributeByLetter, contentOf, hashOf, listed, READ, UNREAD, verdictOf } from './sample-rows.ts'

type Opened = {
  readonly store: Store
  /** A second connection to the same data, as another process has it. */
  readonly another: () => Promise<Store>
  readonly remove: () => Promise<void>
}

/** Where `listed` lies. */
const PLACE = { account: 'docs', folder: 'INBOX', uidValidity: '7' }
const LETTER = hashOf('letter')
const OTHER_LETTER = hashOf('other letter')
const DOCUMENT = hashOf('document')
const OTHER_DOCUMENT = hashOf('other document')

export function storeContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    /** Everything that a page can show. */
    async function shown() {
      const { letters, documents, documentsWaiting, lettersWaiting, quarantined } = await store.progress()
      return {
        counts: { letters, documents, documentsWaiting, lettersWaiting, quarantined },
        letters: await store.letters({ offset: 0, limit: 100 }),
        submissions: await store.judgedSubmissions(),
        jobs: await store.dueJobs(at(1e15), 100),
      }
    }

    async function take(now = 0): Promise<LeasedJob> {
      const job = await store.takeJob(at(now), 1000)
      if (job === null) throw new Error('No job is due')
      return job
    }

    async function readLetter(letter = LETTER, uid = '1', receivedAt = 1000, ...documents: (typeof DOCUMENT)[]) {
      await store.recordLetter(listed(uid, receivedAt), letter)
      await store.finishJob(await take())
      await store.recordContent(
        letter,
        contentOf(letter, ...(documents.length > 0 ? documents : [DOCUMENT])),
        attributeByLetter,
      )
    }

    async function judgeLetter() {
      await readLetter()
      const job = await take()
      await store.recordVerdict(verdictOf(DOCUMENT), attributeByLetter)
      await store.finishJob(job)
    }

    describe('letters', () => {
      test('a recorded letter is known, waits to be read and has a job', async () => {
        await store.recordLetter(listed('2'), LETTER)
        expect(await store.unknownUids(PLACE, ['1', '2', '3'])).toEqual(['1', '3'])
        expect(await store.letter(LETTER)).toMatchObject({ state: { kind: 'stored' }, size: 100, receivedAt: 1000 })
        expect((await take()).job).toEqual({ kind: 'read-letter', letter: LETTER })
      })

      test('the same uid in another account or another UIDVALIDITY is another letter', async () => {
        await store.recordLetter(listed('1'), LETTER)
        const others = [{ account: 'second' }, { uidValidity: '8' }, { folder: 'Sent' }]
        expect(await store.unknownUids(PLACE, ['1'])).toEqual([])
        for (const other of others) expect(await store.unknownUids({ ...PLACE, ...other }, ['1'])).toEqual(['1'])
      })

      test('of ten thousand listed letters the unknown ones are found', async () => {
        await store.recordLetter(listed('5000'), LETTER)
        const all = Array.from({ length: 10_000 }, (_, uid) => String(uid))
        expect(await store.unknownUids(PLACE, all)).toEqual(all.filter((uid) => uid !== '5000'))
      })

      test('the same bytes under several keys are one letter, received when the first of them was', async () => {
        await store.recordLetter(listed('1', 3000), LETTER)
        await store.recordLetter(listed('2', 2000), LETTER)
        await store.recordLetter(listed('3', 4000), LETTER)
        const letters = await store.letters({ offset: 0, limit: 10 })
        expect(letters).toMatchObject([{ sha256: LETTER, receivedAt: 2000, key: { uid: '1' } }])
      })

      test('recording a letter again changes nothing', async () => {
        await store.recordLetter(listed('1'), LETTER)
        const before = await shown()
        await store.recordLetter(listed('1'), LETTER)
        expect(await shown()).toEqual(before)
      })

      test('a letter seen again in another folder is read again, so that its content is removed again', async () => {
        await store.recordLetter(listed('1'), LETTER)
        await store.finishJob(await take())
        await store.recordContent(LETTER, contentOf(LETTER), attributeByLetter)
        await store.recordLetter(listed('1', 1000, 'second'), LETTER)
        expect((await take()).job).toEqual({ kind: 'read-letter', letter: LETTER })
        expect((await store.letter(LETTER))?.state).toEqual({ kind: 'no-candidate' })
      })

      test('a letter that is too large is accounted for and listed in quarantine', async () => {
        await store.recordUnfetched(listed('1'), 'too-large', at(3000))
        await store.recordUnfetched(listed('1'), 'too-large', at(3000))
        expect(await store.unknownUids(PLACE, ['1'])).toEqual([])
        const letters = await store.letters({ offset: 0, limit: 10 })
        expect(letters).toMatchObject([
          { key: { uid: '1' }, subject: null, state: { kind: 'quarantined', reason: 'too-large' } },
        ])
        expect(await store.takeJob(at(0), 1000)).toBeNull()
      })

      test('letters are listed newest first, page by page', async () => {
        await store.recordLetter(listed('1', 1), LETTER)
        await store.recordLetter(listed('2', 2), OTHER_LETTER)
        expect(await store.letters({ offset: 0, limit: 1 })).toMatchObject([{ sha256: OTHER_LETTER }])
        expect(await store.letters({ offset: 1, limit: 1 })).toMatchObject([{ sha256: LETTER }])
      })

      test('a quarantined letter is counted with its reason; one that was read stays read', async () => {
        await store.recordLetter(listed('1'), LETTER)
        await store.quarantine(LETTER, 'unreadable', at(3000), 'huc@example.vn')
        expect(await store.letter(LETTER)).toMatchObject({
          ...{ state: { kind: 'quarantined', reason: 'unreadable' }, sender: 'huc@example.vn' },
        })
        expect(await store.progress()).toMatchObject({ letters: 1, quarantined: 1, lettersWaiting: 0 })
        await store.recordContent(LETTER, contentOf(LETTER, DOCUMENT), attributeByLetter)
        const { sender } = (await store.letter(LETTER)) ?? {}
        await store.quarantine(LETTER, 'internal-error', at(3000), 'another@example.vn')
        expect(await store.letter(LETTER)).toMatchObject({ state: { kind: 'read' }, sender })
      })

      test('in quarantine is read again, where its content is held', async () => {
        const entry = {
          ...{ at: at(1), actor: { account: null, name: 'lan', role: null }, subject: LETTER },
          facts: {},
          address: null,
        }
        const again = () => store.readLetterAgain(LETTER, { ...entry, action: 'letter-read-again' })
        await store.recordLetter(listed('1'), LETTER)
        await store.finishJob(await take())
        expect(await again()).toBe(false)
        await store.quarantine(LETTER, 'unreadable', at(3000))
        expect(await store.letters({ offset: 0, limit: 9 }, 'quarantined')).toHaveLength(1)
        expect(await again()).toBe(true)
        expect(await store.letter(LETTER)).toMatchObject({ state: { kind: 'stored' } })
        expect(await take()).toMatchObject({ job: { kind: 'read-letter', letter: LETTER } })
        expect(await store.auditEntriesBehind(0, 9)).toMatchObject([{ action: 'letter-read-again' }])
        await store.quarantine(LETTER, 'too-large', at(3000))
        expect(await again()).toBe(false)
      })

      test('are listed that wait for a person: in quarantine, or with parts that were not opened', async () => {
        const part = { path: '3', name: 'a.rar', reason: 'unsupported-archive' } as const
        await readLetter()
        await store.recordLetter(listed('2'), OTHER_LETTER)
        await store.recordContent(OTHER_LETTER, { ...contentOf(OTHER_LETTER), unopened: [part] }, attributeByLetter)
        const all = { offset: 0, limit: 9 }
        expect(await store.letters(all, 'quarantined')).toEqual([])
        const [waiting, ...others] = await store.lettersForPerson(all)
        expect(others).toEqual([])
        await store.recordLetter(listed('3', 1), hashOf('older letter'))
        await store.quarantine(hashOf('older letter'), 'unreadable', at(3000))
        const inOrder = async (page: { offset: number; limit: number }) =>
          (await store.lettersForPerson(page)).map(({ sha256 }) => sha256)
        expect(await inOrder(all)).toEqual([hashOf('older letter'), OTHER_LETTER])
        expect(await inOrder({ offset: 1, limit: 9 })).toEqual([OTHER_LETTER])
        expect(await store.letter(OTHER_LETTER)).toMatchObject({ ...waiting, sha256: OTHER_LETTER, unopened: [part] })
        expect(await store.letters(all)).toHaveLength(3)
      })

      test('are found by sender and subject, typed without diacritics, in any order', async () => {
        await store.recordLetter(listed('1'), LETTER)
        await store.recordContent(
          LETTER,
          { ...contentOf(LETTER, DOCUMENT), subject: 'Nộp xã Đakrông' },
          attributeByLetter,
        )
        await store.recordLetter(listed('2'), OTHER_LETTER)
        await store.recordContent(
          OTHER_LETTER,
          { ...contentOf(OTHER_LETTER, DOCUMENT), subject: '100% Hoá_' },
          attributeByLetter,
        )
        await store.recordLetter(listed('3'), hashOf('third letter'))
        const found = async (typed: string, which: 'all' | 'quarantined' = 'all') =>
          (await store.letters({ offset: 0, limit: 9 }, which, readSearch(typed))).map(({ sha256 }) => sha256)
        expect(await found('dakrong nop')).toEqual([LETTER])
        expect(await found('hoa')).toEqual([OTHER_LETTER])
        expect(await found('hoa dakrong')).toEqual([])
        expect(await found('akrong')).toEqual([])
        expect(await found('dakrong', 'quarantined')).toEqual([])
        expect(await found('%')).toHaveLength(3)
      })

      test('what is not known is null', async () => {
        expect(await store.letter(LETTER)).toBeNull()
        expect(await store.document(DOCUMENT)).toBeNull()
        expect(await store.earliestReceipt(DOCUMENT)).toBeNull()
        expect(await store.cursor('docs', 'INBOX')).toBeNull()
      })

      test('the cursor of a mailbox is the last one given', async () => {
        await store.moveCursor(PLACE, '1')
        await store.moveCursor({ ...PLACE, folder: 'Sent' }, '5')
        await store.moveCursor({ ...PLACE, uidValidity: '8' }, '2')
        expect(await store.cursor('docs', 'INBOX')).toEqual({ uidValidity: '8', lastUid: '2' })
      })
    })

    describe('content', () => {
      test('the submissions of a letter wait for a verdict, without a unit', async () => {
        await readLetter()
        expect(await store.judgedSubmissions()).toEqual([
          {
            submission: contentOf(LETTER, DOCUMENT).submissions[0],
            report: null,
            reading: null,
            mailSubject: 'Báo cáo',
            attribution: { kind: 'unknown', reason: 'no-witness', evidence: '', testimonies: [] },
          },
        ])
        expect((await take()).job).toEqual({ kind: 'validate', document: DOCUMENT })
      })

      test('recording content again changes nothing', async () => {
        await readLetter()
        const before = await shown()
        await store.recordContent(LETTER, contentOf(LETTER, DOCUMENT), attributeByLetter)
        expect(await shown()).toEqual(before)
      })

      test('of a letter without a submission neither subject nor sender is kept', async () => {
        await store.recordLetter(listed('1'), LETTER)
        await store.recordContent(LETTER, contentOf(LETTER), attributeByLetter)
        expect(await store.letter(LETTER)).toMatchObject({
          state: { kind: 'no-candidate' },
          subject: null,
          sender: null,
          submissions: [],
        })
      })

      test('a letter with only a part that was not opened is read, and says which', async () => {
        const unopened = [{ path: '2', name: 'a.rar', reason: 'unsupported-format' }] as const
        await store.recordLetter(listed('1'), LETTER)
        await store.recordContent(LETTER, { ...contentOf(LETTER), unopened }, attributeByLetter)
        expect(await store.letter(LETTER)).toMatchObject({ state: { kind: 'read' }, subject: 'Báo cáo', unopened })
      })

      test('what is known of the origin of a letter is kept, and of one that is no submission nothing', async () => {
        const origin: LetterOrigin = {
          isAutomatic: true,
          dkim: [{ result: 'pass', domain: 'example.vn' }],
          reported: [{ server: 'mx.example.vn', method: 'spf', result: 'pass', domain: 'example.vn' }],
          sender: 'confirmed',
        }
        await store.recordLetter(listed('1'), LETTER)
        expect(await store.letter(LETTER)).toMatchObject({ origin: null })
        await store.recordContent(LETTER, { ...contentOf(LETTER, DOCUMENT), origin }, attributeByLetter)
        expect((await store.letter(LETTER))?.origin).toEqual(origin)
        await store.recordLetter(listed('2'), OTHER_LETTER)
        await store.recordContent(OTHER_LETTER, { ...contentOf(OTHER_LETTER), origin }, attributeByLetter)
        expect(await store.letter(OTHER_LETTER)).toMatchObject({ state: { kind: 'no-candidate' }, origin: null })
      })

      test('one document in two letters is one document with two submissions and one job', async () => {
        await readLetter(LETTER, '1', 2000)
        await store.recordLetter(listed('2', 1500), OTHER_LETTER)
        await store.recordContent(OTHER_LETTER, contentOf(OTHER_LETTER, DOCUMENT), attributeByLetter)
        expect(await store.progress()).toMatchObject({ documents: 1, documentsWaiting: 1 })
        expect(await store.judgedSubmissions()).toHaveLength(2)
        expect(await store.earliestReceipt(DOCUMENT)).toBe(1500)
      })
    })

    describe('identities', () => {
      const kept = async () => (await store.judgedSubmissions()).map(({ reading }) => reading)

      test('what was read in a document stands with each of its submissions', async () => {
        await readLetter()
        expect(await store.identity(DOCUMENT)).toBeNull()
        await store.recordIdentity(DOCUMENT, { reader: 1, reading: READ })
        expect(await store.identity(DOCUMENT)).toEqual({ reader: 1, reading: READ })
        expect(await kept()).toEqual([READ])
      })

      test('a later reader replaces it, and an older one does not', async () => {
        await readLetter()
        await store.recordIdentity(DOCUMENT, { reader: 2, reading: READ })
        await store.recordIdentity(DOCUMENT, { reader: 1, reading: UNREAD })
        expect(await kept()).toEqual([READ])
        await store.recordIdentity(DOCUMENT, { reader: 3, reading: UNREAD })
        expect(await kept()).toEqual([UNREAD])
      })

      test('reading the same again changes nothing shown', async () => {
        await readLetter()
        await store.recordIdentity(DOCUMENT, { reader: 1, reading: READ })
        const before = await store.revision()
        await store.recordIdentity(DOCUMENT, { reader: 1, reading: READ })
        expect(await store.revision()).toBe(before)
      })

      test('two who read the same document at once leave one reading', async () => {
        await readLetter()
        await Promise.all([1, 2, 3].map(() => store.recordIdentity(DOCUMENT, { reader: 1, reading: READ })))
        expect(await kept()).toEqual([READ])
      })
    })

    describe('verdicts', () => {
      test('a verdict is kept with all it rests on, and attributes each submission', async () => {
        await judgeLetter()
        const document = await store.document(DOCUMENT)
        expect(document).toMatchObject({ sha256: DOCUMENT, bytes: 10, verdict: verdictOf(DOCUMENT) })
        expect(document?.submissions).toEqual(await store.judgedSubmissions())
        expect(document?.submissions).toMatchObject([
          { report: { code: 'valid' }, attribution: { evidence: `valid ${LETTER}`, testimonies: [] } },
        ])
        expect(await store.progress()).toMatchObject({ documentsWaiting: 0 })
      })

      test('recording a verdict again changes nothing', async () => {
        await judgeLetter()
        const before = await shown()
        await store.recordVerdict(verdictOf(DOCUMENT), attributeByLetter)
        expect(await shown()).toEqual(before)
      })

      test('a later letter with a judged document is attributed without judging again', async () => {
        await judgeLetter()
        await readLetter(OTHER_LETTER, '2', 2000)
        expect(await store.takeJob(at(0), 1000)).toBeNull()
        const evidence = (await store.judgedSubmissions()).map(({ attribution }) => attribution.evidence)
        expect(evidence).toEqual([`valid ${LETTER}`, `valid ${OTHER_LETTER}`])
      })

      test('a letter received earlier than the verdict knew of has the document judged again', async () => {
        await judgeLetter()
        await readLetter(OTHER_LETTER, '2', 500)
        expect((await take()).job).toEqual({ kind: 'validate', document: DOCUMENT })
      })

      test('an earlier copy of the same letter has the document judged again', async () => {
        await judgeLetter()
        await store.recordLetter(listed('9', 500), LETTER)
        const kinds = [(await take()).job.kind, (await take()).job.kind]
        expect(kinds.sort()).toEqual(['read-letter', 'validate'])
      })

      test('a letter received earlier that came while the document was judged has it judged again', async () => {
        await readLetter()
        const job = await take()
        await readLetter(OTHER_LETTER, '2', 500)
        await store.recordVerdict(verdictOf(DOCUMENT, 1000), attributeByLetter)
        await store.finishJob(job)
        const again = await take()
        expect(again.job).toEqual({ kind: 'validate', document: DOCUMENT })
        await store.recordVerdict(verdictOf(DOCUMENT, 500), attributeByLetter)
        await store.finishJob(again)
        expect(await store.takeJob(at(0), 1000)).toBeNull()
      })

      test('only documents that wait for revocation data are judged again when such data arrive', async () => {
        await readLetter(LETTER, '1', 1000, DOCUMENT, OTHER_DOCUMENT)
        for (const verdict of [verdictOf(DOCUMENT), verdictOf(OTHER_DOCUMENT, 1000, 'revocation-unknown')]) {
          const job = await take()
          await store.recordVerdict(verdict, attributeByLetter)
          await store.finishJob(job)
        }
        expect(await store.requeueProvisional()).toBe(1)
        expect((await take()).job).toEqual({ kind: 'validate', document: OTHER_DOCUMENT })
        expect(await store.takeJob(at(0), 1000)).toBeNull()
      })

      test('an edited register attributes all letters anew, and moves nothing where it changes nothing', async () => {
        await readLetter()
        const letters = Array.from({ length: 220 }, (_, index) => hashOf(`letter ${index}`))
        for (const [index, letter] of letters.entries()) {
          await store.recordLetter(listed(`more ${index}`), letter)
          await store.recordContent(letter, contentOf(letter, DOCUMENT), attributeByLetter)
        }
        await store.recordVerdict(verdictOf(DOCUMENT), attributeByLetter)
        const revision = await store.revision()
        await store.attributeAgain(attributeByLetter)
        expect(await store.revision()).toBe(revision)
        await store.attributeAgain(() => ({ kind: 'unknown', reason: 'ambiguous', evidence: 'new', testimonies: [] }))
        const attributions = (await store.judgedSubmissions()).map(({ attribution }) => attribution.evidence)
        expect(attributions).toEqual(Array.from({ length: letters.length + 1 }, () => 'new'))
      })

      test('an edited register attributes the judged submissions anew', async () => {
        await judgeLetter()
        await store.attributeAgain(() => ({ kind: 'unknown', reason: 'ambiguous', evidence: 'new', testimonies: [] }))
        expect((await store.judgedSubmissions())[0]?.attribution.evidence).toBe('new')
      })
    })

    describe('jobs', () => {
      test('a leased job is not due until its lease ends, then it is, with one attempt more', async () => {
        await store.recordLetter(listed('1'), LETTER)
        expect(await store.takeJob(at(100), 1000)).toMatchObject({ attempt: 1, leaseUntil: 1100 })
        expect(await store.takeJob(at(1099), 1000)).toBeNull()
        expect(await store.takeJob(at(1100), 1000)).toMatchObject({ attempt: 2, leaseUntil: 2100 })
      })

      test('who outlived the lease can neither finish nor fail the job of the next', async () => {
        await store.recordLetter(listed('1'), LETTER)
        const late = await take(0)
        const holder = await take(1000)
        await store.finishJob(late)
        await store.failJob(late, null, 'late', at(3000))
        expect(await store.takeJob(at(2000), 1000)).toMatchObject({ id: holder.id, attempt: 3 })
      })

      test('a renewed lease lasts from then on, and is the same attempt', async () => {
        await store.recordLetter(listed('1'), LETTER)
        const job = await take(0)
        expect(await store.renewJob(job, at(900), 1000)).toBe(true)
        expect(await store.takeJob(at(1899), 1000)).toBeNull()
        await store.finishJob(job)
        expect(await store.takeJob(at(1e15), 1000)).toBeNull()
        expect(await store.renewJob(job, at(1000), 1000)).toBe(false)
      })

      test('who outlived the lease cannot renew that of the next', async () => {
        await store.recordLetter(listed('1'), LETTER)
        const late = await take(0)
        await take(1000)
        expect(await store.renewJob(late, at(1500), 9000)).toBe(false)
        expect(await store.takeJob(at(2000), 1000)).toMatchObject({ attempt: 3 })
      })

      test('jobs are taken in the order in which they were made', async () => {
        await store.recordLetter(listed('1'), LETTER)
        await store.recordLetter(listed('2'), OTHER_LETTER)
        const taken = [await take(), await take()].map(({ job }) => job)
        expect(taken).toEqual([
          { kind: 'read-letter', letter: LETTER },
          { kind: 'read-letter', letter: OTHER_LETTER },
        ])
      })

      test('a failed job is due again when it was said to be', async () => {
        await store.recordLetter(listed('1'), LETTER)
        await store.failJob(await take(), at(7000), 'the disk is full', at(3000))
        expect(await store.takeJob(at(6999), 1000)).toBeNull()
        expect(await store.takeJob(at(7000), 1000)).toMatchObject({ attempt: 2 })
      })

      test('a job can be taken by its id while it is due', async () => {
        await store.recordLetter(listed('1'), LETTER)
        await store.recordLetter(listed('2'), OTHER_LETTER)
        const [first, second] = await store.dueJobs(at(0), 10)
        expect(await store.dueJobs(at(0), 1)).toEqual([first])
        expect(await store.takeJob(at(0), 1000, second)).toMatchObject({ id: second })
        expect(await store.takeJob(at(0), 1000, second)).toBeNull()
        expect(await store.dueJobs(at(0), 10)).toEqual([first])
      })

      test('releasing makes leased and postponed jobs due at once, but no dead one', async () => {
        for (const uid of ['1', '2', '3']) await store.recordLetter(listed(uid), hashOf(uid))
        const [leased, postponed, dead] = [await take(), await take(), await take()]
        await store.failJob(postponed, at(1e12), 'later', at(3000))
        await store.failJob(dead, null, 'never', at(3000))
        await store.releaseJobs()
        expect(await store.dueJobs(at(0), 10)).toEqual([leased.id, postponed.id])
      })

      test('a dead job begins anew when it is revived', async () => {
        await store.recordLetter(listed('1'), LETTER)
        await store.failJob(await take(), null, 'a bug', at(3000))
        await store.releaseJobs()
        expect(await store.takeJob(at(1e15), 1000)).toBeNull()
        await store.reviveJobs()
        expect((await take()).attempt).toBe(1)
      })

      test('who outlived the lease has no hand in a job that the next postponed', async () => {
        await store.recordLetter(listed('1'), LETTER)
        const first = await take()
        await store.postponeJob(await take(1000), at(9000), 'disk full')
        await store.finishJob(first)
        expect(await store.takeJob(at(8999), 1000)).toBeNull()
        expect((await take(9000)).attempt).toBe(2)
      })

      test('a letter that could not be worked on is quarantined', async () => {
        await store.recordLetter(listed('1'), LETTER)
        await store.failJob(await take(), null, 'a bug', at(3000))
        expect((await store.letter(LETTER))?.state).toEqual({ kind: 'quarantined', reason: 'internal-error' })
        expect(await store.takeJob(at(1e15), 1000)).toBeNull()
      })

      test('a document that could not be judged comes before a person and no longer waits', async () => {
        await readLetter()
        await store.failJob(await take(), null, 'a bug', at(3000))
        expect(await store.judgedSubmissions()).toMatchObject([
          { report: { outcome: 'indeterminate', code: 'internal-error', bytes: 10 } },
        ])
        expect((await store.document(DOCUMENT))?.verdict).toBeNull()
        expect(await store.progress()).toMatchObject({ documentsWaiting: 0 })
      })

      test('two takers on two connections never get one job', async () => {
        const letters = Array.from({ length: 40 }, (_, index) => String(index))
        for (const uid of letters) await store.recordLetter(listed(uid), hashOf(uid))
        const second = await opened.another()
        const taken: string[] = []
        const takeAll = async (from: Store) => {
          for (let job = await from.takeJob(at(0), 1000); job; job = await from.takeJob(at(0), 1000)) taken.push(job.id)
        }
        await Promise.all([takeAll(store), takeAll(second), takeAll(store), takeAll(second)])
        await second.close()
        expect(taken).toHaveLength(letters.length)
        expect(new Set(taken).size).toBe(letters.length)
      })
    })

    describe('leases', () => {
      test('one holder at a time, for as long as it holds on', async () => {
        expect(await store.holdLease('poll', 'a', at(0), 1000)).toBe(true)
        expect(await store.holdLease('poll', 'b', at(999), 1000)).toBe(false)
        expect(await store.holdLease('poll', 'a', at(999), 1000)).toBe(true)
        expect(await store.holdLease('poll', 'b', at(1998), 1000)).toBe(false)
        expect(await store.holdLease('settle', 'b', at(0), 1000)).toBe(true)
      })

      test('a dead holder is followed when its time is over, and then has it no more', async () => {
        await store.holdLease('poll', 'a', at(0), 1000)
        expect(await store.holdLease('poll', 'b', at(1000), 1000)).toBe(true)
        expect(await store.holdLease('poll', 'a', at(1500), 1000)).toBe(false)
        await store.endLease('poll', 'a')
        expect(await store.holdLease('poll', 'c', at(1500), 1000)).toBe(false)
      })

      test('a lease that was ended is free at once, and so are all where no other process lives', async () => {
        await store.holdLease('poll', 'a', at(0), 1000)
        await store.endLease('poll', 'a')
        expect(await store.holdLease('poll', 'b', at(1), 1000)).toBe(true)
        await store.endLeases()
        expect(await store.holdLease('poll', 'c', at(2), 1000)).toBe(true)
      })

      test('of many that come at once one has it', async () => {
        const second = await opened.another()
        const holders = Array.from({ length: 20 }, (_, index) => String(index))
        const held = await Promise.all(
          holders.map((holder, index) => (index % 2 ? store : second).holdLease('poll', holder, at(0), 1000)),
        )
        expect(held.filter(Boolean)).toHaveLength(1)
        await second.close()
      })
    })

    describe('progress', () => {
      test('the revision moves with a write and not with a look', async () => {
        const first = await store.revision()
        await store.recordLetter(listed('1'), LETTER)
        const second = await store.revision()
        await shown()
        expect(second).not.toBe(first)
        expect(await store.revision()).toBe(second)
      })

      test('another connection sees what was written', async () => {
        const second = await opened.another()
        await judgeLetter()
        expect(await second.judgedSubmissions()).toEqual(await store.judgedSubmissions())
        expect(await second.revision()).toBe(await store.revision())
        await second.close()
      })
    })
  })
}
