/** What every adapter of the Store port must do with verdicts: keep their history, and tell which of them may change. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { canonicalHash } from '../../src/canonical-json.ts'
import { OFFICIAL_2021, STRICT } from '../../src/evidence/policy/read-policy.ts'
import type { Sha256 } from '../../src/lang.ts'
import type { Store } from '../../src/store/store.ts'
import type { TrustSnapshot } from '../../src/store/trust-snapshot.ts'
import type { GivenEvidence, VerdictRow } from '../../src/store/verdict.ts'
import type { Code } from '../../src/validation/code.ts'
import {
  anchorSnapshot,
  at,
  attributeByLetter,
  contentOf,
  hashOf,
  ISSUER,
  listed,
  ROOT,
  reportOf,
  TRUST,
  verdictOf,
} from './sample-rows.ts'

const LETTER = hashOf('letter')
const FIRST = hashOf('first')
const SECOND = hashOf('second')
const list = (name: string): GivenEvidence => ({ kind: 'certificate-list', sha256: hashOf(name), heldSince: null })

export function verdictContract(
  name: string,
  open: () => Promise<{ readonly store: Store; readonly remove: () => Promise<void> }>,
): void {
  describe(name, () => {
    let store: Store
    let remove: () => Promise<void>
    beforeEach(async () => {
      ;({ store, remove } = await open())
      await store.recordLetter(listed('1'), LETTER)
      await store.recordContent(LETTER, contentOf(LETTER, FIRST, SECOND), attributeByLetter)
      await finishJobs()
    })
    afterEach(() => remove())

    /** Ends what is to be done, and tells which documents were to be judged. */
    async function finishJobs(): Promise<readonly Sha256[]> {
      const documents: Sha256[] = []
      for (let job = await store.takeJob(at(0), 1000); job; job = await store.takeJob(at(0), 1000)) {
        if (job.job.kind === 'validate') documents.push(job.job.document)
        await store.finishJob(job)
      }
      return documents
    }

    const record = (document: Sha256, code: Code = 'valid', changes: Partial<VerdictRow> = {}) =>
      store.recordVerdict(verdictOf(document, 1000, code, changes), attributeByLetter)
    const changes = () => store.verdictChanges({ offset: 0, limit: 100 })

    describe('history', () => {
      test('a verdict that is replaced is kept, with the time and the reason', async () => {
        await record(FIRST, 'revocation-unknown')
        await store.requeueProvisional()
        await record(FIRST, 'certificate-revoked', { judgedAt: at(9000), programVersion: '2' })
        const document = await store.document(FIRST)
        expect(document?.verdict).toMatchObject({ report: { code: 'certificate-revoked' }, judgedAt: 9000 })
        expect(document?.earlier).toEqual([
          {
            outcome: 'valid',
            code: 'revocation-unknown',
            judgedAt: 5000,
            programVersion: '1',
            supersededAt: 9000,
            why: 'list',
          },
        ])
        expect(document?.submissions).toMatchObject([{ report: { code: 'certificate-revoked' } }])
        expect(await store.judgedSubmissions()).toHaveLength(2)
      })

      test('all verdicts of a document are kept, newest first', async () => {
        for (const [i, code] of (['revocation-unknown', 'valid', 'certificate-revoked'] as const).entries()) {
          await record(FIRST, code, { judgedAt: at(i) })
        }
        const document = await store.document(FIRST)
        expect(document?.earlier.map(({ code }) => code)).toEqual(['valid', 'revocation-unknown'])
        expect((await store.document(SECOND))?.earlier).toEqual([])
      })

      test('the same report on the same evidence is no new verdict; what else is known of it is renewed', async () => {
        await record(FIRST)
        const renewed = verdictOf(FIRST, 900, 'valid', {
          judgedAt: at(6000),
          programVersion: '2',
          policy: STRICT,
          trust: { anchors: [], intermediates: [ROOT] },
          restsOn: { certificates: [ROOT], evidence: [], listIssuers: ['cn=other'] },
          retryAt: at(7000),
        })
        await store.recordVerdict(renewed, attributeByLetter)
        expect(await store.document(FIRST)).toMatchObject({ verdict: renewed, earlier: [] })
        expect(await store.requeueAffected(['cn=issuer'])).toBe(0)
        expect(await store.requeueAffected(['cn=other'])).toBe(1)
      })

      test('the same report on other evidence is a new verdict, though nothing changed for the reader', async () => {
        await record(FIRST, 'valid', { evidence: [list('a'), list('b')] })
        await record(FIRST, 'valid', { evidence: [list('b'), list('a')] })
        expect((await store.document(FIRST))?.earlier).toHaveLength(0)
        await record(FIRST, 'valid', { evidence: [list('b'), list('c')] })
        expect((await store.document(FIRST))?.earlier).toHaveLength(1)
        expect(await changes()).toEqual([])
      })

      test('the same report with its keys in another order is the same', async () => {
        await record(FIRST)
        await record(FIRST, 'valid', { report: { ...verdictOf(FIRST).report, bytes: 10 } })
        const { notes, ...rest } = reportOf(FIRST)
        await record(FIRST, 'valid', { report: { notes, ...rest } })
        expect((await store.document(FIRST))?.earlier).toEqual([])
      })

      const causes: readonly { name: string; again: () => Promise<unknown>; version?: string; why: string }[] = [
        { name: 'a list', again: () => store.requeueAffected(['cn=issuer']), why: 'list' },
        { name: 'a policy', again: () => store.requeuePolicy(canonicalHash(STRICT)), why: 'policy' },
        { name: 'a trust store', again: () => store.requeueTrust({ ...TRUST, anchors: [] }), why: 'trust' },
        {
          name: 'an earlier letter',
          again: () => store.recordLetter(listed('2', 500), LETTER),
          why: 'receipt',
        },
        { name: 'another program', again: async () => undefined, version: '2', why: 'program' },
        { name: 'no word, and time went by', again: async () => undefined, why: 'list' },
      ]
      for (const { name: cause, again, version = '1', why } of causes) {
        test(`after ${cause} the reason is ${why}`, async () => {
          await record(FIRST)
          await again()
          await record(FIRST, 'untrusted-issuer', { judgedAt: at(8000), programVersion: version })
          expect((await store.document(FIRST))?.earlier).toMatchObject([{ why }])
          expect(await changes()).toMatchObject([{ why, at: 8000 }])
        })
      }
    })

    describe('changes', () => {
      test('are listed newest first, page by page, with the name of the file', async () => {
        await record(FIRST, 'revocation-unknown')
        await record(SECOND, 'revocation-unknown')
        await record(FIRST, 'valid', { judgedAt: at(6000) })
        await record(SECOND, 'certificate-revoked', { judgedAt: at(7000) })
        const change = (document: Sha256, code: Code, time: number) => ({
          document,
          fileName: 'báo cáo.pdf',
          from: { outcome: 'valid', code: 'revocation-unknown' },
          to: { outcome: 'valid', code },
          at: time,
          why: 'list',
        })
        expect(await changes()).toEqual([change(SECOND, 'certificate-revoked', 7000), change(FIRST, 'valid', 6000)])
        expect(await store.verdictChanges({ offset: 1, limit: 1 })).toEqual([change(FIRST, 'valid', 6000)])
        expect(await store.verdictChanges({ offset: 2, limit: 1 })).toEqual([])
      })

      test('the time of a change stays when the same verdict is found again', async () => {
        await record(FIRST, 'revocation-unknown')
        for (const time of [6000, 7000]) await record(FIRST, 'valid', { judgedAt: at(time) })
        expect(await changes()).toMatchObject([{ at: 6000 }])
        expect((await store.document(FIRST))?.verdict).toMatchObject({ judgedAt: 7000 })
      })
    })

    describe('judged again', () => {
      const twoIssuers = async () => {
        await record(FIRST, 'valid', { restsOn: { certificates: [ROOT], evidence: [], listIssuers: ['a', 'b'] } })
        await record(SECOND, 'valid', { restsOn: { certificates: [ROOT], evidence: [], listIssuers: ['b'] } })
      }

      const arrivals: readonly { issuers: readonly string[]; again: readonly Sha256[] }[] = [
        { issuers: [], again: [] },
        { issuers: ['c'], again: [] },
        { issuers: ['a'], again: [FIRST] },
        { issuers: ['a', 'b'], again: [FIRST, SECOND] },
        { issuers: [...Array.from({ length: 40_000 }, (_, i) => String(i)), 'b'], again: [FIRST, SECOND] },
      ]
      for (const { issuers, again } of arrivals) {
        test(`when lists of ${issuers.length} authorities come: ${again.length} documents`, async () => {
          await twoIssuers()
          expect(await store.requeueAffected(issuers)).toBe(again.length)
          expect((await finishJobs()).toSorted()).toEqual(again.toSorted())
        })
      }

      const THIRD = hashOf('third')
      const firstJudgement = async () => {
        await record(FIRST)
        await record(SECOND)
        const letter = hashOf('second letter')
        await store.recordLetter(listed('2'), letter)
        await store.recordContent(letter, contentOf(letter, THIRD), attributeByLetter)
        for (let job = await store.takeJob(at(0), 1000); job; job = await store.takeJob(at(0), 1000)) {
          if (job.job.kind === 'validate') return job
          await store.finishJob(job)
        }
        throw new Error('Nothing is to be judged')
      }
      const allNews: readonly { name: string; tell: () => Promise<number>; isAgain: boolean }[] = [
        { name: 'a list', tell: () => store.requeueAffected(['c']), isAgain: true },
        { name: 'another trust store', tell: () => store.requeueTrust(TRUST), isAgain: true },
        {
          name: 'another policy',
          tell: () => store.requeuePolicy(canonicalHash(OFFICIAL_2021)),
          isAgain: true,
        },
        { name: 'a look without news', tell: () => store.requeueAffected([]), isAgain: false },
        { name: 'the time', tell: () => store.requeueDue(at(1e15)), isAgain: false },
      ]
      for (const { name: what, tell, isAgain } of allNews) {
        test(`${what} during the first judgement of a document has it judged ${isAgain ? 'once more' : 'once'}`, async () => {
          const job = await firstJudgement()
          expect(await tell()).toBe(0)
          await record(THIRD)
          await store.finishJob(job)
          expect(await finishJobs()).toEqual(isAgain ? [THIRD] : [])
        })
      }

      test('the word of one who judged before the news, and ends after another who judged by it, is not the last', async () => {
        const late = await firstJudgement()
        await store.requeueAffected(['c'])
        const next = await store.takeJob(at(0), 1000)
        await record(THIRD, 'not-signed', { judgedAt: at(6_000) })
        if (next) await store.finishJob(next)
        await record(THIRD)
        await store.finishJob(late)
        expect(await finishJobs()).toEqual([THIRD])
      })

      const outdated: readonly { name: string; tell: () => Promise<number>; by: Partial<VerdictRow> }[] = [
        { name: 'program', tell: () => store.requeueProgram('2'), by: { programVersion: '2' } },
        { name: 'policy', tell: () => store.requeuePolicy(canonicalHash(STRICT)), by: { policy: STRICT } },
        {
          name: 'trust store',
          tell: () => store.requeueTrust({ ...TRUST, intermediates: [ROOT, ISSUER] }),
          by: { trust: { ...TRUST, intermediates: [ISSUER, ROOT] } },
        },
      ]
      for (const { name: what, tell, by } of outdated) {
        test(`a process that still judges by another ${what} has its verdict made again, a while later`, async () => {
          await tell()
          await record(FIRST)
          expect(await store.takeJob(at(14_999), 1000)).toBeNull()
          const job = await store.takeJob(at(15_000), 1000)
          expect(job?.job).toEqual({ kind: 'validate', document: FIRST })
          await record(FIRST, 'valid', { judgedAt: at(16_000), ...by })
          if (job) await store.finishJob(job)
          expect(await store.takeJob(at(1e15), 1000)).toBeNull()
        })
      }

      test('with lists that come one upon the other all have their turn, one after another', async () => {
        await record(FIRST)
        await record(SECOND)
        const judged: Sha256[] = []
        for (let minute = 0; minute < 2; minute++) {
          await store.requeueAffected(['cn=issuer'])
          const job = await store.takeJob(at(0), 1000)
          if (job?.job.kind !== 'validate') throw new Error('Nothing is to be judged')
          judged.push(job.job.document)
          await store.finishJob(job)
        }
        expect(judged.toSorted()).toEqual([FIRST, SECOND].toSorted())
      })

      test('a failed attempt that waits for the next is not brought forward by a list', async () => {
        await record(FIRST)
        await store.requeueAffected(['cn=issuer'])
        const job = await store.takeJob(at(0), 1000)
        if (job === null) throw new Error('Nothing is to be judged')
        await store.failJob(job, at(9000), 'not now', at(3000))
        await store.requeueAffected(['cn=issuer'])
        expect(await store.takeJob(at(8999), 1000)).toBeNull()
        expect((await store.takeJob(at(9000), 1000))?.attempt).toBe(2)
      })

      test('the authorities that matter are those of current verdicts', async () => {
        expect(await store.listIssuers()).toEqual([])
        await twoIssuers()
        expect((await store.listIssuers()).toSorted()).toEqual(['a', 'b'])
        await record(FIRST, 'certificate-revoked')
        expect((await store.listIssuers()).toSorted()).toEqual(['b', 'cn=issuer'])
      })

      test('what an earlier verdict rested on no longer counts', async () => {
        await twoIssuers()
        await record(FIRST, 'certificate-revoked')
        expect(await store.requeueAffected(['a'])).toBe(0)
        expect(await store.requeueAffected(['cn=issuer'])).toBe(1)
      })

      test('when its time has come a verdict that waits is tried again, once', async () => {
        await record(FIRST, 'revocation-unknown', { retryAt: at(6000) })
        await record(SECOND, 'valid', { retryAt: at(6000) })
        expect(await store.requeueDue(at(5999))).toBe(0)
        expect(await store.requeueDue(at(6000))).toBe(1)
        expect(await store.requeueDue(at(6000))).toBe(0)
        expect(await finishJobs()).toEqual([FIRST])
        await record(FIRST, 'revocation-unknown', { retryAt: at(8000) })
        expect(await store.requeueDue(at(8000))).toBe(1)
      })

      test('a look that finds nothing changes nothing', async () => {
        await twoIssuers()
        const revision = await store.revision()
        const found = [
          await store.requeueProvisional(),
          await store.requeueDue(at(1e15)),
          await store.requeueAffected(['c']),
          await store.requeuePolicy(canonicalHash(OFFICIAL_2021)),
          await store.requeueTrust(TRUST),
        ]
        expect(found).toEqual([0, 0, 0, 0, 0])
        expect(await store.revision()).toBe(revision)
      })

      test('under another policy; not those that were judged under it', async () => {
        await record(FIRST)
        await record(SECOND, 'valid', { policy: STRICT })
        expect(await store.requeuePolicy(canonicalHash(OFFICIAL_2021))).toBe(1)
        expect(await finishJobs()).toEqual([SECOND])
      })

      test('where no policy is known, for it was judged before policies were kept', async () => {
        await record(FIRST, 'valid', { policy: null })
        expect(await store.requeuePolicy(canonicalHash(OFFICIAL_2021))).toBe(1)
        expect(await finishJobs()).toEqual([FIRST])
      })

      const other = hashOf('other')
      const stores: readonly {
        name: string
        trust: TrustSnapshot
        /** Intermediates of the store that the verdicts were made with, where it is not TRUST. */
        before?: readonly Sha256[]
        again: readonly Sha256[]
      }[] = [
        { name: 'the same trust store', trust: TRUST, again: [] },
        { name: 'an intermediate that no path used is removed', trust: TRUST, before: [ISSUER, other], again: [] },
        { name: 'an anchor of a path is removed', trust: { ...TRUST, anchors: [] }, again: [FIRST] },
        { name: 'an intermediate of a path is removed', trust: { ...TRUST, intermediates: [] }, again: [FIRST] },
        {
          name: 'an anchor of a path gets a sunset date',
          trust: { ...TRUST, anchors: [anchorSnapshot(ROOT, { trustedUntil: at(1) })] },
          again: [FIRST, SECOND],
        },
        {
          name: 'an anchor is added',
          trust: { ...TRUST, anchors: [...TRUST.anchors, anchorSnapshot(other)] },
          again: [SECOND],
        },
        { name: 'an intermediate is added', trust: { ...TRUST, intermediates: [ISSUER, other] }, again: [SECOND] },
        {
          name: 'the order is another',
          trust: { ...TRUST, anchors: [anchorSnapshot(ROOT, { roles: [...anchorSnapshot(ROOT).roles].reverse() })] },
          again: [],
        },
      ]
      for (const { name: change, trust, before = TRUST.intermediates, again } of stores) {
        test(`where ${change}: ${again.length} documents`, async () => {
          const made = { trust: { ...TRUST, intermediates: before } }
          await record(FIRST, 'valid', made)
          const restsOn = { certificates: [hashOf('embedded')], evidence: [], listIssuers: [] }
          await record(SECOND, 'revocation-unknown', { ...made, restsOn })
          expect(await store.requeueTrust(trust)).toBe(again.length)
          expect((await finishJobs()).toSorted()).toEqual(again.toSorted())
        })
      }
    })
  })
}
