/** One path processed from the anchor down, time and revocation apart. RFC 5280, 6.1, with the policies of RFC 9618. */
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate } from '../../format/x509/certificate.ts'
import type { NameConstraints } from '../../format/x509/name-constraints.ts'
import { commonName, sameName } from '../distinguished-name.ts'
import { finding } from '../finding.ts'
import type { PathPolicy } from '../policy.ts'
import type { Finding } from '../report.ts'
import { unknownCriticalExtension } from './extensions.ts'
import { checkNames } from './name-constraints.ts'
import { isSignedAlong, type Path } from './path.ts'
import { acceptedPolicies, addPolicies, initialGraph, mapPolicies, type PolicyGraph } from './policy-graph.ts'

/** The state variables of RFC 5280, 6.1.2. */
type State = {
  readonly graph: PolicyGraph
  /** Certificates that may follow before the constraint holds; 0: it holds. */
  readonly explicitPolicy: number
  readonly inhibitAny: number
  readonly policyMapping: number
  readonly maxPathLength: number
  readonly nameConstraints: readonly NameConstraints[]
  readonly issuer: Certificate
}

/** All that is wrong, from the anchor down; empty where the path holds. */
export function checkPath(path: Path, policy: PathPolicy): readonly Finding[] {
  const [anchor, ...below] = [...path.certificates].reverse()
  if (!anchor) return []
  const findings: Finding[] = below.length > 0 ? [...checkAnchor(anchor)] : []
  let state = initialState(anchor, below.length, policy)
  below.forEach((certificate, index) => {
    const isLast = index === below.length - 1
    findings.push(...checkSignature(certificate, path, below.length - index), ...checkIssuer(certificate, state))
    state = withPolicies(certificate, state, isLast)
    findings.push(...checkPolicies(certificate, state))
    if (!isLast) {
      findings.push(...checkAuthority(certificate, state))
      state = next(certificate, state)
    } else findings.push(...checkLast(certificate, state, policy))
  })
  return findings
}

/** RFC 5280, 6.1.2. */
function initialState(anchor: Certificate, length: number, policy: PathPolicy): State {
  const unlimited = length + 1
  const { policyConstraints, nameConstraints, basicConstraints } = anchor
  // Stricter than RFC 5280, 6.1.1 (d): what the anchor's own certificate restricts holds too (RFC 5937, 3).
  return {
    graph: initialGraph(),
    explicitPolicy: policy.requireExplicit ? 0 : (policyConstraints?.requireExplicitPolicy ?? unlimited),
    inhibitAny: policy.inhibitAny ? 0 : (anchor.inhibitAnyPolicy ?? unlimited),
    policyMapping: policy.inhibitMapping ? 0 : (policyConstraints?.inhibitPolicyMapping ?? unlimited),
    maxPathLength: basicConstraints?.pathLength ?? length,
    nameConstraints: nameConstraints ? [nameConstraints] : [],
    issuer: anchor,
  }
}

/**
 * Stricter than RFC 5280, 6.1.1 (d): an anchor whose own certificate says that it may not sign certificates does not, and one
 * that restricts itself in a way nobody here understands vouches for nothing (RFC 5280, 4.2).
 */
function checkAnchor(anchor: Certificate): readonly Finding[] {
  const { basicConstraints, keyUsage } = anchor
  const mayNot = (basicConstraints && !basicConstraints.ca) || (keyUsage && !keyUsage.has('keyCertSign'))
  return [...(mayNot ? [broken('6.1.4 (k)', anchor, 'not a CA')] : []), ...checkCritical(anchor)]
}

function checkCritical(certificate: Certificate): readonly Finding[] {
  const unknown = unknownCriticalExtension(certificate)
  return unknown ? [broken('4.2', certificate, `critical extension ${unknown}`)] : []
}

const isSelfIssued = ({ issuer, subject }: Certificate) => sameName(issuer, subject)

/** RFC 5280, 6.1.3 (a) (1). @param at where in the path its issuer is. */
function checkSignature(certificate: Certificate, path: Path, at: number): readonly Finding[] {
  const CLAUSE = '6.1.3 (a) (1)'
  const signed = isSignedAlong(path, at, certificate)
  if (signed === 'wrong') return [broken(CLAUSE, certificate, 'signature')]
  if (signed === 'good') return []
  const facts = { certificate: certificate.sha256, algorithm: certificate.signatureAlgorithm.oid }
  return [finding('signature-type-unsupported', `RFC 5280, ${CLAUSE}`, facts)]
}

