/** What every adapter of the Store port must do with decisions, the register of units and the frozen count. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Unit, UnitId } from '../../src/campaign/unit.ts'
import type { Attribute, Count, Deed, RegisterChange, Store } from '../../src/store/store.ts'
import { keyOfDocument } from '../../src/tally/decided-thing.ts'
import type { NewDecision, Ruling } from '../../src/tally/decision.ts'
import { compareWithFrozen, fatesOf, numbersOf } from '../../src/tally/frozen.ts'
import { countTally } from '../../src/tally/tally.ts'
import { campaign, unit } from '../tally/build.ts'
import { entryOf, recordDecision } from './record-decision.ts'
import { at, contentOf, hashOf, listed, verdictOf } from './sample-rows.ts'

type Opened = {
  readonly store: Store
  readonly another: () => Promise<Store>
  readonly remove: () => Promise<void>
}

const LETTER = hashOf('letter')
const DOCUMENT = hashOf('document')
const LATER = hashOf('later document')
const HUC = unit('huc', { name: 'UBND xã Húc' })
const XY = unit('xy', { name: 'UBND xã Xy' })

const newDecision = (ruling: Ruling, changes: Partial<NewDecision> = {}): NewDecision => ({
  by: 'Nguyễn Văn A',
  account: null,
  role: 'Cán bộ Nội vụ',
  at: at(6000),
  ruling,
  reason: { code: 'checked-otherwise', text: 'Đã đối chiếu với bản giấy' },
  paper: '15/CV-NV',
  machine: { outcome: 'unsigned', code: 'not-signed', fate: 'refused', unit: 'huc' as UnitId },
  ...changes,
})
const onDocument = { kind: 'document', document: DOCUMENT } as const
const onUnit = { kind: 'unit', unit: 'huc' as UnitId } as const

const RULINGS: readonly Ruling[] = [
  { action: 'accept', object: onDocument },
  { action: 'refuse', object: { kind: 'letter', letter: LETTER } },
  { action: 'set-aside', object: { kind: 'submission', letter: LETTER, partPath: '1.2/van-ban.zip/kế hoạch.pdf' } },
  { action: 'assign-unit', object: onDocument, unit: 'xy' as UnitId },
  { action: 'merge', object: onDocument, other: LATER },
  { action: 'split', object: onDocument },
  { action: 'distinct', object: onDocument, other: LATER },
  {
    ...{ action: 'describe', object: onDocument },
    fields: {
      ...{ codeNumber: '05', codeNotation: 'KH-UBND', typeName: null, issuedDate: '2021-08' },
      ...{ organName: null, subject: 'Về an toàn' },
    },
  },
  { action: 'note', object: onUnit },
  { action: 'propose', object: onDocument },
  { action: 'confirm', object: onDocument, decision: 3 },
  { action: 'extend', object: onUnit, deadline: at(9000), required: null },
  { action: 'undo', object: onUnit, decision: 7 },
]

const change = (units: readonly Unit[], changes: Partial<RegisterChange> = {}): RegisterChange => ({
  at: at(1000),
  by: 'Nguyễn Văn A',
  why: 'Nhập từ don-vi.xlsx',
  decision: null,
  units,
  ...changes,
})

const ownAttribute: Attribute = (report, _submission, _reading, register) => ({
  kind: 'unknown',
  reason: 'no-witness',
  evidence: `${report.code}, ${register.map(({ name }) => name).join()}`,
  testimonies: [],
})
const ofHuc: Attribute = () => ({
  kind: 'unit',
  unit: 'huc' as UnitId,
  witness: 'address',
  evidence: '',
  testimonies: [],
})
const count: Count = (register, submissions, decisions) => countTally(campaign, register, submissions, decisions)

export function decisionContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    async function receive(letter = LETTER, document = DOCUMENT, receivedAt = 1000) {
      await store.recordLetter(listed(letter, receivedAt), letter)
      await store.recordContent(letter, contentOf(letter, document), ofHuc)
    }

    async function nowCounted() {
      const { units } = await store.register()
      return count(units, await store.judgedSubmissions(), await store.decisions())
    }

    describe('decisions', () => {
      test('of every kind are kept as they were made, in the order in which they were', async () => {
        const kept = []
        for (const ruling of RULINGS) kept.push(await recordDecision(store, newDecision(ruling)))
        expect(kept.map(({ id: _, ...decision }) => decision)).toEqual(RULINGS.map((ruling) => newDecision(ruling)))
        expect(kept.map(({ id }) => id)).toEqual(kept.map(({ id }) => id).toSorted((a, b) => a - b))
        const another = await opened.another()
        expect(await another.decisions()).toEqual(kept)
        await another.close()
      })

      test('may come without a paper, and of a thing of which the machine had said nothing', async () => {
        const bare = newDecision(
          RULINGS.find(({ action }) => action === 'extend') ?? { action: 'split', object: onDocument },
          { paper: null, machine: null },
        )
        await recordDecision(store, bare)
        expect(await store.decisions()).toMatchObject([{ paper: null, machine: null }])
      })

      test('bear the account of who made them, by which an acceptance of two is counted', async () => {
        await store.startRegister(change([HUC]))
        await receive()
        await store.recordVerdict(verdictOf(DOCUMENT, 1000, 'untrusted-issuer', UNTRUSTED), ofHuc)
        const by = async (account: number, ruling: Ruling) => {
          await recordDecision(store, newDecision(ruling, { account }))
          const { fate } = (await nowCounted()).units[0]?.submissions[0] ?? {}
          return fate?.kind
        }
        const confirm: Ruling = { action: 'confirm', object: onDocument, decision: 1 }
        expect(await by(1, { action: 'propose', object: onDocument })).toBe('review')
        expect(await by(1, confirm)).toBe('review')
        expect(await by(2, confirm)).toBe('counts')
        expect((await store.decisions()).map(({ account }) => account)).toEqual([1, 1, 2])
      })

      test('move the revision, so that the count is made anew', async () => {
        const before = await store.revision()
        await recordDecision(store, newDecision({ action: 'accept', object: onDocument }))
        expect(await store.revision()).toBeGreaterThan(before)
      })

      const deed = (ruling: Ruling, changes: Partial<Deed> = {}): Deed => {
        const decision = newDecision(ruling)
        return { decision, about: new Set(), seen: 0, lesson: null, entry: entryOf(decision), ...changes }
      }

      test('come with their entry in the log, which bears their number', async () => {
        const { decision } = deed({ action: 'accept', object: onDocument })
        const entry = { ...entryOf(decision), subject: DOCUMENT, facts: { ruling: 'accept' } }
        expect(await store.decide(deed(decision.ruling, { entry }))).toMatchObject({
          kind: 'decided',
          decision: { id: 1 },
        })
        expect(await store.auditEntriesBehind(0, 10)).toMatchObject([
          { action: 'decided', subject: DOCUMENT, facts: { ruling: 'accept', decision: '1' } },
        ])
      })

      test('that another about the same thing has overtaken are not kept, and who overtook is told', async () => {
        const about = new Set([keyOfDocument(DOCUMENT)])
        await store.decide(deed({ action: 'refuse', object: { kind: 'document', document: LATER } }))
        await store.decide(deed({ action: 'refuse', object: onDocument }))
        const late = deed({ action: 'accept', object: onDocument }, { about, seen: 1 })
        expect(await store.decide(late)).toMatchObject({ kind: 'overtaken', by: { id: 2 } })
        expect(await store.decide({ ...late, seen: 2 })).toMatchObject({ kind: 'decided', decision: { id: 3 } })
        // An undoing and a merge are about whatever they touch.
        await store.decide(deed({ action: 'merge', object: { kind: 'document', document: LATER }, other: DOCUMENT }))
        expect(await store.decide({ ...late, seen: 3 })).toMatchObject({ kind: 'overtaken', by: { id: 4 } })
        expect(await store.decisions()).toHaveLength(4)
        expect(await store.auditEntriesBehind(0, 10)).toHaveLength(4)
      })

      test('that are made at once about one thing are one', async () => {
        const about = new Set([keyOfDocument(DOCUMENT)])
        const both = [1, 2].map(() => store.decide(deed({ action: 'refuse', object: onDocument }, { about })))
        const kinds = (await Promise.all(both)).map(({ kind }) => kind)
        expect(kinds.toSorted()).toEqual(['decided', 'overtaken'])
      })

      test('teach the register in the same moment, or not at all', async () => {
        await store.startRegister(change([HUC]))
        const basedOn = (await store.register()).change
        const { decision: _, ...learned } = change([{ ...HUC, aliases: ['Xã Húc'] }])
        const ruling = { action: 'assign-unit', object: onDocument, unit: 'huc' as UnitId } as const
        const stale = deed(ruling, { lesson: { basedOn: basedOn - 1, change: learned } })
        expect(await store.decide(stale)).toEqual({ kind: 'register-changed' })
        expect([await store.decisions(), (await store.register()).units]).toEqual([[], [HUC]])
        const kept = await store.decide(deed(ruling, { lesson: { basedOn, change: learned } }))
        expect(kept.kind).toBe('decided')
        const [last] = await store.registerHistory()
        expect([last?.decision, last?.units[0]?.aliases]).toEqual([1, ['Xã Húc']])
      })

      const faulty: readonly [why: string, changes: Partial<NewDecision>][] = [
        ['without a reason', { reason: { code: 'other', text: ' ' } }],
        ['without a name', { by: '' }],
        ['without a role', { role: '' }],
        ['with a paper without a number', { paper: '' }],
      ]
      for (const [why, changes] of faulty) {
        test(`are not taken ${why}`, async () => {
          const decision = newDecision({ action: 'accept', object: onDocument }, changes)
          await expect(recordDecision(store, decision)).rejects.toThrow()
          expect(await store.decisions()).toEqual([])
        })
      }

      test('are not taken on what they cannot be made of', async () => {
        const wrong = { action: 'merge', object: onUnit, other: LATER } as unknown as Ruling
        await expect(recordDecision(store, newDecision(wrong))).rejects.toThrow()
      })
    })

    describe('the register', () => {
      test('is empty at first', async () => {
        expect(await store.register()).toEqual({ change: 0, units: [] })
      })

      test('begins once, whoever else begins it', async () => {
        const another = await opened.another()
        await store.startRegister(change([HUC, XY]))
        await another.startRegister(change([XY]))
        await another.close()
        expect((await store.register()).units).toEqual([HUC, XY])
        expect(await store.registerHistory()).toHaveLength(1)
      })

      test('keeps units as they are, in their order, and what they were', async () => {
        await store.startRegister(change([HUC, XY]))
        const { change: first } = await store.register()
        const ended = { ...HUC, until: at(5000), successor: 'xy' as UnitId, addresses: ['huc@x.vn'] }
        const lia = unit('lia', { name: 'UBND xã Lìa' })
        const decision = await recordDecision(store, newDecision({ action: 'accept', object: onDocument }))
        const second = change([lia, ended], { at: at(2000), why: 'Sáp nhập', decision: decision.id })
        expect(await store.changeRegister(first, second)).toBe(true)
        expect((await store.register()).units).toEqual([ended, XY, lia])
        expect(await store.registerHistory()).toEqual([{ ...second, units: [ended, lia] }, change([HUC, XY])])
      })

      test('is not changed by one who saw an older state of it', async () => {
        await store.startRegister(change([HUC]))
        const { change: seen } = await store.register()
        expect(await store.changeRegister(seen, change([XY]))).toBe(true)
        expect(await store.changeRegister(seen, change([{ ...HUC, name: 'UBND xã Húc cũ' }]))).toBe(false)
        expect((await store.register()).units).toEqual([HUC, XY])
      })

      test('is what attribution goes by from the change on, and after attributing anew', async () => {
        await store.startRegister(change([HUC]))
        await receive()
        await store.recordVerdict(verdictOf(DOCUMENT), ownAttribute)
        const evidence = async () => (await store.judgedSubmissions())[0]?.attribution.evidence
        expect(await evidence()).toBe('valid, UBND xã Húc')
        await store.changeRegister((await store.register()).change, change([XY]))
        await store.attributeAgain(ownAttribute)
        expect(await evidence()).toBe('valid, UBND xã Húc,UBND xã Xy')
      })
    })

    describe('the frozen count', () => {
      beforeEach(async () => {
        await store.startRegister(change([HUC, XY]))
        await receive()
        await store.recordVerdict(verdictOf(DOCUMENT), ofHuc)
      })

      test('is none before it is frozen', async () => {
        expect(await store.frozenTally(campaign.id)).toBeNull()
        expect(await store.frozenGround(campaign.id)).toBeNull()
      })

      test('is the count of its moment, and differs from that in nothing', async () => {
        expect(await store.freezeTally(campaign.id, at(7000), count)).toBe(true)
        const frozen = await store.frozenTally(campaign.id)
        const tally = await nowCounted()
        expect(frozen).toMatchObject({ frozenAt: 7000, campaign, register: [HUC, XY], lastDecision: 0 })
        expect(frozen?.units).toEqual(tally.units.map(numbersOf))
        expect(frozen?.fates).toEqual(fatesOf(tally))
        expect(frozen?.units[0]).toMatchObject({ unit: 'huc', valid: 1 })
        expect(frozen && compareWithFrozen(frozen, tally)).toEqual({ units: [], files: [] })
      })

      test('is frozen once', async () => {
        await store.freezeTally(campaign.id, at(7000), count)
        await recordDecision(store, newDecision({ action: 'refuse', object: onDocument }))
        expect(await store.freezeTally(campaign.id, at(8000), count)).toBe(false)
        expect(await store.frozenTally(campaign.id)).toMatchObject({ frozenAt: 7000, lastDecision: 0 })
      })

      test('of a quarter has a name of its own, is frozen once, and leaves that of the campaign open', async () => {
        const draft = { campaign: campaign.id, year: 2021, number: 3, receivedUntil: at(6000) }
        expect(await store.freezeDraft(draft, at(7000), count)).toBe(true)
        expect(await store.freezeDraft(draft, at(8000), count)).toBe(false)
        expect(await store.freezeDraft({ ...draft, number: 4 }, at(9000), count)).toBe(true)
        const [fourth, third, ...others] = await store.reportDrafts(campaign.id)
        expect([fourth, third, others]).toMatchObject([{ number: 4 }, { ...draft, frozenAt: 7000 }, []])
        expect(await store.frozenTally(campaign.id)).toBeNull()
        expect(await store.frozenTally(third?.name ?? '')).toMatchObject({ frozenAt: 7000, campaign })
        expect((await store.frozenGround(third?.name ?? ''))?.submissions).toHaveLength(1)
        expect(await store.reportDrafts('another')).toEqual([])
        expect(await store.freezeTally(campaign.id, at(9000), count)).toBe(true)
      })

      test('is changed by no letter, verdict, decision or register that comes later; they are the difference to now', async () => {
        await recordDecision(store, newDecision({ action: 'assign-unit', object: onDocument, unit: 'huc' as UnitId }))
        await store.freezeTally(campaign.id, at(7000), count)
        const frozen = await store.frozenTally(campaign.id)
        await receive(hashOf('later letter'), LATER, 2000)
        await store.recordVerdict(verdictOf(LATER), ofHuc)
        await store.recordVerdict(verdictOf(DOCUMENT, 1000, 'untrusted-issuer', UNTRUSTED), ofHuc)
        await store.changeRegister((await store.register()).change, change([{ ...XY, until: at(1) }]))
        expect(await store.frozenTally(campaign.id)).toEqual(frozen)
        const differences = frozen && compareWithFrozen(frozen, await nowCounted())
        expect(differences?.units).toMatchObject([
          { unit: 'huc', before: { valid: 1, refused: 0 }, now: { valid: 1, refused: 1 } },
          { unit: 'xy', before: { valid: 0 }, now: null },
        ])
        expect(differences?.files).toMatchObject([
          { document: LATER, before: null, now: { fate: { kind: 'counts' } } },
          { document: DOCUMENT, before: { fate: { kind: 'counts' } }, now: { fate: { kind: 'refused' } } },
        ])
      })

      test('counted again from the rows it was made from it is the same, whatever came since', async () => {
        await receive(hashOf('second letter'), LATER, 1500)
        await recordDecision(store, newDecision({ action: 'accept', object: { kind: 'document', document: LATER } }))
        await store.freezeTally(campaign.id, at(7000), count)
        await store.recordVerdict(verdictOf(DOCUMENT, 1000, 'untrusted-issuer', UNTRUSTED), ofHuc)
        await recordDecision(store, newDecision({ action: 'refuse', object: { kind: 'document', document: LATER } }))
        const frozen = await store.frozenTally(campaign.id)
        const ground = await store.frozenGround(campaign.id)
        if (!frozen || !ground) throw new Error('Nothing was frozen')
        const again = countTally(frozen.campaign, frozen.register, ground.submissions, ground.decisions)
        expect(again.units.map(numbersOf)).toEqual(frozen.units)
        expect(compareWithFrozen(frozen, again)).toEqual({ units: [], files: [] })
      })
    })
  })
}

const UNTRUSTED = {
  report: {
    sha256: DOCUMENT,
    bytes: 10,
    outcome: 'indeterminate',
    code: 'untrusted-issuer',
    notes: [],
    signatures: [],
  },
} as const
