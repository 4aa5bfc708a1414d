/** Time-stamps: whether a token proves that something existed at its time. RFC 3161; EN 319 102-1, 5.4. */
import { type Bytes, equalBytes } from '../bytes.ts'
import { OID } from '../format/asn1/oid.ts'
import type { TimeStampToken } from '../format/cms/time-stamp-token.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import { digestNameOf } from '../format/x509/signature-algorithm.ts'
import type { Instant } from '../lang.ts'
import { buildPath } from './certification-path.ts'
import { digestOf } from './cryptography.ts'
import { commonName } from './distinguished-name.ts'
import { finding } from './finding.ts'
import type { EvidenceRequest, Given } from './judgement.ts'
import type { Finding } from './report.ts'
import { checkRevocation } from './revocation.ts'
import { checkMessageDigest, checkSignatureValue, onlySigner } from './signed-data.ts'
import { identifySigningCertificate } from './signing-certificate.ts'

export type TimeStamp = {
  /** Null where the token cannot be read. */
  readonly time: Instant | null
  readonly authority: string
  /** `valid` proves the time; `unsettled` would, if only the authority's revocation were known; `invalid` proves nothing. */
  readonly outcome: 'valid' | 'unsettled' | 'invalid'
  readonly because: readonly Finding[]
  readonly wanted: readonly EvidenceRequest[]
  /** Of digest, signature value and imprint alone; null where that could not be computed. */
  readonly intact: boolean | null
}

/** Judges `token` over `stamped`, which comes in parts. */
export function validateTimeStamp(token: TimeStampToken, stamped: readonly Bytes[], given: Given): TimeStamp {
  const signer = onlySigner(token.signedData)
  const named = { time: token.genTime, authority: '', wanted: [] }
  if ('code' in signer) return { ...named, outcome: 'invalid', intact: null, because: [signer] }
  const certificate = identifySigningCertificate(token.signedData, signer, given.trust.intermediates)
  if ('code' in certificate) return { ...named, outcome: 'invalid', intact: null, because: [certificate] }
  const authority = commonName(certificate.subject)
  const fault = checkImprint(token, stamped) ?? checkToken(token, certificate)
  if (fault) {
    const intact = fault.code === 'signature-type-unsupported' ? null : false
    return { ...named, authority, outcome: 'invalid', intact, because: [fault] }
  }
  return { time: token.genTime, authority, intact: true, ...judgeAuthority(token, certificate, given) }
}

/** The imprint is the digest of what is stamped (EN 319 102-1, 5.4.4). */
function checkImprint(token: TimeStampToken, stamped: readonly Bytes[]): Finding | null {
  const digest = digestNameOf(token.imprintAlgorithm)
  if (!digest)
    return finding('signature-type-unsupported', 'RFC 3161, 2.4.2', { algorithm: token.imprintAlgorithm.oid })
  return equalBytes(digestOf(digest, stamped), token.imprint)
    ? null
    : finding('document-digest-mismatch', 'EN 319 102-1, 5.4.4', { digest })
}

function checkToken(token: TimeStampToken, certificate: Certificate): Finding | null {
  const { signedData } = token
  const signer = onlySigner(signedData)
  if ('code' in signer) return signer
  if (!signedData.content) return finding('signature-malformed', 'RFC 3161, 2.4.2', { what: 'TSTInfo' })
  const signed = checkMessageDigest(signer, OID.tstInfo, [signedData.content])
  return 'code' in signed ? signed : checkSignatureValue(signer, certificate, signed)
}

/**
 * The authority's path, judged when we know the token to have existed: at receipt, else now.
 * Its own time proves nothing about the authority's certificate, since the authority wrote it.
 */
function judgeAuthority(
  token: TimeStampToken,
  certificate: Certificate,
  given: Given,
): Pick<TimeStamp, 'outcome' | 'because' | 'wanted'> {
  const known = given.receivedAt === null ? given.at : (Math.min(given.receivedAt, given.at) as Instant)
  if (token.genTime > known)
    return {
      outcome: 'invalid',
      wanted: [],
      because: [finding('timestamp-order', 'EN 319 102-1, 5.5.4', { what: 'future' })],
    }
  const result = buildPath(certificate, token.signedData.certificates, given.trust, 'time-stamp-authority', known)
  if (result.kind === 'none') {
    // Expired since, and nobody else vouches that the token is older than that: settled by archival evidence, not by guessing.
    const expired = result.because.code === 'signing-time-unproven' || result.because.code === 'trust-ended'
    return { outcome: expired ? 'unsettled' : 'invalid', because: [result.because], wanted: [] }
  }
  const revocation = checkRevocation(result.path, given, known)
  const unsettled = revocation.findings.every(({ code }) => code.startsWith('revocation-'))
  const outcome = revocation.findings.length === 0 ? 'valid' : unsettled ? 'unsettled' : 'invalid'
  return { outcome, because: revocation.findings, wanted: revocation.wanted }
}
