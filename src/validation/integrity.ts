/** Whether the signed bytes are the ones that were signed, for each kind of signature dictionary. ISO 32000-2, 12.8.3. */
import { type Bytes, equalBytes, toHex } from '../bytes.ts'
import { readOctetString } from '../format/asn1/octet-string.ts'
import { readCertificateValues } from '../format/cms/revocation-values.ts'
import { readSignedData, type SignedData, type SignerInfo } from '../format/cms/signed-data.ts'
import { readTimeStampToken } from '../format/cms/time-stamp-token.ts'
import type { PdfFile } from '../format/pdf/file.ts'
import { asArray, asName, asString } from '../format/pdf/narrow.ts'
import type { PdfDictionary } from '../format/pdf/object.ts'
import { type Certificate, readCertificate } from '../format/x509/certificate.ts'
import type { DigestName } from '../format/x509/signature-algorithm.ts'
import type { Sha256 } from '../lang.ts'
import { checkByteRange, isFinding, type SignedRange } from './byte-range.ts'
import type { Code, Note } from './code.ts'
import { checkMessageDigest, checkRawSignature, checkSignatureValue, onlySigner } from './cryptographic-verification.ts'
import { finding } from './finding.ts'
import type { Finding } from './report.ts'
import { contentOf } from './signed-content.ts'
import { identifySigningCertificate } from './signing-certificate.ts'
import { type CheckedToken, checkToken } from './time-stamp.ts'

export type Integrity = {
  readonly state: 'intact' | 'broken' | 'unknown'
  readonly findings: readonly Finding[]
  /** Null where the byte range itself is at fault. */
  readonly range: SignedRange | null
  readonly signedContent: Sha256 | null
  readonly certificate: Certificate | null
  /** Certificates that came with the signature. */
  readonly offered: readonly Certificate[]
  /** Null for raw signatures, which carry no attributes. */
  readonly signer: SignerInfo | null
  /** Null for raw signatures, and where the CMS cannot be read. */
  readonly signedData: SignedData | null
  /** Of a raw signature, the digest that it was made with; null for all others. */
  readonly rawDigest: DigestName | null
  /** For a document time-stamp, its token; whether its authority may be believed is judged later. */
  readonly token: CheckedToken | null
  readonly notes: readonly Note[]
}

/** A signature of which nothing could be read. */
export const NOTHING_READ = {
  range: null,
  signedContent: null,
  certificate: null,
  offered: [],
  signer: null,
  signedData: null,
  rawDigest: null,
  token: null,
  notes: [],
} as const

/** Codes by which nothing was found wrong: we could not look. */
const COULD_NOT_LOOK = new Set<Code>([
  'signature-type-unsupported',
  'signer-certificate-missing',
  'signer-certificate-mismatch',
  'parser-ambiguity',
  'malformed-tail',
])

const stateOf = ({ code, subIndication }: Finding) =>
  COULD_NOT_LOOK.has(code) || subIndication === 'SIGNED_DATA_NOT_FOUND' ? 'unknown' : 'broken'

/**
 * Checks byte range, digest and signature value of the signature dictionary `value`, read in the revision `revision`.
 *
 * @param atHand certificates among which that of the signer may be, beside those of the signature.
 */
export function checkIntegrity(
  file: PdfFile,
  value: PdfDictionary,
  revision: number,
  atHand: readonly Certificate[],
): Integrity {
  const range = checkByteRange(file, value, revision)
  if (isFinding(range)) return { ...NOTHING_READ, state: stateOf(range), findings: [range] }
  const checked = checkBySubFilter(file, value, revision, range, atHand)
  const findings = checked.findings ?? []
  const [first] = findings
  return {
    ...NOTHING_READ,
    ...checked,
    range,
    signedContent: toHex(range.content.digest('sha256')) as Sha256,
    findings,
    state: first ? stateOf(first) : 'intact',
  }
}

function checkBySubFilter(
  file: PdfFile,
  value: PdfDictionary,
  revision: number,
  range: SignedRange,
  atHand: readonly Certificate[],
): Partial<Integrity> {
  const subFilter = subFilterOf(file, value, revision)
  switch (subFilter) {
    case 'adbe.pkcs7.detached':
    case 'ETSI.CAdES.detached':
    case 'adbe.pkcs7.sha1':
      return checkCms(range, subFilter, atHand)
    case 'adbe.x509.rsa_sha1':
      return checkRaw(file, value, revision, range)
    case 'ETSI.RFC3161':
      return checkDocumentTimeStamp(range, atHand)
    default:
      return {
        findings: [finding('signature-type-unsupported', 'ISO 32000-2, 12.8.3', { subFilter: subFilter ?? '' })],
      }
  }
}

export function subFilterOf(file: PdfFile, value: PdfDictionary, revision: number): string | null {
  return asName(file.resolve(value.entries.get('SubFilter'), revision))
}

