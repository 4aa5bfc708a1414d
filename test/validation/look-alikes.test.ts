/** Bytes that were signed as one thing and are shown as another. RFC 5652, 5.4; RFC 3161, 2.4.2. */
import { expect, test } from 'vitest'
import { buildIssuer, buildTimeStampAuthority, instant } from '../../fixtures/authority.ts'
import {
  buildRevocationWorld,
  JUDGED,
  LISTED,
  NEXT_LIST,
  named,
  RECEIVED,
} from '../../fixtures/cases/revocation-world.ts'
import * as der from '../../fixtures/der.ts'
import { digestAlgorithm, digestOctets, signatureAlgorithm, signOctets } from '../../fixtures/keys.ts'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildCertificateList } from '../../fixtures/pki.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { attribute, buildSignedData, OID } from '../../fixtures/signed-data.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { buildTimeStampToken } from '../../fixtures/time-stamp.ts'
import { type Bytes, toHex } from '../../src/bytes.ts'
import { OFFICIAL_2021, STRICT } from '../../src/evidence/policy/read-policy.ts'
import { readSignedData } from '../../src/format/cms/signed-data.ts'
import type { Instant } from '../../src/lang.ts'
import { judge } from '../../src/validation/judge.ts'
import { anchorOf, type Given } from '../../src/validation/judgement.ts'
import { certificate, certificateList, lists } from './given.ts'

const world = await buildRevocationWorld()
const draft = await openDraft(await buildPlainPdf('Quyet dinh'))
const evil = await openDraft(await buildPlainPdf('Chuyen 9.999.999.999 dong'))
const signer = world.signer()
const sound = [world.rootList(), world.list()]
const LONG = { notBefore: instant('2018-01-01T00:00:00Z'), notAfter: instant('2038-01-01T00:00:00Z') }

const given = (changes: Partial<Given> = {}): Given => ({
  at: JUDGED,
  receivedAt: RECEIVED,
  trust: {
    anchors: [anchorOf(certificate(world.root.certificate))],
    intermediates: [certificate(world.ca.certificate)],
  },
  evidence: lists(...sound.map(certificateList)),
  policy: OFFICIAL_2021,
  ...changes,
})
const codeOf = (pdf: Bytes, changes: Partial<Given> = {}) => judge(pdf, given(changes)).report.code

/** Everything but the string of /Contents, and where that stands. */
function signedPart(pdf: Bytes) {
  const bytes = Buffer.from(pdf)
  const before = bytes.indexOf('/Contents <') + '/Contents '.length
  const after = bytes.indexOf('>', before) + 1
  return { before, after, bytes: Buffer.concat([bytes.subarray(0, before), bytes.subarray(after)]) }
}

function withContents(pdf: Bytes, value: Bytes): Bytes {
  const { before, after } = signedPart(pdf)
  const filled = Buffer.from(pdf)
  filled.write(toHex(value).padEnd(after - before - 2, '0'), before + 1, 'latin1')
  return filled
}

/** A document whose signed bytes are, to the last one, a SET OF Attribute with the digest of another document inside. */
function disguised(digest: Bytes): Bytes {
  const plain = Buffer.from(signPdf(draft, { cms: { signer } }).bytes)
  const rest = signedPart(plain).bytes.length
  const octets = der.header(0x04, rest)
  const set = Buffer.concat([der.header(0x31, octets.length + rest), octets])
  const type = der.objectIdentifier('1.3.6.1.4.1.99999.1')
  const head = Buffer.concat([
    attribute(OID.contentType, der.objectIdentifier(OID.data)),
    attribute(OID.messageDigest, der.octetString(digest)),
    der.header(0x30, type.length + set.length + rest),
    type,
    set,
  ])
  const bytes = Buffer.concat([der.header(0x31, head.length + rest), head, plain])
  const { before, after } = signedPart(bytes)
  const at = bytes.indexOf('/ByteRange [') + '/ByteRange '.length
  const room = bytes.indexOf('/Contents', at) - at
  bytes.write(`[0 ${before} ${after} ${bytes.length - after}]`.padEnd(room), at, 'latin1')
  return bytes
}

