/** The counting rule of a campaign: each choice a plan leaves open, and the deadline to the millisecond. */
import { describe, expect, test } from 'vitest'
import { attribute } from '../../src/attribution/attribute.ts'
import type { Attribution, Testimony } from '../../src/attribution/attribution.ts'
import type { Campaign, UnitException } from '../../src/campaign/campaign.ts'
import { type CountingRule, DEFAULT_RULE } from '../../src/campaign/counting-rule.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { DocumentIdentity, IdentityReading } from '../../src/identity/identity.ts'
import type { Instant } from '../../src/lang.ts'
import { formRemarks } from '../../src/tally/form-remarks.ts'
import { countTally, type JudgedSubmission } from '../../src/tally/tally.ts'
import type { Code } from '../../src/validation/code.ts'
import type { SignatureReport } from '../../src/validation/report.ts'
import { byCertificate, campaign, received, report, signature, signer, submission, unit } from './build.ts'

const huc = byCertificate('Húc')
const STAMP = { time: '2021-08-20T03:00:00.000Z', authority: 'TSA', outcome: 'valid' } as const

type Changes = Partial<SignatureReport>
const seal = (changes: Changes = {}, code: Code = 'valid') => signature(code, { timestamp: STAMP, ...changes })
const person = (changes: Changes = {}, code: Code = 'valid') =>
  seal({ signer: signer({ commonName: 'Hồ Văn A', kind: 'person' }), ...changes }, code)

const sent = (
  signatures: readonly SignatureReport[],
  attribution: Attribution = huc,
  code: Code = 'valid',
): JudgedSubmission => received('a', 1, attribution, report('a', code, signatures))

const fateUnder = (changes: Partial<Campaign>, item: JudgedSubmission): string => {
  const { units, unassigned } = countTally({ ...campaign, ...changes }, [unit('Húc')], [item])
  const fate = [...units.flatMap(({ submissions }) => submissions), ...unassigned][0]?.fate
  if (!fate) throw new Error('The submission is gone')
  if (fate.kind === 'counts') return fate.isLate ? 'counts, late' : 'counts'
  return 'code' in fate ? `${fate.kind} ${fate.code}` : fate.kind
}

/** The seal of another body beside a person of the unit. */
const joint: Attribution = {
  kind: 'unit',
  unit: 'Húc' as UnitId,
  witness: 'certificate',
  evidence: '',
  testimonies: [
    { witness: 'certificate', signature: 0, says: 'other-body', units: [], quote: '' },
    { witness: 'certificate', signature: 1, says: 'names', units: ['Húc' as UnitId], quote: '' },
  ] satisfies readonly Testimony[],
}

/** The pipeline's own attribution of a person of the unit beside a seal that waits: the latter does not testify. */
const besideWaiting: Attribution = attribute(
  report('a', 'valid', [
    person({ signer: signer({ commonName: 'Hồ Văn A', kind: 'person', organizationalUnits: ['UBND xã Húc'] }) }),
    seal({ signer: signer({ commonName: 'Sở Y tế' }) }, 'revocation-unknown'),
  ]),
  submission('a'),
  [unit('Húc')],
  campaign.home,
)

