import { expect, test } from 'vitest'
import { buildWorld, instant } from '../../fixtures/authority.ts'
import type { CmsPlan } from '../../fixtures/cms.ts'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { addDocumentTimeStamp, type SignaturePlan, signPdf } from '../../fixtures/signed-pdf.ts'
import { judge } from '../../src/validation/judge.ts'
import { anchorOf } from '../../src/validation/judgement.ts'
import { certificate, certificateList, given, lists, SIGNED_AT, verdict, world } from './given.ts'

const draft = await openDraft(await buildPlainPdf('Kế hoạch'.normalize('NFD').replaceAll(/[^\x20-\x7e]/gu, '')))
const signer = world.organisation
const timeStamp = { authority: world.timeStampAuthority, genTime: SIGNED_AT }
const sign = (cms: Partial<CmsPlan>, plan: Partial<SignaturePlan> = {}) =>
  signPdf(draft, { cms: { signer, ...cms }, claimedAt: SIGNED_AT, ...plan }).bytes

const VALID = ['valid valid', 'valid intact none trusted']

const honest: readonly { name: string; pdf: Uint8Array }[] = [
  { name: 'a plain PKCS #7 signature', pdf: sign({}) },
  { name: 'a CAdES signature', pdf: sign({}, { subFilter: 'ETSI.CAdES.detached' }) },
  { name: 'adbe.pkcs7.sha1', pdf: sign({}, { subFilter: 'adbe.pkcs7.sha1' }) },
  { name: 'adbe.x509.rsa_sha1', pdf: sign({}, { subFilter: 'adbe.x509.rsa_sha1' }) },
  { name: 'SHA-1', pdf: sign({ digest: 'sha1' }) },
  { name: 'SHA-512', pdf: sign({ digest: 'sha512' }) },
  { name: 'RSASSA-PSS', pdf: sign({ padding: 'pss' }) },
  { name: 'no signed attributes', pdf: sign({ fault: 'no-signed-attributes' }) },
  { name: 'BER of indefinite length', pdf: sign({ indefinite: true }) },
  { name: 'an unsigned attribute that is no ASN.1', pdf: sign({ indefinite: true, oddUnsignedAttribute: true }) },
  { name: 'a signing-time seven hours off', pdf: sign({ signingTime: instant('2021-08-10T10:00:00Z') }) },
  { name: 'a time-stamp', pdf: sign({ timeStamp }) },
  { name: 'a cross-reference stream', pdf: sign({}, { crossReference: 'stream' }) },
  { name: 'a certification', pdf: sign({}, { certification: 2 }) },
]
for (const { name, pdf } of honest) {
  test(`a sound signature is valid: ${name}`, () => expect(verdict(pdf)).toEqual(VALID))
}

/** The last characters of the gap, written otherwise. */
const padded = (spelled: string, signed = sign({})) => {
  const pdf = Buffer.from(signed)
  const end = pdf.indexOf('>', pdf.lastIndexOf('/Contents <'))
  pdf.write(spelled, end - spelled.length, 'latin1')
  return pdf
}
const isRemarked = (pdf: Uint8Array) => judge(pdf, given()).report.signatures.at(-1)?.notes.includes('contents-padding')

test('white-space in the padding of /Contents says nothing', () => {
  const pdf = padded(' 00\n00')
  expect([verdict(pdf), isRemarked(pdf)]).toEqual([VALID, false])
})

for (const spelled of ['1', 'ff0000', '3003020100']) {
  test(`digits behind the CMS are remarked: ${spelled}`, () => {
    const pdf = padded(spelled)
    expect([verdict(pdf), isRemarked(pdf)]).toEqual([VALID, true])
  })
}

test('digits behind the token of a document time-stamp are remarked', () => {
  expect(isRemarked(padded('ff', addDocumentTimeStamp(draft, timeStamp).bytes))).toBe(true)
})

test('digits behind a raw signature are remarked', () => {
  expect(isRemarked(padded('ff', sign({}, { subFilter: 'adbe.x509.rsa_sha1' })))).toBe(true)
})

for (const spelled of ['%', 'x', '<', '\x80', '1 0 obj << /Type /Catalog ']) {
  test(`the gap holds nothing but a hexadecimal string, so not ${JSON.stringify(spelled)}`, () => {
    expect(verdict(padded(spelled))[0]).toBe('invalid byte-range-invalid')
  })
}

