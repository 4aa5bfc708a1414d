/** Time-stamps: whether a token proves that something existed at its time. RFC 3161; EN 319 102-1, 5.4. */
import { type Bytes, equalBytes } from '../bytes.ts'
import { OID } from '../format/asn1/oid.ts'
import { readContentType } from '../format/cms/attribute-values.ts'
import type { SignerInfo } from '../format/cms/signed-data.ts'
import { readSigningCertificates } from '../format/cms/signing-certificate.ts'
import { readTimeStampToken, type TimeStampToken } from '../format/cms/time-stamp-token.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import { digestNameOf } from '../format/x509/signature-algorithm.ts'
import type { Instant } from '../lang.ts'
import { checkDigest, checkUse, join } from './algorithm-constraints.ts'
import { validateCertificate } from './certificate-validation.ts'
import type { Note } from './code.ts'
import { checkMessageDigest, checkSignatureValue, onlySigner } from './cryptographic-verification.ts'
import { commonName } from './distinguished-name.ts'
import { finding, isDecisive, isProvisional } from './finding.ts'
import { validatePastSignature } from './past-signature-validation.ts'
import type { Finding } from './report.ts'
import { type Inquiry, inquiryFor } from './revocation/inquiry.ts'
import { contentOf, type SignedContent } from './signed-content.ts'
import { identifySigningCertificate } from './signing-certificate.ts'

/** A token whose bytes were looked at, and not yet whether its authority may be believed. */
export type CheckedToken = {
  /** Null where it cannot be read. */
  readonly token: TimeStampToken | null
  readonly certificate: Certificate | null
  readonly authority: string
  /** Of digest, signature value and imprint alone; null where that could not be computed. */
  readonly intact: boolean | null
  readonly faults: readonly Finding[]
}

export type TimeStamp = {
  /** Null where the token cannot be read. */
  readonly time: Instant | null
  readonly authority: string
  /** `valid` proves the time; `unsettled` would, if only what is open were known; `invalid` proves nothing. */
  readonly outcome: 'valid' | 'unsettled' | 'invalid'
  readonly because: readonly Finding[]
  readonly notes: readonly Note[]
}

/** Reads and checks a token over `stamped`. */
export function checkTokenBytes(bytes: Bytes, stamped: SignedContent, atHand: readonly Certificate[]): CheckedToken {
  const token = readTimeStampToken(bytes)
  if (token.ok) return checkToken(token.value, stamped, atHand)
  const because = finding('timestamp-invalid', 'RFC 3161, 2.4.2', { what: token.error.message })
  return { token: null, certificate: null, authority: '', intact: false, faults: [because] }
}

export function checkToken(
  token: TimeStampToken,
  stamped: SignedContent,
  atHand: readonly Certificate[],
): CheckedToken {
  const unknown = { token, certificate: null, authority: '', intact: null }
  const signer = onlySigner(token.signedData)
  if ('code' in signer) return { ...unknown, faults: [signer] }
  const certificate = identifySigningCertificate(token.signedData, signer, atHand)
  if ('code' in certificate) return { ...unknown, faults: [certificate] }
  const fault = checkExtensions(token) ?? checkImprint(token, stamped) ?? checkSignature(token, certificate)
  const intact = !fault || (fault.code === 'signature-type-unsupported' ? null : false)
  return { token, certificate, authority: commonName(certificate.subject), intact, faults: fault ? [fault] : [] }
}

/** RFC 3161, 2.4.2: a critical extension that is not known, and none is, makes a token that is not understood. */
function checkExtensions({ extensions }: TimeStampToken): Finding | null {
  const critical = extensions.find((one) => one.critical)
  return critical ? finding('signature-type-unsupported', 'RFC 3161, 2.4.2', { extension: critical.oid }) : null
}

/** The imprint is the digest of what is stamped (EN 319 102-1, 5.4.4). */
function checkImprint(token: TimeStampToken, stamped: SignedContent): Finding | null {
  const digest = digestNameOf(token.imprintAlgorithm)
  if (!digest)
    return finding('signature-type-unsupported', 'RFC 3161, 2.4.2', { algorithm: token.imprintAlgorithm.oid })
  return equalBytes(stamped.digest(digest), token.imprint)
    ? null
    : finding('document-digest-mismatch', 'EN 319 102-1, 5.4.4', { digest })
}

