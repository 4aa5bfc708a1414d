import { expect, test } from 'vitest'
import { buildIssuer, buildRoot, buildSigner, instant, type MemberPlan } from '../../fixtures/authority.ts'
import { buildKey } from '../../fixtures/keys.ts'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildCertificateList, type CertificateListPlan, type Holder, type RevokedEntry } from '../../fixtures/pki.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { judge } from '../../src/validation/judge.ts'
import type { Given } from '../../src/validation/judgement.ts'
import { certificate, certificateList, given, JUDGED_AT, lists as listed, SIGNED_AT, verdict, world } from './given.ts'

const draft = await openDraft(await buildPlainPdf('Quyet dinh'))
const key = await buildKey('rsa')
const validity = { notBefore: instant('2018-01-01T00:00:00Z'), notAfter: instant('2031-01-01T00:00:00Z') }
const member = (name: string, changes: Partial<MemberPlan> = {}): MemberPlan => ({
  subject: [
    ['C', 'VN'],
    ['CN', name],
  ],
  key,
  serial: 77n,
  ...validity,
  ...changes,
})
const signedBy = (signer: Holder, certificates: readonly Uint8Array[] = []) =>
  signPdf(draft, { cms: { signer, certificates } }).bytes
const leaf = (changes: Partial<MemberPlan> = {}, issuer: Holder = world.issuer) =>
  signedBy(buildSigner({ ...member('UBND xã Thử'), ...changes, issuer }))

/** First line of the verdict, and the trust of the signature. */
function trust(pdf: Uint8Array, changes: Partial<Given> = {}): string {
  const [file = '', signature = ''] = verdict(pdf, changes)
  return `${file}, ${signature.split(' ').at(-1)}`
}

const strangerRoot = buildRoot(member('RootCA lạ'))
const stranger = buildIssuer({ ...member('CA lạ'), issuer: strangerRoot })
const notCa = buildSigner({ ...member('Không phải CA'), issuer: world.issuer })
const tooLong = buildIssuer({ ...member('CA dưới CA'), issuer: world.issuer })
const usageless = buildIssuer({ ...member('CA không được ký chứng thư'), issuer: world.root, keyUsage: ['cRLSign'] })
const expiredCa = buildIssuer({
  ...member('CA hết hạn'),
  issuer: world.root,
  notAfter: instant('2021-01-01T00:00:00Z'),
})
/** The name of the issuer over another key. */
const impostor = buildIssuer({
  ...member('CA thử nghiệm'),
  subject: [
    ['C', 'VN'],
    ['O', 'Sổ Ký Số thử nghiệm'],
    ['CN', 'CA thử nghiệm'],
  ],
  issuer: strangerRoot,
})
const under = (issuer: Holder) => signedBy(buildSigner({ ...member('UBND xã Thử'), issuer }), [issuer.certificate])

const paths: readonly { name: string; pdf: Uint8Array; changes?: Partial<Given>; expected: string }[] = [
  { name: 'a known path', pdf: leaf(), expected: 'valid valid, trusted' },
  {
    name: 'an authority nobody configured, its root embedded',
    pdf: signedBy(buildSigner({ ...member('UBND xã Thử'), issuer: stranger }), [
      stranger.certificate,
      strangerRoot.certificate,
    ]),
    expected: 'indeterminate untrusted-issuer, untrusted',
  },
  {
    name: 'a signer that vouches for itself',
    pdf: signedBy(buildSigner({ ...member('UBND xã Thử'), issuer: 'self' })),
    expected: 'indeterminate self-signed, untrusted',
  },
  { name: 'an issuer that is no CA', pdf: under(notCa), expected: 'indeterminate chain-broken, untrusted' },
  { name: 'a CA below a path length of 0', pdf: under(tooLong), expected: 'indeterminate chain-broken, untrusted' },
  { name: 'a CA without keyCertSign', pdf: under(usageless), expected: 'indeterminate chain-broken, untrusted' },
  { name: 'an expired CA', pdf: under(expiredCa), expected: 'indeterminate signing-time-unproven, unknown' },
  {
    name: 'a certificate for time-stamps only',
    pdf: leaf({ purposes: ['timeStamping'], purposesCritical: true }),
    expected: 'indeterminate wrong-certificate-purpose, untrusted',
  },
  {
    name: 'key usage without a signing bit',
    pdf: leaf({ keyUsage: ['keyEncipherment'] }),
    expected: 'indeterminate wrong-certificate-purpose, untrusted',
  },
  {
    name: 'a certificate that begins after receipt',
    pdf: leaf({ notBefore: instant('2021-08-10T09:00:00Z') }),
    expected: 'indeterminate certificate-not-yet-valid, untrusted',
  },
  {
    name: 'a certificate that ended before receipt',
    pdf: leaf({ notAfter: instant('2021-08-10T07:00:00Z') }),
    expected: 'indeterminate signing-time-unproven, unknown',
  },
  {
    name: 'a certificate that ended between receipt and judgement',
    pdf: leaf({ notAfter: instant('2021-08-10T20:00:00Z') }),
    expected: 'valid valid-at-receipt, trusted',
  },
  {
    name: 'no anchor at all',
    pdf: leaf(),
    changes: { trust: { anchors: [], intermediates: [] } },
    expected: 'indeterminate untrusted-issuer, untrusted',
  },
]
for (const { name, pdf, changes, expected } of paths) {
  test(`certification path: ${name}`, () => expect(trust(pdf, changes)).toBe(expected))
}