test('a signature given without attributes over one document is none over another whose digest lies in the first', () => {
  const scheme = { digest: 'sha256', padding: 'pkcs1' } as const
  const other = signPdf(evil, { cms: { signer }, contentsSize: 30_000 }).bytes
  const shown = disguised(digestOctets('sha256', signedPart(other).bytes))
  const value = signOctets(signer.key, scheme, signedPart(shown).bytes)
  const cms = (attributes: Bytes | null) =>
    buildSignedData({
      contentType: OID.data,
      content: null,
      digests: ['sha256'],
      certificates: [signer.certificate],
      signerInfos: [
        der.sequence(
          der.integer(1),
          der.sequence(signer.issuerName, signer.serial),
          digestAlgorithm('sha256'),
          ...(attributes ? [Buffer.concat([Buffer.of(0xa0), attributes.subarray(1)])] : []),
          signatureAlgorithm(signer.key, scheme),
          der.octetString(value),
        ),
      ],
    })
  expect(codeOf(withContents(other, cms(signedPart(shown).bytes)))).toBe('signature-malformed')
  expect(codeOf(withContents(shown, cms(null)))).toBe('signature-malformed')
})

const authority = buildTimeStampAuthority({
  subject: named('TSA RSA'),
  key: world.key('signer'),
  serial: 55n,
  issuer: world.root,
  ...LONG,
})

for (const [digest, oid] of [
  ['md5', '1.2.840.113549.1.1.4'],
  ['sha1', '1.2.840.113549.1.1.5'],
] as const) {
  test(`a time-stamp made with ${digest} proves nothing though its unsigned label says SHA-256`, () => {
    const plan = (tokens: readonly Bytes[]) =>
      signPdf(draft, {
        cms: { signer, extraUnsignedAttributes: tokens.map((one) => attribute(OID.signatureTimeStamp, one)) },
        claimedAt: RECEIVED,
      }).bytes
    const value = signatureValueOf(plan([]))
    const token = buildTimeStampToken(value, { authority, genTime: (RECEIVED - 3_600_000) as Instant, digest })
    const relabelled = Buffer.from(token)
    Buffer.from(der.objectIdentifier('1.2.840.113549.1.1.11')).copy(
      relabelled,
      relabelled.lastIndexOf(Buffer.from(der.objectIdentifier(oid))),
    )
    const { signatures } = judge(plan([relabelled]), given({ policy: STRICT })).report
    expect(signatures[0]?.timestamp?.outcome).toBe('invalid')
  })
}

test('a raw signature made with SHA-256 is not called one of SHA-1', () => {
  const raw = signPdf(draft, { cms: { signer }, subFilter: 'adbe.x509.rsa_sha1', claimedAt: RECEIVED }).bytes
  const octets = signOctets(signer.key, { digest: 'sha256', padding: 'pkcs1' }, signedPart(raw).bytes)
  const { signatures } = judge(withContents(raw, der.octetString(octets)), given()).report
  expect(signatures[0]).toMatchObject({ code: 'valid', notes: ['no-timestamp'] })
  expect(judge(raw, given()).report.signatures[0]?.notes).toContain('weak-digest-sha1')
})

test('a cross-certificate in the file takes nobody away from the list that revokes him', () => {
  const cross = buildIssuer({
    subject: named('CA thử nghiệm'),
    key: world.key('ca'),
    serial: 900n,
    issuer: world.otherRoot,
    ...LONG,
  })
  // The authority signs its lists with a new key, which its own issuer has certified.
  const listSigner = buildIssuer({
    subject: named('CA thử nghiệm'),
    key: world.key('another'),
    serial: 901n,
    issuer: world.root,
    ...LONG,
  })
  const revoking = buildCertificateList({
    issuer: listSigner,
    number: 20,
    thisUpdate: instant('2026-03-02T00:00:00Z'),
    nextUpdate: NEXT_LIST,
    revoked: [{ serial: 77n, at: instant('2026-03-01T12:00:00Z'), reason: 'keyCompromise' }],
  })
  const other = buildCertificateList({ issuer: world.otherRoot, number: 1, thisUpdate: LISTED, nextUpdate: NEXT_LIST })
  const trust = {
    anchors: [world.root, world.otherRoot].map((root) => anchorOf(certificate(root.certificate))),
    intermediates: [world.ca, listSigner].map((holder) => certificate(holder.certificate)),
  }
  const evidence = lists(...[...sound, revoking, other].map(certificateList))
  for (const certificates of [[], [cross.certificate]]) {
    const { bytes } = signPdf(draft, { cms: { signer, certificates }, claimedAt: RECEIVED })
    expect(codeOf(bytes, { trust, evidence })).toBe('revoked-time-unproven')
  }
})

function signatureValueOf(pdf: Bytes): Bytes {
  const { signatures } = judge(pdf, given()).report
  expect(signatures).toHaveLength(1)
  const hex = /\/Contents <([0-9a-f]+)>/iu.exec(Buffer.from(pdf).toString('latin1'))?.[1] ?? ''
  const read = readSignedData(Buffer.from(hex, 'hex'))
  return read.ok ? (read.value.signerInfos[0]?.signature ?? new Uint8Array()) : new Uint8Array()
}
