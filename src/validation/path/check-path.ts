/** One path processed from the anchor down, time and revocation apart. RFC 5280, 6.1, with the policies of RFC 9618. */
import type { Bytes } from '../../bytes.ts'
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate } from '../../format/x509/certificate.ts'
import type { NameConstraints } from '../../format/x509/name-constraints.ts'
import { isSignedBy, keyAlgorithmOf } from '../cryptography.ts'
import { commonName, sameName } from '../distinguished-name.ts'
import { finding } from '../finding.ts'
import type { PathPolicy } from '../policy.ts'
import type { Finding } from '../report.ts'
import { unknownCriticalExtension } from './extensions.ts'
import { checkNames } from './name-constraints.ts'
import type { Path } from './path.ts'
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
  /** The key that signs the next certificate, with the parameters it has or inherited. */
  readonly issuer: Certificate
  readonly inherited: Bytes | null
  readonly parameters: Bytes | null
}

/** All that is wrong, from the anchor down; empty where the path holds. */
export function checkPath({ certificates }: Path, policy: PathPolicy): readonly Finding[] {
  const [anchor, ...below] = [...certificates].reverse()
  if (!anchor) return []
  const findings: Finding[] = below.length > 0 ? [...checkAnchor(anchor)] : []
  let state = initialState(anchor, below.length, policy)
  below.forEach((certificate, index) => {
    const isLast = index === below.length - 1
    findings.push(...checkBasic(certificate, state))
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
    inherited: null,
    parameters: keyAlgorithmOf(anchor)?.parameters ?? null,
  }
}

/** Stricter than RFC 5280, 6.1.1 (d): an anchor whose own certificate says that it may not sign certificates does not. */
function checkAnchor(anchor: Certificate): readonly Finding[] {
  const { basicConstraints, keyUsage } = anchor
  const mayNot = (basicConstraints && !basicConstraints.ca) || (keyUsage && !keyUsage.has('keyCertSign'))
  return mayNot ? [broken('6.1.4 (k)', anchor, 'not a CA')] : []
}

const isSelfIssued = ({ issuer, subject }: Certificate) => sameName(issuer, subject)

/** RFC 5280, 6.1.3 (a) to (c); validity and revocation are looked at elsewhere, since they depend on the time. */
function checkBasic(certificate: Certificate, state: State): readonly Finding[] {
  const faults: Finding[] = []
  const signed = isSignedBy(state.issuer, certificate, state.inherited)
  if (signed === 'wrong') faults.push(broken('6.1.3 (a) (1)', certificate, 'signature'))
  if (signed === 'unsupported')
    faults.push(
      finding('signature-type-unsupported', 'RFC 5280, 6.1.3 (a) (1)', {
        certificate: certificate.sha256,
        algorithm: certificate.signatureAlgorithm.oid,
      }),
    )
  if (!sameName(certificate.issuer, state.issuer.subject))
    faults.push(broken('6.1.3 (a) (4)', certificate, 'issuer name'))
  return faults
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
  const unknown = unknownCriticalExtension(certificate)
  if (unknown) faults.push(broken('4.2', certificate, `critical extension ${unknown}`))
  return faults
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

/** RFC 5280, 6.1.4 (b) to (j), (l), (m). */
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
    ...workingKey(certificate, state),
  }
}

/** RFC 5280, 6.1.4 (d) to (f): parameters that a key leaves away are those of the key above, if that is of the same kind. */
function workingKey(certificate: Certificate, state: State): Pick<State, 'inherited' | 'parameters'> {
  const own = keyAlgorithmOf(certificate)
  if (own?.parameters) return { inherited: null, parameters: own.parameters }
  const sameKind = own !== null && own.oid === OID.dsa && keyAlgorithmOf(state.issuer)?.oid === own.oid
  const parameters = sameKind ? state.parameters : null
  return { inherited: parameters, parameters }
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