test('a key below 1024 bits is refused', async () => {
  const weak = await buildKey('rsa', 768)
  expect(trust(leaf({ key: weak }))).toBe('indeterminate weak-algorithm, untrusted')
})

const complete = { thisUpdate: instant('2021-08-10T12:00:00Z'), nextUpdate: instant('2022-08-10T12:00:00Z'), number: 2 }
const list = (changes: Partial<CertificateListPlan>) =>
  certificateList(buildCertificateList({ issuer: world.issuer, ...complete, ...changes }))
const rootList = certificateList(world.certificateLists[0] ?? new Uint8Array())
const revoked = (at: string, reason?: RevokedEntry['reason']) =>
  list({ revoked: [{ serial: 77n, at: instant(at), ...(reason && { reason }) }] })

const revocations: readonly { name: string; lists: Given['evidence']['certificateLists']; expected: string }[] = [
  { name: 'nothing revoked', lists: [rootList, list({})], expected: 'valid valid, trusted' },
  { name: 'no list at all', lists: [], expected: 'indeterminate revocation-unknown, trusted' },
  { name: 'no list of the issuer', lists: [rootList], expected: 'indeterminate revocation-unknown, trusted' },
  { name: 'no list of the root', lists: [list({})], expected: 'indeterminate revocation-unknown, trusted' },
  {
    name: 'revoked before receipt',
    lists: [rootList, revoked('2021-08-01T00:00:00Z')],
    expected: 'indeterminate revoked-time-unproven, untrusted',
  },
  {
    name: 'revoked at the very instant of receipt',
    lists: [rootList, revoked('2021-08-10T08:00:00Z')],
    expected: 'indeterminate revoked-time-unproven, untrusted',
  },
  {
    name: 'revoked after receipt',
    lists: [rootList, revoked('2021-08-10T08:00:01Z')],
    expected: 'valid valid, trusted',
  },
  {
    name: 'suspended before receipt',
    lists: [rootList, revoked('2021-08-01T00:00:00Z', 'certificateHold')],
    expected: 'indeterminate certificate-on-hold, trusted',
  },
  {
    name: 'a list that ended before receipt',
    lists: [
      rootList,
      list({ thisUpdate: instant('2021-07-01T00:00:00Z'), nextUpdate: instant('2021-08-01T00:00:00Z') }),
    ],
    expected: 'indeterminate revocation-stale, trusted',
  },
  {
    name: 'a list of the future',
    lists: [rootList, list({ thisUpdate: instant('2021-09-01T00:00:00Z') })],
    expected: 'indeterminate revocation-unknown, trusted',
  },
  {
    name: 'a list that a stranger signed in the name of the issuer',
    lists: [
      rootList,
      certificateList(
        buildCertificateList({
          issuer: impostor,
          ...complete,
        }),
      ),
    ],
    expected: 'indeterminate revocation-unknown, trusted',
  },
]
for (const { name, lists, expected } of revocations) {
  test(`revocation: ${name}`, () => expect(trust(leaf(), { evidence: listed(...lists) })).toBe(expected))
}

test('what is missing is asked for by the authority that owes it', () => {
  const { wanted } = judge(leaf(), given({ evidence: listed() }))
  expect(wanted.map(({ authority }) => authority)).toEqual([
    certificate(world.issuer.certificate).sha256,
    certificate(world.root.certificate).sha256,
  ])
})

test('nothing is asked for a signer that no anchor vouches for', () => {
  const pdf = signedBy(buildSigner({ ...member('UBND xã Thử'), issuer: stranger }), [stranger.certificate])
  expect(judge(pdf, given({ evidence: listed() })).wanted).toEqual([])
})

test('an authority revoked before receipt takes its signers along', () => {
  const gone = certificateList(
    buildCertificateList({
      issuer: world.root,
      ...complete,
      revoked: [{ serial: 2n, at: instant('2021-08-01T00:00:00Z') }],
    }),
  )
  expect(trust(leaf(), { evidence: listed(gone, list({})) })).toBe('indeterminate authority-revoked, untrusted')
})

test('the same givens give the same report, byte for byte', () => {
  const pdf = leaf()
  expect(JSON.stringify(judge(pdf, given()))).toBe(JSON.stringify(judge(pdf, given())))
  expect(JUDGED_AT).toBeGreaterThan(SIGNED_AT)
})
