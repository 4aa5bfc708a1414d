/** What tables cannot say of revocation lists: since when they are held, what is told and asked, whom two of them accuse. */
import { expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import { LISTED } from '../../../fixtures/cases/revocation-world.ts'
import type { CertificateListPlan, Holder } from '../../../fixtures/pki.ts'
import { signPdf } from '../../../fixtures/signed-pdf.ts'
import { STRICT } from '../../../src/evidence/policy/read-policy.ts'
import type { Instant } from '../../../src/lang.ts'
import { certificate, certificateList } from '../given.ts'
import { describe, draft, judged, rootList, world } from './judged.ts'
import { seconds, strictFile } from './list-content-cases.ts'
import { LIST_SIGNER_SERIAL } from './list-signer-cases.ts'

const GOOD = 'valid - good by issuer'
const JANUARY = instant('2026-01-01T00:00:00Z')
const FEBRUARY = instant('2026-02-01T00:00:00Z')
const later = (n: number) => seconds(LISTED, n)
const listSigner = world.listSigner()
const signs = (signer: Holder, changes: Partial<CertificateListPlan> = {}) => world.list({ signer, ...changes })

test('a list signed with SHA-1 will do where it is proved to be older than the end of SHA-1', () => {
  const end = instant('2026-03-02T00:00:00Z')
  const { algorithms } = STRICT
  const policy = { ...STRICT, algorithms: { ...algorithms, asOf: end, digests: { ...algorithms.digests, sha1: end } } }
  const list = world.list({ scheme: { digest: 'sha1' } })
  const ask = (since: Instant) =>
    describe(
      judged({
        pdf: strictFile,
        lists: [rootList, list],
        heldSince: new Map([[certificateList(list).sha256, since]]),
        changes: { policy },
      }),
    )
  expect([ask(end), ask(seconds(end, -1))]).toEqual(['weak-algorithm - unknown by issuer', GOOD])
})

test('a stale list is told with the time until which it held, and asked for anew', () => {
  const nextUpdate = instant('2026-02-08T00:00:00Z')
  const { report, wanted } = judged({
    lists: [rootList, world.list({ thisUpdate: instant('2026-02-01T00:00:00Z'), nextUpdate })],
  })
  const [stale] = report.signatures[0]?.findings ?? []
  expect(stale).toMatchObject({
    code: 'revocation-stale',
    subIndication: 'TRY_LATER',
    facts: { thisUpdate: '2026-02-01T00:00:00.000Z', freshUntil: '2026-02-08T00:00:00.000Z', serialNumber: '4d' },
  })
  expect(wanted.map(({ serialNumber }) => serialNumber)).toEqual(['4d'])
})

test('what is missing about a signer of lists is asked for', () => {
  const by = world.listSigner({ issuer: world.root })
  const { wanted } = judged({
    lists: [world.rootList({ issuingDistributionPoint: { onlyCaCerts: true } }), signs(by)],
    intermediates: [by.certificate],
  })
  const asked = certificate(by.certificate)
  expect(wanted).toContainEqual(
    expect.objectContaining({ certificate: asked.sha256, authority: certificate(world.root.certificate).sha256 }),
  )
})

test('two signers of lists that speak well of each other have nothing from it where the CA has revoked both', () => {
  const other = world.listSigner({ serial: 80n, key: world.key('another') })
  const accused = world.list({
    thisUpdate: JANUARY,
    nextUpdate: FEBRUARY,
    revoked: [LIST_SIGNER_SERIAL, 80n].map((serial) => ({ serial, at: JANUARY })),
  })
  const newer = [signs(listSigner, { thisUpdate: later(60) }), signs(other, { thisUpdate: later(61) })]
  const judgement = judged({
    lists: [rootList, accused, ...newer],
    intermediates: [listSigner.certificate, other.certificate],
  })
  expect(describe(judgement)).toBe('revocation-stale - unknown by issuer')
})

test('what somebody whose certificate is suspended draws on a page that another has signed is left to a person', () => {
  const other = { serial: 500n, key: world.key('another') }
  const appearance = { box: [0, 700, 595, 41] as const, lines: ['9.000.000'] }
  const signed = signPdf(draft, { cms: { signer: world.signer() } })
  const pdf = signPdf(signed, { cms: { signer: world.signer(other) }, fieldName: 'b', appearance }).bytes
  const codeOf = (plan: Partial<CertificateListPlan>) =>
    judged({ pdf, lists: [rootList, world.list(plan)] }).report.code
  expect(codeOf({})).toBe('valid-later-signature')
  expect(codeOf({ revoked: [{ serial: other.serial, at: FEBRUARY, reason: 'certificateHold' }] })).toBe(
    'annotation-added',
  )
})
