/** Certificates that are worth nothing today, and were good when the signature is proved to have existed. EN 319 102-1, 5.5.4. */
import { describe, expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import type { GivenPlan } from '../../../fixtures/case.ts'
import { sign, stampAt, usualLists } from '../../../fixtures/case-stock.ts'
import type { PdfDraft } from '../../../fixtures/pdf-draft.ts'
import type { RevocationReason } from '../../../fixtures/pki/extension.ts'
import { keeping, plain, signatureOf, signedBy, signer, stock, verdictOf, world } from './timeline.ts'

const stampedBy = (name: string, at: string): PdfDraft => signedBy(name, { timeStamp: stampAt(stock, instant(at)) })
const received = (at: string): Partial<GivenPlan> => ({ receivedAt: instant(at) })
/** The list of the CA, with the second signer on it. */
const revoked = (at: string, reason?: RevocationReason, invalidityDate?: string): Partial<GivenPlan> => {
  const entry = {
    serial: world.holder('second-signer').serialNumber,
    at: instant(at),
    ...(reason && { reason }),
    ...(invalidityDate && { invalidityDate: instant(invalidityDate) }),
  }
  return { certificateLists: usualLists(world, { ca: world.list('ca', { revoked: [entry] }) }) }
}
const second = signedBy('second-signer')
const soonExpired = sign(plain, signer({ notAfter: instant('2026-03-02T06:00:00Z') }))

const cases: readonly { name: string; file: PdfDraft; changes: Partial<GivenPlan>; expected: string }[] = [
  {
    name: 'expired, and stamped before that',
    file: stampedBy('expired-signer', '2021-05-31T23:59:59Z'),
    changes: keeping,
    expected: 'valid',
  },
  {
    name: 'expired, and stamped in the very last second',
    file: stampedBy('expired-signer', '2021-06-01T00:00:00Z'),
    changes: keeping,
    expected: 'valid',
  },
  {
    name: 'expired, and stamped a second later',
    file: stampedBy('expired-signer', '2021-06-01T00:00:01Z'),
    changes: keeping,
    expected: 'signing-time-unproven OUT_OF_BOUNDS_NOT_REVOKED',
  },
  {
    name: 'expired, and stamped before the certificate began',
    file: stampedBy('expired-signer', '2018-05-31T00:00:00Z'),
    changes: keeping,
    expected: 'certificate-not-yet-valid NOT_YET_VALID',
  },
  { name: 'expired since receipt', file: soonExpired, changes: {}, expected: 'valid-at-receipt' },
  {
    name: 'expired before receipt by hours',
    file: soonExpired,
    changes: received('2026-03-02T06:00:01Z'),
    expected: 'signing-time-unproven OUT_OF_BOUNDS_NOT_REVOKED',
  },
  {
    name: 'expired, and nobody knows when the file came',
    file: soonExpired,
    changes: { receivedAt: null },
    expected: 'signing-time-unproven OUT_OF_BOUNDS_NOT_REVOKED',
  },
  { name: 'revoked after receipt', file: second, changes: revoked('2026-03-02T03:00:01Z'), expected: 'valid' },
  {
    name: 'revoked in the moment of receipt',
    file: second,
    changes: revoked('2026-03-02T03:00:00Z'),
    expected: 'revoked-time-unproven REVOKED_NO_POE',
  },
  {
    name: 'revoked after receipt, and known to be stolen before it',
    file: second,
    changes: revoked('2026-03-02T04:00:00Z', 'keyCompromise', '2026-02-01T00:00:00Z'),
    expected: 'revoked-time-unproven REVOKED_NO_POE',
  },
  {
    name: 'revoked before receipt, and stamped before that',
    file: stampedBy('revoked-signer', '2025-06-30T23:59:59Z'),
    changes: {},
    expected: 'valid',
  },
  {
    name: 'revoked before receipt, and stamped in that moment',
    file: stampedBy('revoked-signer', '2025-07-01T00:00:00Z'),
    changes: {},
    expected: 'revoked-time-unproven REVOKED_NO_POE',
  },
  {
    name: 'suspended after receipt',
    file: second,
    changes: revoked('2026-03-02T04:00:00Z', 'certificateHold'),
    expected: 'valid',
  },
  {
    name: 'suspended before receipt, and stamped before that',
    file: stampedBy('second-signer', '2026-01-31T00:00:00Z'),
    changes: revoked('2026-02-01T00:00:00Z', 'certificateHold'),
    expected: 'valid',
  },
]
describe('a certificate', () => {
  for (const { name, file, changes, expected } of cases) {
    test(`${name}: ${expected}`, () => expect(verdictOf(file, changes)).toBe(expected))
  }
})

describe('a CA that was revoked since the signer signed', () => {
  const REVOKED_AT = instant('2026-02-02T00:00:00Z')
  const file = stampedBy('second-signer', '2026-02-01T00:00:00Z')
  const root = (at = REVOKED_AT) =>
    world.list('root', { revoked: [{ serial: world.holder('ca').serialNumber, at, reason: 'cACompromise' }] })
  const dated = { thisUpdate: instant('2026-01-30T00:00:00Z'), nextUpdate: instant('2026-02-06T00:00:00Z') }
  const before = world.list('ca', dated)
  const accusing = world.list('ca', {
    ...dated,
    revoked: [{ serial: world.holder('second-signer').serialNumber, at: instant('2026-01-29T00:00:00Z') }],
  })
  const since = world.list('ca')
  const changes = (lists: readonly Uint8Array[], held: readonly Uint8Array[] = []): Partial<GivenPlan> => ({
    certificateLists: [root(), ...lists],
    heldSince: new Map(held.map((list) => [list, instant('2026-02-01T12:00:00Z')])),
  })
  const GONE = 'authority-revoked REVOKED_CA_NO_POE'

  test('is believed in what is proved to be older than its revocation', () => {
    expect(verdictOf(file, changes([before], [before]))).toBe('valid')
    expect(verdictOf(file, changes([since, before], [before]))).toBe('valid')
    const embedded = signedBy('second-signer', {
      timeStamp: stampAt(stock, instant('2026-02-01T00:00:00Z')),
      revocationInfo: { certificateLists: [before] },
    })
    expect(verdictOf(embedded, { ...changes([]), receivedAt: instant('2026-02-01T06:00:00Z') })).toBe('valid')
  })

  test('is not believed in what anybody with its key may have signed since, whatever date that bears', () => {
    expect(verdictOf(file, changes([since]))).toBe(GONE)
    expect(verdictOf(file, changes([before]))).toBe(GONE)
    const itself = world.ocsp('second-signer', { responder: world.holder('ca') })
    expect(verdictOf(file, { certificateLists: [root()], ocspResponses: [itself] })).toBe(GONE)
    const delegated = world.ocsp('second-signer')
    expect(verdictOf(file, { certificateLists: [root()], ocspResponses: [delegated] })).toMatch(/^revocation-unknown/)
  })

  test('cannot take back a revocation by a list that is younger than its own', () => {
    expect(verdictOf(file, changes([since, accusing], [accusing]))).toBe('revoked-time-unproven REVOKED_NO_POE')
  })

  test('cannot release from a hold by a list of changes that is younger than its own', () => {
    const { serialNumber: serial } = world.holder('second-signer')
    const at = instant('2026-01-29T00:00:00Z')
    const holding = world.list('ca', { ...dated, number: 7, revoked: [{ serial, at, reason: 'certificateHold' }] })
    const next = { ...dated, thisUpdate: instant('2026-01-31T00:00:00Z'), number: 8, deltaBase: 7 }
    const releasing = world.list('ca', { ...next, revoked: [{ serial, at, reason: 'removeFromCRL' }] })
    expect(verdictOf(file, changes([holding, releasing], [holding, releasing]))).toBe('valid')
    expect(verdictOf(file, changes([holding, releasing], [holding]))).toBe('certificate-on-hold TRY_LATER')
  })

  test('takes what was signed after its revocation along', () => {
    const earlier = [root(instant('2026-01-31T00:00:00Z')), before]
    expect(verdictOf(file, { certificateLists: earlier })).toBe(GONE)
  })
})

test('what the time-stamp settles is said by the process with time, not by the basic one', () => {
  const { blocks } = signatureOf(stampedBy('revoked-signer', '2025-06-30T00:00:00Z'))
  expect(blocks.slice(6).map(({ block, indication, subIndication }) => [block, indication, subIndication])).toEqual([
    ['basic-validation', 'INDETERMINATE', 'REVOKED_NO_POE'],
    ['signature-with-time', 'PASSED', null],
  ])
})
