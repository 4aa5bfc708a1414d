/** Whose time-stamps prove a time, told by a signer that ended in 2021 and a file that came in 2026. RFC 3161; EN 319 102-1, 5.4. */
import { describe, expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import type { GivenPlan } from '../../../fixtures/case.ts'
import { usualLists } from '../../../fixtures/case-stock.ts'
import type { PdfDraft } from '../../../fixtures/pdf-draft.ts'
import type { Holder } from '../../../fixtures/pki.ts'
import type { TimeStampPlan } from '../../../fixtures/time-stamp.ts'
import { authority, judgeIt, keeping, signatureOf, signedBy, verdictOf, world } from './timeline.ts'

const STAMPED = instant('2021-01-15T00:00:00Z')
const stamped = (by: Holder, changes: Partial<TimeStampPlan> = {}): PdfDraft =>
  signedBy('expired-signer', { timeStamp: { authority: by, genTime: STAMPED, ...changes } })
const tsa = world.holder('tsa')
const kept = { expiredCertsSince: instant('2018-01-01T00:00:00Z') }
const revokedAt = (at: string) => ({
  certificateLists: [
    world.list('root', { ...kept, revoked: [{ serial: tsa.serialNumber, at: instant(at) }] }),
    ...keeping.certificateLists.slice(1),
  ],
})

const UNPROVEN = 'signing-time-unproven OUT_OF_BOUNDS_NOT_REVOKED'

test('a good authority proves that the signer signed in time', () => {
  expect(signatureOf(stamped(tsa), keeping)).toMatchObject({
    code: 'valid',
    bestSignatureTime: '2021-01-15T00:00:00.000Z',
    timestamp: { outcome: 'valid', authority: 'Máy chủ cấp dấu thời gian' },
    notes: [],
  })
})

const refused: readonly { name: string; file: PdfDraft; changes?: Partial<GivenPlan>; note?: string }[] = [
  { name: 'is revoked before it stamped', file: stamped(tsa), changes: revokedAt('2020-06-01T00:00:00Z') },
  {
    name: 'is revoked since, and nobody vouches that the stamp is older',
    file: stamped(tsa),
    changes: revokedAt('2024-06-01T00:00:00Z'),
  },
  { name: 'nobody trusts', file: stamped(authority({ issuer: world.holder('stranger-root') })) },
  {
    name: 'has ended since, and nobody vouches that the stamp is older',
    file: stamped(authority({ notAfter: instant('2023-01-01T00:00:00Z') })),
  },
  {
    name: 'begins after the time it says',
    file: stamped(authority({ notBefore: instant('2022-01-01T00:00:00Z') })),
    note: 'timestamp-order',
  },
  { name: 'may also do something else', file: stamped(authority({ purposes: ['timeStamping', 'emailProtection'] })) },
  { name: 'may do anything', file: stamped(authority({ purposes: ['any'] })) },
  { name: 'has no purpose', file: stamped(authority({ purposes: [] })) },
  { name: 'signs mail', file: stamped(authority({ purposes: ['emailProtection'] })) },
  { name: 'has its purpose uncritical', file: stamped(authority({ purposesCritical: false })) },
  { name: 'may not sign', file: stamped(authority({ keyUsage: ['keyEncipherment'] })) },
  { name: 'is an ordinary signer', file: stamped(world.holder('second-signer')) },
  { name: 'stamped other bytes', file: stamped(tsa, { wrongImprint: true }) },
  { name: 'has a damaged signature', file: stamped(tsa, { fault: 'damaged-signature-value' }) },
  { name: 'signed another time', file: stamped(tsa, { fault: 'wrong-message-digest' }) },
  { name: 'signed something that is no time-stamp', file: stamped(tsa, { fault: 'wrong-content-type' }) },
  { name: 'shares the stamp with another', file: stamped(tsa, { fault: 'two-signers' }) },
  { name: 'is not in the stamp', file: stamped(tsa, { fault: 'authority-certificate-left-out' }) },
  {
    name: 'is not the one that the stamp refers to',
    file: stamped(tsa, { fault: 'reference-to-another-certificate' }),
  },
  { name: 'stamped with MD5', file: stamped(tsa, { digest: 'md5' }) },
  { name: 'stamped an MD5', file: stamped(tsa, { imprint: 'md5' }) },
]
describe('no time is proved by an authority that', () => {
  for (const { name, file, changes = keeping, note = 'timestamp-invalid' } of refused) {
    test(name, () => {
      const { bestSignatureTime, timestamp, notes } = signatureOf(file, changes)
      expect(verdictOf(file, changes)).toBe(UNPROVEN)
      expect(bestSignatureTime).toBe('2026-03-02T03:00:00.000Z')
      expect(timestamp?.outcome ?? 'invalid').toBe('invalid')
      expect(notes).toContain(note)
      expect(notes).not.toContain('no-timestamp')
    })
  }
})

test('an anchor that is there for signers alone vouches for no authority of times', () => {
  const anchors = [{ certificate: world.holder('root').certificate, roles: ['signer'] as const }]
  expect(verdictOf(stamped(tsa), { ...keeping, anchors })).toBe(UNPROVEN)
})

describe('an authority whose status nobody knows yet', () => {
  /** The root answers for the CA, and no list of the root tells of its other certificates. */
  const without = { certificateLists: keeping.certificateLists.slice(1), ocspResponses: [world.ocsp('ca')] }

  test('leaves the verdict open instead of failing it, and asks', () => {
    const { report, wanted } = judgeIt(stamped(tsa), without)
    expect([report.outcome, report.code]).toEqual(['indeterminate', 'revocation-unknown'])
    expect(wanted.map(({ serialNumber }) => Number.parseInt(serialNumber, 16))).toEqual([105])
    expect(report.signatures[0]).toMatchObject({ trust: 'trusted', timestamp: { outcome: 'indeterminate' } })
    expect(report.signatures[0]?.bestSignatureTime).toBe('2026-03-02T03:00:00.000Z')
    expect(report.signatures[0]?.notes).not.toContain('timestamp-invalid')
  })

  test('settles it when the list comes', () => {
    expect(verdictOf(stamped(tsa), { ...without, certificateLists: keeping.certificateLists })).toBe('valid')
    expect(verdictOf(stamped(tsa), { ...without, ...revokedAt('2020-06-01T00:00:00Z') })).toBe(UNPROVEN)
  })

  test('does not hold up a signature that is proved without it', () => {
    const file = signedBy('second-signer', { timeStamp: { authority: tsa, genTime: instant('2026-03-02T02:00:00Z') } })
    expect(judgeIt(file, without).report).toMatchObject({ outcome: 'valid', code: 'valid' })
  })

  test('holds up what stands or falls with its time: a revocation before receipt', () => {
    const file = signedBy('revoked-signer', { timeStamp: { authority: tsa, genTime: instant('2025-06-30T00:00:00Z') } })
    expect(verdictOf(file, without)).toBe('revocation-unknown CERTIFICATE_CHAIN_GENERAL_FAILURE')
    expect(verdictOf(file)).toBe('valid')
  })

  test('cannot help where its time would not help either', () => {
    const file = signedBy('revoked-signer', { timeStamp: { authority: tsa, genTime: instant('2025-07-02T00:00:00Z') } })
    expect(verdictOf(file, without)).toBe('revoked-time-unproven REVOKED_NO_POE')
  })
})

test('the list of the authority is embedded in its own token', () => {
  const list = world.list('root', kept)
  const file = stamped(tsa, { revocationInfo: { certificateLists: [list] } })
  const without = { certificateLists: keeping.certificateLists.slice(1), ocspResponses: [world.ocsp('ca')] }
  expect(verdictOf(file, without)).toBe('valid')
  expect(verdictOf(stamped(tsa, { revocationValues: { certificateLists: [list] } }), without)).toBe('valid')
})

test('usual lists say nothing of a signer that ended years ago, so its time alone does not settle it', () => {
  expect(verdictOf(stamped(tsa), { certificateLists: usualLists(world) })).toBe(
    'revocation-unknown CERTIFICATE_CHAIN_GENERAL_FAILURE',
  )
})
