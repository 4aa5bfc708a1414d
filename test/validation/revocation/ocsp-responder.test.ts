/** Who may answer for an authority. RFC 6960, 4.2.2.2; EN 319 102-1, 5.2.6.4. */
import { expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import {
  type AnswerChanges,
  type Changes,
  JUDGED,
  LISTED,
  NEXT_LIST,
  named,
} from '../../../fixtures/cases/revocation-world.ts'
import { buildOcspResponse } from '../../../fixtures/ocsp.ts'
import type { Holder } from '../../../fixtures/pki.ts'
import { signPdf } from '../../../fixtures/signed-pdf.ts'
import type { Bytes } from '../../../src/bytes.ts'
import type { Instant, Sha256 } from '../../../src/lang.ts'
import { anchorOf } from '../../../src/validation/judgement.ts'
import { certificate, ocspResponse } from '../given.ts'
import { describe, draft, judged, rootList, status, world } from './judged.ts'

const JANUARY = instant('2026-01-01T00:00:00Z')
const RESPONDER_SERIAL = 78n
const later = (n: number) => (LISTED + n * 1000) as Instant

const responder = (changes: Changes = {}) => world.responder(changes)
/** Without nocheck: its own status counts. */
const checked = (changes: Changes = {}): Holder => {
  const { subject, serial, notBefore, notAfter } = PLAIN
  return world.signer({ subject, serial, notBefore, notAfter, key: world.key('responder'), ...MACHINE, ...changes })
}
const PLAIN = {
  subject: named('Máy chủ trạng thái'),
  serial: RESPONDER_SERIAL,
  notBefore: instant('2020-01-01T00:00:00Z'),
  notAfter: instant('2030-01-01T00:00:00Z'),
}
const MACHINE = { keyUsage: ['digitalSignature'], purposes: ['ocspSigning'] } as const

const by = (holder: Holder, changes: AnswerChanges = {}) => world.answer({ responder: holder, ...changes })

const DIRECT = 'valid - good by responder'
const GOOD = 'valid - good by delegated-responder'
const REVOKED = 'revoked-time-unproven - revoked by delegated-responder'
const NOBODY = 'revocation-unknown - unknown by nobody'

type Case = {
  readonly name: string
  readonly responses: readonly Bytes[]
  readonly lists?: readonly Bytes[]
  readonly intermediates?: readonly Bytes[]
  readonly expected: string
}

function testAll(subject: string, cases: readonly Case[]): void {
  for (const { name, expected, ...question } of cases) {
    test(`${subject} ${name}`, () => expect(status(question)).toBe(expected))
  }
}

testAll('the CA itself', [
  { name: 'answers by its key', responses: [world.answer()], expected: DIRECT },
  { name: 'answers by its name', responses: [world.answer({ byName: true })], expected: DIRECT },
  {
    name: 'answers by a hash of its key made in a way of its own',
    responses: [world.answer({ oddKeyHash: true })],
    expected: DIRECT,
  },
  {
    name: 'answers with a damaged signature, which is no answer',
    responses: [world.answer({ fault: 'damaged-signature' })],
    expected: NOBODY,
  },
  {
    name: 'answers with certificates that nobody needs',
    responses: [world.answer({ certificates: [world.ca.certificate, world.impostor.certificate] })],
    expected: DIRECT,
  },
  {
    name: 'revokes',
    responses: [world.answer({ answer: { status: { revokedAt: JANUARY } } })],
    expected: 'revoked-time-unproven - revoked by responder',
  },
])

const sameKey = responder({ key: world.key('otherCa') })

testAll('a responder', [
  { name: 'whom the CA has delegated, with nocheck, answers', responses: [by(responder())], expected: GOOD },
  { name: 'answers by its name', responses: [by(responder(), { byName: true })], expected: GOOD },
  { name: 'answers by an odd hash of its key', responses: [by(responder(), { oddKeyHash: true })], expected: GOOD },
  {
    name: 'that does not send its certificate answers where it is at hand',
    responses: [by(responder(), { certificates: [] })],
    intermediates: [responder().certificate],
    expected: GOOD,
  },
  {
    name: 'whose certificate nobody has does not',
    responses: [by(responder(), { certificates: [] })],
    expected: NOBODY,
  },
  { name: 'revokes', responses: [by(responder(), { answer: { status: { revokedAt: JANUARY } } })], expected: REVOKED },
  {
    name: 'with a damaged signature does not',
    responses: [by(responder(), { fault: 'damaged-signature' })],
    expected: NOBODY,
  },
  { name: 'without the purpose does not', responses: [by(responder({ purposes: [] }))], expected: NOBODY },
  {
    name: 'with the purpose of any, which is not that of answering, does not',
    responses: [by(responder({ purposes: ['any'] }))],
    expected: NOBODY,
  },
  {
    name: 'with a key usage for neither signatures nor their proof does not',
    responses: [by(responder({ keyUsage: ['keyEncipherment'] }))],
    expected: NOBODY,
  },
  {
    name: 'with the purpose among others answers',
    responses: [by(responder({ purposes: ['clientAuth', 'ocspSigning'] }))],
    expected: GOOD,
  },
  { name: 'that the signer is itself does not', responses: [by(world.signer())], expected: NOBODY },
  {
    name: 'of another CA under the same anchor does not',
    responses: [by(responder({ issuer: world.otherCa }))],
    intermediates: [world.otherCa.certificate],
    expected: NOBODY,
  },
  {
    name: 'of the root above the CA does not',
    responses: [by(responder({ issuer: world.root }))],
    expected: NOBODY,
  },
  {
    name: 'of a CA that has but the name of the right one does not',
    responses: [
      by(responder({ issuer: world.impostor }), {
        certificates: [responder({ issuer: world.impostor }).certificate, world.impostor.certificate],
      }),
    ],
    intermediates: [world.impostor.certificate],
    expected: NOBODY,
  },
  {
    name: 'that has but the name of the CA does not',
    responses: [by(responder({ subject: named('CA thử nghiệm'), issuer: world.otherRoot }), { byName: true })],
    expected: NOBODY,
  },
  {
    name: 'whose certificate has a damaged signature does not',
    responses: [by(responder({ fault: 'damaged-signature' }))],
    expected: NOBODY,
  },
  {
    name: 'with an unknown critical extension does not',
    responses: [by(responder({ extraExtensions: [{ oid: '1.2.3.4', critical: true, value: Buffer.of(5, 0) }] }))],
    expected: NOBODY,
  },
  {
    name: 'named by another key does not although its signature is good',
    responses: [
      by(
        { ...responder(), name: sameKey.name, certificate: sameKey.certificate },
        { byName: false, certificates: [sameKey.certificate] },
      ),
    ],
    expected: NOBODY,
  },
  {
    name: 'named by another name does not although its signature is good',
    responses: [by({ ...responder(), name: world.signer().name }, { byName: true })],
    expected: NOBODY,
  },
  {
    name: 'whom an MD5 signature of the CA vouches for does not count',
    responses: [by(responder({ scheme: { digest: 'md5' } }))],
    expected: 'weak-algorithm - unknown by delegated-responder',
  },
])

const revokes = (serial: bigint) => ({ revoked: [{ serial, at: JANUARY }] })
/** A list that speaks of the responder and not of the signer, who names no such place. */
const APART = ['http://pki.example/apart.crl']
const apart = (changes = {}) => world.list({ issuingDistributionPoint: { urls: APART }, ...changes })
const listedApart = () => checked({ revocationListUrls: APART })
/** What the responder says of itself. */
const selfPraise = (holder: Holder) => by(holder, { producedAt: later(60), answer: { serial: RESPONDER_SERIAL } })

testAll('a responder without nocheck', [
  {
    name: 'whose status nobody tells waits for it',
    responses: [by(checked())],
    expected: 'revocation-unknown - unknown by delegated-responder',
  },
  { name: 'on no list of the CA answers', responses: [by(listedApart())], lists: [apart()], expected: GOOD },
  {
    name: 'that the CA has revoked does not',
    responses: [by(listedApart())],
    lists: [apart(revokes(RESPONDER_SERIAL))],
    expected: NOBODY,
  },
  {
    name: 'that the CA has revoked does not revoke anybody either',
    responses: [by(listedApart(), { answer: { status: { revokedAt: JANUARY } } }), world.answer()],
    lists: [apart(revokes(RESPONDER_SERIAL))],
    expected: DIRECT,
  },
  {
    name: 'of whom the list is too old waits for a newer one',
    responses: [by(listedApart())],
    lists: [apart({ thisUpdate: JANUARY, nextUpdate: instant('2026-02-01T00:00:00Z') })],
    expected: 'revocation-stale - unknown by delegated-responder',
  },
  {
    name: 'whom the CA speaks well of by OCSP answers',
    responses: [by(checked()), world.answer({ answer: { serial: RESPONDER_SERIAL } })],
    expected: GOOD,
  },
  {
    name: 'is no witness for itself',
    responses: [by(checked()), selfPraise(checked())],
    expected: 'revocation-unknown - unknown by delegated-responder',
  },
  {
    name: 'does not free itself of a revocation',
    responses: [by(listedApart()), selfPraise(listedApart())],
    lists: [apart(revokes(RESPONDER_SERIAL))],
    expected: NOBODY,
  },
  {
    name: 'has nothing from another one of whom it speaks well in turn',
    responses: mutualPraise(),
    expected: 'revocation-unknown - unknown by delegated-responder',
  },
  {
    name: 'that speaks ill of itself does not answer',
    responses: [by(checked()), by(checked(), { answer: { serial: RESPONDER_SERIAL, status: { revokedAt: JANUARY } } })],
    expected: NOBODY,
  },
])

function mutualPraise(): readonly Bytes[] {
  const one = checked()
  const other = checked({ serial: 80n, key: world.key('another'), subject: named('Máy chủ trạng thái 2') })
  return [
    by(one),
    by(other, { answer: { serial: RESPONDER_SERIAL } }),
    by(one, { answer: { serial: 80n }, producedAt: later(60) }),
  ]
}

const EXPIRED_AT = instant('2026-03-02T00:00:00Z')
const expiring = responder({ notAfter: EXPIRED_AT })

testAll('a responder that has expired', [
  {
    name: 'since it answered waits for another answer',
    responses: [by(expiring)],
    expected: 'revocation-signer-expired - unknown by delegated-responder',
  },
  {
    name: 'before it answered does not answer',
    responses: [by(expiring, { producedAt: instant('2026-03-02T00:00:01Z') })],
    expected: NOBODY,
  },
  {
    name: 'revokes all the same',
    responses: [by(expiring, { answer: { status: { revokedAt: JANUARY } } })],
    expected: REVOKED,
  },
  {
    name: 'does not stand in the way of one that has not',
    responses: [by(responder()), by(expiring, { producedAt: later(60) })],
    expected: GOOD,
  },
])

testAll('a responder whose certificate begins', [
  {
    name: 'after it answered does not answer',
    responses: [by(responder({ notBefore: later(1) }))],
    expected: NOBODY,
  },
  { name: 'when it answers does', responses: [by(responder({ notBefore: LISTED }))], expected: GOOD },
])

test('the expiry of a responder is told as what it is: no proof that its answer is older', () => {
  const { report, wanted } = judged({ lists: [rootList], responses: [by(expiring)] })
  const [signature] = report.signatures
  expect(signature).toMatchObject({
    outcome: 'indeterminate',
    code: 'revocation-signer-expired',
    indication: 'INDETERMINATE',
    trust: 'trusted',
  })
  expect(signature?.findings[0]?.facts).toMatchObject({
    notAfter: '2026-03-02T00:00:00.000Z',
    knownSince: '2026-03-04T00:00:00.000Z',
  })
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

test('forty answers of one responder are read, and the newest counts', () => {
  const daily = Array.from({ length: 40 }, (_, n) =>
    by(checked(), {
      producedAt: (JANUARY + n * 86_400_000) as Instant,
      answer: { nextUpdate: (JANUARY + (n + 1) * 86_400_000) as Instant },
    }),
  )
  const newest = by(checked())
  const ofResponder = world.answer({ answer: { serial: RESPONDER_SERIAL } })
  expect(status({ responses: [...daily, newest, ofResponder] })).toBe(GOOD)
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
  expect(describe(judged({ pdf, lists: [world.list()], responses, changes: { trust } }))).toBe(
    'resource-limit - unknown by nobody',
  )
})
