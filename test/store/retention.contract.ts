/** What every adapter of the Store port must keep to when content is destroyed. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditDraft } from '../../src/access/audit.ts'
import type { Store } from '../../src/store/store.ts'
import { at, attributeByLetter, contentOf, hashOf, listed, verdictOf } from './sample-rows.ts'

type Opened = { readonly store: Store; readonly remove: () => Promise<void> }

const [LETTER, COPY, ODD, BROKEN] = [hashOf('letter'), hashOf('copy'), hashOf('odd'), hashOf('broken')]
const [OWN, SHARED] = [hashOf('own'), hashOf('shared')]
const AT = at(9_000)
const entry = (subject: string): AuditDraft => ({
  ...{ at: AT, actor: { account: null, name: 'sokyso', role: null }, action: 'content-destroyed' },
  ...{ subject, facts: { months: '12' }, address: null },
})

export function retentionContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
      await receive('1', LETTER, [OWN, SHARED], 1000)
      await receive('2', COPY, [SHARED], 2000)
      await store.recordLetter(listed('3', 3000), BROKEN)
      await store.quarantine(BROKEN, 'unreadable', at(3000))
      await store.recordUnfetched(listed('4', 1000), 'too-large', at(3000))
      await receive('5', ODD, [], 1000)
      for (const document of [OWN, SHARED]) {
        await store.recordVerdict(
          verdictOf(document, 1000, 'revocation-unknown', { retryAt: at(1) }),
          attributeByLetter,
        )
      }
    })
    afterEach(() => opened.remove())

    async function receive(uid: string, letter: typeof LETTER, documents: readonly (typeof OWN)[], receivedAt: number) {
      await store.recordLetter(listed(uid, receivedAt), letter)
      await store.recordContent(letter, contentOf(letter, ...documents), attributeByLetter)
    }

    const kept = async () => new Set(await store.keptContent('0', '~'))
    const destroyed = async () => new Set(await store.destroyedContent(AT))

    test('aged are letters whose content is kept, the earliest first', async () => {
      expect(await store.agedLetters(at(1000))).toEqual([])
      expect(await store.agedLetters(at(3000))).toEqual([LETTER, COPY])
      expect(await store.agedLetters(at(3001))).toEqual([LETTER, COPY, BROKEN])
    })

    test('a document goes with the last letter that carries it, and its verdict stays', async () => {
      await store.destroyContent(LETTER, entry(LETTER))
      expect(await destroyed()).toEqual(new Set([LETTER, OWN]))
      expect(await kept()).toEqual(new Set([COPY, SHARED]))
      await store.destroyContent(COPY, entry(COPY))
      expect(await destroyed()).toEqual(new Set([LETTER, OWN, COPY, SHARED]))
      expect(await store.document(SHARED)).toMatchObject({
        destroyedAt: AT,
        verdict: { report: { code: 'revocation-unknown' } },
      })
      expect(await store.letter(LETTER)).toMatchObject({
        destroyedAt: AT,
        submissions: [{ document: OWN }, { document: SHARED }],
      })
      expect(await store.judgedSubmissions()).toHaveLength(3)
      expect(await store.agedLetters(at(3001))).toEqual([BROKEN])
    })

    test('is in the log once, with what went', async () => {
      for (let turn = 0; turn < 2; turn++) await store.destroyContent(LETTER, entry(LETTER))
      const entries = await store.auditEntries({ action: 'content-destroyed', text: '' }, { offset: 0, limit: 10 })
      expect(entries).toMatchObject([{ subject: LETTER, facts: { months: '12', documents: OWN } }])
    })

    async function finishJobs() {
      for (let job = await store.takeJob(at(1e15), 1); job !== null; job = await store.takeJob(at(1e15), 1)) {
        await store.finishJob(job)
      }
    }

    test('what is no more is not judged again, whatever is new', async () => {
      await finishJobs()
      for (const letter of [LETTER, COPY]) await store.destroyContent(letter, entry(letter))
      expect(await store.requeueProvisional()).toBe(0)
      expect(await store.requeueDue(at(1e15))).toBe(0)
      expect(await store.requeueProgram('2')).toBe(0)
      expect(await store.requeuePolicy(hashOf('another policy'))).toBe(0)
      expect(await store.requeueAffected(['cn=issuer'])).toBe(0)
      expect(await store.requeueTrust({ anchors: [], intermediates: [] })).toBe(0)
      expect(await store.progress()).toMatchObject({ documentsWaiting: 0 })
    })

    test('a letter in quarantine that is no more cannot be read again, until it comes again', async () => {
      await store.destroyContent(BROKEN, entry(BROKEN))
      expect(await store.readLetterAgain(BROKEN, entry(BROKEN))).toBe(false)
      await store.recordLetter(listed('8', 3000), BROKEN)
      expect(await store.letter(BROKEN)).toMatchObject({ destroyedAt: null })
      expect(await store.readLetterAgain(BROKEN, entry(BROKEN))).toBe(true)
    })

    test('a letter that comes again is there again, with its documents', async () => {
      for (const letter of [LETTER, COPY]) await store.destroyContent(letter, entry(letter))
      await receive('6', LETTER, [OWN, SHARED], 8000)
      expect(await store.document(OWN)).toMatchObject({ destroyedAt: null })
      expect(await store.letter(LETTER)).toMatchObject({ destroyedAt: null })
      expect(await destroyed()).toEqual(new Set([COPY]))
      expect(await Promise.all([COPY, LETTER, OWN].map(store.isDestroyed))).toEqual([true, false, false])
    })

    test('what comes again is judged again, and then whenever there is news for it', async () => {
      await finishJobs()
      for (const letter of [LETTER, COPY]) await store.destroyContent(letter, entry(letter))
      await receive('6', LETTER, [OWN], 8000)
      expect(await store.progress()).toMatchObject({ documentsWaiting: 1 })
      await finishJobs()
      await store.recordVerdict(verdictOf(OWN, 1000, 'revocation-unknown', { retryAt: at(1) }), attributeByLetter)
      expect(await store.requeueDue(at(2))).toBe(1)
      expect(await store.requeueAffected(['cn=issuer'])).toBe(1)
    })
  })
}
