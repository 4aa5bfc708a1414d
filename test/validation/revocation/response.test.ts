/** What tables cannot say of OCSP responses: since when they are held, how many there are, what is told and asked. */
import { expect, test } from 'vitest'
import { JUDGED, LISTED, NEXT_LIST } from '../../../fixtures/cases/revocation-world.ts'
import { buildOcspResponse } from '../../../fixtures/ocsp.ts'
import { signPdf } from '../../../fixtures/signed-pdf.ts'
import type { Instant, Sha256 } from '../../../src/lang.ts'
import { CODES } from '../../../src/validation/code.ts'
import { anchorOf } from '../../../src/validation/judgement.ts'
import { certificate, ocspResponse } from '../given.ts'
import { describe, draft, judged, rootList, status, world } from './judged.ts'
import {
  by,
  checked,
  EXPIRED_AT,
  expiring,
  JANUARY,
  later,
  RESPONDER_SERIAL,
  responder,
} from './ocsp-responder-cases.ts'

const GOOD = 'valid - good by delegated-responder'
const NOBODY = 'revocation-unknown - unknown by nobody'

test('the expiry of a responder is told as what it is: no proof that its answer is older', () => {
  const { report, wanted } = judged({ lists: [rootList], responses: [by(expiring)] })
  const [signature] = report.signatures
  expect(signature).toMatchObject({
    outcome: 'indeterminate',
    code: 'revocation-signer-expired',
    indication: 'INDETERMINATE',
    subIndication: 'REVOCATION_OUT_OF_BOUNDS_NO_POE',
    trust: 'trusted',
  })
  expect(signature?.findings[0]?.facts).toMatchObject({
    notAfter: '2026-03-02T00:00:00.000Z',
    knownSince: '2026-03-04T00:00:00.000Z',
  })
  expect(CODES['revocation-signer-expired'].effect).toBe('provisional')
  expect(wanted.map(({ serialNumber }) => serialNumber)).toEqual(['4d'])
})

const held: readonly { readonly name: string; readonly since: Instant; readonly expected: string }[] = [
  { name: 'before the responder expired settles it', since: later(60), expected: 'valid' },
  { name: 'at the moment it expired settles it', since: EXPIRED_AT, expected: 'valid' },
  {
    name: 'only after the responder expired does not',
    since: (EXPIRED_AT + 1) as Instant,
    expected: 'revocation-signer-expired',
  },
  { name: 'only at the judgement does not', since: JUDGED, expected: 'revocation-signer-expired' },
]
for (const { name, since, expected } of held) {
  test(`an answer that was held ${name}`, () => {
    const response = by(expiring)
    const heldSince = new Map<Sha256, Instant>([[ocspResponse(response).sha256, since]])
    const { report } = judged({ lists: [rootList], responses: [response], heldSince })
    expect(report.code).toBe(expected)
  })
}

const daily = Array.from({ length: 40 }, (_, n) => {
  const producedAt = (JANUARY + n * 86_400_000) as Instant
  const answer = { nextUpdate: (producedAt + 86_400_000) as Instant }
  return { response: by(checked(), { producedAt, answer }), since: (producedAt + 1000) as Instant }
})
const newest = by(checked())
const ofResponder = world.answer({ answer: { serial: RESPONDER_SERIAL }, producedAt: JANUARY })
const responses = [...daily.map(({ response }) => response), newest, ofResponder]

test('forty answers of one responder are read, and the newest counts', () => {
  expect(status({ responses })).toBe(GOOD)
})

test('forty answers of one responder, each held since its own day, are read, and the newest counts', () => {
  const heldSince = new Map(daily.map(({ response, since }) => [ocspResponse(response).sha256, since]))
  expect(status({ responses, heldSince })).toBe(GOOD)
})

test('an answer about another CA’s certificate by that CA’s responder is no answer for this one', () => {
  const other = buildOcspResponse({
    responder: responder({ issuer: world.otherCa }),
    issuer: world.otherCa,
    answers: [{ serial: 77n, status: 'good', thisUpdate: LISTED, nextUpdate: NEXT_LIST }],
    producedAt: LISTED,
  })
  expect(status({ responses: [other] })).toBe(NOBODY)
  expect(certificate(responder().certificate).extendedKeyUsage).toEqual(['1.3.6.1.5.5.7.3.9'])
})

test('a signer whose responder is asked for by nobody is asked for itself', () => {
  expect(describe(judged({ lists: [rootList] }))).toBe(NOBODY)
})

test('a file stuffed with lists and certificates of the CA’s name does not hide that its signer is revoked', () => {
  const claimants = Array.from({ length: 60 }, (_, n) =>
    world.listSigner({ issuer: world.otherRoot, serial: BigInt(1000 + n) }),
  )
  const junk = Array.from({ length: 100 }, (_, n) => world.list({ issuer: world.impostor, number: n }))
  const pdf = signPdf(draft, {
    cms: {
      signer: world.signer(),
      certificates: claimants.map(({ certificate }) => certificate),
      revocationInfo: { certificateLists: junk },
    },
    contentsSize: 120_000,
  }).bytes
  const responses = [by(responder(), { producedAt: later(60), answer: { status: { revokedAt: JANUARY } } })]
  // The CA is the anchor itself, so that nothing but the signer's own status is asked for.
  const trust = { anchors: [anchorOf(certificate(world.ca.certificate))], intermediates: [] }
  expect(describe(judged({ pdf, lists: [world.list()], responses, changes: { trust } }))).toBe('resource-limit')
})
