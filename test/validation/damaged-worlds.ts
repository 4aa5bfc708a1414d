import { instant } from '../../fixtures/authority.ts'
import { LISTED, RECEIVED, SIGNER_SERIAL } from '../../fixtures/cases/revocation-world.ts'
import { buildDocumentSignature, type CmsPlan } from '../../fixtures/cms.ts'
import type { PdfDraft } from '../../fixtures/pdf-draft.ts'
import type { Holder } from '../../fixtures/pki.ts'
import type { RevocationMaterial } from '../../fixtures/revocation-material.ts'
import { withSecurityStore } from '../../fixtures/security-store.ts'
import { attribute, OID } from '../../fixtures/signed-data.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { buildTimeStampToken } from '../../fixtures/time-stamp.ts'
import { type Bytes, indexOf, toHex } from '../../src/bytes.ts'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import { readSignedData } from '../../src/format/cms/signed-data.ts'
import { readOcspResponse } from '../../src/format/ocsp/ocsp-response.ts'
import type { Read } from '../../src/format/read.ts'
import { readCertificate } from '../../src/format/x509/certificate.ts'
import { readCertificateList } from '../../src/format/x509/crl.ts'
import type { Instant } from '../../src/lang.ts'
import type { Code } from '../../src/validation/code.ts'
import { judge } from '../../src/validation/judge.ts'
import { anchorOf, type Given, type Judgement } from '../../src/validation/judgement.ts'
import { certificate } from './given.ts'
import { type Mutation, mutate } from './mutation.ts'
import { draft, givenWith, rootList, world } from './revocation/judged.ts'

/** What a verdict rests on, in DER; each may be damaged. */
export type Parts = {
  readonly signer: Bytes
  readonly ca: Bytes
  readonly rootList: Bytes
  readonly list: Bytes | null
  readonly response: Bytes | null
  readonly token: Bytes | null
  /** The whole signature of the document. */
  readonly cms: Bytes | null
}

export type World = {
  readonly name: string
  readonly code: Code
  readonly holder: Holder
  readonly parts: Parts
  readonly changes: Partial<Given>
}

/** Where the parts are given: to the judge, in the signature, or in the security store. */
export const places = ['outside', 'signature', 'store'] as const
export type Place = (typeof places)[number]

export const JANUARY = instant('2026-01-01T00:00:00Z')
const FEBRUARY = instant('2026-02-01T00:00:00Z')

/** A file whose signature is exchanged without signing its bytes anew. */
function openFile(holder: Holder): {
  readonly signed: PdfDraft
  readonly content: Bytes
  readonly put: (cms: Bytes) => PdfDraft
} {
  const signed = signPdf(draft, { cms: { signer: holder }, claimedAt: RECEIVED, contentsSize: 16_384 })
  const start = indexOf(signed.bytes, '/Contents <') + '/Contents '.length
  const end = indexOf(signed.bytes, '>', start) + 1
  const content = Buffer.concat([signed.bytes.subarray(0, start), signed.bytes.subarray(end)])
  const put = (cms: Bytes): PdfDraft => {
    const bytes = Buffer.from(signed.bytes)
    bytes.write(toHex(cms.subarray(0, 16_384)).padEnd(2 * 16_384, '0'), start + 1, 'latin1')
    return { ...signed, bytes }
  }
  return { signed, content, put }
}

const files = new Map<Holder, ReturnType<typeof openFile>>()

export function fileOf(holder: Holder): ReturnType<typeof openFile> {
  const file = files.get(holder) ?? openFile(holder)
  files.set(holder, file)
  return file
}

/** RSA with PKCS #1 v1.5 signs the same attributes the same way each time, so that a token fits every signature of the file. */
function signatureValueOf(holder: Holder): Bytes {
  const read = readSignedData(buildDocumentSignature(fileOf(holder).content, { signer: holder }))
  if (!read.ok) throw read.error
  return read.value.signerInfos[0]?.signature ?? new Uint8Array()
}

const present = (...parts: readonly (Bytes | null)[]): readonly Bytes[] => parts.filter((part) => part !== null)

export function judgeParts({ holder, parts, changes }: World, place: Place): Judgement {
  const { content, put } = fileOf(holder)
  const { signer, ca, list, response, token } = parts
  const material: RevocationMaterial = {
    certificateLists: present(parts.rootList, list),
    ocspResponses: present(response),
  }
  const plan: CmsPlan = {
    signer: { ...holder, certificate: signer },
    certificates: place === 'signature' ? [ca] : [],
    ...(place === 'signature' && { revocationInfo: material }),
    extraUnsignedAttributes: token ? [attribute(OID.signatureTimeStamp, token)] : [],
  }
  const file = put(parts.cms ?? buildDocumentSignature(content, plan))
  const stored = place === 'store' ? withSecurityStore(file, { certificates: [ca], ...material }) : file
  const outside = place === 'outside' ? parts : null
  return judge(stored.bytes, {
    ...givenWith({}),
    trust: {
      anchors: [anchorOf(certificate(world.root.certificate))],
      intermediates: readable([ca], outside, readCertificate),
    },
    evidence: {
      certificateLists: readable(material.certificateLists ?? [], outside, readCertificateList),
      ocspResponses: readable(material.ocspResponses ?? [], outside, readOcspResponse),
      heldSince: new Map(),
    },
    ...changes,
  })
}

/** Whoever gathers evidence reads it, and leaves away what is none. */
function readable<T>(encodings: readonly Bytes[], given: Parts | null, read: (der: Bytes) => Read<T>): readonly T[] {
  if (!given) return []
  return encodings.flatMap((der) => {
    const result = read(der)
    return result.ok ? [result.value] : []
  })
}

export const usual = world.signer()

