import { describe, expect, test } from 'vitest'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import type { Sha256 } from '../../src/lang.ts'
import { validate } from '../../src/pipeline/validate.ts'
import { DamagedFileError } from '../../src/store/files.ts'
import type { VerdictRow } from '../../src/store/verdict.ts'
import {
  anchorOf,
  type Evidence,
  type Foundation,
  type Given,
  type RevocationRequest,
  type TrustStore,
} from '../../src/validation/judgement.ts'
import { at, attributeByLetter, hashOf, reportOf, UNREAD } from '../store/sample-rows.ts'
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

type Scene = {
  /** What the judge wants in each round. */
  readonly wants: readonly (readonly string[])[]
  /** What others have. */
  readonly has: readonly string[]
  /** What the judge looks at, beside what it wants, in each round. */
  readonly looksAt?: readonly (readonly string[])[]
  /** What is imported or kept. */
  readonly knows?: readonly string[]
  readonly receivedAt?: number | null
}

const issuersIn = (requests: readonly RevocationRequest[], among: readonly string[]) =>
  requests.flatMap(({ listIssuers }) => listIssuers).filter((name) => among.includes(name))

function scene({ wants, has, looksAt = [], knows = [], receivedAt = 1000 }: Scene) {
  const given: Given[] = []
  const gathered: string[] = []
  const verdicts: VerdictRow[] = []
  const ports = {
    store: {
      earliestReceipt: async () => (receivedAt === null ? null : at(receivedAt)),
      recordVerdict: async (verdict: VerdictRow) => void verdicts.push(verdict),
      identity: async () => null,
      recordIdentity: async () => undefined,
    },
    files: { path: () => '/content/document' },
    clock: () => at(7000),
    readIdentity: async () => UNREAD,
    judge: async (_document: unknown, one: Given) => {
      const round = given.push(one) - 1
      const wanted = (wants[round] ?? []).map(requestTo)
      const asked = [...(looksAt[round] ?? []).map(requestTo), ...wanted]
      return { report: reportOf(DOCUMENT), asked, wanted, restsOn: RESTS_ON }
    },
    evidence: {
      trust: async () => TRUST,
      known: async (asked: readonly RevocationRequest[]) => evidenceOf(issuersIn(asked, knows)),
      gather: async (wanted: readonly RevocationRequest[]) => {
        gathered.push(...wanted.flatMap(({ listIssuers }) => listIssuers))
        return evidenceOf(issuersIn(wanted, has))
      },
      wouldAsk: async () => true,
    },
    policy: OFFICIAL_2021,
    refetchMs: null,
    attribute: attributeByLetter,
    programVersion: '1',
    tell: () => undefined,
  }
  return { ports, given, verdicts, gathered }
}

const hashesOf = ({ certificateLists, ocspResponses }: Evidence): readonly Sha256[] =>
  [...certificateLists, ...ocspResponses].map(({ sha256 }) => sha256)

describe('validate', () => {
  const cases: readonly (Scene & { name: string; rounds: number; evidence: readonly string[] })[] = [
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
    {
      name: 'what is known of what was looked at is heard, though nothing is wanted',
      wants: [],
      has: [],
      looksAt: [['A', 'b'], ['A', 'b'], []],
      knows: ['A', 'b', 'C'],
      rounds: 2,
      evidence: ['A', 'b'],
    },
    {
      name: 'what is known of whom the evidence brings in is heard too',
      wants: [],
      has: [],
      looksAt: [['A'], ['A', 'B'], ['A', 'B']],
      knows: ['A', 'B'],
      rounds: 3,
      evidence: ['A', 'B'],
    },
    {
      name: 'what is wanted comes beside what is known, in the same round',
      wants: [['B']],
      has: ['B'],
      looksAt: [['A']],
      knows: ['A'],
      rounds: 2,
      evidence: ['A', 'B'],
    },
    {
      name: 'what becomes wanted by what is known is gathered',
      wants: [[], ['B']],
      has: ['B'],
      looksAt: [['A']],
      knows: ['A'],
      rounds: 3,
      evidence: ['A', 'B'],
    },
    {
      name: 'nothing known of what was looked at: one round',
      wants: [],
      has: ['A'],
      looksAt: [['A']],
      rounds: 1,
      evidence: [],
    },
  ]
  for (const { name, rounds, evidence, ...told } of cases) {
    test(name, async () => {
      const { ports, given, verdicts, gathered } = scene(told)
      await validate(ports, DOCUMENT, never)
      expect(given).toHaveLength(rounds)
      // Only for what is wanted is anybody asked.
      const wanted = new Set(told.wants.flat())
      expect(gathered.filter((one) => !wanted.has(one))).toEqual([])
      expect(given.map((one) => hashesOf(one.evidence)).at(-1)).toEqual(evidence.map(hashOf))
      expect(verdicts.map((verdict) => verdict.evidence.map(({ sha256 }) => sha256))).toEqual([evidence.map(hashOf)])
    })
  }

  test('the judge is given the policy and the trust store, and the verdict keeps them and all it rests on', async () => {
    const { ports, given, verdicts } = scene({ wants: [['A', 'b'], ['C']], has: ['A', 'b'] })
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

  test('a file that the disk has changed gets no verdict, neither good nor bad', async () => {
    const { ports, verdicts } = scene({ wants: [[]], has: [] })
    const judge: typeof ports.judge = async (...asked) => {
      const judgement = await ports.judge(...asked)
      return { ...judgement, report: { ...judgement.report, sha256: hashOf('something else') } }
    }
    await expect(validate({ ...ports, judge }, DOCUMENT, never)).rejects.toThrow(DamagedFileError)
    expect(verdicts).toEqual([])
  })

  test('a reading that a busy machine held up leaves no verdict: a copy would count beside it', async () => {
    const { ports, verdicts } = scene({ wants: [[]], has: [] })
    const readIdentity = async () => Promise.reject(new Error('held up'))
    await expect(validate({ ...ports, readIdentity }, DOCUMENT, never)).rejects.toThrow('held up')
    expect(verdicts).toEqual([])
  })

  test('a document that is not known is left alone', async () => {
    const { ports, given, verdicts } = scene({ wants: [[]], has: [], receivedAt: null })
    await validate(ports, DOCUMENT, never)
    expect(given).toEqual([])
    expect(verdicts).toEqual([])
  })

  test('an abort between the rounds leaves no verdict', async () => {
    const { ports, verdicts } = scene({ wants: [['A'], []], has: ['A'] })
    await expect(validate(ports, DOCUMENT, AbortSignal.abort())).rejects.toThrow()
    expect(verdicts).toEqual([])
  })
})
