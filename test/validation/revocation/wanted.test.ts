/** What is looked at, and what is asked for where revocation data are missing, and where nothing is. RFC 5280, 4.2.1.13; RFC 6960, 4.1.1. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { buildSigner, instant } from '../../../fixtures/authority.ts'
import { type Changes, LISTED, named, RECEIVED } from '../../../fixtures/cases/revocation-world.ts'
import { signPdf } from '../../../fixtures/signed-pdf.ts'
import { type Bytes, fromHex, toHex } from '../../../src/bytes.ts'
import type { Instant } from '../../../src/lang.ts'
import { nameKey } from '../../../src/validation/distinguished-name.ts'
import { anchorOf, type Given } from '../../../src/validation/judgement.ts'
import { certificate, ocspResponse } from '../given.ts'
import { draft, judged, type Question, rootList, signedBy, signerFile, world } from './judged.ts'

const ca = certificate(world.ca.certificate)
const root = certificate(world.root.certificate)
const published: Changes = {
  revocationListUrls: ['ldap://pki.example/cn=CA', 'http://pki.example/ca.crl'],
  distributionPoints: [{ urls: ['http://pki.example/other.crl'], cRLIssuer: named('Nơi phát hành danh sách') }],
  responderUrls: ['http://ocsp.example/'],
}

test('a certificate is asked about with all that a list or an OCSP request needs', () => {
  const signer = world.signer(published)
  const asked = certificate(signer.certificate)
  const { wanted } = judged({ signer, lists: [rootList] })
  expect(wanted).toEqual([
    {
      certificate: asked.sha256,
      serialNumber: '4d',
      notAfter: asked.notAfter,
      issuerName: toHex(ca.subject.der),
      issuerKey: expect.any(String),
      listIssuers: [nameKey(ca.subject), nameKey(nameOf(named('Nơi phát hành danh sách')))],
      authority: ca.sha256,
      anchor: root.sha256,
      // Whether an address may be contacted is for the one who fetches to say.
      listUrls: ['ldap://pki.example/cn=CA', 'http://pki.example/ca.crl', 'http://pki.example/other.crl'],
      responderUrls: ['http://ocsp.example/'],
    },
  ])
})

function nameOf(subject: ReturnType<typeof named>) {
  return certificate(world.signer({ subject }).certificate).subject
}

test('the hashes that an OCSP request makes of it are those of answers about it', () => {
  const [asked] = judged({ lists: [rootList] }).wanted
  const sha1 = (hex: string | undefined) =>
    createHash('sha1')
      .update(fromHex(hex ?? ''))
      .digest('hex')
  const [single] = ocspResponse(world.answer()).basic?.responses ?? []
  expect([sha1(asked?.issuerName), sha1(asked?.issuerKey)]).toEqual([
    toHex(single?.certId.issuerNameHash ?? new Uint8Array()),
    toHex(single?.certId.issuerKeyHash ?? new Uint8Array()),
  ])
})

const JANUARY = instant('2026-01-01T00:00:00Z')
const FEBRUARY = instant('2026-02-01T00:00:00Z')
const stranger = buildSigner({
  subject: named('UBND xã Lạ'),
  key: world.key('signer'),
  serial: 5n,
  issuer: world.impostor,
  notBefore: JANUARY,
  notAfter: instant('2030-01-01T00:00:00Z'),
})
const under = (issuer: 'otherCa' | 'signer', changes: Changes = {}) =>
  signedBy(world.signer({ issuer: issuer === 'otherCa' ? world.otherCa : world.signer(), serial: 88n, ...changes }), [
    world.otherCa.certificate,
    world.signer().certificate,
  ])
const stamped = (genTime: Instant, of = world.signer()): Bytes =>
  signPdf(draft, {
    cms: { signer: of, timeStamp: { authority: world.timeStampAuthority, genTime } },
    claimedAt: RECEIVED,
  }).bytes
const trusting = (...anchors: readonly Bytes[]): Partial<Given> => ({
  trust: { anchors: anchors.map((der) => anchorOf(certificate(der))), intermediates: [ca] },
})

/** Serial numbers of the certificates that are asked about. */
const cases: readonly (Question & { readonly name: string; readonly expected: readonly string[] })[] = [
  { name: 'the signer and its CA where nothing is at hand', expected: ['4d', '02'] },
  { name: 'the signer alone where the root speaks of the CA', lists: [rootList], expected: ['4d'] },
  { name: 'the CA alone where it speaks of the signer', lists: [world.list()], expected: ['02'] },
  { name: 'nothing where both are told', lists: [rootList, world.list()], expected: [] },
  {
    name: 'nothing where one is revoked',
    lists: [rootList, world.list({ revoked: [{ serial: 77n, at: JANUARY }] })],
    expected: [],
  },
  {
    name: 'the signer where the list is out of date',
    lists: [rootList, world.list({ thisUpdate: JANUARY, nextUpdate: FEBRUARY })],
    expected: ['4d'],
  },
  {
    name: 'the signer where whoever answered has expired',
    lists: [rootList],
    responses: [world.answer({ responder: world.responder({ notAfter: instant('2026-03-02T00:00:00Z') }) })],
    expected: ['4d'],
  },
  {
    name: 'the signer and the responder where nobody speaks of the responder',
    lists: [rootList],
    responses: [
      world.answer({
        responder: world.signer({
          serial: 78n,
          key: world.key('responder'),
          keyUsage: ['digitalSignature'],
          purposes: ['ocspSigning'],
        }),
      }),
    ],
    expected: ['4e', '4d'],
  },
  {
    name: 'nothing where the lists have ended since receipt',
    lists: [rootList, world.list()],
    changes: { at: instant('2026-06-01T00:00:00Z') },
    expected: [],
  },
  {
    name: 'nothing for a signer under an unknown root',
    pdf: signedBy(stranger, [world.impostor.certificate, world.otherRoot.certificate]),
    expected: [],
  },
  { name: 'nothing where no anchor is trusted', changes: trusting(), expected: [] },
  { name: 'nothing where another anchor is trusted', changes: trusting(world.otherRoot.certificate), expected: [] },
  { name: 'the signer alone where its CA is the anchor', changes: trusting(world.ca.certificate), expected: ['4d'] },
  { name: 'nothing for a certificate below one that is no CA', pdf: under('signer'), expected: [] },
  {
    name: 'nothing for a certificate with a damaged signature',
    pdf: under('otherCa', { fault: 'damaged-signature' }),
    expected: [],
  },
  {
    name: 'nothing for a certificate with an unknown critical extension',
    signer: world.signer({ extraExtensions: [{ oid: '1.2.3.4', critical: true, value: Buffer.of(5, 0) }] }),
    expected: [],
  },
  {
    name: 'nothing for a certificate of another purpose',
    signer: world.signer({ purposes: ['timeStamping'], purposesCritical: true }),
    expected: [],
  },
  {
    name: 'nothing for a certificate that needs none',
    lists: [rootList],
    signer: world.signer({ noRevAvail: true }),
    expected: [],
  },
  {
    name: 'another source where the answer at hand was signed too weakly to be believed',
    lists: [rootList],
    responses: [world.answer({ scheme: { digest: 'md5' } })],
    expected: ['4d'],
  },
  {
    name: 'no other where a list is believed in its place',
    lists: [rootList, world.list()],
    responses: [world.answer({ scheme: { digest: 'md5' } })],
    expected: [],
  },
  { name: 'the other CA by its own number', pdf: under('otherCa'), lists: [], expected: ['58', '03'] },
  {
    name: 'the authority of a time-stamp where nobody speaks of it',
    pdf: stamped(LISTED),
    lists: [world.list(), world.rootList({ issuingDistributionPoint: { onlyCaCerts: true } })],
    expected: ['05'],
  },
  { name: 'nothing where the root speaks of it', pdf: stamped(LISTED), lists: [world.list(), rootList], expected: [] },
  { name: 'nothing for a file without signatures', pdf: draft.bytes, expected: [] },
]
for (const { name, expected, ...question } of cases) {
  test(`asked for is ${name}`, () => {
    const { wanted } = judged(question)
    expect(wanted.map(({ serialNumber }) => serialNumber)).toEqual(expected)
  })
}

