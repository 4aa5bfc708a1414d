/** What every adapter of the Store port must note for the care of the system itself. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditDraft } from '../../src/access/audit.ts'
import type { Store } from '../../src/store/store.ts'
import { at, attributeByLetter, contentOf, hashOf, listed, verdictOf } from './sample-rows.ts'

type Opened = { readonly store: Store; readonly remove: () => Promise<void> }

const [LETTER, OTHER, DOCUMENT] = [hashOf('letter'), hashOf('other letter'), hashOf('document')]

const REREAD: AuditDraft = {
  ...{ at: at(7100), actor: { account: null, name: 'hoa', role: 'clerk' }, action: 'letter-read-again' },
  ...{ subject: LETTER, facts: {}, address: null },
}

export function upkeepContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    test('a schedule is noted once, and tells how its last run ended and how many ended well', async () => {
      await store.noteSchedule('check-files', at(100))
      await store.noteSchedule('check-files', at(200))
      const schedule = { name: 'check-files', startedAt: 100, endedAt: 100, goodAt: null, fault: null, runs: 0 }
      expect(await store.schedules()).toEqual([schedule])
      await store.beginRun('check-files', at(300))
      expect(await store.schedules()).toEqual([{ ...schedule, startedAt: 300, endedAt: null }])
      await store.endRun('check-files', at(400), 'Error')
      expect(await store.schedules()).toEqual([{ ...schedule, startedAt: 300, endedAt: 400, fault: 'Error' }])
      await store.beginRun('check-files', at(500))
      await store.endRun('check-files', at(600), null)
      expect(await store.schedules()).toEqual([{ ...schedule, startedAt: 500, endedAt: 600, goodAt: 600, runs: 1 }])
      await store.beginRun('check-files', at(700))
      expect(await store.schedules()).toMatchObject([{ endedAt: null, goodAt: 600 }])
    })

    test('kept are documents and the letters that are submissions or not yet read', async () => {
      await store.recordLetter(listed('1'), LETTER)
      await store.recordLetter(listed('2'), OTHER)
      await store.recordContent(LETTER, contentOf(LETTER, DOCUMENT), attributeByLetter)
      const kept = async () => (await store.keptContent('0', '~')).toSorted()
      expect(await kept()).toEqual([LETTER, OTHER, DOCUMENT].toSorted())
      await store.recordContent(OTHER, contentOf(OTHER), attributeByLetter)
      expect(await kept()).toEqual([LETTER, DOCUMENT].toSorted())
      expect(await store.keptContent(DOCUMENT, `${DOCUMENT}~`)).toEqual([DOCUMENT])
    })

    test('damage is told with the document since it was first found, until the file is whole again', async () => {
      await store.recordLetter(listed('1'), LETTER)
      await store.recordContent(LETTER, contentOf(LETTER, DOCUMENT), attributeByLetter)
      expect((await store.document(DOCUMENT))?.damage).toBeNull()
      await store.recordDamage(DOCUMENT, 'changed', at(100))
      await store.recordDamage(DOCUMENT, 'missing', at(200))
      const damage = { sha256: DOCUMENT, why: 'missing', foundAt: 100 }
      expect(await store.damagedFiles()).toEqual([damage])
      expect((await store.document(DOCUMENT))?.damage).toEqual(damage)
      await store.recordDamage(DOCUMENT, null, at(300))
      expect(await store.damagedFiles()).toEqual([])
    })

    test('an alert is one row, however often it is recorded', async () => {
      const alert = { name: 'disk-low', since: at(100), endedAt: null, isTold: false } as const
      await store.recordAlert(alert)
      await store.recordAlert({ ...alert, isTold: true })
      expect(await store.alerts()).toEqual([{ ...alert, isTold: true }])
      await store.forgetAlert('disk-low')
      expect(await store.alerts()).toEqual([])
    })

    test('a letter lies in quarantine since it came there, whenever it was received', async () => {
      const since = async () => (await store.census(at(10_000))).quarantinedSince
      await store.recordLetter(listed('1', 1000), LETTER)
      await store.quarantine(LETTER, 'unreadable', at(7000))
      await store.quarantine(LETTER, 'encrypted-letter', at(8000))
      await store.recordUnfetched(listed('2', 2000), 'too-large', at(7500))
      expect(await since()).toBe(7000)
      await store.readLetterAgain(LETTER, REREAD)
      expect(await since()).toBe(7500)
      const job = await store.takeJob(at(0), 1000)
      if (job) await store.failJob(job, null, 'a bug', at(9000))
      await store.forgetUnfetched({ account: 'docs', folder: 'INBOX', uidValidity: '7' })
      expect(await since()).toBe(7500)
    })

    test('a letter that is read after all has left quarantine', async () => {
      await store.recordLetter(listed('1', 1000), LETTER)
      await store.quarantine(LETTER, 'unreadable', at(7000))
      await store.recordContent(LETTER, contentOf(LETTER, DOCUMENT), attributeByLetter)
      expect(await store.census(at(10_000))).toMatchObject({ quarantined: [], quarantinedSince: null })
    })

    test('the census counts letters, documents, verdicts, jobs and mismatches', async () => {
      await store.recordLetter(listed('1'), LETTER)
      await store.recordLetter(listed('2', 2000), OTHER)
      await store.recordContent(LETTER, contentOf(LETTER, DOCUMENT), attributeByLetter)
      await store.quarantine(OTHER, 'unreadable', at(3000))
      const reading = await store.takeJob(at(0), 1000)
      if (reading) await store.finishJob(reading)
      await store.recordTallyCheck(at(700), false)
      const census = await store.census(at(10))
      expect(census).toMatchObject({
        lettersSeen: 2,
        quarantined: [{ reason: 'unreadable', count: 1 }],
        quarantinedSince: 3000,
        documents: { waiting: 1, judged: 0, dead: 0 },
        verdicts: [],
        tallyCheckedAt: 700,
        tallyMismatches: 1,
      })
      expect(census.jobs.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
        { kind: 'read-letter', state: 'due', count: 1 },
        { kind: 'validate', state: 'due', count: 1 },
      ])
      expect(census.lastJob).toBeGreaterThan(census.firstDueJob ?? Number.POSITIVE_INFINITY)
      await store.recordVerdict(verdictOf(DOCUMENT), attributeByLetter)
      expect((await store.census(at(10))).verdicts).toEqual([{ outcome: 'valid', code: 'valid', count: 1 }])
    })
  })
}