const rules: readonly [why: string, rule: Partial<CountingRule>, item: JudgedSubmission, expected: string][] = [
  ['any signature: a seal suffices', {}, sent([seal()]), 'counts'],
  ['any signature: a person suffices', {}, sent([person()]), 'counts'],
  ['the seal is asked for, and there', { signatures: 'organization' }, sent([person(), seal()]), 'counts'],
  [
    'the seal is asked for, a person signed',
    { signatures: 'organization' },
    sent([person()]),
    'refused no-organization-signature',
  ],
  [
    'the seal is asked for, and is one that does not hold',
    { signatures: 'organization' },
    sent([person(), seal({}, 'untrusted-issuer')]),
    'refused no-organization-signature',
  ],
  [
    'the seal is asked for, and is that of another body',
    { signatures: 'organization' },
    sent([seal(), person()], joint),
    'refused no-organization-signature',
  ],
  ['both are asked for, and there', { signatures: 'both' }, sent([person(), seal()]), 'counts'],
  ['both are asked for, the seal alone', { signatures: 'both' }, sent([seal()]), 'refused no-person-signature'],
  ['both are asked for, a person alone', { signatures: 'both' }, sent([person()]), 'refused no-organization-signature'],
  [
    'the seal waits for revocation data',
    { signatures: 'organization' },
    sent([seal({}, 'revocation-unknown')], huc, 'revocation-unknown'),
    'provisional revocation-unknown',
  ],
  [
    'the seal is asked for and waits for revocation data, beside a person who does not',
    { signatures: 'organization' },
    sent([person(), seal({}, 'revocation-unknown')]),
    'provisional revocation-unknown',
  ],
  [
    'both are asked for, and the person waits',
    { signatures: 'both' },
    sent([person({}, 'revocation-unknown'), seal()]),
    'provisional revocation-unknown',
  ],
  [
    'the seal is asked for, and that of another body waits beside a person',
    { signatures: 'organization' },
    sent([person(), seal({ signer: signer({ commonName: 'Sở Y tế' }) }, 'revocation-unknown')], besideWaiting),
    'refused no-organization-signature',
  ],
  [
    'the time-stamp is asked for, and stands on a signature that waits',
    { timeStamp: 'required' },
    sent([person({ timestamp: null }), seal({}, 'revocation-unknown')]),
    'provisional revocation-unknown',
  ],
  ['SHA-1 is borne with', {}, sent([seal({ notes: ['weak-digest-sha1'] })]), 'counts'],
  [
    'SHA-1 is for a person',
    { weakDigest: 'review' },
    sent([seal({ notes: ['weak-digest-sha1'] })]),
    'review weak-digest',
  ],
  ['SHA-1 is refused', { weakDigest: 'refused' }, sent([seal({ notes: ['weak-digest-sha1'] })]), 'refused weak-digest'],
  [
    'SHA-1 is refused, and another signature is strong',
    { weakDigest: 'refused' },
    sent([seal({ notes: ['weak-digest-sha1'] }), person()]),
    'counts',
  ],
  [
    'SHA-1 is refused, and the seal that is asked for has it',
    { weakDigest: 'refused', signatures: 'organization' },
    sent([seal({ notes: ['weak-digest-sha1'] }), person()]),
    'refused no-organization-signature',
  ],
  ['no time-stamp, none asked for', {}, sent([seal({ timestamp: null })]), 'counts'],
  ['no time-stamp', { timeStamp: 'required' }, sent([seal({ timestamp: null })]), 'refused no-time-stamp'],
  [
    'a time-stamp that does not hold',
    { timeStamp: 'required' },
    sent([seal({ timestamp: { ...STAMP, outcome: 'indeterminate' } })]),
    'refused no-time-stamp',
  ],
  ['a time-stamp that holds', { timeStamp: 'required' }, sent([seal()]), 'counts'],
  [
    'a file that is refused is refused for its own reason',
    { signatures: 'both', timeStamp: 'required' },
    sent([], huc, 'not-signed'),
    'refused not-signed',
  ],
]
for (const [why, rule, item, expected] of rules) {
  test(`the counting rule: ${why}`, () =>
    expect(fateUnder({ rule: { ...DEFAULT_RULE, ...rule } }, item)).toBe(expected))
}

const at = (time: string): JudgedSubmission => ({
  ...sent([seal()]),
  submission: submission('a', { receivedAt: Date.parse(time) as Instant }),
})
const LAST = '2021-08-29T23:59:59.999+07:00'
const FIRST = '2021-08-30T00:00:00.000+07:00'
const exception: UnitException = {
  unit: 'Húc' as UnitId,
  required: null,
  deadline: Date.parse('2021-09-02T00:00:00+07:00') as Instant,
  reason: 'Mưa lũ',
  paper: '355/UBND-NV',
}
const late = (policy: CountingRule['late']) => ({ rule: { ...DEFAULT_RULE, late: policy } })

const times: readonly [why: string, changes: Partial<Campaign>, time: string, expected: string][] = [
  ['the last millisecond before it', {}, LAST, 'counts'],
  ['the deadline itself, read strictly', {}, FIRST, 'late'],
  ['the deadline itself, read inclusively', { deadlineKind: 'until' }, FIRST, 'counts'],
  ['a millisecond later', { deadlineKind: 'until' }, '2021-08-30T00:00:00.001+07:00', 'late'],
  ['late is counted with a note', late('noted'), FIRST, 'counts, late'],
  ['in time there is no note', late('noted'), LAST, 'counts'],
  ['late is counted', late('counted'), FIRST, 'counts'],
  ['an extension, its last millisecond', { exceptions: [exception] }, '2021-09-01T23:59:59.999+07:00', 'counts'],
  ['an extension, its own instant', { exceptions: [exception] }, '2021-09-02T00:00:00.000+07:00', 'late'],
  [
    'an extension, read inclusively',
    { exceptions: [exception], deadlineKind: 'until' },
    '2021-09-02T00:00:00.000+07:00',
    'counts',
  ],
  ['the extension of another unit', { exceptions: [{ ...exception, unit: 'Xy' as UnitId }] }, FIRST, 'late'],
]
describe('the deadline', () => {
  for (const [why, changes, time, expected] of times) {
    test(why, () => expect(fateUnder(changes, at(time))).toBe(expected))
  }
})

