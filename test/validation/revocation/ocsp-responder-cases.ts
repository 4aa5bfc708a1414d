/** Who may answer for an authority. RFC 6960, 4.2.2.2; EN 319 102-1, 5.2.6.4. */
import { instant } from '../../../fixtures/authority.ts'
import { type AnswerChanges, type Changes, LISTED, named } from '../../../fixtures/cases/revocation-world.ts'
import type { Holder } from '../../../fixtures/pki.ts'
import type { Bytes } from '../../../src/bytes.ts'
import type { Instant } from '../../../src/lang.ts'
import { world } from './judged.ts'
import { about, type RevocationCase } from './revocation-case.ts'

export const JANUARY = instant('2026-01-01T00:00:00Z')
export const RESPONDER_SERIAL = 78n
export const later = (n: number) => (LISTED + n * 1000) as Instant

export const responder = (changes: Changes = {}) => world.responder(changes)
/** Without nocheck: its own status counts. */
export const checked = (changes: Changes = {}): Holder => {
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

export const by = (holder: Holder, changes: AnswerChanges = {}) => world.answer({ responder: holder, ...changes })

const DIRECT = 'valid - good by responder'
const GOOD = 'valid - good by delegated-responder'
const REVOKED = 'revoked-time-unproven - revoked by delegated-responder'
const NOBODY = 'revocation-unknown - unknown by nobody'

const ofCa = about('the CA itself', [
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

const delegated = about('a responder', [
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

const withoutNocheck = about('a responder without nocheck', [
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

export const EXPIRED_AT = instant('2026-03-02T00:00:00Z')
export const expiring = responder({ notAfter: EXPIRED_AT })

const expired = about('a responder that has expired', [
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

const beginning = about('a responder whose certificate begins', [
  {
    name: 'after it answered does not answer',
    responses: [by(responder({ notBefore: later(1) }))],
    expected: NOBODY,
  },
  { name: 'when it answers does', responses: [by(responder({ notBefore: LISTED }))], expected: GOOD },
])

export const responderCases: readonly RevocationCase[] = [
  ...ofCa,
  ...delegated,
  ...withoutNocheck,
  ...expired,
  ...beginning,
]