/** RFC 5280, 6.1.3 (a) (4); validity and revocation are looked at elsewhere, since they depend on the time. */
function checkIssuer(certificate: Certificate, { issuer }: State): readonly Finding[] {
  return sameName(certificate.issuer, issuer.subject) ? [] : [broken('6.1.3 (a) (4)', certificate, 'issuer name')]
}

/** RFC 5280, 6.1.3 (d), (e). */
function withPolicies(certificate: Certificate, state: State, isLast: boolean): State {
  const anyAllowed = state.inhibitAny > 0 || (!isLast && isSelfIssued(certificate))
  return { ...state, graph: addPolicies(state.graph, certificate.certificatePolicies, anyAllowed) }
}

/** RFC 5280, 6.1.3 (b), (c) and (f), and critical extensions of any certificate. */
function checkPolicies(certificate: Certificate, state: State): readonly Finding[] {
  const faults: Finding[] = []
  if (state.explicitPolicy === 0 && !state.graph) faults.push(broken('6.1.3 (f)', certificate, 'policy'))
  return [...faults, ...checkCritical(certificate)]
}

/** RFC 5280, 6.1.4 (a) and (k) to (n), of a certificate that signs others. */
function checkAuthority(certificate: Certificate, state: State): readonly Finding[] {
  const { basicConstraints, keyUsage, policyMappings } = certificate
  const faults: Finding[] = []
  const names = isSelfIssued(certificate) ? null : checkNames(certificate, state.nameConstraints)
  if (names) faults.push(broken('6.1.3 (b)', certificate, names))
  const mapsAny = policyMappings.some(
    ({ issuerDomainPolicy: from, subjectDomainPolicy: to }) => from === OID.anyPolicy || to === OID.anyPolicy,
  )
  if (mapsAny) faults.push(broken('6.1.4 (a)', certificate, 'mapping of any policy'))
  if (!basicConstraints?.ca) faults.push(broken('6.1.4 (k)', certificate, 'not a CA'))
  if (state.maxPathLength <= 0 && !isSelfIssued(certificate))
    faults.push(broken('6.1.4 (l)', certificate, 'path length'))
  if (keyUsage && !keyUsage.has('keyCertSign')) faults.push(broken('6.1.4 (n)', certificate, 'key usage'))
  return faults
}

/** RFC 5280, 6.1.4 (b), (c), (g) to (j), (l), (m). */
function next(certificate: Certificate, state: State): State {
  const { policyConstraints, policyMappings, nameConstraints, basicConstraints } = certificate
  const counts = isSelfIssued(certificate) ? 0 : 1
  const lower = (left: number, limit: number | null | undefined) => {
    const now = Math.max(0, left - counts)
    return limit === null || limit === undefined ? now : Math.min(now, limit)
  }
  return {
    graph: mapPolicies(state.graph, policyMappings, state.policyMapping > 0),
    explicitPolicy: lower(state.explicitPolicy, policyConstraints?.requireExplicitPolicy),
    policyMapping: lower(state.policyMapping, policyConstraints?.inhibitPolicyMapping),
    inhibitAny: lower(state.inhibitAny, certificate.inhibitAnyPolicy),
    maxPathLength: lower(state.maxPathLength, basicConstraints?.pathLength),
    nameConstraints: nameConstraints ? [...state.nameConstraints, nameConstraints] : state.nameConstraints,
    issuer: certificate,
  }
}

/** RFC 5280, 6.1.5. */
function checkLast(certificate: Certificate, state: State, policy: PathPolicy): readonly Finding[] {
  const faults: Finding[] = []
  const names = checkNames(certificate, state.nameConstraints)
  if (names) faults.push(broken('6.1.3 (b)', certificate, names))
  const explicit =
    certificate.policyConstraints?.requireExplicitPolicy === 0 ? 0 : Math.max(0, state.explicitPolicy - 1)
  if (explicit === 0 && acceptedPolicies(state.graph, policy.acceptable).size === 0)
    faults.push(broken('6.1.5 (g)', certificate, 'policy'))
  return faults
}

function broken(clause: string, certificate: Certificate, what: string): Finding {
  return finding('chain-broken', `RFC 5280, ${clause}`, {
    what,
    certificate: certificate.sha256,
    serialNumber: certificate.serialNumber,
    issuer: commonName(certificate.issuer),
  })
}
