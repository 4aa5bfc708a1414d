/** Paths put together at random from what binds them: policies, lengths and names. The judge and openssl say the same of each. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  anchor,
  buildPath,
  ca,
  leaf,
  named,
  type PathMember,
  type PathPlan,
} from '../../../fixtures/cases/path-plan.ts'
import type { NamePlan } from '../../../fixtures/pki/names.ts'
import { describeWith } from '../../services/required.ts'
import { openssl } from './openssl-verify.ts'
import { verdictOf } from './validate-path.ts'

/** Of 2,000 paths with other seeds none divided the two; these few keep it so without taking long. */
const RUNS = { numRuns: 60, seed: 20_260_304 } as const

const POLICIES = ['1.3.6.1.4.1.99999.1', '1.3.6.1.4.1.99999.2', '1.3.6.1.4.1.99999.3'] as const
const skip = fc.integer({ min: 0, max: 2 })

const policies = fc.record(
  {
    policies: fc.subarray([...POLICIES, 'any'], { minLength: 1 }),
    policyConstraints: fc.oneof(
      fc.record({ requireExplicitPolicy: skip }),
      fc.record({ inhibitPolicyMapping: skip }),
      fc.record({ requireExplicitPolicy: skip, inhibitPolicyMapping: skip }),
    ),
    inhibitAnyPolicy: skip,
  },
  { requiredKeys: ['policies'] },
)

const policyMappings = fc.array(fc.tuple(fc.constantFrom(...POLICIES), fc.constantFrom(...POLICIES)), {
  minLength: 1,
  maxLength: 3,
})

const BASES: readonly NamePlan[] = [
  { dns: 'huc.example' },
  { dns: 'www.huc.example' },
  { mail: 'huc.example' },
  { mail: '.huc.example' },
  { uri: '.huc.example' },
  { ip: '0a000000ff000000' },
  { directory: named('CA').slice(0, 2) },
]
const NAMES: readonly NamePlan[] = [
  { dns: 'huc.example' },
  { dns: 'a.www.huc.example' },
  { mail: 'vanthu@huc.example' },
  { mail: 'vanthu@mail.huc.example' },
  { uri: 'http://www.huc.example/' },
  { ip: '0a010101' },
  { ip: '0b010101' },
]
const subtrees = fc.subarray([...BASES], { minLength: 1, maxLength: 3 })
const nameConstraints = fc.oneof(
  fc.record({ permitted: subtrees }),
  fc.record({ excluded: subtrees.map((all) => all.slice(0, 1)) }),
)

/** What an authority says; `again`: under the name of the one above it. */
const authority = fc
  .tuple(
    policies,
    fc.record({ policyMappings, nameConstraints, authority: fc.record({ pathLength: skip }) }, { requiredKeys: [] }),
    fc.boolean(),
  )
  .map(([of, { policyMappings: mappings, ...others }, again]) => {
    // Openssl maps what any policy stands for even where that is inhibited: a case of its own (path-policies.ts).
    const isMapping = mappings && !of.policies.includes('any')
    return { plan: { ...of, ...others, ...(isMapping && { policyMappings: mappings }) }, again }
  })

const plans = fc
  .record({
    authorities: fc.array(authority, { minLength: 1, maxLength: 4 }),
    signer: fc.tuple(policies, fc.subarray([...NAMES], { maxLength: 2 })),
    acceptable: fc.option(fc.constantFrom(...POLICIES)),
    requireExplicit: fc.boolean(),
  })
  .map(({ authorities, signer: [of, names], acceptable, requireExplicit }): PathPlan => {
    const chain: PathMember[] = [anchor()]
    for (const [i, { plan, again }] of authorities.entries()) {
      const above = i > 0 && again ? chain.at(-1) : undefined
      chain.push(ca(`CA ${i}`, { ...plan, ...(above && { subject: above.subject ?? named(above.as) }) }))
    }
    chain.push(leaf({ ...of, ...(names.length > 0 && { alternativeNames: names }) }))
    return { chain, policy: { acceptable: acceptable === null ? null : [acceptable], requireExplicit } }
  })

describeWith('openssl', 'openssl', 'openssl verify', () => {
  test('agrees on paths put together at random', async () => {
    const counts = { valid: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const verdict = verdictOf(plan, await buildPath(plan))
        const { accepts, text } = await openssl(plan)
        expect(accepts, `${verdict} | ${text}`).toBe(verdict === 'valid')
        counts[verdict === 'valid' ? 'valid' : 'refused']++
      }),
      RUNS,
    )
    // Neither side is there for show.
    expect(Math.min(counts.valid, counts.refused)).toBeGreaterThan(5)
  })
})
