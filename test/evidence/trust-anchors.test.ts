/** Which imported certificates are trusted by themselves. */
import { expect, test } from 'vitest'
import { trustStoreOf } from '../../src/evidence/trust-anchors.ts'
import { certificate, world } from '../validation/given.ts'

const root = certificate(world.root.certificate)
const issuer = certificate(world.issuer.certificate)
const organisation = certificate(world.organisation.certificate)

const cases = [
  { name: 'a self-signed one is an anchor', given: [root], pinned: [], anchors: [root], intermediates: [] },
  {
    name: 'others only help',
    given: [issuer, organisation],
    pinned: [],
    anchors: [],
    intermediates: [issuer, organisation],
  },
  { name: 'a pinned one is an anchor', given: [issuer], pinned: [issuer.sha256], anchors: [issuer], intermediates: [] },
  {
    name: 'each appears once',
    given: [root, issuer, root, issuer],
    pinned: [],
    anchors: [root],
    intermediates: [issuer],
  },
]
for (const { name, given, pinned, anchors, intermediates } of cases) {
  test(name, () => expect(trustStoreOf(given, new Set<string>(pinned))).toEqual({ anchors, intermediates }))
}

test('a pin is no certificate: nothing is trusted where none was imported', () => {
  expect(trustStoreOf([])).toEqual({ anchors: [], intermediates: [] })
})