/** Serial numbers of all certificates whose status was looked at, what is known of them notwithstanding. */
const looked: readonly (Question & { readonly name: string; readonly expected: readonly string[] })[] = [
  { name: 'the signer and its CA where nothing is at hand', expected: ['02', '4d'] },
  { name: 'the same where both are told', lists: [rootList, world.list()], expected: ['02', '4d'] },
  {
    name: 'the same where one is revoked',
    lists: [rootList, world.list({ revoked: [{ serial: 77n, at: JANUARY }] })],
    expected: ['02', '4d'],
  },
  {
    name: 'the responder too',
    lists: [rootList, world.list()],
    responses: [
      world.answer({
        responder: world.signer({
          serial: 78n,
          key: world.key('responder'),
          keyUsage: ['digitalSignature'],
          purposes: ['ocspSigning'],
        }),
      }),
    ],
    expected: ['02', '4d', '4e'],
  },
  {
    name: 'who signed a list for its CA',
    lists: [rootList, world.list({ signer: world.listSigner() })],
    intermediates: [world.listSigner().certificate],
    expected: ['02', '4d', '4f'],
  },
  {
    name: 'the authority of a time-stamp too',
    pdf: stamped(LISTED),
    lists: [world.list(), rootList],
    expected: ['02', '05', '4d'],
  },
  {
    name: 'nothing under an unknown root',
    pdf: signedBy(stranger, [world.impostor.certificate, world.otherRoot.certificate]),
    expected: [],
  },
  { name: 'nothing for a file without signatures', pdf: draft.bytes, expected: [] },
]
for (const { name, expected, ...question } of looked) {
  test(`looked at is ${name}, and what is wanted is among it`, () => {
    const { asked, wanted } = judged(question)
    expect([...new Set(asked.map(({ serialNumber }) => serialNumber))].sort()).toEqual(expected)
    for (const one of wanted) expect(asked).toContainEqual(one)
  })
}

