/** OpenSSL as a second opinion: of every case that it can be asked about. Where it says another thing there is a reason. */
import { expect, test } from 'vitest'
import { JUDGED, NEXT_LIST, RECEIVED } from '../../../fixtures/cases/revocation-world.ts'
import type { CmsPlan } from '../../../fixtures/cms.ts'
import type { Holder } from '../../../fixtures/pki.ts'
import { signPdf } from '../../../fixtures/signed-pdf.ts'
import { buildTimeStampToken, type TimeStampPlan } from '../../../fixtures/time-stamp.ts'
import { type Bytes, fromHex, indexOf, toLatin1 } from '../../../src/bytes.ts'
import { readSignedData } from '../../../src/format/cms/signed-data.ts'
import type { Instant } from '../../../src/lang.ts'
import { inFolder, runTool, toPem } from '../../fixtures/tool.ts'
import { IS_NIGHT } from '../../night.ts'
import { describeWith } from '../../services/required.ts'
import { draft, judged, rootList, world } from './judged.ts'
import {
  LIST_DIVERGENCES,
  RESPONSE_DIVERGENCES,
  SIGNATURE_DIVERGENCES,
  TIME_STAMP_DIVERGENCES,
} from './openssl-divergences.ts'
import { listsOf, type RevocationCase } from './revocation-case.ts'
import { LIST_CASES, RESPONSE_CASES } from './revocation-cases.ts'

const at = (time: Instant): readonly string[] => ['-attime', String(time / 1000)]
/** When the signature is proved to have existed. */
const bestTime = ({ changes = {} }: RevocationCase): Instant =>
  changes.receivedAt === null ? JUDGED : (changes.receivedAt ?? RECEIVED)

/** The certificates of a case: the anchors, and those that help. */
function certificatesOf({ changes, intermediates = [] }: RevocationCase) {
  const { anchors, intermediates: more } = changes?.trust ?? { anchors: [], intermediates: [] }
  const roots = anchors.map(({ certificate }) => certificate.der)
  return {
    roots: toPem('CERTIFICATE', ...(changes?.trust ? roots : [world.root.certificate])),
    others: toPem('CERTIFICATE', world.ca.certificate, ...intermediates, ...more.map(({ der }) => der)),
  }
}

const isValid = ({ expected }: RevocationCase): boolean => expected.startsWith('valid')

function verifyByLists(one: RevocationCase): { readonly isGood: boolean; readonly text: string } {
  const path = inFolder({
    signer: toPem('CERTIFICATE', (one.signer ?? world.signer()).certificate),
    lists: toPem('X509 CRL', ...listsOf(one)),
    ...certificatesOf(one),
  })
  const { text } = runTool('openssl', [
    ...['verify', '-crl_check_all', '-extended_crl', '-use_deltas', ...at(bestTime(one))],
    ...['-CAfile', path('roots'), '-untrusted', path('others'), '-CRLfile', path('lists'), path('signer')],
  ])
  return { isGood: / OK$/m.test(text), text }
}

/** Each response is asked for by itself; lists are there for the status of whoever signed it. */
function verifyByResponses(one: RevocationCase): { readonly isGood: boolean; readonly text: string } {
  const { roots, others } = certificatesOf(one)
  const texts = (one.responses ?? []).map((response) => {
    const path = inFolder({
      response,
      signer: toPem('CERTIFICATE', (one.signer ?? world.signer()).certificate),
      ca: toPem('CERTIFICATE', world.ca.certificate),
      roots: roots + (one.lists ? toPem('X509 CRL', ...listsOf(one)) : ''),
      others,
    })
    const asked = ['-sha1', '-sha256', '-sha512'].flatMap((digest) => [digest, '-cert', path('signer')])
    return runTool('openssl', [
      ...['ocsp', '-respin', path('response'), '-no_nonce', '-issuer', path('ca'), ...asked],
      ...['-CAfile', path('roots'), '-verify_other', path('others'), ...at(bestTime(one))],
      // Its times are compared with the clock of this machine alone: the difference may be as large as it is.
      ...['-validity_period', '2000000000', ...(one.lists ? ['-crl_check', '-extended_crl'] : [])],
    ]).text
  })
  const sound = texts.filter((text) => text.includes('Response verify OK'))
  const isGood = sound.some((text) => text.includes(': good')) && !sound.some((text) => text.includes(': revoked'))
  return { isGood, text: texts.join('\n') }
}

/** It judges by lists or by responses, never by both. */
const ONE_KIND = RESPONSE_CASES.filter(({ name }) => !name.startsWith('of a list and an answer'))

const suites = [
  { title: 'revocation lists', cases: LIST_CASES, ask: verifyByLists, divergences: LIST_DIVERGENCES },
  { title: 'OCSP responses', cases: ONE_KIND, ask: verifyByResponses, divergences: RESPONSE_DIVERGENCES },
]