function checkSignature({ signedData }: TimeStampToken, certificate: Certificate): Finding | null {
  const signer = onlySigner(signedData)
  if ('code' in signer) return signer
  if (!signedData.content) return finding('signature-malformed', 'RFC 3161, 2.4.2', { what: 'TSTInfo' })
  // RFC 3161, 2.4.2: the attributes are obligatory; without them any signature over such bytes would be a token.
  const missing = missingAttribute(signer)
  if (missing) return finding('signature-malformed', 'RFC 3161, 2.4.2', { what: missing })
  const signed = checkMessageDigest(signer, OID.tstInfo, contentOf(signedData.content))
  return 'code' in signed ? signed : checkSignatureValue(signer, certificate, signed)
}

/** RFC 5652, 11.1; RFC 3161, 2.4.2: what is signed, and with which certificate. */
function missingAttribute(signer: SignerInfo): string | null {
  if (!signer.signedAttributesToVerify) return 'signed attributes'
  const type = readContentType(signer)
  if (!type.ok || type.value === null) return 'contentType'
  const references = readSigningCertificates(signer)
  return references.ok && references.value.length > 0 ? null : 'signing-certificate'
}

/**
 * Whether the token proves its time. Its authority is judged when the token is known to have existed (`known`: receipt, a
 * later time-stamp, else now): its own time proves nothing about the authority's certificate, since the authority wrote it.
 */
export function validateTimeStamp(checked: CheckedToken, known: Instant, inquiry: Inquiry): TimeStamp {
  const { token, certificate, authority, intact, faults } = checked
  const named = { time: token?.genTime ?? null, authority, notes: [] }
  if (!token || !certificate || intact !== true) return { ...named, outcome: 'invalid', because: faults }
  if (token.genTime > known) {
    const because = [finding('timestamp-order', 'EN 319 102-1, 5.5.4', { what: 'future' })]
    return { ...named, outcome: 'invalid', because }
  }
  // Nobody signs with a certificate that is not yet: such a time is a mistake of the clock, or of somebody else.
  if (token.genTime < certificate.notBefore) {
    const because = [finding('timestamp-order', 'EN 319 102-1, 5.5.4', { what: 'before its authority' })]
    return { ...named, outcome: 'invalid', because }
  }
  const own = inquiryFor(inquiry, token.signedData.certificates)
  const path = validateCertificate(certificate, 'time-stamp-authority', known, own)
  const algorithms = checkAlgorithms(token, certificate, known, inquiry)
  const findings = [...(validatePastSignature(path, known, own) ?? path.findings), ...algorithms.findings]
  return { ...named, outcome: outcomeOf(findings), because: findings, notes: [...path.notes, ...algorithms.notes] }
}

function checkAlgorithms(token: TimeStampToken, certificate: Certificate, at: Instant, { given }: Inquiry) {
  const signer = onlySigner(token.signedData)
  // The digest that the attributes were made with counts beside the one that the signature names: either may have been used.
  const names = [token.imprintAlgorithm, ...('code' in signer ? [] : [signer.digestAlgorithm])].map(digestNameOf)
  return join([
    ...names.flatMap((name) => (name ? [checkDigest(name, 'time-stamp', at, given.policy)] : [])),
    ...('code' in signer
      ? []
      : [checkUse(signer.signatureAlgorithm, certificate, 'time-stamp', at, given.policy, signer.digestAlgorithm)]),
  ])
}

/**
 * Open where nothing but revocation data is missing. An authority that has ended since proves nothing, unless a later
 * time-stamp vouches that the token is older (EN 319 102-1, 5.6.3): then it was judged at that time.
 */
function outcomeOf(findings: readonly Finding[]): TimeStamp['outcome'] {
  const decisive = findings.filter(isDecisive)
  if (decisive.length === 0) return 'valid'
  return isProvisional(decisive) ? 'unsettled' : 'invalid'
}
