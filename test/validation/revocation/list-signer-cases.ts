/** Who may sign a revocation list beside the issuer of the certificates. RFC 5280, 6.3.3 (f) and (g). */
import { instant } from '../../../fixtures/authority.ts'
import { type Changes, LISTED, type ListChanges, named } from '../../../fixtures/cases/revocation-world.ts'
import type { Holder, RevokedEntry } from '../../../fixtures/pki.ts'
import type { Instant } from '../../../src/lang.ts'
import { anchorOf, type Given } from '../../../src/validation/judgement.ts'
import { certificate } from '../given.ts'
import { world } from './judged.ts'
import { about, type RevocationCase } from './revocation-case.ts'

export const LIST_SIGNER_SERIAL = 79n
const JANUARY = instant('2026-01-01T00:00:00Z')
const FEBRUARY = instant('2026-02-01T00:00:00Z')
const later = (n: number) => (LISTED + n * 1000) as Instant

const listSigner = world.listSigner()
const signs = (signer: Holder, changes: ListChanges = {}) => world.list({ signer, ...changes })
const revokes = (serial: bigint, changes: Partial<RevokedEntry> = {}) => ({
  revoked: [{ serial, at: JANUARY, ...changes }],
})
/** What the CA itself says of its list signer, which it has put on a list of its own distribution point. */
const APART = ['http://pki.example/apart.crl']
const listedApart = world.listSigner({ revocationListUrls: APART })
const apart = (changes: ListChanges = {}) => world.list({ issuingDistributionPoint: { urls: APART }, ...changes })

const GOOD = 'valid - good by issuer'
const NOBODY = 'revocation-unknown - unknown by nobody'
const SIGNER_REVOKED = 'revoked-time-unproven - revoked by issuer'

const bothRoots: Partial<Given> = {
  trust: {
    anchors: [world.root, world.otherRoot].map((holder) => anchorOf(certificate(holder.certificate))),
    intermediates: [world.ca, world.impostor, world.listSigner({ issuer: world.otherRoot })].map((holder) =>
      certificate(holder.certificate),
    ),
  },
}

const without = (changes: Changes): Holder => world.listSigner(changes)

type SignerCase = RevocationCase & { readonly by?: Holder }

