/** Both generations of the Government's hierarchy as they stood in 2021 and 2022, and as they are judged today. */
import { beforeAll, describe, expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import type { GivenPlan } from '../../../fixtures/case.ts'
import { sign } from '../../../fixtures/case-stock.ts'
import { GOVERNMENT_WORLD } from '../../../fixtures/government-world.ts'
import type { PdfDraft } from '../../../fixtures/pdf-draft.ts'
import { buildNamedWorld } from '../../../fixtures/world.ts'
import { judge } from '../../../src/validation/judge.ts'
import type { SignatureReport } from '../../../src/validation/report.ts'
import { givenOf } from '../../cases/given-of.ts'
import { plain } from './timeline.ts'

const world = await buildNamedWorld(GOVERNMENT_WORLD)
const AUTHORITIES = ['root-1', 'cp-1', 'root-2', 'ca-2']

type Moment = { readonly stamped: string; readonly received: string; readonly listed: string; readonly until: string }
const IN_2021: Moment = {
  stamped: '2021-08-19T02:00:00Z',
  received: '2021-08-19T03:00:00Z',
  listed: '2021-08-20T00:00:00Z',
  until: '2021-09-20T00:00:00Z',
}
const IN_2022: Moment = {
  stamped: '2022-09-19T02:00:00Z',
  received: '2022-09-19T03:00:00Z',
  listed: '2022-09-20T00:00:00Z',
  until: '2022-10-20T00:00:00Z',
}

function givenAt({ received, listed, until }: Moment, changes: Partial<GivenPlan> = {}): GivenPlan {
  const dated = { thisUpdate: instant(listed), nextUpdate: instant(until) }
  return {
    at: instant('2026-03-02T00:00:00Z'),
    receivedAt: instant(received),
    anchors: ['root-1', 'root-2'].map((name) => ({ certificate: world.holder(name).certificate })),
    intermediates: ['cp-1', 'ca-2'].map((name) => world.holder(name).certificate),
    certificateLists: AUTHORITIES.map((name) => world.list(name, dated)),
    ocspResponses: [],
    heldSince: new Map(),
    policy: { name: 'official-2021' },
    ...changes,
  }
}

function signatureOf(file: PdfDraft, given: GivenPlan): SignatureReport {
  const [signature] = judge(file.bytes, givenOf(given)).report.signatures
  if (!signature) throw new Error('The file has no signature')
  return signature
}

type Signing = { readonly signer: string; readonly stampedBy: string | null; readonly moment: Moment }

/** Each signer with each time-stamp authority of its time, of either generation, and without one. */
const SIGNINGS: readonly Signing[] = [
  ...['huc', 'thuan', 'ho-thi-thu'].flatMap((signer) =>
    [null, 'tsa-01', 'tsa-02', 'tsa-03'].map((stampedBy) => ({ signer, stampedBy, moment: IN_2021 })),
  ),
  ...['huc-2', 'ho-thi-thu-2', 'revoked-2'].flatMap((signer) =>
    [null, 'tsa-01', 'tsa-02', 'tsa-03'].map((stampedBy) => ({ signer, stampedBy, moment: IN_2022 })),
  ),
]
const files = new Map<Signing, PdfDraft>()
beforeAll(() => {
  for (const one of SIGNINGS) files.set(one, signed(one))
})

function signed({ signer, stampedBy, moment }: Signing, digest: 'sha1' | 'sha256' = 'sha256'): PdfDraft {
  const claimedAt = instant(moment.stamped)
  const timeStamp = stampedBy && { authority: world.holder(stampedBy), genTime: claimedAt }
  return sign(plain, world.holder(signer), { digest, reference: true, ...(timeStamp && { timeStamp }) }, { claimedAt })
}

const fileOf = (signing: Signing): PdfDraft => files.get(signing) ?? signed(signing)

describe('what was signed and received in its time', () => {
  for (const signing of SIGNINGS) {
    const { signer, stampedBy, moment } = signing
    // Certificates that have ended by 2026 were good when the file came; one of 2022 was revoked a year later.
    const expected = signer === 'thuan' && stampedBy === null ? 'valid-at-receipt' : 'valid'
    test(`${signer}, ${stampedBy ? `stamped by ${stampedBy}` : 'not stamped'}: ${expected} with the lists, open without`, () => {
      const judged = signatureOf(fileOf(signing), givenAt(moment))
      expect(judged).toMatchObject({ outcome: 'valid', code: expected, trust: 'trusted' })
      expect(judged.bestSignatureTime).toBe(new Date(stampedBy ? moment.stamped : moment.received).toISOString())
      const open = signatureOf(fileOf(signing), givenAt(moment, { certificateLists: [] }))
      expect(open).toMatchObject({ outcome: 'indeterminate', code: 'revocation-unknown', trust: 'trusted' })
      expect(new Set(open.findings.map(({ code }) => code))).toEqual(new Set(['revocation-unknown']))
    })
  }
})

test('lists of the authorities of the signer alone leave nothing open but the stamps of the other generation', () => {
  const mixed = signed({ signer: 'huc', stampedBy: 'tsa-03', moment: IN_2021 })
  const dated = { thisUpdate: instant(IN_2021.listed), nextUpdate: instant(IN_2021.until) }
  const own = givenAt(IN_2021, { certificateLists: ['root-1', 'cp-1'].map((name) => world.list(name, dated)) })
  expect(signatureOf(mixed, own)).toMatchObject({ code: 'valid', timestamp: { outcome: 'indeterminate' } })
})

test('whoever was revoked or had ended before is not valid', () => {
  const revoked = signed({ signer: 'revoked-1', stampedBy: 'tsa-01', moment: IN_2021 })
  expect(signatureOf(revoked, givenAt(IN_2021)).code).toBe('revoked-time-unproven')
  const ended = signed({ signer: 'expired-1', stampedBy: 'tsa-01', moment: IN_2021 })
  expect(signatureOf(ended, givenAt(IN_2021)).code).toBe('signing-time-unproven')
})

test('answers of the second generation settle what its lists would', () => {
  const file = signed({ signer: 'huc-2', stampedBy: null, moment: IN_2022 })
  const dated = { producedAt: instant(IN_2022.listed), answer: { nextUpdate: instant(IN_2022.until) } }
  const ocspResponses = ['huc-2', 'ca-2'].map((name) => world.ocsp(name, dated))
  const heldSince = new Map(ocspResponses.map((response) => [response, instant('2022-09-21T00:00:00Z')]))
  expect(signatureOf(file, givenAt(IN_2022, { certificateLists: [], ocspResponses, heldSince })).code).toBe('valid')
  // Nobody knows whether the responder wrote them then, or somebody with its key years later.
  expect(signatureOf(file, givenAt(IN_2022, { certificateLists: [], ocspResponses })).code).toBe('revocation-stale')
})

describe('SHA-1 of the first generation', () => {
  const moment = IN_2021
  const byCertificate = () => signed({ signer: 'ho-thi-thu', stampedBy: 'tsa-01', moment })
  const byDocument = () => signed({ signer: 'huc', stampedBy: 'tsa-01', moment }, 'sha1')

  test('is borne with by the policy of those years, with a remark', () => {
    for (const file of [byCertificate(), byDocument()])
      expect(signatureOf(file, givenAt(moment))).toMatchObject({ code: 'valid', notes: ['weak-digest-sha1'] })
  })

  test('is refused by the strict policy', () => {
    for (const file of [byCertificate(), byDocument()]) {
      const strict = signatureOf(file, givenAt(moment, { policy: { name: 'strict' } }))
      expect([strict.code, strict.subIndication]).toEqual(['weak-algorithm', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'])
    }
  })

  test('over a document that came in 2026 is refused by both', () => {
    const file = signed({ signer: 'huc', stampedBy: null, moment }, 'sha1')
    const late = {
      ...moment,
      received: '2026-03-01T00:00:00Z',
      listed: '2026-02-20T00:00:00Z',
      until: '2026-03-20T00:00:00Z',
    }
    for (const name of ['official-2021', 'strict'] as const)
      expect(signatureOf(file, givenAt(late, { policy: { name } })).findings.map(({ code }) => code)).toContain(
        'weak-algorithm',
      )
    expect(signatureOf(file, givenAt(late)).code).toBe('weak-algorithm')
  })

  test('over a document of 2021 that came in 2026 is borne with where a time-stamp proves it', () => {
    const late = {
      ...moment,
      received: '2026-03-01T00:00:00Z',
      listed: '2026-02-20T00:00:00Z',
      until: '2026-03-20T00:00:00Z',
    }
    expect(signatureOf(byDocument(), givenAt(late))).toMatchObject({ code: 'valid', notes: ['weak-digest-sha1'] })
  })
})

test('the strict policy is met by SHA-256 with a time-stamp of the second generation', () => {
  const file = signed({ signer: 'huc-2', stampedBy: 'tsa-03', moment: IN_2022 })
  expect(signatureOf(file, givenAt(IN_2022, { policy: { name: 'strict' } }))).toMatchObject({
    outcome: 'valid',
    notes: [],
  })
  const unstamped = signed({ signer: 'huc-2', stampedBy: null, moment: IN_2022 })
  expect(signatureOf(unstamped, givenAt(IN_2022, { policy: { name: 'strict' } })).code).toBe('requirement-unmet')
})
