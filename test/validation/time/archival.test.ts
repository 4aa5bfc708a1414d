/** Time-stamps over the whole document: a newer one proves an older one whose authority has ended since. EN 319 102-1, 5.6.3. */
import { describe, expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import type { GivenPlan } from '../../../fixtures/case.ts'
import type { PdfDraft } from '../../../fixtures/pdf-draft.ts'
import type { Holder } from '../../../fixtures/pki.ts'
import { withSecurityStore } from '../../../fixtures/security-store.ts'
import { addDocumentTimeStamp } from '../../../fixtures/signed-pdf.ts'
import { authority, given, judgeIt, keeping, signedBy, verdictOf, world } from './timeline.ts'

/** The signer ended in June 2021, the first authority at the end of 2022; the file came in 2026. */
const first = authority({ notAfter: instant('2023-01-01T00:00:00Z') })
const second = world.holder('tsa')
const signed = signedBy('expired-signer')
const over = (draft: PdfDraft, by: Holder, at: string, wrongImprint = false) =>
  addDocumentTimeStamp(draft, { authority: by, genTime: instant(`${at}T00:00:00Z`), wrongImprint })

const UNPROVEN = 'signing-time-unproven OUT_OF_BOUNDS_NOT_REVOKED'
const FIRST = over(signed, first, '2021-02-01')

const cases: readonly { name: string; file: PdfDraft; expected: string; best: string }[] = [
  {
    name: 'an authority that is still good proves its own time',
    file: over(signed, second, '2021-02-01'),
    expected: 'valid-later-signature',
    best: '2021-02-01',
  },
  { name: 'one that has ended since proves nothing by itself', file: FIRST, expected: UNPROVEN, best: '' },
  {
    name: 'a newer one, made before that end, proves the older one',
    file: over(FIRST, second, '2022-06-01'),
    expected: 'valid-later-signature',
    best: '2021-02-01',
  },
  {
    name: 'a newer one, made after that end, comes too late, and proves its own time alone',
    file: over(FIRST, second, '2024-06-01'),
    expected: UNPROVEN,
    best: '2024-06-01',
  },
  {
    name: 'a newer one of other bytes proves neither',
    file: over(FIRST, second, '2022-06-01', true),
    expected: UNPROVEN,
    best: '',
  },
  {
    name: 'a newer one that says an older time proves that time, and not the one it contradicts',
    file: over(FIRST, second, '2021-01-01'),
    expected: 'valid-later-signature',
    best: '2021-01-01',
  },
  {
    name: 'a chain of three reaches from the first to today',
    file: over(
      over(FIRST, authority({ notAfter: instant('2025-01-01T00:00:00Z'), serial: 502n }), '2022-06-01'),
      second,
      '2024-06-01',
    ),
    expected: 'valid-later-signature',
    best: '2021-02-01',
  },
  {
    name: 'a chain of three with a gap does not',
    file: over(
      over(FIRST, authority({ notAfter: instant('2024-01-01T00:00:00Z'), serial: 502n }), '2022-06-01'),
      second,
      '2024-06-01',
    ),
    expected: UNPROVEN,
    best: '2024-06-01',
  },
]
describe('a document stamped again before its time-stamps end', () => {
  for (const { name, file, expected, best } of cases) {
    test(name, () => {
      const [signature] = judgeIt(file, keeping).report.signatures
      expect(verdictOf(file, keeping)).toBe(expected)
      expect(signature?.bestSignatureTime).toBe(best === '' ? '2026-03-02T03:00:00.000Z' : `${best}T00:00:00.000Z`)
    })
  }
})

test('the older one is shown as valid, since the newer one vouches for it', () => {
  const { signatures } = judgeIt(over(FIRST, second, '2022-06-01'), keeping).report
  expect(signatures.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    'signature valid',
    'document-timestamp valid',
    'document-timestamp valid',
  ])
})

test('an authority revoked after the newer time-stamp still proves the older time', () => {
  const [root = new Uint8Array(), ...below] = keeping.certificateLists
  const revoked = world.list('root', {
    expiredCertsSince: instant('2018-01-01T00:00:00Z'),
    revoked: [{ serial: first.serialNumber, at: instant('2022-09-01T00:00:00Z') }],
  })
  const changes = (list: Uint8Array): Partial<GivenPlan> => ({ certificateLists: [list, ...below] })
  expect(verdictOf(over(FIRST, second, '2022-06-01'), changes(revoked))).toBe('valid-later-signature')
  expect(verdictOf(over(FIRST, second, '2022-10-01'), changes(revoked))).toBe(UNPROVEN)
  expect(verdictOf(over(FIRST, second, '2022-10-01'), changes(root))).toBe('valid-later-signature')
})

test('a document time-stamp that contradicts what is known is not shown as good', () => {
  const future = over(signed, second, '2026-04-01')
  const contradicted = over(FIRST, second, '2021-01-01')
  for (const file of [future, contradicted]) {
    expect(judgeIt(file, keeping).report.signatures[1]).toMatchObject({
      kind: 'document-timestamp',
      outcome: 'indeterminate',
      subIndication: 'TIMESTAMP_ORDER_FAILURE',
      trust: 'unknown',
      timestamp: { outcome: 'invalid' },
      notes: ['timestamp-order'],
    })
  }
})

describe('a document time-stamp that is faulty in itself costs the document nothing, and proves nothing:', () => {
  const living = signedBy('signer')
  const faults = [
    'no-reference',
    'reference-to-another-certificate',
    'authority-certificate-left-out',
    'two-signers',
    'wrong-content-type',
    'damaged-signature-value',
  ] as const
  for (const fault of faults) {
    test(fault, () => {
      const stamp = { authority: second, genTime: instant('2021-02-01T00:00:00Z'), fault }
      const { report } = judgeIt(addDocumentTimeStamp(living, stamp), keeping)
      expect([report.outcome, report.code]).toEqual(['valid', 'valid-later-signature'])
      expect(report.signatures[1]).not.toMatchObject({ outcome: 'valid' })
      expect(verdictOf(addDocumentTimeStamp(signed, stamp), keeping)).toBe(UNPROVEN)
    })
  }
  test('not so one of other bytes', () => {
    expect(judgeIt(over(living, second, '2021-02-01', true), keeping).report.outcome).toBe('invalid')
  })
})

describe('lists that were put into the file and stamped', () => {
  const lists = keeping.certificateLists
  const store = (draft: PdfDraft) =>
    withSecurityStore(draft, { certificates: given.intermediates, certificateLists: lists })
  const nothing = { certificateLists: [] }

  test('settle the verdict without any other list', () => {
    const file = over(store(over(signed, second, '2021-02-01')), second, '2026-03-01')
    expect(verdictOf(file, nothing)).toBe('valid-later-signature')
  })

  test('are proved by the time-stamp over them, where trust ended before the file came', () => {
    const anchors = [{ certificate: world.holder('root').certificate, trustedUntil: instant('2026-03-01T18:00:00Z') }]
    const file = store(over(signed, second, '2021-02-01'))
    expect(verdictOf(file, { ...nothing, anchors })).toBe('trust-ended NO_CERTIFICATE_CHAIN_FOUND_NO_POE')
  })
})
