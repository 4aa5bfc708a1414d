import { expect, test } from 'vitest'
import { OID } from '../../../src/format/asn1/oid.ts'
import type { PolicyMapping } from '../../../src/format/x509/policies.ts'
import {
  acceptedPolicies,
  addPolicies,
  initialGraph,
  mapPolicies,
  type PolicyGraph,
} from '../../../src/validation/path/policy-graph.ts'

const ANY = OID.anyPolicy
const maps = (...pairs: readonly (readonly [from: string, to: string])[]): readonly PolicyMapping[] =>
  pairs.map(([issuerDomainPolicy, subjectDomainPolicy]) => ({ issuerDomainPolicy, subjectDomainPolicy }))
const add =
  (...policies: readonly string[]) =>
  (graph: PolicyGraph) =>
    addPolicies(graph, policies, true)
const addWithoutAny =
  (...policies: readonly string[]) =>
  (graph: PolicyGraph) =>
    addPolicies(graph, policies, false)
const addNothing = (graph: PolicyGraph) => addPolicies(graph, null, true)
const map =
  (...pairs: readonly (readonly [string, string])[]) =>
  (graph: PolicyGraph) =>
    mapPolicies(graph, maps(...pairs), true)
const mapForbidden =
  (...pairs: readonly (readonly [string, string])[]) =>
  (graph: PolicyGraph) =>
    mapPolicies(graph, maps(...pairs), false)

/** Each level as `policy<parents>expected`, the policies of a level in order; `*` is any policy. */
function drawn(graph: PolicyGraph): string {
  const short = (policies: Iterable<string>) =>
    [...policies]
      .map((one) => (one === ANY ? '*' : one))
      .sort()
      .join(' ')
  return (graph ?? [])
    .slice(1)
    .map((level) =>
      level
        .map(
          ({ policy, parents, expected }) =>
            `${short([policy])}<${short(parents.map((one) => one.policy))}>${short(expected)}`,
        )
        .sort()
        .join(', '),
    )
    .join(' | ')
}

const cases: readonly {
  name: string
  steps: readonly ((graph: PolicyGraph) => PolicyGraph)[]
  drawn: string
  accepted: string
}[] = [
  { name: 'no certificate yet', steps: [], drawn: '', accepted: '*' },
  { name: 'one policy', steps: [add('a')], drawn: 'a<*>a', accepted: 'a' },
  { name: 'any policy', steps: [add(ANY)], drawn: '*<*>*', accepted: '*' },
  { name: 'any policy, inhibited', steps: [addWithoutAny(ANY)], drawn: '', accepted: '' },
  { name: 'any policy and another, inhibited', steps: [addWithoutAny(ANY, 'a')], drawn: 'a<*>a', accepted: 'a' },
  { name: 'a certificate without policies', steps: [add('a'), addNothing], drawn: '', accepted: '' },
  { name: 'nothing grows again', steps: [addNothing, add(ANY)], drawn: '', accepted: '' },
  {
    name: 'what leads no further is cut off, up to the top',
    steps: [add('a', 'b'), add('b'), add('b')],
    drawn: 'b<*>b | b<b>b | b<b>b',
    accepted: 'b',
  },
  {
    name: 'any below some takes each of them',
    steps: [add('a', 'b'), add(ANY)],
    drawn: 'a<*>a, b<*>b | a<a>a, b<b>b',
    accepted: 'a b',
  },
  {
    name: 'any and one of some',
    steps: [add('a', 'b'), add(ANY, 'a')],
    drawn: 'a<*>a, b<*>b | a<a>a, b<b>b',
    accepted: 'a b',
  },
  { name: 'one below any and the same', steps: [add(ANY, 'a'), add('a')], drawn: 'a<*>a | a<a>a', accepted: 'a' },
  { name: 'one below any', steps: [add(ANY, 'a'), add('b')], drawn: '*<*>* | b<*>b', accepted: 'b' },
  {
    name: 'any below any and one',
    steps: [add(ANY, 'a'), add(ANY)],
    drawn: '*<*>*, a<*>a | *<*>*, a<a>a',
    accepted: '* a',
  },
  { name: 'mapped to one', steps: [add('a'), map(['a', 'b']), add('b')], drawn: 'a<*>b | b<a>b', accepted: 'a' },
  {
    name: 'mapped to two',
    steps: [add('a'), map(['a', 'b'], ['a', 'c']), add('b', 'c')],
    drawn: 'a<*>b c | b<a>b, c<a>c',
    accepted: 'a',
  },
  {
    name: 'two mapped to one',
    steps: [add('a', 'b'), map(['a', 'c'], ['b', 'c']), add('c')],
    drawn: 'a<*>c, b<*>c | c<a b>c',
    accepted: 'a b',
  },
  {
    name: 'mapped, and any below',
    steps: [add('a'), map(['a', 'b'], ['a', 'c']), add(ANY)],
    drawn: 'a<*>b c | b<a>b, c<a>c',
    accepted: 'a',
  },
  {
    name: 'what any stands for, mapped',
    steps: [add(ANY), map(['a', 'b']), add('b')],
    drawn: 'a<*>b | b<a>b',
    accepted: 'a',
  },
  {
    name: 'what any stands for, mapped, and any below',
    steps: [add(ANY), map(['a', 'b']), add(ANY)],
    drawn: '*<*>*, a<*>b | *<*>*, b<a>b',
    accepted: '* a',
  },
  {
    name: 'mapping of what is not there',
    steps: [add('a'), map(['x', 'b']), add('a')],
    drawn: 'a<*>a | a<a>a',
    accepted: 'a',
  },
  {
    name: 'a forbidden mapping takes its policy away',
    steps: [add('a', 'b'), mapForbidden(['a', 'c']), add('b', 'c')],
    drawn: 'b<*>b | b<b>b',
    accepted: 'b',
  },
  { name: 'a forbidden mapping of all', steps: [add('a'), mapForbidden(['a', 'b'])], drawn: '', accepted: '' },
  {
    name: 'a forbidden mapping further down cuts up to the top',
    steps: [add('a', 'b'), add('a', 'b'), mapForbidden(['a', 'c'])],
    drawn: 'b<*>b | b<b>b',
    accepted: 'b',
  },
  {
    name: 'a forbidden mapping of what any stands for leaves it',
    steps: [add(ANY), mapForbidden(['a', 'b'])],
    drawn: '*<*>*',
    accepted: '*',
  },
  { name: 'no mappings', steps: [add('a'), map()], drawn: 'a<*>a', accepted: 'a' },
  { name: 'mappings of no graph', steps: [addNothing, map(['a', 'b'])], drawn: '', accepted: '' },
]
for (const one of cases) {
  test(`policies: ${one.name}`, () => {
    const graph = one.steps.reduce<PolicyGraph>((before, step) => step(before), initialGraph())
    const accepted = [...acceptedPolicies(graph, null)].map((policy) => (policy === ANY ? '*' : policy))
    expect([drawn(graph), accepted.sort().join(' ')]).toEqual([one.drawn, one.accepted])
  })
}