for (const { title, cases, ask, divergences } of suites) {
  describeWith('openssl', 'openssl', `OpenSSL on ${title}`, () => {
    for (const one of IS_NIGHT ? cases : cases.filter(({ name }, index) => name in divergences || index % 3 === 0)) {
      const diverges = one.name in divergences
      test(`${diverges ? 'says otherwise' : 'agrees'}: ${one.name}`, () => {
        const { isGood, text } = ask(one)
        expect(isGood === isValid(one), text).toBe(!diverges)
      })
    }

    test('says otherwise of nothing but cases', () => {
      const names = new Set(cases.map(({ name }) => name))
      expect(Object.keys(divergences).filter((name) => !names.has(name))).toEqual([])
    })
  })
}

const lists = [rootList, world.list()]
const revokingList = world.list({ revoked: [{ serial: 77n, at: (RECEIVED - 86_400_000) as Instant }] })
const genTime = (RECEIVED - 60_000) as Instant

type SignatureCase = {
  readonly name: string
  readonly signer?: Holder
  readonly cms?: Partial<CmsPlan>
  readonly lists?: readonly Bytes[]
  readonly isValid: boolean
}

const signatures: readonly SignatureCase[] = [
  { name: 'a plain signature', isValid: true },
  { name: 'SHA-512', cms: { digest: 'sha512' }, isValid: true },
  { name: 'RSASSA-PSS', cms: { padding: 'pss' }, isValid: true },
  { name: 'an ECDSA key', signer: world.signer({ key: world.key('another') }), isValid: true },
  { name: 'indefinite lengths', cms: { indefinite: true }, isValid: true },
  { name: 'a signer named by its key', cms: { signerByKey: true }, isValid: true },
  { name: 'a reference to the certificate', cms: { reference: true }, isValid: true },
  { name: 'no signed attributes', cms: { fault: 'no-signed-attributes' }, isValid: true },
  { name: 'lists in the signature', cms: { revocationInfo: { certificateLists: lists } }, lists: [], isValid: true },
  {
    name: 'a list in the signature that revokes',
    cms: { revocationInfo: { certificateLists: [rootList, revokingList] } },
    lists: [],
    isValid: false,
  },
  { name: 'no list', lists: [], isValid: false },
  { name: 'a list that revokes', lists: [rootList, revokingList], isValid: false },
  { name: 'the digest of other bytes', cms: { fault: 'wrong-message-digest' }, isValid: false },
  { name: 'a damaged value', cms: { fault: 'damaged-signature-value' }, isValid: false },
  { name: 'another content type', cms: { fault: 'wrong-content-type' }, isValid: false },
  { name: 'no message digest', cms: { fault: 'message-digest-left-out' }, isValid: false },
  { name: 'no content type', cms: { fault: 'content-type-left-out' }, isValid: true },
  { name: 'no certificate of the signer', cms: { fault: 'signer-certificate-left-out' }, isValid: false },
  { name: 'a reference to another certificate', cms: { fault: 'reference-to-another-certificate' }, isValid: false },
  { name: 'two signers', cms: { fault: 'two-signers' }, isValid: false },
  { name: 'a signer of an unknown authority', signer: world.signer({ issuer: world.impostor }), isValid: false },
  { name: 'a signer that vouches for itself', signer: world.otherRoot, isValid: false },
  {
    name: 'a certificate that had expired',
    signer: world.signer({ notAfter: (RECEIVED - 1000) as Instant }),
    isValid: false,
  },
  {
    name: 'a certificate with a damaged signature',
    signer: world.signer({ fault: 'damaged-signature' }),
    isValid: false,
  },
  {
    name: 'an unknown critical extension',
    signer: world.signer({ extraExtensions: [{ oid: '1.2.3.4', critical: true, value: Buffer.of(5, 0) }] }),
    isValid: false,
  },
  { name: 'a key usage without signing', signer: world.signer({ keyUsage: ['keyEncipherment'] }), isValid: false },
]

/** The bytes that are signed, and the signature over them without the zeros behind it. */
function parted(pdf: Bytes): { readonly content: Bytes; readonly cms: Bytes } {
  const start = indexOf(pdf, '/Contents <') + '/Contents '.length
  const end = indexOf(pdf, '>', start) + 1
  const contents = fromHex(toLatin1(pdf.subarray(start + 1, end - 1)))
  const read = readSignedData(contents)
  if (!read.ok) throw read.error
  const content = Buffer.concat([pdf.subarray(0, start), pdf.subarray(end)])
  return { content, cms: contents.subarray(0, read.value.encodedLength) }
}