export function worldOf(
  code: Code,
  name: string,
  parts: Partial<Parts>,
  { holder = usual, ...changes }: Partial<Given> & { readonly holder?: Holder } = {},
): World {
  const whole = {
    signer: holder.certificate,
    ca: world.ca.certificate,
    rootList,
    list: null,
    response: null,
    token: null,
    cms: null,
  }
  return { name, code, holder, parts: { ...whole, ...parts }, changes }
}

const stamp = (genTime: Instant, holder: Holder = usual): Bytes =>
  buildTimeStampToken(signatureValueOf(holder), { authority: world.timeStampAuthority, genTime })
const revoked = { revoked: [{ serial: SIGNER_SERIAL, at: JANUARY }] }
const good = world.list()
export const before = instant('2026-03-02T00:00:00Z')

const ended = world.signer({ notAfter: instant('2026-03-01T12:00:00Z') })
const begins = world.signer({ notBefore: instant('2026-03-03T12:00:00Z') })
const machine = world.signer({ purposes: ['ocspSigning'] })
const ofStranger = world.signer({ issuer: world.impostor })
const responder = world.signer({
  serial: 78n,
  key: world.key('responder'),
  keyUsage: ['digitalSignature'],
  purposes: ['ocspSigning'],
})
const stampDemanded = { ...OFFICIAL_2021, acceptance: { ...OFFICIAL_2021.acceptance, timeStamp: 'required' } } as const

/** None of them is valid, each for one reason. */
export const worlds: readonly World[] = [
  worldOf('revoked-time-unproven', 'revoked by a list', { list: world.list(revoked), token: stamp(before) }),
  worldOf('revoked-time-unproven', 'revoked by a response', {
    response: world.answer({ answer: { status: { revokedAt: JANUARY } } }),
  }),
  worldOf('revoked-time-unproven', 'revoked by a delegated responder', {
    response: world.answer({ responder: world.responder(), answer: { status: { revokedAt: JANUARY } } }),
  }),
  worldOf(
    'revoked-time-unproven',
    'revoked before its time-stamp, of unknown receipt',
    { list: world.list({ revoked: [{ serial: SIGNER_SERIAL, at: LISTED }] }), token: stamp(before) },
    { receivedAt: null },
  ),
  worldOf('authority-revoked', 'under an authority that is revoked', {
    rootList: world.rootList({ revoked: [{ serial: 2n, at: JANUARY }] }),
    list: good,
  }),
  worldOf('certificate-on-hold', 'on hold', {
    list: world.list({ revoked: [{ serial: SIGNER_SERIAL, at: JANUARY, reason: 'certificateHold' }] }),
  }),
  worldOf('revocation-unknown', 'of unknown status', { token: stamp(before) }),
  worldOf('revocation-unknown', 'of a status that a responder does not know', {
    response: world.answer({ answer: { status: 'unknown' } }),
  }),
  worldOf('revocation-unknown', 'of a status that a responder of unknown status tells', {
    response: world.answer({ responder }),
  }),
  worldOf('revocation-unknown', 'of a status that a list for some reasons tells', {
    list: world.list({ issuingDistributionPoint: { onlySomeReasons: ['keyCompromise'] } }),
  }),
  worldOf('revocation-unknown', 'of a status that a list of authorities does not tell', {
    list: world.list({ issuingDistributionPoint: { onlyCaCerts: true } }),
  }),
  worldOf('revocation-stale', 'of a status that is out of date', {
    list: world.list({ thisUpdate: JANUARY, nextUpdate: FEBRUARY }),
  }),
  worldOf(
    'signing-time-unproven',
    'expired before receipt',
    { list: world.list({ thisUpdate: FEBRUARY }) },
    { holder: ended },
  ),
  worldOf(
    'certificate-not-yet-valid',
    'not yet valid at receipt',
    { list: world.list({ thisUpdate: instant('2026-03-03T20:00:00Z') }) },
    { holder: begins },
  ),
  worldOf('wrong-certificate-purpose', 'of another purpose', { list: good }, { holder: machine }),
  worldOf(
    'untrusted-issuer',
    'of a stranger',
    { ca: world.impostor.certificate, list: world.list({ issuer: world.impostor }) },
    { holder: ofStranger },
  ),
  worldOf(
    'requirement-unmet',
    'without the time-stamp that the policy demands',
    {
      list: good,
      token: buildTimeStampToken(signatureValueOf(usual), {
        authority: world.timeStampAuthority,
        genTime: before,
        wrongImprint: true,
      }),
    },
    { policy: stampDemanded },
  ),
]

export const names = ['signer', 'ca', 'rootList', 'list', 'response', 'token', 'cms'] as const

/** The same world with one part of it damaged; where the part is not there, the signer's certificate. */
export function damaged(whole: World, name: (typeof names)[number], change: Mutation): World {
  const original = name === 'cms' ? cmsOf(whole) : whole.parts[name]
  const part = original ? name : 'signer'
  return { ...whole, parts: { ...whole.parts, [part]: mutate(original ?? whole.parts.signer, change) } }
}

/** As it lies in the file, with the lists and responses in it. */
export function cmsOf({ holder, parts }: World): Bytes {
  return buildDocumentSignature(fileOf(holder).content, {
    signer: holder,
    certificates: [parts.ca],
    revocationInfo: {
      certificateLists: present(parts.rootList, parts.list),
      ocspResponses: present(parts.response),
    },
    extraUnsignedAttributes: parts.token ? [attribute(OID.signatureTimeStamp, parts.token)] : [],
  })
}

export const validWorlds: readonly World[] = [
  worldOf('valid', 'told by lists, with a time-stamp', { list: good, token: stamp(before) }),
  worldOf('valid', 'told by a delegated responder', { response: world.answer({ responder: world.responder() }) }),
]