describe('documents that wait for revocation data', () => {
  const waiting = sent([seal({}, 'revocation-unknown')], huc, 'revocation-unknown')
  const under = (provisional: CountingRule['provisional']) =>
    countTally({ ...campaign, required: 1, rule: { ...DEFAULT_RULE, provisional } }, [unit('Húc')], [waiting]).units[0]
  test('stand apart', () =>
    expect(under('apart')).toMatchObject({ valid: 0, provisional: 1, missing: 1, state: 'checking' }))
  test('fill the number meanwhile where the plan says so, and are still no valid ones', () =>
    expect(under('counted')).toMatchObject({ valid: 0, provisional: 1, missing: 0, state: 'complete' }))
})

test('a unit of which the campaign asks less is measured by that', () => {
  const exceptions = [{ ...exception, required: 1, deadline: null }]
  const { units } = countTally({ ...campaign, exceptions }, [unit('Húc'), unit('Xy')], [sent([seal()])])
  expect(units.map(({ required, missing }) => [required, missing])).toEqual([
    [1, 0],
    [3, 3],
  ])
})

describe('a commune merged into another', () => {
  const CUT = Date.parse('2021-08-15T00:00:00+07:00') as Instant
  const merged = unit('Xy', { until: CUT, successor: 'Húc' as UnitId })
  const xy = byCertificate('Xy')
  test('hands its documents over, and is asked for none', () => {
    const { units } = countTally(campaign, [unit('Húc'), merged], [received('a', 1, xy), received('b', 1, huc)])
    expect(units.map((row) => [row.unit.id, row.valid])).toEqual([['Húc', 2]])
  })
  test('is one with its heir where both sent the same document', () => {
    const { units } = countTally(campaign, [unit('Húc'), merged], [received('a', 2, xy), received('a', 1, huc)])
    expect(units.map(({ valid, duplicate, review }) => [valid, duplicate, review])).toEqual([[1, 1, 0]])
  })
  test('is itself where the merger comes with the deadline', () => {
    const later = { ...merged, until: campaign.deadline }
    const { units } = countTally(campaign, [unit('Húc'), later], [received('a', 1, xy)])
    expect(units.map((row) => [row.unit.id, row.valid])).toEqual([
      ['Húc', 0],
      ['Xy', 1],
    ])
  })
})

const NOTHING_READ: DocumentIdentity = {
  ...{ codeNumber: null, codeNotation: null, typeName: null, issuedDate: null, organName: null, organAbove: null },
  ...{ subject: null, signerInfo: null, text: 'legible', pageAmount: 1, isAppendix: false },
}

const forms: readonly [why: string, signatures: readonly SignatureReport[], remarks: readonly string[]][] = [
  ['a person and the seal', [person(), seal()], []],
  ['the seal alone', [seal()], ['no-person-signature']],
  ['a person alone', [person()], ['no-organization-signature']],
  ['a seal that does not hold is none', [person(), seal({}, 'untrusted-issuer')], ['no-organization-signature']],
  [
    'the seals of two bodies',
    [seal(), seal({ signer: signer({ commonName: 'Sở Y tế' }) })],
    ['no-person-signature', 'several-bodies'],
  ],
  ['a document time-stamp is no signature', [seal({ kind: 'document-timestamp' })], []],
  ['nothing that holds', [seal({}, 'untrusted-issuer')], []],
]
describe('remarks on the form', () => {
  for (const [why, signatures, remarks] of forms) {
    test(why, () => expect(formRemarks(report('a', 'valid', signatures), null)).toEqual(remarks))
  }
  test('expect of a copy nothing but the seal', () => {
    const typed = (confidence: 'firm' | 'doubtful'): IdentityReading => ({
      kind: 'read',
      identity: { ...NOTHING_READ, typeName: { value: 'Bản sao y', source: 'page-text', confidence } },
      traces: { content: null, sketch: null },
    })
    const copy = report('a', 'valid', [seal()])
    expect(formRemarks(copy, typed('firm'))).toEqual(['certified-copy'])
    expect(formRemarks(copy, typed('doubtful'))).toEqual(['no-person-signature'])
    expect(formRemarks(report('a', 'valid', [person(), seal()]), typed('firm'))).toEqual([])
  })
  test('never decide', () => expect(fateUnder({}, sent([person()]))).toBe('counts'))
})
