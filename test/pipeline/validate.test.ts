import { describe, expect, test } from 'vitest'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import type { Sha256 } from '../../src/lang.ts'
import { validate } from '../../src/pipeline/validate.ts'
import type { VerdictRow } from '../../src/store/verdict.ts'
import {
  anchorOf,
  type Evidence,
  type Foundation,
  type Given,
  type RevocationRequest,
  type TrustStore,
} from '../../src/validation/judgement.ts'
import { at, attributeByLetter, hashOf, reportOf } from '../store/sample-rows.ts'
import { certificate, world } from '../validation/given.ts'
import { listNamed, requestTo, responseNamed } from './made-evidence.ts'

const DOCUMENT = hashOf('document')
const never = new AbortController().signal
const HELD_SINCE = at(3000)

const root = certificate(world.root.certificate)
const issuer = certificate(world.issuer.certificate)
const TRUST: TrustStore = {
  anchors: [{ ...anchorOf(root), trustedUntil: at(9e12), roles: ['signer'] }],
  intermediates: [issuer],
}
const RESTS_ON: Foundation = { certificates: [root.sha256], evidence: [hashOf('A')], listIssuers: ['A'] }

/** Names in lower case are answered by OCSP. The first held is known since `HELD_SINCE`. */
function evidenceOf(names: readonly string[]): Evidence {
  const isResponse = (name: string) => name === name.toLowerCase()
  return {
    certificateLists: names.filter((name) => !isResponse(name)).map((name) => listNamed(name)),
    ocspResponses: names.filter(isResponse).map(responseNamed),
    heldSince: new Map(names.slice(0, 1).map((name) => [hashOf(name), HELD_SINCE])),
  }
}

/** A judge that wants, in each round, the material of `wants`, and a source that has that in `has`. */
function scene(wants: readonly (readonly string[])[], has: readonly string[], receivedAt: number | null = 1000) {
  const given: Given[] = []
  const verdicts: VerdictRow[] = []
  const ports = {
    store: {
      earliestReceipt: async () => (receivedAt === null ? null : at(receivedAt)),
      recordVerdict: async (verdict: VerdictRow) => void verdicts.push(verdict),
    },
    files: { path: () => '/content/document' },
    clock: () => at(7000),
    judge: async (_document: unknown, one: Given) => {
      given.push(one)
      return { report: reportOf(DOCUMENT), wanted: (wants[given.length - 1] ?? []).map(requestTo), restsOn: RESTS_ON }
    },
    evidence: {
      trust: async () => TRUST,
      gather: async (wanted: readonly RevocationRequest[]) =>
        evidenceOf(wanted.flatMap(({ listIssuers }) => listIssuers).filter((name) => has.includes(name))),
    },
    policy: OFFICIAL_2021,
    refetchMs: null,
    attribute: attributeByLetter,
    programVersion: '1',
  }
  return { ports, given, verdicts }
}

const hashesOf = ({ certificateLists, ocspResponses }: Evidence): readonly Sha256[] =>
  [...certificateLists, ...ocspResponses].map(({ sha256 }) => sha256)

describe('validate', () => {
  const cases = [
    { name: 'nothing wanted: one round', wants: [[]], has: ['A'], rounds: 1, evidence: [] },
    { name: 'what is wanted is gathered and kept', wants: [['A'], []], has: ['A'], rounds: 2, evidence: ['A'] },
    { name: 'a response as well as a list', wants: [['a'], []], has: ['a'], rounds: 2, evidence: ['a'] },
    {
      name: 'lists and responses add up over the rounds',
      wants: [['A'], ['b'], ['C'], []],
      has: ['A', 'b', 'C'],
      rounds: 4,
      evidence: ['A', 'C', 'b'],
    },
    { name: 'nothing to be had: no second round', wants: [['A'], ['A']], has: [], rounds: 1, evidence: [] },
    {
      name: 'nothing new to be had: no further round',
      wants: [['A'], ['A'], []],
      has: ['A'],
      rounds: 2,
      evidence: ['A'],
    },
    {
      name: 'a judge that always wants more is asked four times',
      wants: [['A'], ['B'], ['C'], ['D'], ['E']],
      has: ['A', 'B', 'C', 'D', 'E'],
      rounds: 4,
      evidence: ['A', 'B', 'C'],
    },
  ]
  for (const { name, wants, has, rounds, evidence } of cases) {
    test(name, async () => {
      const { ports, given, verdicts } = scene(wants, has)
      await validate(ports, DOCUMENT, never)
      expect(given).toHaveLength(rounds)
      expect(given.map((one) => hashesOf(one.evidence)).at(-1)).toEqual(evidence.map(hashOf))
      expect(verdicts.map((verdict) => verdict.evidence.map(({ sha256 }) => sha256))).toEqual([evidence.map(hashOf)])
    })
  }

  test('the judge is given the policy and the trust store, and the verdict keeps them and all it rests on', async () => {
    const { ports, given, verdicts } = scene([['A', 'b'], ['C']], ['A', 'b'])
    await validate(ports, DOCUMENT, never)
    expect(given.at(-1)).toMatchObject({ at: 7000, receivedAt: 1000, policy: OFFICIAL_2021, trust: TRUST })
    expect(given.at(-1)?.evidence.heldSince).toEqual(new Map([[hashOf('A'), HELD_SINCE]]))
    expect(verdicts).toEqual([
      {
        document: DOCUMENT,
        report: reportOf(DOCUMENT),
        judgedAt: 7000,
        receivedAt: 1000,
        programVersion: '1',
        policy: OFFICIAL_2021,
        trust: {
          anchors: [{ certificate: root.sha256, trustedFrom: null, trustedUntil: 9e12, roles: ['signer'] }],
          intermediates: [issuer.sha256],
        },
        evidence: [
          { kind: 'certificate-list', sha256: hashOf('A'), heldSince: HELD_SINCE },
          { kind: 'ocsp-response', sha256: hashOf('b'), heldSince: null },
        ],
        restsOn: { ...RESTS_ON, listIssuers: ['A', 'C'] },
        retryAt: null,
      },
    ])
  })

  test('a document that is not known is left alone', async () => {
    const { ports, given, verdicts } = scene([[]], [], null)
    await validate(ports, DOCUMENT, never)
    expect(given).toEqual([])
    expect(verdicts).toEqual([])
  })

  test('an abort between the rounds leaves no verdict', async () => {
    const { ports, verdicts } = scene([['A'], []], ['A'])
    await expect(validate(ports, DOCUMENT, AbortSignal.abort())).rejects.toThrow()
    expect(verdicts).toEqual([])
  })
})
