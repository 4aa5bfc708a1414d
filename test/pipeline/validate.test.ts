import { describe, expect, test } from 'vitest'
import type { CertificateList } from '../../src/format/x509/crl.ts'
import type { Sha256 } from '../../src/lang.ts'
import { validate } from '../../src/pipeline/validate.ts'
import type { VerdictRow } from '../../src/store/store.ts'
import type { EvidenceRequest } from '../../src/validation/judgement.ts'
import { at, attributeByLetter, hashOf, reportOf } from '../store/sample-rows.ts'

const DOCUMENT = hashOf('document')
const never = new AbortController().signal

/** Only its hash is looked at here. */
function listNamed(name: string): CertificateList {
  const none = new Uint8Array()
  return {
    der: none,
    sha256: hashOf(name),
    tbs: none,
    version: 2,
    issuer: { der: none, relativeNames: [], attributes: [] },
    thisUpdate: at(0),
    nextUpdate: null,
    signatureAlgorithm: { oid: '', parameters: null },
    signature: none,
    extensions: [],
    entryCount: 0,
    find: () => null,
    entriesOf: () => [],
    issuingDistributionPoint: null,
    number: null,
    baseNumber: null,
    authorityKeyIdentifier: null,
    expiredCertificatesSince: null,
    freshestCrl: [],
    hasUnknownCriticalEntryExtension: false,
  }
}

const request = (issuer: string): EvidenceRequest => ({
  kind: 'certificate-list',
  issuer,
  authority: hashOf(issuer),
  urls: [],
})

/** A judge that wants, in each round, the lists of `wants`, and a source that has those in `has`. */
function scene(wants: readonly (readonly string[])[], has: readonly string[], receivedAt: number | null = 1000) {
  const given: (readonly Sha256[])[] = []
  const asked: (readonly string[])[] = []
  const verdicts: VerdictRow[] = []
  const ports = {
    store: {
      earliestReceipt: async () => (receivedAt === null ? null : at(receivedAt)),
      recordVerdict: async (verdict: VerdictRow) => void verdicts.push(verdict),
    },
    files: { path: () => '/content/document' },
    clock: () => at(7000),
    judge: async (_document: unknown, { evidence }: { evidence: { certificateLists: readonly CertificateList[] } }) => {
      given.push(evidence.certificateLists.map(({ sha256 }) => sha256))
      return { report: reportOf(DOCUMENT), wanted: (wants[given.length - 1] ?? []).map(request) }
    },
    evidence: {
      trust: async () => ({ anchors: [], intermediates: [] }),
      gather: async (wanted: readonly EvidenceRequest[]) => {
        asked.push(wanted.map(({ issuer }) => issuer))
        return {
          certificateLists: wanted.filter(({ issuer }) => has.includes(issuer)).map(({ issuer }) => listNamed(issuer)),
        }
      },
    },
    attribute: attributeByLetter,
    programVersion: '1',
  }
  return { ports, given, asked, verdicts }
}

describe('validate', () => {
  const cases = [
    { name: 'nothing wanted: one round', wants: [[]], has: ['A'], rounds: 1, evidence: [] },
    { name: 'what is wanted is gathered and kept', wants: [['A'], []], has: ['A'], rounds: 2, evidence: ['A'] },
    {
      name: 'lists add up over the rounds',
      wants: [['A'], ['B'], ['C'], []],
      has: ['A', 'B', 'C'],
      rounds: 4,
      evidence: ['A', 'B', 'C'],
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
      expect(given.at(-1)).toEqual(evidence.map(hashOf))
      expect(verdicts).toEqual([
        {
          document: DOCUMENT,
          report: reportOf(DOCUMENT),
          judgedAt: 7000,
          receivedAt: 1000,
          programVersion: '1',
          evidence: evidence.map(hashOf),
        },
      ])
    })
  }

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
