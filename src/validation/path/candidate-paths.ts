/** The search for paths from a certificate to the anchors. RFC 4158; EN 319 102-1, 5.2.6.4, step 1. */
import { equalBytes } from '../../bytes.ts'
import type { Certificate } from '../../format/x509/certificate.ts'
import type { Sha256 } from '../../lang.ts'
import { sameName } from '../distinguished-name.ts'
import { certificatesOf, type TrustAnchor, type TrustStore } from '../judgement.ts'
import { checkWithin, type VerificationEffort, verificationEffort } from '../verification-effort.ts'
import type { Path } from './path.ts'

export const PATH_BUDGET = {
  /** Authorities between the certificate and the anchor. National hierarchies in use have at most 3, PKITS 6. */
  intermediates: 8,
  /** Signatures tried in one search; Go's crypto/x509 chose the same after CVE-2018-16875. */
  signatures: 100,
  /** Whole paths that are looked at. A bridge between two hierarchies gives some 10. */
  paths: 32,
} as const

/**
 * Of all who signed lists and responses about one signature: a responder that changes its certificate every week has a hundred in
 * two years, and signers of lists who all speak of each other have as many as there are orders of them.
 */
export const AUTHORITY_BUDGET = { signatures: 1_000, paths: 250 } as const

/** Shared by all searches that serve one end, so that many small ones cost no more than a large one. */
export type SearchBudget = {
  signatures: number
  paths: number
  /** Something was left untried: nobody can say that there is no path. */
  exhausted: boolean
  /** Of the whole file. */
  readonly effort: VerificationEffort
}

export function searchBudget(
  effort: VerificationEffort = verificationEffort(),
  { signatures, paths }: Pick<SearchBudget, 'signatures' | 'paths'> = PATH_BUDGET,
): SearchBudget {
  return { signatures, paths, exhausted: false, effort }
}

/**
 * Every path from `leaf` to an anchor, the likelier ones first. Certificates in `offered` (from the file) and the store's
 * intermediates only help to build it. Nothing but names and signatures is looked at, and only as far as paths are asked
 * for: whoever adds certificates to a file does not keep the first path from being found.
 */
export function* candidatePaths(
  leaf: Certificate,
  offered: readonly Certificate[],
  trust: TrustStore,
  budget: SearchBudget,
): Generator<Path> {
  const trusted = new Map(trust.anchors.map((anchor) => [anchor.certificate.sha256, anchor]))
  const candidates = distinct([...certificatesOf(trust), ...offered])

  function* extend(certificates: readonly Certificate[], last: Certificate): Generator<Path> {
    const anchor = trusted.get(last.sha256)
    if (anchor && spend(budget, 'paths')) yield { certificates, anchor }
    // An anchor whose time is over may be followed by another one further up (EN 319 102-1, 5.2.6.4).
    const issuers = likeliestFirst(last, certificates, candidates, trusted)
    if (certificates.length > PATH_BUDGET.intermediates + 1) {
      if (issuers.length > 0) budget.exhausted = true
      return
    }
    for (const issuer of issuers) {
      if (!spend(budget, 'signatures')) return
      // A key that cannot be used by itself may inherit its parameters from further up: the walk down decides.
      const check = checkWithin(issuer, last, budget.effort)
      if (check === null) budget.exhausted = true
      else if (check !== 'wrong') yield* extend([...certificates, issuer], issuer)
    }
  }
  yield* extend([leaf], leaf)
}

function spend(budget: SearchBudget, what: 'signatures' | 'paths'): boolean {
  if (budget[what] === 0) {
    budget.exhausted = true
    return false
  }
  budget[what]--
  return true
}

/** Those whose name fits, except where they would close a loop. */
function likeliestFirst(
  certificate: Certificate,
  path: readonly Certificate[],
  candidates: readonly Certificate[],
  trusted: ReadonlyMap<string, TrustAnchor>,
): readonly Certificate[] {
  const likelihood = (issuer: Certificate) =>
    (pointsTo(certificate, issuer) ? 0 : 2) + (trusted.has(issuer.sha256) ? 0 : 1)
  return candidates
    .filter((issuer) => sameName(issuer.subject, certificate.issuer) && !path.some((one) => isSameEntity(one, issuer)))
    .sort((a, b) => likelihood(a) - likelihood(b))
}

/** RFC 4158, 5.2: a path that meets the same name with the same key again is a loop. */
function isSameEntity(a: Certificate, b: Certificate): boolean {
  return a.sha256 === b.sha256 || (equalBytes(a.publicKey, b.publicKey) && sameName(a.subject, b.subject))
}

/** RFC 4158, 3.5.2: key identifiers are hints, and no more. */
function pointsTo(
  { authorityKeyIdentifier: wanted }: Certificate,
  { subjectKeyIdentifier: has }: Certificate,
): boolean {
  return wanted !== null && has !== null && equalBytes(wanted, has)
}

/** The first of those that are the same: what is known of it (isSignedBy) is not asked for again of its doubles. */
export function distinct<T extends { readonly sha256: Sha256 }>(items: readonly T[]): T[] {
  const seen = new Set<Sha256>()
  return items.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256))
}
