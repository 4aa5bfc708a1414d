/** CMS SignedData as it lies in its bytes, in DER or in BER with indefinite lengths. RFC 5652, 5. */
import type { Bytes } from '../../bytes.ts'
import { childrenOf, type Element, parseFirst } from '../asn1/element.ts'
import { explicitContent, fieldsOf, itemsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeOctetString, decodeOid } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { BudgetError, FormatError, type Read, reading, readingOr } from '../read.ts'
import { parseAlgorithmIdentifier } from '../x509/algorithm-identifier.ts'
import { type AlgorithmIdentifier, type Certificate, type Name, readCertificate } from '../x509/certificate.ts'
import { parseSignerInfo } from './signer-info.ts'

export type SignerIdentifier =
  | { readonly kind: 'issuerAndSerialNumber'; readonly issuer: Name; readonly serialNumber: string }
  | { readonly kind: 'subjectKeyIdentifier'; readonly keyIdentifier: Bytes }

/** An attribute; `values` are whole encodings. A malformed unsigned attribute has `values: []` and its bytes in `raw`. */
export type Attribute = { readonly oid: string; readonly values: readonly Bytes[]; readonly raw: Bytes }

export type SignerInfo = {
  readonly version: number
  readonly sid: SignerIdentifier
  readonly digestAlgorithm: AlgorithmIdentifier
  /** What the signature value is computed over: signedAttrs as DER SET OF (RFC 5652, 5.4), or null where there are none. */
  readonly signedAttributesToVerify: Bytes | null
  readonly signedAttributes: readonly Attribute[]
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Bytes
  readonly unsignedAttributes: readonly Attribute[]
}

export type SignedData = {
  /** Length of the ContentInfo in the bytes given; what follows is padding of /Contents. */
  readonly encodedLength: number
  readonly digestAlgorithms: readonly AlgorithmIdentifier[]
  readonly contentType: string
  /** eContent, constructed octet strings joined; null where detached. */
  readonly content: Bytes | null
  /** Those that could be read, in order; others are only counted. */
  readonly certificates: readonly Certificate[]
  readonly unreadableCertificates: number
  /** Whole encodings of the lists in `crls`. */
  readonly crls: readonly Bytes[]
  /** Whole encodings of each OCSPResponse there. RFC 5940, 2.2. */
  readonly ocspResponses: readonly Bytes[]
  readonly signerInfos: readonly SignerInfo[]
}

const SIGNED_DATA_BUDGET = {
  /** A signature brings at most a dozen; the largest trust bundles in P7B form some 500. */
  certificates: 1_000,
  /** One for each certificate of a path and of that of each time-stamp, lists and responses: under twenty. */
  crls: 100,
  /** PDF signatures have one; a file that a whole meeting signed has some twenty. */
  signerInfos: 100,
} as const

const CLAUSE = 'RFC 5652, 5.1'

/** Reads a ContentInfo that holds SignedData; bytes after its end are left to the caller. */
export function readSignedData(bytes: Bytes): Read<SignedData> {
  return reading(() => parseSignedData(bytes))
}

/** The same for a reader that has more to read, and fails as readers do inside. */
export function parseSignedData(bytes: Bytes): SignedData {
  const contentInfo = parseFirst(bytes, 'BER')
  if (contentInfo.tag !== TAG.sequence) throw new FormatError('Expected a ContentInfo', 'RFC 5652, 3', 0)
  const fields = fieldsOf(contentInfo, 'RFC 5652, 3')
  const type = fields.take(TAG.oid, 'contentType')
  if (decodeOid(type) !== OID.signedData) throw new FormatError('Not SignedData', CLAUSE, type.offset)
  const content = explicitContent(fields.take(context(0), 'content'), TAG.sequence, 'SignedData')
  fields.end()
  return { encodedLength: contentInfo.encoding.length, ...parseContent(content) }
}

function parseContent(element: Element): Omit<SignedData, 'encodedLength'> {
  const fields = fieldsOf(element, CLAUSE)
  fields.take(TAG.integer, 'version') // it only repeats which choices occur below
  const digestAlgorithms = itemsOf(fields.take(TAG.set, 'digestAlgorithms'), TAG.sequence, CLAUSE)
  const encapsulated = parseEncapsulatedContent(fields.take(TAG.sequence, 'encapContentInfo'))
  const certificateChoices = choicesIn(fields.takeOptional(context(0)), SIGNED_DATA_BUDGET.certificates)
  const revocationChoices = choicesIn(fields.takeOptional(context(1)), SIGNED_DATA_BUDGET.crls)
  const signerInfos = itemsOf(fields.take(TAG.set, 'signerInfos'), TAG.sequence, CLAUSE)
  fields.end()
  checkCount(signerInfos, SIGNED_DATA_BUDGET.signerInfos)
  const certificates = x509Encodings(certificateChoices).map(readCertificate)
  const readable = certificates.flatMap((read) => (read.ok ? [read.value] : []))
  return {
    digestAlgorithms: digestAlgorithms.map(parseAlgorithmIdentifier),
    ...encapsulated,
    certificates: readable,
    unreadableCertificates: certificates.length - readable.length,
    crls: x509Encodings(revocationChoices),
    ocspResponses: revocationChoices.flatMap(ocspResponseIn),
    signerInfos: signerInfos.map(parseSignerInfo),
  }
}

/** RFC 5652, 5.2. */
function parseEncapsulatedContent(element: Element): Pick<SignedData, 'contentType' | 'content'> {
  const fields = fieldsOf(element, 'RFC 5652, 5.2')
  const contentType = decodeOid(fields.take(TAG.oid, 'eContentType'))
  const tagged = fields.takeOptional(context(0))
  fields.end()
  if (tagged === null) return { contentType, content: null }
  const explicit = fieldsOf(tagged, 'RFC 5652, 5.2')
  const inner = explicit.takeAny('eContent')
  explicit.end()
  // RFC 5652, 5.2.1: PKCS #7 allowed other types than OCTET STRING; of those, too, the content octets are digested.
  return { contentType, content: inner.tag === TAG.octetString ? decodeOctetString(inner) : inner.content }
}

/** The members of CertificateSet or RevocationInfoChoices. RFC 5652, 10.2. */
function choicesIn(choices: Element | null, most: number): readonly Element[] {
  if (choices === null) return []
  const children = childrenOf(choices)
  checkCount(children, most)
  return children
}

/** Certificates and lists of X.509; the other choices carry context tags. */
function x509Encodings(choices: readonly Element[]): readonly Bytes[] {
  return choices.filter(({ tag }) => tag === TAG.sequence).map(({ encoding }) => encoding)
}

/** OtherRevocationInfoFormat, where it is an OCSPResponse; other formats, and what cannot be read, are passed over. */
function ocspResponseIn(choice: Element): readonly Bytes[] {
  if (choice.tag !== context(1)) return []
  return readingOr(() => {
    const fields = fieldsOf(choice, 'RFC 5940, 2.2')
    const format = decodeOid(fields.take(TAG.oid, 'otherRevInfoFormat'))
    const value = fields.takeAny('otherRevInfo')
    fields.end()
    return format === OID.riOcspResponse ? [value.encoding] : []
  }, [])
}

function checkCount(items: readonly Element[], most: number): void {
  const beyond = items[most]
  if (beyond) throw new BudgetError('Too many members', 'SIGNED_DATA_BUDGET', beyond.offset)
}