test('the other CA is asked for by its own name and key', () => {
  const { wanted } = judged({ pdf: under('otherCa') })
  const other = certificate(world.otherCa.certificate)
  expect(wanted.map(({ authority, listIssuers }) => [authority, listIssuers])).toEqual([
    [other.sha256, [nameKey(other.subject)]],
    [root.sha256, [nameKey(root.subject)]],
  ])
})

test('a verdict rests on its path, on what decided, and on the authorities whose next list may change it', () => {
  const { restsOn } = judged({ pdf: signerFile, lists: [rootList, world.list()] })
  expect(restsOn.certificates).toHaveLength(3)
  expect(restsOn.evidence).toHaveLength(2)
  expect(restsOn.listIssuers).toEqual([nameKey(ca.subject), nameKey(root.subject)].sort())
})

test('a verdict by several lists for some reasons each, or by a list of changes, rests on all of them', () => {
  const parts = [
    world.list({
      issuingDistributionPoint: {
        onlySomeReasons: ['keyCompromise', 'cACompromise', 'aACompromise', 'privilegeWithdrawn', 'certificateHold'],
      },
    }),
    world.list({
      issuingDistributionPoint: { onlySomeReasons: ['affiliationChanged', 'superseded', 'cessationOfOperation'] },
    }),
  ]
  expect(judged({ lists: [rootList, ...parts] }).restsOn.evidence).toHaveLength(3)
  const changes = world.list({ number: 12, deltaBase: 10, thisUpdate: (LISTED + 1000) as Instant })
  expect(judged({ lists: [rootList, world.list(), changes] }).restsOn.evidence).toHaveLength(3)
})