for (const kind of ['P-256', 'P-384', 'brainpoolP256r1', 'ed25519', 'ed448'] as const) {
  test(`a sound signature is valid: key ${kind}`, async () => {
    const other = await buildWorld(instant('2021-08-10T12:00:00Z'), kind)
    const trust = {
      anchors: [anchorOf(certificate(other.root.certificate))],
      intermediates: [certificate(other.issuer.certificate)],
    }
    const evidence = lists(...other.certificateLists.map(certificateList))
    expect(verdict(sign({ signer: other.organisation }), { trust, evidence })).toEqual(VALID)
  })
}

const broken: readonly { name: string; pdf: Uint8Array; expected: readonly string[] }[] = [
  {
    name: 'messageDigest of other bytes',
    pdf: sign({ fault: 'wrong-message-digest' }),
    expected: ['invalid document-digest-mismatch', 'document-digest-mismatch broken none unknown'],
  },
  {
    name: 'signature value damaged',
    pdf: sign({ fault: 'damaged-signature-value' }),
    expected: ['invalid signature-value-wrong', 'signature-value-wrong broken none trusted'],
  },
  {
    name: 'two SignerInfos',
    pdf: sign({ fault: 'two-signers' }),
    expected: ['invalid multiple-signers', 'multiple-signers broken none unknown'],
  },
  {
    name: 'no certificate of the signer',
    pdf: sign({ fault: 'signer-certificate-left-out' }),
    expected: ['indeterminate signer-certificate-missing', 'signer-certificate-missing unknown none unknown'],
  },
  {
    name: 'ESS reference to another certificate',
    pdf: sign({ fault: 'reference-to-another-certificate' }),
    expected: ['indeterminate signer-certificate-mismatch', 'signer-certificate-mismatch unknown none unknown'],
  },
]
for (const { name, pdf, expected } of broken) {
  test(`a faulty signature is never valid: ${name}`, () => expect(verdict(pdf)).toEqual(expected))
}

test('the time-stamp gives the best signature time, receipt does without one, now without either', () => {
  const best = (pdf: Uint8Array, receivedAt = given().receivedAt) =>
    judge(pdf, given({ receivedAt })).report.signatures[0]?.bestSignatureTime
  expect(best(sign({ timeStamp }))).toBe('2021-08-10T03:00:00.000Z')
  expect(best(sign({}))).toBe('2021-08-10T08:00:00.000Z')
  expect(best(sign({}), null)).toBeNull()
})

test('a time-stamp over other bytes proves nothing and is remarked', () => {
  const { report } = judge(sign({ timeStamp: { ...timeStamp, wrongImprint: true } }), given())
  expect(report.signatures[0]).toMatchObject({ code: 'valid', bestSignatureTime: '2021-08-10T08:00:00.000Z' })
  expect(report.signatures[0]?.timestamp?.outcome).toBe('invalid')
  expect(report.signatures[0]?.notes).toContain('timestamp-invalid')
})

test('a time-stamp of the future proves nothing', () => {
  const future = { ...timeStamp, genTime: instant('2021-08-12T00:00:00Z') }
  const { report } = judge(sign({ timeStamp: future }), given())
  expect(report.signatures[0]?.notes).toContain('timestamp-order')
})

test('remarks name SHA-1 and the missing time-stamp', () => {
  const { report } = judge(sign({ digest: 'sha1' }), given())
  expect(report.signatures[0]?.notes).toEqual(['weak-digest-sha1', 'no-timestamp'])
})

test('a document time-stamp is judged, and is no signature of anybody', () => {
  const stamped = addDocumentTimeStamp(draft, timeStamp).bytes
  expect(verdict(stamped)).toEqual(['unsigned not-signed', 'valid intact none trusted'])
})

test('a document time-stamp over a signature proves its time', () => {
  const signed = signPdf(draft, { cms: { signer } })
  const stamped = addDocumentTimeStamp(signed, timeStamp).bytes
  const { report } = judge(stamped, given())
  expect(report.outcome).toBe('valid')
  expect(report.signatures.map(({ kind }) => kind)).toEqual(['signature', 'document-timestamp'])
  expect(report.signatures[0]?.bestSignatureTime).toBe('2021-08-10T03:00:00.000Z')
})
