/** Which imported certificates are trusted by themselves, how far, and whom may be asked below them. */
import { describe, expect, test } from 'vitest'
import type { AnchorLimit } from '../../src/evidence/anchor-limits.ts'
import { FETCH_LIMITS } from '../../src/evidence/fetch-limits.ts'
import { PINS, type Pin } from '../../src/evidence/pins.ts'
import { type AnchorRules, PINS_ALONE, reachOf, trustStoreOf } from '../../src/evidence/trust-anchors.ts'
import type { Certificate } from '../../src/format/x509/certificate.ts'
import type { Instant } from '../../src/lang.ts'
import { anchorOf } from '../../src/validation/judgement.ts'
import { issuer, root, signer } from './made.ts'

const reach = { hosts: ['ca.example'], maxBytes: 1_000 }

const pinned = (certificate: Certificate, kind: Pin['kind'] = 'anchor'): AnchorRules => ({
  ...PINS_ALONE,
  pins: new Map([[certificate.sha256, { name: 'Thử nghiệm', sha256: certificate.sha256, kind, reach }]]),
})

const limit: AnchorLimit = {
  sha256: root.sha256,
  trustedFrom: 1 as Instant,
  trustedUntil: 2 as Instant,
  roles: ['time-stamp-authority'],
  hosts: null,
  maxBytes: null,
}

const cases: readonly {
  name: string
  given: readonly Certificate[]
  rules?: AnchorRules
  anchors: readonly Certificate[]
  intermediates: readonly Certificate[]
}[] = [
  { name: 'a self-signed one is an anchor', given: [root], anchors: [root], intermediates: [] },
  { name: 'others only help', given: [issuer, signer], anchors: [], intermediates: [issuer, signer] },
  { name: 'a pinned one is an anchor', given: [issuer], rules: pinned(issuer), anchors: [issuer], intermediates: [] },
  {
    name: 'one that is pinned as an intermediate is known and not trusted',
    given: [issuer],
    rules: pinned(issuer, 'intermediate'),
    anchors: [],
    intermediates: [issuer],
  },
  {
    name: 'one that is barred is not trusted, signed by itself or pinned',
    given: [root],
    rules: { ...pinned(root), barred: new Set([root.sha256]) },
    anchors: [],
    intermediates: [root],
  },
  { name: 'each appears once', given: [root, issuer, root, issuer], anchors: [root], intermediates: [issuer] },
  {
    name: 'a pin is no certificate: nothing is trusted where none was imported',
    given: [],
    anchors: [],
    intermediates: [],
  },
]
for (const { name, given, rules, anchors, intermediates } of cases) {
  test(name, () => expect(trustStoreOf(given, rules)).toEqual({ anchors: anchors.map(anchorOf), intermediates }))
}

test('a limit of time and role is that of the anchor', () => {
  expect(trustStoreOf([root], { ...PINS_ALONE, limits: [limit] }).anchors).toEqual([
    { certificate: root, trustedFrom: 1, trustedUntil: 2, roles: ['time-stamp-authority'] },
  ])
})

describe('whom one may ask about certificates below an anchor', () => {
  const cases: readonly { name: string; rules: AnchorRules; hosts: readonly string[]; maxBytes: number }[] = [
    { name: 'nobody, unless somebody says so', rules: PINS_ALONE, hosts: [], maxBytes: FETCH_LIMITS.maxBytes },
    { name: 'the hosts of the pin', rules: pinned(root), ...reach },
    { name: 'also where the operator limits something else', rules: { ...pinned(root), limits: [limit] }, ...reach },
    {
      name: 'the hosts of the operator in place of those',
      rules: { ...pinned(root), limits: [{ ...limit, hosts: ['mirror.example'], maxBytes: 5 }] },
      hosts: ['mirror.example'],
      maxBytes: 5,
    },
    {
      name: 'nobody, where the operator says so',
      rules: { ...pinned(root), limits: [{ ...limit, hosts: [] }] },
      hosts: [],
      maxBytes: 1_000,
    },
  ]
  for (const { name, rules, hosts, maxBytes } of cases) {
    test(name, () => expect(reachOf(root.sha256, rules)).toEqual({ hosts, maxBytes }))
  }
})

test('the pins that ship: four roots, each with hosts, and authorities below them that are not trusted by themselves', () => {
  const pins = [...PINS.values()]
  expect(pins.length).toBe(12)
  const anchors = pins.filter(({ kind }) => kind === 'anchor')
  expect(anchors.length).toBe(4)
  expect(anchors.every(({ reach: { hosts } }) => hosts.length > 0 && hosts.every((host) => host.endsWith('.vn')))).toBe(
    true,
  )
})