const malformed = (what: string): Finding => finding('signature-malformed', 'ISO 32000-2, 12.8.3.3', { what })

/**
 * B11: what follows the encoding in the gap is zeros, the padding of the place held for it.
 *
 * Laxer than ISO 32000-2, 12.8.3.3.1: other bytes there are remarked and no more. A library in use leaves some; they are
 * digits of a string that is read no further than the encoding goes, so nothing that is shown or signed can hang on them.
 */
function checkPadding(contents: Bytes, length: number): readonly Note[] {
  const padding = contents.subarray(length)
  // All are zero where the first is and each is the one before it: compared at once, as there are thousands.
  const isZero = padding.length === 0 || (padding[0] === 0 && equalBytes(padding.subarray(1), padding.subarray(0, -1)))
  return isZero ? [] : ['contents-padding']
}

function checkCms(range: SignedRange, subFilter: string, atHand: readonly Certificate[]): Partial<Integrity> {
  const read = readSignedData(range.contents)
  if (!read.ok) return { findings: [malformed(read.error.message)] }
  const signedData = read.value
  const notes = checkPadding(range.contents, signedData.encodedLength)
  const signer = onlySigner(signedData)
  if (isFinding(signer)) return { notes, findings: [signer] }
  const found = { notes, offered: offeredBy(signedData, signer), signer, signedData }
  const signed = checkContent(signedData, signer, range, subFilter)
  if (isFinding(signed)) return { ...found, findings: [signed] }
  const certificate = identifySigningCertificate(signedData, signer, atHand)
  if (isFinding(certificate)) return { ...found, findings: [certificate] }
  const fault = checkSignatureValue(signer, certificate, signed)
  return { ...found, certificate, findings: fault ? [fault] : [] }
}

function checkContent(signedData: SignedData, signer: SignerInfo, range: SignedRange, subFilter: string) {
  if (subFilter !== 'adbe.pkcs7.sha1') {
    // Detached: content carried inside would be signed instead of the file (ISO 32000-2, 12.8.3.3.1).
    if (signedData.content) return malformed('eContent')
    return checkMessageDigest(signer, signedData.contentType, range.content)
  }
  // ISO 32000-2, 12.8.3.3.1: the content is the SHA-1 of the range, and it is the content that is signed.
  if (!signedData.content) return malformed('eContent')
  if (!equalBytes(signedData.content, range.content.digest('sha1')))
    return finding('document-digest-mismatch', 'ISO 32000-2, 12.8.3.3.1', { digest: 'sha1' })
  return checkMessageDigest(signer, signedData.contentType, contentOf(signedData.content))
}

/** Those of the CMS, and those that a later signer of long-term data put beside them (EN 319 122-1, A.1.1.2). */
function offeredBy(signedData: SignedData, signer: SignerInfo): readonly Certificate[] {
  const values = readCertificateValues(signer).flatMap((der) => {
    const read = readCertificate(der)
    return read.ok ? [read.value] : []
  })
  return [...signedData.certificates, ...values]
}

/** ISO 32000-2, 12.8.3.2: /Contents is an OCTET STRING with the PKCS #1 value, the certificates are in /Cert. */
function checkRaw(file: PdfFile, value: PdfDictionary, revision: number, range: SignedRange): Partial<Integrity> {
  const signature = readOctetString(range.contents)
  if (!signature.ok) return { findings: [malformed('OCTET STRING')] }
  const notes = checkPadding(range.contents, signature.value.encodedLength)
  const cert = file.resolve(value.entries.get('Cert'), revision)
  const offered = (asArray(cert)?.items ?? [cert]).flatMap((item) => {
    const string = asString(file.resolve(item, revision))
    const read = string && readCertificate(string.bytes)
    return read?.ok ? [read.value] : []
  })
  const [certificate] = offered
  if (!certificate) return { notes, findings: [finding('signer-certificate-missing', 'ISO 32000-2, 12.8.3.2')] }
  const rawDigest = checkRawSignature(certificate, range.content.parts, signature.value.octets)
  const fault = finding('document-digest-mismatch', 'ISO 32000-2, 12.8.3.2', { certificate: certificate.sha256 })
  return { notes, certificate, offered, rawDigest, findings: rawDigest ? [] : [fault] }
}

/** ISO 32000-2, 12.8.5: the token stamps the range itself. */
function checkDocumentTimeStamp(range: SignedRange, atHand: readonly Certificate[]): Partial<Integrity> {
  const read = readTimeStampToken(range.contents)
  if (!read.ok) return { findings: [malformed(read.error.message)] }
  const { signedData } = read.value
  const token = checkToken(read.value, range.content, atHand)
  const notes = checkPadding(range.contents, signedData.encodedLength)
  return { notes, token, signedData, offered: signedData.certificates, findings: token.faults }
}
