/** What somebody tries who has the key of a revoked authority, list signer or responder, or that of another CA. */
import { instant } from '../../../fixtures/authority.ts'
import {
  CA_SERIAL,
  LISTED,
  type ListChanges,
  NEXT_LIST,
  named,
  SIGNER_SERIAL,
} from '../../../fixtures/cases/revocation-world.ts'
import { buildCertificateList, type Holder, type RevokedEntry } from '../../../fixtures/pki.ts'
import type { Bytes } from '../../../src/bytes.ts'
import type { Instant } from '../../../src/lang.ts'
import { world } from './judged.ts'
import { LIST_SIGNER_SERIAL } from './list-signer-cases.ts'
import { by, checked, later, RESPONDER_SERIAL, responder } from './ocsp-responder-cases.ts'
import { about, type RevocationCase } from './revocation-case.ts'

const JANUARY = instant('2026-01-01T00:00:00Z')
const AFTER_RECEIPT = instant('2026-03-03T12:00:00Z')
const IN_2030 = instant('2030-01-01T00:00:00Z')
const newer = { thisUpdate: later(60), number: 11 }

const revokedAt = (at: Instant, ...serials: readonly bigint[]): { readonly revoked: readonly RevokedEntry[] } => ({
  revoked: serials.map((serial) => ({ serial, at, reason: 'keyCompromise' })),
})

const GOOD = 'valid - good by issuer'
const NOBODY = 'revocation-unknown - unknown by nobody'
const REVOKED = 'revoked-time-unproven - revoked by issuer'

/** Certified by the CA under the name of the root. */
const rootsName = world.listSigner({ subject: named('RootCA thử nghiệm'), serial: 4711n })
const asRoot = (changes: ListChanges = {}): Bytes =>
  buildCertificateList({ issuer: { ...rootsName, name: world.root.name }, nextUpdate: NEXT_LIST, ...newer, ...changes })
const caRevoked = world.rootList(revokedAt(JANUARY, CA_SERIAL))
const ofRoot = { intermediates: [rootsName.certificate] }

const ofTheCa = about('the thief of the key of a revoked CA', [
  {
    name: 'certifies a signer of lists for the root, which nobody hears while the list of the root is missing',
    ...ofRoot,
    rootLists: [],
    lists: [world.list(), asRoot()],
    expected: 'revocation-unknown - good by issuer',
  },
  {
    name: 'takes nothing back in a newer list of the root',
    ...ofRoot,
    rootLists: [caRevoked],
    lists: [world.list(), asRoot()],
    expected: 'authority-revoked - unknown by issuer',
  },
  {
    name: 'does not move the revocation to a day after receipt',
    ...ofRoot,
    rootLists: [caRevoked],
    lists: [world.list(), asRoot(revokedAt(AFTER_RECEIPT, CA_SERIAL))],
    expected: 'authority-revoked - unknown by issuer',
  },
  {
    name: 'does not move the revocation to the year 2030',
    ...ofRoot,
    rootLists: [caRevoked],
    lists: [world.list(), asRoot(revokedAt(IN_2030, CA_SERIAL))],
    expected: 'authority-revoked - unknown by issuer',
  },
])

const listSigner = world.listSigner()
const byListSigner = (changes: ListChanges = {}) => world.list({ signer: listSigner, ...newer, ...changes })
const allRevoked = world.list(revokedAt(JANUARY, SIGNER_SERIAL, RESPONDER_SERIAL, LIST_SIGNER_SERIAL))
const thief = checked()
const inFuture = (serial: bigint) => ({
  serial,
  status: { revokedAt: IN_2030 },
  thisUpdate: newer.thisUpdate,
  nextUpdate: NEXT_LIST,
})

const ofTheSigner = about('the thief of the key of a revoked signer of lists', [
  {
    name: 'does not speak well of whom the CA has revoked',
    intermediates: [listSigner.certificate],
    lists: [allRevoked, byListSigner()],
    expected: REVOKED,
  },
  {
    name: 'does not move revocations to the year 2030, his own among them',
    intermediates: [listSigner.certificate],
    lists: [allRevoked, byListSigner(revokedAt(IN_2030, SIGNER_SERIAL, LIST_SIGNER_SERIAL))],
    expected: REVOKED,
  },
])

const ofTheResponder = about('the thief of the key of a revoked responder', [
  {
    name: 'does not move revocations to the year 2030, his own among them',
    lists: [allRevoked],
    responses: [by(thief, { answers: [SIGNER_SERIAL, RESPONDER_SERIAL].map(inFuture), producedAt: newer.thisUpdate })],
    expected: REVOKED,
  },
  {
    name: 'does not speak well of anybody, although its certificate says that nobody need ask about it',
    lists: [
      world.list({ ...revokedAt(JANUARY, RESPONDER_SERIAL), issuingDistributionPoint: { urls: ['http://a.example'] } }),
    ],
    responses: [by(responder({ revocationListUrls: ['http://a.example'] }), { producedAt: newer.thisUpdate })],
    expected: NOBODY,
  },
])

/** Under the name of the CA, certified by another CA of the same root. */
const cousin = world.listSigner({ issuer: world.otherCa, serial: 4711n })
const cousinsLists = [
  world.list({ signer: cousin, ...newer }),
  buildCertificateList({ issuer: world.otherCa, number: 1, thisUpdate: LISTED, nextUpdate: NEXT_LIST }),
]
const ofCousin = { intermediates: [cousin.certificate, world.otherCa.certificate] }

const ofTheCousin = about('another CA of the same root that certifies a signer of lists under the name of the CA', [
  { name: 'speaks for nobody', ...ofCousin, lists: cousinsLists, expected: NOBODY },
  {
    name: 'takes no revocation back',
    ...ofCousin,
    lists: [world.list(revokedAt(JANUARY, SIGNER_SERIAL)), ...cousinsLists],
    expected: REVOKED,
  },
])

/** The new key of the CA, certified by the root. */
const rekeyed = (purposes: readonly ('emailProtection' | 'clientAuth' | 'ocspSigning')[]): Holder =>
  world.listSigner({ issuer: world.root, serial: 901n, keyUsage: ['keyCertSign', 'cRLSign'], authority: {}, purposes })
const byNewKey = (signer: Holder) => ({
  intermediates: [signer.certificate],
  lists: [world.list({ signer, ...newer })],
  expected: GOOD,
})

const ofNewKeys = about('the new key of the CA', [
  { name: 'signs the lists for the old certificates', ...byNewKey(rekeyed([])) },
  {
    name: 'signs lists although its certificate has purposes',
    ...byNewKey(rekeyed(['emailProtection', 'clientAuth'])),
  },
])

export const stolenKeyCases: readonly RevocationCase[] = [
  ...ofTheCa,
  ...ofTheSigner,
  ...ofTheResponder,
  ...ofTheCousin,
  ...ofNewKeys,
]
