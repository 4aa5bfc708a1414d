/** Documents in doubt in the count: the earlier counts, the later waits for a person; appendices never count by themselves. */
import { expect, test } from 'vitest'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { DocumentIdentity, IdentityReading } from '../../src/identity/identity.ts'
import { sketchOf } from '../../src/identity/likeness.ts'
import { NO_FIELDS } from '../../src/identity/read-identity.ts'
import type { Instant } from '../../src/lang.ts'
import type { Ruling } from '../../src/tally/decision.ts'
import { countTally, type JudgedSubmission } from '../../src/tally/tally.ts'
import { byCertificate, campaign, decided, received, report, sha, unit } from './build.ts'

const firm = (value: string) => ({ value, source: 'page-text', confidence: 'firm' }) as const
const NUMBERED = {
  codeNumber: firm('12'),
  codeNotation: firm('KH-UBND'),
  issuedDate: firm('2021-07-22'),
  organName: firm('UBND XÃ HÚC'),
} as const
const words = (seed: string) => Array.from({ length: 80 }, (_, i) => `từ${i}${seed}`).join(' ')

function reading(fields: Partial<DocumentIdentity>, text: string): IdentityReading {
  return {
    kind: 'read',
    identity: { text: 'legible', pageAmount: 1, isAppendix: false, ...NO_FIELDS, ...fields },
    traces: { content: null, sketch: sketchOf(text) },
  }
}

const huc = byCertificate('Húc')
const sent = (file: string, hours: number, read: IdentityReading, changes: Partial<JudgedSubmission> = {}) => ({
  ...received(file, hours, huc),
  reading: read,
  ...changes,
})
const plan = reading(NUMBERED, words('kế hoạch'))
const taken = reading(NUMBERED, words('vệ sinh'))
const unnumbered = reading({}, words('kế hoạch'))

/** "file fate", in the order of receipt. */
function fates(...submissions: readonly JudgedSubmission[]): readonly string[] {
  const shown = (given: readonly JudgedSubmission[]) => {
    const { units, unassigned } = countTally(campaign, [unit('Húc'), unit('Xy')], given)
    const all = [...units.flatMap((row) => row.submissions), ...unassigned]
    return submissions.map(({ submission: { letter } }) => {
      const fate = all.find(({ submission }) => submission.letter === letter)?.fate
      return fate && 'code' in fate ? `${fate.kind} ${fate.code}` : (fate?.kind ?? '')
    })
  }
  const told = shown(submissions)
  expect(shown(submissions.toReversed())).toEqual(told)
  expect(shown([...submissions, ...submissions])).toEqual(told)
  return told
}

test('of two contents under one number the earlier counts and the later waits', () => {
  expect(fates(sent('a', 2, plan), sent('b', 1, taken))).toEqual(['counts', 'review same-number'])
})

test('of two texts that are nearly one the earlier counts and the later waits', () => {
  expect(fates(sent('a', 2, unnumbered), sent('b', 1, plan))).toEqual(['counts', 'review near-text'])
})

test('a document that is in doubt with none that counts itself counts', () => {
  const refused = { report: report('a', 'not-signed') }
  expect(fates(sent('a', 2, plan, refused), sent('b', 1, taken))).toEqual(['refused not-signed', 'counts'])
  expect(fates(sent('a', -1, plan), sent('b', -2, taken))).toEqual(['late', 'late'])
})

test('the person is told which document came first', () => {
  const first = sent('a', 2, plan)
  const { units } = countTally(campaign, [unit('Húc')], [first, sent('b', 1, taken)])
  expect(units[0]?.submissions[0]?.fate).toEqual({
    ...{ kind: 'review', code: 'same-number', of: sha('a') },
    ofReceivedAt: first.submission.receivedAt,
  })
  expect(units[0]).toMatchObject({ valid: 1, review: 1, state: 'needs-person' })
})

test('a copy of a document in doubt is its duplicate all the same', () => {
  expect(fates(sent('a', 3, plan), sent('b', 2, taken), { ...sent('b', 1, taken) })).toEqual([
    'counts',
    'review same-number',
    'duplicate duplicate-submission',
  ])
})

test('a phụ lục is counted with its document, whichever comes first', () => {
  const appendix = reading({ ...NUMBERED, isAppendix: true }, words('bảng'))
  expect(fates(sent('a', 2, plan), sent('b', 1, appendix))).toEqual(['counts', 'duplicate duplicate-submission'])
  expect(fates(sent('b', 2, appendix), sent('a', 1, plan))).toEqual(['counts', 'duplicate duplicate-submission'])
})

test('a phụ lục that may belong to two papers waits, whichever comes first, and takes none of them away', () => {
  const appendix = reading({ ...NUMBERED, isAppendix: true }, words('bảng'))
  const waiting = 'review same-number'
  expect(fates(sent('a', 3, plan), sent('b', 2, taken), sent('p', 1, appendix))).toEqual(['counts', waiting, waiting])
  expect(fates(sent('p', 3, appendix), sent('a', 2, plan), sent('b', 1, taken))).toEqual([waiting, 'counts', waiting])
  const ofNoBody = reading({ ...NUMBERED, isAppendix: true, organName: null }, words('bảng'))
  const ofDistrict = reading({ ...NUMBERED, organName: firm('UBND HUYỆN HƯỚNG HÓA') }, words('huyện'))
  expect(fates(sent('p', 3, ofNoBody), sent('a', 2, plan), sent('b', 1, ofDistrict))).toEqual([
    waiting,
    'counts',
    'counts',
  ])
})

