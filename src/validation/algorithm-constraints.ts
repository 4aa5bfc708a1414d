/** Whether algorithms and keys may be relied on at the time they are proved to have been used. TS 119 312; EN 319 102-1, 5.2.8.4.2. */
import type { AlgorithmIdentifier, Certificate } from '../format/x509/certificate.ts'
import { type DigestName, type SignatureAlgorithm, signatureAlgorithmOf } from '../format/x509/signature-algorithm.ts'
import type { Instant } from '../lang.ts'
import type { Note } from './code.ts'
import { keyBitsOf } from './cryptography.ts'
import { findingOf, iso } from './finding.ts'
import type { AlgorithmUse, End, KeyEnd, ValidationPolicy } from './policy.ts'
import type { Finding } from './report.ts'

export type Constraint = { readonly findings: readonly Finding[]; readonly notes: readonly Note[] }

const NOTHING: Constraint = { findings: [], notes: [] }

const CLAUSE = 'TS 119 312, 8'

/** Below this a key is refused at any time, whatever a policy says. */
const LEAST_RSA_BITS = 1024

/** Refused at any time, whatever a policy says: whoever has a signature under one can move it to another text. RFC 6151, 2. */
const BROKEN_DIGESTS: ReadonlySet<DigestName> = new Set(['md5'])

/** A signature made under `algorithm` with the key of `signer`, proved to exist at `at`. */
export function checkUse(
  algorithm: AlgorithmIdentifier,
  signer: Certificate,
  use: AlgorithmUse,
  at: Instant,
  policy: ValidationPolicy,
  digestAlgorithm?: AlgorithmIdentifier,
): Constraint {
  const read = signatureAlgorithmOf(algorithm, digestAlgorithm)
  if (!read.ok || read.value.kind === 'unknown') return NOTHING // it could not be verified either, and that is said there
  const digest = read.value.kind === 'eddsa' ? null : read.value.digest
  return join([digest ? checkDigest(digest, use, at, policy) : NOTHING, checkKey(read.value, signer, at, policy)])
}

export function checkDigest(
  digest: DigestName,
  use: AlgorithmUse,
  at: Instant,
  { algorithms }: ValidationPolicy,
): Constraint {
  const end = BROKEN_DIGESTS.has(digest) ? undefined : algorithms.digests[digest]
  if (end === undefined) return { findings: [weak({ what: digest, use, at: iso(at), end: '' })], notes: [] }
  const notes: readonly Note[] = digest === 'sha1' ? ['weak-digest-sha1'] : []
  if (holds(end, at)) return { findings: [], notes }
  const borne = algorithms.tolerated.filter((one) => one.digest === digest && one.use === use)
  const until = Math.max(end ?? 0, ...borne.map((one) => one.until)) as Instant
  // Forecasts: the table is older than the end it foretells, and a newer one may say otherwise.
  const isForecast = end !== null && end > algorithms.asOf
  if (at >= until && !isForecast)
    return { findings: [weak({ what: digest, use, at: iso(at), end: iso(until) })], notes }
  return { findings: [], notes: notes.length > 0 ? notes : ['weak-algorithm'] }
}

function checkKey(
  { kind }: SignatureAlgorithm,
  signer: Certificate,
  at: Instant,
  { algorithms }: ValidationPolicy,
): Constraint {
  const facts = () => ({ certificate: signer.sha256, at: iso(at), use: 'key', what: kind })
  if (kind === 'eddsa') return algorithms.eddsa ? NOTHING : { findings: [weak(facts())], notes: [] }
  const bits = keyBitsOf(signer)
  // Of a key that cannot be imported nothing is said: it has verified nothing.
  if (bits === null) return NOTHING
  const ends = endsOf(kind, algorithms.keys)
  const entry = [...ends].sort((a, b) => b.bits - a.bits).find((one) => one.bits <= bits)
  const isShort = kind.startsWith('rsa') && bits < LEAST_RSA_BITS
  const seen = () => weak({ ...facts(), bits: bits > 0 ? String(bits) : '', end: entry?.until ? iso(entry.until) : '' })
  if (!entry || isShort) return { findings: [seen()], notes: [] }
  if (holds(entry.until, at)) return { findings: [], notes: kind.startsWith('rsa') && bits < 2048 ? ['weak-key'] : [] }
  const isForecast = entry.until !== null && entry.until > algorithms.asOf
  return isForecast ? { findings: [], notes: ['weak-key'] } : { findings: [seen()], notes: [] }
}

function endsOf(kind: SignatureAlgorithm['kind'], keys: ValidationPolicy['algorithms']['keys']): readonly KeyEnd[] {
  switch (kind) {
    case 'rsa-pkcs1':
      return keys.rsa
    case 'rsa-pss':
      return keys.rsaPss
    case 'dsa':
      return keys.dsa
    case 'ecdsa':
    case 'ecdsa-plain':
      return keys.ecdsa
    case 'eddsa':
    case 'unknown':
      return []
  }
}

const holds = (end: End, at: Instant) => end === null || at < end

/** Without proof of an earlier use; where one of a later use is given, `provedLate` says so. */
function weak(facts: Readonly<Record<string, string>>): Finding {
  return findingOf('weak-algorithm', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', CLAUSE, facts)
}

/** EN 319 102-1, 5.2.8.4.2: a proof that the signature was not yet made when the algorithm ended. */
export function provedLate(found: Finding, notBefore: Instant): Finding {
  const end = found.facts.end ? Date.parse(found.facts.end) : Number.NaN
  return found.code === 'weak-algorithm' && notBefore >= end
    ? { ...found, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE' }
    : found
}

export function join(constraints: readonly Constraint[]): Constraint {
  return {
    findings: constraints.flatMap(({ findings }) => findings),
    notes: [...new Set(constraints.flatMap(({ notes }) => notes))],
  }
}