const acceptable: readonly {
  name: string
  policies: readonly string[]
  acceptable: readonly string[]
  accepted: readonly string[]
}[] = [
  { name: 'one of two', policies: ['a', 'b'], acceptable: ['b'], accepted: ['b'] },
  { name: 'none of two', policies: ['a', 'b'], acceptable: ['c'], accepted: [] },
  { name: 'any of two', policies: ['a', 'b'], acceptable: [ANY], accepted: ['a', 'b'] },
  { name: 'whatever is acceptable, below any policy', policies: [ANY], acceptable: ['c', 'd'], accepted: ['c', 'd'] },
  { name: 'nothing', policies: ['a'], acceptable: [], accepted: [] },
]
for (const { name, policies, acceptable: wanted, accepted } of acceptable) {
  test(`acceptedPolicies: ${name}`, () => {
    expect([...acceptedPolicies(addPolicies(initialGraph(), policies, true), wanted)]).toEqual(accepted)
  })
}

test('policies that each authority maps to all others do not multiply (CVE-2023-0464)', () => {
  const policies = Array.from({ length: 20 }, (_, i) => `2.999.${i}`)
  const toAll = maps(...policies.flatMap((from) => policies.map((to) => [from, to] as const)))
  let graph = initialGraph()
  // The tree of RFC 5280 would have 20 to the power of 8 leaves.
  for (let depth = 0; depth < 8; depth++) graph = mapPolicies(addPolicies(graph, policies, true), toAll, true)
  expect(graph?.map((level) => level.length)).toEqual([1, ...Array.from({ length: 8 }, () => 20)])
  expect(acceptedPolicies(graph, null).size).toBe(20)
})

test('any policy below mappings to all others does not multiply them', () => {
  const policies = Array.from({ length: 20 }, (_, i) => `2.999.${i}`)
  const toAll = maps(...policies.flatMap((from) => policies.map((to) => [from, to] as const)))
  let graph = addPolicies(initialGraph(), policies, true)
  for (let depth = 0; depth < 8; depth++) graph = addPolicies(mapPolicies(graph, toAll, true), [ANY], true)
  expect(graph?.map((level) => level.length)).toEqual([1, ...Array.from({ length: 9 }, () => 20)])
})