const cases: readonly SignerCase[] = [
  { name: 'certified by the CA under its own name may', lists: [signs(listSigner)], expected: GOOD },
  {
    name: 'revokes as the CA does',
    lists: [signs(listSigner, revokes(77n))],
    expected: SIGNER_REVOKED,
  },
  {
    name: 'certified by the root under the name of the CA may',
    by: without({ issuer: world.root }),
    lists: [signs(listSigner)],
    expected: GOOD,
  },
  { name: 'whose certificate nobody has may not', intermediates: [], lists: [signs(listSigner)], expected: NOBODY },
  {
    name: 'without cRLSign may not',
    by: without({ keyUsage: ['digitalSignature'] }),
    lists: [signs(listSigner)],
    expected: NOBODY,
  },
  {
    name: 'under another name may not',
    by: without({ subject: named('Nơi khác') }),
    lists: [signs(listSigner)],
    expected: NOBODY,
  },
  {
    name: 'that is a machine for responses may not',
    by: without({ purposes: ['ocspSigning'] }),
    lists: [signs(listSigner)],
    expected: NOBODY,
  },
  { name: 'for any purpose may', by: without({ purposes: ['any'] }), lists: [signs(listSigner)], expected: GOOD },
  {
    name: 'with an unknown critical extension may not',
    by: without({ extraExtensions: [{ oid: '1.2.3.4', critical: true, value: Buffer.of(5, 0) }] }),
    lists: [signs(listSigner)],
    expected: NOBODY,
  },
  {
    name: 'with nocheck, which is for responders, may not',
    by: without({ ocspNoCheck: true }),
    lists: [signs(listSigner)],
    expected: NOBODY,
  },
  {
    name: 'whose certificate has a damaged signature may not',
    by: without({ fault: 'damaged-signature' }),
    lists: [signs(listSigner)],
    expected: NOBODY,
  },
  {
    name: 'under an anchor that is not trusted may not',
    by: without({ issuer: world.otherRoot }),
    lists: [signs(listSigner)],
    expected: NOBODY,
  },
  {
    name: 'under another anchor that is trusted too may not',
    intermediates: [],
    lists: [signs(listSigner), world.rootList({ issuer: world.otherRoot })],
    changes: bothRoots,
    expected: NOBODY,
  },
  {
    name: 'that is the other anchor’s CA of the same name may not',
    intermediates: [],
    lists: [world.list({ issuer: world.impostor }), world.rootList({ issuer: world.otherRoot })],
    changes: bothRoots,
    expected: NOBODY,
  },
  {
    name: 'that the CA has revoked may not',
    by: listedApart,
    lists: [signs(listSigner), apart(revokes(LIST_SIGNER_SERIAL))],
    expected: NOBODY,
  },
  {
    name: 'that the CA has revoked may not, though its own newer list is silent about it',
    by: listedApart,
    lists: [signs(listSigner, { thisUpdate: later(60) }), apart(revokes(LIST_SIGNER_SERIAL))],
    expected: NOBODY,
  },
  {
    name: 'that the CA has revoked on the list before may not, though its own newer list is silent about it',
    lists: [
      signs(listSigner, { thisUpdate: later(60) }),
      world.list({ thisUpdate: JANUARY, nextUpdate: FEBRUARY, ...revokes(LIST_SIGNER_SERIAL) }),
    ],
    expected: 'revocation-stale - unknown by issuer',
  },
  {
    name: 'that its own list revokes may not',
    lists: [signs(listSigner, revokes(LIST_SIGNER_SERIAL))],
    expected: NOBODY,
  },
  {
    name: 'that the CA has suspended may not',
    by: listedApart,
    lists: [signs(listSigner), apart(revokes(LIST_SIGNER_SERIAL, { reason: 'certificateHold' }))],
    expected: NOBODY,
  },
  {
    name: 'whom the CA speaks well of may',
    by: listedApart,
    lists: [signs(listSigner), apart()],
    expected: GOOD,
  },
  {
    name: 'whom the root has certified and nobody speaks of waits for a list of the root',
    by: without({ issuer: world.root }),
    lists: [signs(listSigner)],
    rootLists: [world.rootList({ issuingDistributionPoint: { onlyCaCerts: true } })],
    expected: 'revocation-unknown - unknown by issuer',
  },
  {
    name: 'of whom the last word of the root is too old waits for a newer one',
    by: without({ issuer: world.root }),
    lists: [signs(listSigner)],
    rootLists: [
      world.rootList({ issuingDistributionPoint: { onlyCaCerts: true } }),
      world.rootList({ issuingDistributionPoint: { onlyUserCerts: true }, thisUpdate: JANUARY, nextUpdate: FEBRUARY }),
    ],
    expected: 'revocation-stale - unknown by issuer',
  },
  {
    name: 'that has expired since waits for a list that holds',
    by: without({ notAfter: instant('2026-03-03T00:00:00Z') }),
    lists: [signs(listSigner)],
    expected: 'revocation-signer-expired - unknown by issuer',
  },
  {
    name: 'that signed with a key whose certificate an MD5 signature vouches for does not count',
    by: without({ scheme: { digest: 'md5' } }),
    lists: [signs(listSigner)],
    expected: 'weak-algorithm - unknown by issuer',
  },
]

/** The certificate of whoever signs the list is at hand, unless a case gives others. */
export const listSignerCases: readonly RevocationCase[] = about(
  'a signer of lists',
  cases.map(({ by = listSigner, ...one }) => ({ intermediates: [by.certificate], ...one })),
)