test('a paper sent under a unit before its merger and again under its heir is one, or in doubt, as of one unit', () => {
  const merged = unit('Húc', { until: (campaign.deadline - 10_800_000) as Instant, successor: 'Xy' as UnitId })
  const numbersOf = (...given: readonly JudgedSubmission[]) => {
    const [row] = countTally(campaign, [merged, unit('Xy')], given).units
    return [row?.unit.id, row?.valid, row?.review, row?.duplicate]
  }
  const heir = { attribution: byCertificate('Xy') }
  expect(numbersOf(sent('a', 5, plan), sent('b', 1, plan, heir))).toEqual(['Xy', 1, 0, 1])
  expect(numbersOf(sent('a', 5, plan), sent('b', 1, taken, heir))).toEqual(['Xy', 1, 1, 0])
  expect(numbersOf(sent('a', 5, unnumbered), sent('b', 1, plan, heir))).toEqual(['Xy', 1, 1, 0])
})

test('a document that could not be read counts by its verdict alone', () => {
  const unread = { kind: 'unread', why: 'limit' } as const
  expect(fates(sent('a', 2, unread), sent('b', 1, unread))).toEqual(['counts', 'counts'])
})

test('a header that names another unit’s number takes nothing from that unit', () => {
  expect(fates(sent('a', 2, plan), sent('b', 1, plan, { attribution: byCertificate('Xy') }))).toEqual([
    'counts',
    'counts',
  ])
})

test('what a person has decided of two documents in doubt ends the doubt', () => {
  const given = [sent('a', 2, plan), sent('b', 1, taken)]
  const document = { kind: 'document', document: sha('b') } as const
  const numbersAfter = (ruling: Ruling) => {
    const [row] = countTally(campaign, [unit('Húc')], given, [decided(1, ruling)]).units
    return [row?.valid, row?.review, row?.duplicate]
  }
  expect(numbersAfter({ action: 'accept', object: document })).toEqual([2, 0, 0])
  expect(numbersAfter({ action: 'split', object: document })).toEqual([2, 0, 0])
  expect(numbersAfter({ action: 'merge', object: document, other: sha('a') })).toEqual([1, 0, 1])
  expect(numbersAfter({ action: 'distinct', object: document, other: sha('a') })).toEqual([2, 0, 0])
  expect(numbersAfter({ action: 'distinct', object: { ...document, document: sha('a') }, other: sha('b') })).toEqual([
    2, 0, 0,
  ])
  expect(numbersAfter({ action: 'distinct', object: document, other: sha('z') })).toEqual([1, 1, 0])
})

test('two documents are distinct with all their copies, and each still counts once', () => {
  const traces = { content: sha('taken'), sketch: sketchOf(words('vệ sinh')) }
  const copy: IdentityReading = taken.kind === 'read' ? { ...taken, traces } : taken
  const given = [sent('a', 3, plan), sent('b', 2, copy), sent('c', 1, copy)]
  const ruling = { action: 'distinct', object: { kind: 'document', document: sha('a') }, other: sha('c') } as const
  const [row] = countTally(campaign, [unit('Húc')], given, [decided(1, ruling)]).units
  expect([row?.valid, row?.review, row?.duplicate]).toEqual([2, 0, 1])
})

test('what a person reads on two scans makes them one number, and one document where they agree', () => {
  const scan = { kind: 'unread', why: 'limit' } as const
  const given = [sent('a', 2, scan), sent('b', 1, scan)]
  const fields = {
    ...{ codeNumber: '12', codeNotation: 'KH-UBND', typeName: null, issuedDate: '2021-07-22' },
    ...{ organName: 'UBND xã Húc', subject: 'Về an toàn' },
  }
  const describe = (file: string, changes: Partial<typeof fields> = {}): Ruling => ({
    ...{ action: 'describe', fields: { ...fields, ...changes } },
    object: { kind: 'document', document: sha(file) },
  })
  const numbersAfter = (...rulings: readonly Ruling[]) => {
    const decisions = rulings.map((ruling, index) => decided(index + 1, ruling))
    const [row] = countTally(campaign, [unit('Húc')], given, decisions).units
    return [row?.valid, row?.review, row?.duplicate]
  }
  expect(numbersAfter()).toEqual([2, 0, 0])
  expect(numbersAfter(describe('a'))).toEqual([2, 0, 0])
  expect(numbersAfter(describe('a'), describe('b'))).toEqual([1, 0, 1])
  expect(numbersAfter(describe('a'), describe('b', { subject: 'Về vệ sinh' }))).toEqual([1, 1, 0])
  expect(numbersAfter(describe('a'), describe('b'), describe('b', { codeNumber: '13' }))).toEqual([2, 0, 0])
})
