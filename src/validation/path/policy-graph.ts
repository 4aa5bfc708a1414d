/**
 * Certificate policies along a path, as a graph: RFC 5280, 6.1 with the changes of RFC 9618, whose size is bounded by the
 * number of policies in each certificate, where the tree of RFC 5280 can double with every authority.
 */
import { OID } from '../../format/asn1/oid.ts'
import type { PolicyMapping } from '../../format/x509/policies.ts'

type PolicyNode = {
  readonly policy: string
  expected: ReadonlySet<string>
  /** Of the depth above; those that lead to nothing further are removed from the graph. */
  readonly parents: readonly PolicyNode[]
}

/** One level for each certificate, the anchor's first; null once no policy is valid any more. */
export type PolicyGraph = readonly (readonly PolicyNode[])[] | null

/** RFC 9618, 5.1 (6.1.2 (a)). */
export function initialGraph(): PolicyGraph {
  return [[{ policy: OID.anyPolicy, expected: new Set([OID.anyPolicy]), parents: [] }]]
}

/** RFC 9618, 5.2 (6.1.3 (d) and (e)). `anyAllowed`: inhibit_anyPolicy has not yet struck. */
export function addPolicies(graph: PolicyGraph, policies: readonly string[] | null, anyAllowed: boolean): PolicyGraph {
  if (!graph || !policies) return null
  const above = graph.at(-1) ?? []
  const anyAbove = above.filter(({ policy }) => policy === OID.anyPolicy)
  const expecting = byExpected(above)
  const level = new Map<string, PolicyNode>()
  const add = (policy: string, parents: readonly PolicyNode[]) => {
    if (parents.length > 0) level.set(policy, { policy, expected: new Set([policy]), parents })
  }
  for (const policy of policies) if (policy !== OID.anyPolicy) add(policy, expecting.get(policy) ?? anyAbove)
  if (policies.includes(OID.anyPolicy) && anyAllowed)
    for (const [policy, parents] of expecting) if (!level.has(policy)) add(policy, parents)
  return pruned([...graph, [...level.values()]])
}

/** For each policy that is expected below, the nodes that expect it. */
function byExpected(level: readonly PolicyNode[]): ReadonlyMap<string, readonly PolicyNode[]> {
  const expecting = new Map<string, PolicyNode[]>()
  for (const node of level) {
    for (const policy of node.expected) {
      const nodes = expecting.get(policy)
      if (nodes) nodes.push(node)
      else expecting.set(policy, [node])
    }
  }
  return expecting
}

/** RFC 9618, 5.3 (6.1.4 (b)). `mappingAllowed`: inhibit_policyMapping has not yet struck. */
export function mapPolicies(
  graph: PolicyGraph,
  mappings: readonly PolicyMapping[],
  mappingAllowed: boolean,
): PolicyGraph {
  const level = graph?.at(-1)
  if (!graph || !level || mappings.length === 0) return graph
  const mapped = new Map<string, Set<string>>()
  for (const { issuerDomainPolicy, subjectDomainPolicy } of mappings)
    mapped.set(issuerDomainPolicy, (mapped.get(issuerDomainPolicy) ?? new Set()).add(subjectDomainPolicy))
  const rest = graph.slice(0, -1)
  if (!mappingAllowed) return pruned([...rest, level.filter(({ policy }) => !mapped.has(policy))])
  const any = level.find(({ policy }) => policy === OID.anyPolicy)
  const known = new Set(level.map(({ policy }) => policy))
  const invented = [...mapped]
    .filter(([policy]) => any && !known.has(policy))
    .map(([policy, expected]): PolicyNode => ({ policy, expected, parents: any?.parents ?? [] }))
  return [
    ...rest,
    [...level.map((node) => ({ ...node, expected: mapped.get(node.policy) ?? node.expected })), ...invented],
  ]
}

/** RFC 9618, 5.4 (6.1.5 (g)): the policies that hold for the whole path, of those that the user accepts (null: any). */
export function acceptedPolicies(graph: PolicyGraph, acceptable: readonly string[] | null): ReadonlySet<string> {
  const roots = (graph ?? []).flatMap((level) =>
    level.filter(
      ({ policy, parents }) => policy !== OID.anyPolicy && parents.some((parent) => parent.policy === OID.anyPolicy),
    ),
  )
  const constrained = new Set(roots.map(({ policy }) => policy))
  const endsInAny = graph?.at(-1)?.some(({ policy }) => policy === OID.anyPolicy) ?? false
  if (endsInAny) constrained.add(OID.anyPolicy)
  if (!acceptable || acceptable.includes(OID.anyPolicy)) return constrained
  return new Set(acceptable.filter((policy) => endsInAny || constrained.has(policy)))
}

/** Nodes that no longer reach the last level are dropped; a graph whose last level is empty is none. */
function pruned(graph: readonly (readonly PolicyNode[])[]): PolicyGraph {
  const last = graph.at(-1) ?? []
  if (last.length === 0) return null
  const levels: (readonly PolicyNode[])[] = [last]
  for (let depth = graph.length - 2; depth >= 0; depth--) {
    const reached = new Set(levels[0]?.flatMap(({ parents }) => parents))
    levels.unshift((graph[depth] ?? []).filter((node) => reached.has(node)))
  }
  return levels
}
