/** Signature acceptance validation: what the policy asks of the attributes and the algorithms of a signature. EN 319 102-1, 5.2.8. */

import { OID } from '../format/asn1/oid.ts'
import type { SignerInfo } from '../format/cms/signed-data.ts'
import { readSigningCertificates } from '../format/cms/signing-certificate.ts'
import type { AlgorithmIdentifier, Certificate } from '../format/x509/certificate.ts'
import { type DigestName, digestNameOf } from '../format/x509/signature-algorithm.ts'
import type { Instant } from '../lang.ts'
import { type Constraint, checkDigest, checkUse, join } from './algorithm-constraints.ts'
import { finding, findingOf } from './finding.ts'
import type { SubIndication } from './indication.ts'
import type { Demand, ValidationPolicy } from './policy.ts'
import type { Finding } from './report.ts'
import type { TimeStamp } from './time-stamp.ts'

export type Accepting = {
  readonly subFilter: string | null
  /** Null for raw signatures, of which `rawDigest` tells the digest. */
  readonly signer: SignerInfo | null
  readonly rawDigest: DigestName | null
  readonly certificate: Certificate
  readonly claimed: Instant | null
  /** Over the signature and over the file. */
  readonly stamps: readonly TimeStamp[]
  /** Contradictions between their times. */
  readonly order: readonly Finding[]
  /** When the signature is proved to have existed. */
  readonly best: Instant
}

const CLAUSE = 'EN 319 102-1, 5.2.8'

export function acceptSignature(accepting: Accepting, policy: ValidationPolicy): Constraint {
  const attributes = { findings: checkAttributes(accepting, policy), notes: [] }
  return join([attributes, checkAlgorithms(accepting, policy)])
}

function checkAttributes(accepting: Accepting, { acceptance }: ValidationPolicy): readonly Finding[] {
  const { claimed, certificate, stamps, order, best, signer } = accepting
  const { notBefore, notAfter, keyUsage } = certificate
  const isOutside = claimed !== null && (claimed < notBefore || claimed > notAfter)
  const delay = acceptance.maxTimeStampDelayMs
  const isLate = delay !== null && claimed !== null && best - claimed > delay
  return [
    ...unmet(acceptance.signingTime, claimed === null, 'signing-time'),
    // EN 319 102-1, 5.2.8.4.2.1: a claim that contradicts the certificate; a claim proves nothing, so it is never a remark.
    ...unmet(acceptance.signingTime === 'required' ? 'required' : 'ignored', isOutside, 'signing-time in validity'),
    ...unmet(acceptance.signingCertificateReference, signer !== null && !hasReference(signer), 'signing-certificate'),
    ...unmet(acceptance.nonRepudiation, keyUsage !== null && !keyUsage.has('nonRepudiation'), 'nonRepudiation'),
    ...unmet('required', isLate, 'time-stamp delay'),
    ...checkStamps(stamps, order, acceptance.timeStamp),
  ]
}

function hasReference(signer: SignerInfo): boolean {
  const references = readSigningCertificates(signer)
  return references.ok && references.value.length > 0
}

/** EN 319 102-1, 5.5.4: where time-stamps are demanded, one must hold, and none may contradict the others. */
function checkStamps(stamps: readonly TimeStamp[], order: readonly Finding[], demand: Demand): readonly Finding[] {
  const contradicts = [...order, ...stamps.flatMap(({ because }) => because)].some(
    ({ code }) => code === 'timestamp-order',
  )
  if (contradicts && demand === 'required') return [required('time-stamp order', 'TIMESTAMP_ORDER_FAILURE')]
  // A missing one is told by its own remark (`no-timestamp`).
  const isProvable = stamps.some(({ outcome }) => outcome !== 'invalid')
  return demand === 'required' && !isProvable ? [required('time-stamp')] : []
}

function unmet(demand: Demand, isMissing: boolean, what: string): readonly Finding[] {
  if (!isMissing || demand === 'ignored') return []
  return [demand === 'required' ? required(what) : finding('attribute-missing', CLAUSE, { what })]
}

function required(what: string, subIndication: SubIndication = 'SIG_CONSTRAINTS_FAILURE'): Finding {
  return findingOf('requirement-unmet', subIndication, CLAUSE, { what })
}

/** EN 319 102-1, 5.2.8.4.2: the algorithms of the signature itself, at the time it is proved to have existed. */
function checkAlgorithms(accepting: Accepting, policy: ValidationPolicy): Constraint {
  const { signer, certificate, best } = accepting
  const digests = digestsOf(accepting).map((digest) => checkDigest(digest, 'document', best, policy))
  const key = signer
    ? checkUse(signer.signatureAlgorithm, certificate, 'document', best, policy, signer.digestAlgorithm)
    : checkUse(RSA, certificate, 'document', best, policy)
  const { findings, notes } = join([...digests, key])
  return { findings: distinct(findings), notes }
}

/** rsaEncryption with SHA-256: of a raw signature only the key is judged by it, its digest by itself. */
const RSA: AlgorithmIdentifier = { oid: OID.sha256WithRSAEncryption, parameters: null }

/** Each digest that something hangs on: of the document, and what the signature value was made over. */
function digestsOf({ subFilter, signer, rawDigest }: Accepting): readonly DigestName[] {
  const ofFile: readonly DigestName[] = subFilter === 'adbe.pkcs7.sha1' ? ['sha1'] : []
  const own = signer ? digestNameOf(signer.digestAlgorithm) : rawDigest
  return [...ofFile, ...(own ? [own] : [])]
}

/** The digest of the document and the one inside the signature are mostly the same: told once. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((one) => [JSON.stringify(one.facts), one])).values()]
}
