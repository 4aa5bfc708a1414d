/** Whether a CMS signature holds over given content. RFC 5652, 5.4; EN 319 102-1, 5.2.7. */
import { type Bytes, equalBytes, indexOf } from '../bytes.ts'
import { SET_IDENTIFIER } from '../format/asn1/der.ts'
import { readContentType, readMessageDigest } from '../format/cms/attribute-values.ts'
import type { SignedData, SignerInfo } from '../format/cms/signed-data.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import {
  type DigestName,
  digestNameOf,
  type SignatureAlgorithm,
  signatureAlgorithmOf,
} from '../format/x509/signature-algorithm.ts'
import { verifySignature } from './cryptography.ts'
import { finding } from './finding.ts'
import type { Finding } from './report.ts'
import type { SignedContent } from './signed-content.ts'

/** What the signature value is computed over, once the content is known to be the one that was signed. */
type Signed = { readonly data: Bytes }

/** The only SignerInfo (EN 319 142-1, 5.3: exactly one). */
export function onlySigner(signedData: SignedData): SignerInfo | Finding {
  const [signer, second] = signedData.signerInfos
  if (!signer) return finding('signature-malformed', 'RFC 5652, 5.1', { what: 'SignerInfo' })
  // Stricter than RFC 5652, 5.1: exactly one SignerInfo, as PAdES requires (EN 319 142-1, 5.3).
  return second
    ? finding('multiple-signers', 'EN 319 142-1, 5.3', { count: String(signedData.signerInfos.length) })
    : signer
}

/** Compares `content` with the signed digest. */
export function checkMessageDigest(signer: SignerInfo, contentType: string, content: SignedContent): Signed | Finding {
  // Laxer than RFC 8419, 3.1: beside EdDSA any digest of the content is read; whether it is strong enough, the policy says.
  const digest = digestNameOf(signer.digestAlgorithm)
  if (!digest) return unsupported(signer.digestAlgorithm.oid)
  // Without signed attributes the value is over the content itself (RFC 5652, 5.4): nothing to compare beforehand.
  if (!signer.signedAttributesToVerify) {
    // What begins like attributes was signed as attributes of something else (RFC 5652, 5.4: the two cannot be told apart).
    const [first, second] = content.parts
    if (first?.[0] === SET_IDENTIFIER) return finding('signature-malformed', 'RFC 5652, 5.4', { what: 'attributes' })
    return { data: first && !second ? first : Buffer.concat(content.parts) }
  }
  // The same the other way round: a document that was signed without attributes, shown as the attributes of another.
  if (indexOf(signer.signedAttributesToVerify, '%PDF-') >= 0)
    return finding('signature-malformed', 'RFC 5652, 5.4', { what: 'document' })
  const expected = readMessageDigest(signer)
  const type = readContentType(signer)
  if (!expected.ok || !expected.value)
    return finding('signature-malformed', 'RFC 5652, 11.2', { what: 'messageDigest' })
  // Laxer than RFC 5652, 11.1: it may be absent; the digest is that of the very bytes all the same.
  if (!type.ok || (type.value !== null && type.value !== contentType))
    return finding('signature-malformed', 'RFC 5652, 11.1', { what: 'contentType' })
  return equalBytes(content.digest(digest), expected.value)
    ? { data: signer.signedAttributesToVerify }
    : finding('document-digest-mismatch', 'EN 319 102-1, 5.2.7', { digest })
}

/** Verifies the signature value of `signer` with `certificate`; null where it is good. */
export function checkSignatureValue(signer: SignerInfo, certificate: Certificate, { data }: Signed): Finding | null {
  const results = algorithmsOf(signer).map((algorithm) =>
    verifySignature(certificate, algorithm, data, signer.signature),
  )
  if (results.includes('good')) return null
  if (results.length === 0 || results.includes('unsupported')) return unsupported(signer.signatureAlgorithm.oid)
  return finding('signature-value-wrong', 'EN 319 102-1, 5.2.7', { certificate: certificate.sha256 })
}

/**
 * Laxer than RFC 5652, 5.3: where signatureAlgorithm names another digest than digestAlgorithm, either may have made the value,
 * as signers in use write the one by habit; the DigestInfo inside the value says which, so nothing is weakened.
 */
function algorithmsOf(signer: SignerInfo): readonly SignatureAlgorithm[] {
  const algorithm = signatureAlgorithmOf(signer.signatureAlgorithm, signer.digestAlgorithm)
  if (!algorithm.ok) return []
  const digest = digestNameOf(signer.digestAlgorithm)
  const { value } = algorithm
  return value.kind === 'rsa-pkcs1' && digest && digest !== value.digest ? [value, { ...value, digest }] : [value]
}

const unsupported = (oid: string): Finding =>
  finding('signature-type-unsupported', 'EN 319 102-1, 5.2.7', { algorithm: oid })

/** The digest with which a raw PKCS #1 signature over `content` holds (adbe.x509.rsa_sha1; ISO 32000-2, table 260), or null. */
export function checkRawSignature(
  certificate: Certificate,
  content: readonly Bytes[],
  signature: Bytes,
): DigestName | null {
  const DIGESTS: readonly DigestName[] = ['sha1', 'sha256', 'sha384', 'sha512', 'ripemd160']
  const data = Buffer.concat(content)
  const good = (digest: DigestName) =>
    verifySignature(certificate, { kind: 'rsa-pkcs1', digest }, data, signature) === 'good'
  return DIGESTS.find(good) ?? null
}