describeWith('openssl', 'openssl', 'OpenSSL on signatures', () => {
  for (const { name, signer = world.signer(), cms = {}, lists: given = lists, isValid } of signatures) {
    const diverges = name in SIGNATURE_DIVERGENCES
    test(`${diverges ? 'says otherwise' : 'agrees'}: ${name}`, () => {
      const pdf = signPdf(draft, {
        cms: { signer, certificates: [world.ca.certificate], ...cms },
        claimedAt: RECEIVED,
      }).bytes
      expect(judged({ pdf, lists: given }).report.outcome === 'valid').toBe(isValid)
      const path = inFolder({
        ...parted(pdf),
        roots: toPem('CERTIFICATE', world.root.certificate) + toPem('X509 CRL', ...given),
      })
      const { code, text } = runTool('openssl', [
        ...['cms', '-verify', '-inform', 'DER', '-in', path('cms'), '-content', path('content'), '-binary'],
        ...['-CAfile', path('roots'), '-purpose', 'any', '-crl_check_all'],
        ...['-out', '/dev/null', ...at(RECEIVED)],
      ])
      expect((code === 0) === isValid, text).toBe(!diverges)
    })
  }
})

const authority = world.timeStampAuthority
const other = (changes: Parameters<typeof world.signer>[0]): Holder =>
  world.signer({ key: world.key('another'), serial: 6n, issuer: world.root, ...changes })

const timeStamps: readonly {
  readonly name: string
  readonly plan?: Partial<TimeStampPlan>
  readonly isValid: boolean
}[] = [
  { name: 'a sound time-stamp', isValid: true },
  { name: 'an imprint by SHA-512', plan: { imprint: 'sha512' }, isValid: true },
  { name: 'a reference of the first kind', plan: { reference: 'v1' }, isValid: true },
  { name: 'both kinds of reference', plan: { reference: 'both' }, isValid: true },
  { name: 'its name in it', plan: { name: true }, isValid: true },
  { name: 'an imprint of other bytes', plan: { wrongImprint: true }, isValid: false },
  { name: 'an imprint that is too short', plan: { fault: 'short-imprint' }, isValid: false },
  { name: 'the digest of other content', plan: { fault: 'wrong-message-digest' }, isValid: false },
  { name: 'a damaged value', plan: { fault: 'damaged-signature-value' }, isValid: false },
  { name: 'another content type', plan: { fault: 'wrong-content-type' }, isValid: false },
  { name: 'two signers', plan: { fault: 'two-signers' }, isValid: false },
  { name: 'no certificate of the authority', plan: { fault: 'authority-certificate-left-out' }, isValid: false },
  { name: 'a reference to another certificate', plan: { fault: 'reference-to-another-certificate' }, isValid: false },
  { name: 'no reference', plan: { fault: 'no-reference' }, isValid: false },
  { name: 'an authority without the purpose', plan: { authority: other({ purposes: [] }) }, isValid: false },
  {
    name: 'an authority whose purpose is not critical',
    plan: { authority: other({ purposes: ['timeStamping'], keyUsage: ['digitalSignature'] }) },
    isValid: false,
  },
  {
    name: 'an authority with a second purpose',
    plan: {
      authority: other({
        purposes: ['timeStamping', 'clientAuth'],
        purposesCritical: true,
        keyUsage: ['digitalSignature'],
      }),
    },
    isValid: false,
  },
  {
    name: 'an authority under an unknown root',
    plan: {
      authority: other({
        issuer: world.otherRoot,
        purposes: ['timeStamping'],
        purposesCritical: true,
        keyUsage: ['digitalSignature'],
      }),
    },
    isValid: false,
  },
]

describeWith('openssl', 'openssl', 'OpenSSL on time-stamps', () => {
  for (const { name, plan = {}, isValid } of timeStamps) {
    const diverges = name in TIME_STAMP_DIVERGENCES
    test(`${diverges ? 'says otherwise' : 'agrees'}: ${name}`, () => {
      const signer = world.signer()
      const stamp = { authority, genTime, ...plan }
      const pdf = signPdf(draft, { cms: { signer, timeStamp: stamp }, claimedAt: RECEIVED }).bytes
      const { report } = judged({ pdf, lists: [...lists, world.rootList({ issuer: world.otherRoot })] })
      expect(report.signatures[0]?.timestamp?.outcome === 'valid').toBe(isValid)
      const read = readSignedData(parted(pdf).cms)
      const value = read.ok ? (read.value.signerInfos[0]?.signature ?? new Uint8Array()) : new Uint8Array()
      const path = inFolder({
        value,
        token: buildTimeStampToken(value, stamp),
        root: toPem('CERTIFICATE', world.root.certificate),
      })
      const { text } = runTool('openssl', [
        ...['ts', '-verify', '-token_in', '-in', path('token'), '-data', path('value'), '-CAfile', path('root')],
        ...at(NEXT_LIST),
      ])
      expect(text.includes('Verification: OK') === isValid, text).toBe(!diverges)
    })
  }
})
