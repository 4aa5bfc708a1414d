/** When a verdict that waits for revocation data is tried again. */
import { expect, test } from 'vitest'
import { retryAt } from '../../src/pipeline/retry-at.ts'
import { NO_EVIDENCE } from '../../src/validation/judgement.ts'
import type { DocumentReport, PathMember } from '../../src/validation/report.ts'
import { at, hashOf, reportOf } from '../store/sample-rows.ts'
import { report, signature } from '../tally/build.ts'
import { listNamed } from './made-evidence.ts'

const JUDGED_AT = at(1_000_000)
const WAITING = reportOf(hashOf('document'), 'revocation-unknown')

/** A report whose path has a status that is known until `nextUpdate`. */
function knownUntil(nextUpdate: number): DocumentReport {
  const source = {
    kind: 'ocsp-response',
    sha256: hashOf('response'),
    covers: 'issuer',
    thisUpdate: new Date(0).toISOString(),
    nextUpdate: new Date(nextUpdate).toISOString(),
  } as const
  const member: PathMember = {
    commonName: 'UBND xã Húc',
    sha256: hashOf('certificate'),
    notBefore: '',
    notAfter: '',
    revocation: { status: 'unknown', revokedAt: null, source },
  }
  return report('document', 'revocation-stale', [signature('revocation-stale', { path: [member] })])
}

const cases: readonly {
  name: string
  report?: DocumentReport
  lists?: readonly (number | null)[]
  refetchMs?: number
  expected: number | null
}[] = [
  { name: 'a final verdict: never', report: reportOf(hashOf('a')), lists: [2_000_000], refetchMs: 1, expected: null },
  { name: 'nothing tells a time', lists: [null], expected: null },
  { name: 'the first list that runs out', lists: [3_000_000, 2_000_000], expected: 2_000_000 },
  { name: 'a list that ran out before tells nothing', lists: [900_000, 1_000_000], expected: null },
  { name: 'the answer in the report that runs out', report: knownUntil(1_500_000), expected: 1_500_000 },
  { name: 'where evidence is fetched, soon', lists: [null], refetchMs: 1_800_000, expected: 2_800_000 },
  { name: 'where a list runs out sooner, then', lists: [1_100_000], refetchMs: 1_800_000, expected: 1_100_000 },
]
for (const { name, report: judged = WAITING, lists = [], refetchMs = null, expected } of cases) {
  test(name, () => {
    const certificateLists = lists.map((nextUpdate, i) => listNamed(String(i), nextUpdate))
    expect(retryAt(judged, { ...NO_EVIDENCE, certificateLists }, JUDGED_AT, refetchMs)).toBe(expected)
  })
}

test('a list that is dated ahead: when its time has come', () => {
  const ahead = { ...listNamed('ahead', 3_000_000), thisUpdate: at(1_500_000) }
  expect(retryAt(WAITING, { ...NO_EVIDENCE, certificateLists: [ahead] }, JUDGED_AT, null)).toBe(1_500_000)
})
