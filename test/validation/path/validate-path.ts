/** Paths of the plans under fixtures/cases, judged, and put before openssl. */
import { expect, test } from 'vitest'
import { type BuiltPath, buildPath, type PathGroup, type PathPlan } from '../../../fixtures/cases/path-plan.ts'
import type { Bytes } from '../../../src/bytes.ts'
import { OFFICIAL_2021 } from '../../../src/evidence/policy/read-policy.ts'
import type { Read } from '../../../src/format/read.ts'
import { readCertificate } from '../../../src/format/x509/certificate.ts'
import { readCertificateList } from '../../../src/format/x509/crl.ts'
import { validateCertificate } from '../../../src/validation/certificate-validation.ts'
import { openFileInquiry } from '../../../src/validation/file-inquiry.ts'
import { isDecisive, ranked } from '../../../src/validation/finding.ts'
import { anchorOf, type Given, NO_EVIDENCE } from '../../../src/validation/judgement.ts'
import type { Finding } from '../../../src/validation/report.ts'

/** One test for each case. */
export function testPaths({ title, cases }: PathGroup): void {
  for (const one of cases)
    test(`${title}: ${one.name}`, async () => expect(verdictOf(one, await buildPath(one))).toBe(one.expected))
}

/** In the words of `PathCase.expected`. */
export function verdictOf(plan: PathPlan, built: BuiltPath): string {
  const leaf = readCertificate(built.leaf.certificate)
  if (!leaf.ok) return `unreadable: ${leaf.error.clause}`
  const embedded = { certificates: readable(built.offered, readCertificate), certificateLists: [], ocspResponses: [] }
  const inquiry = openFileInquiry(givenOf(plan, built), embedded)
  const { findings } = validateCertificate(leaf.value, plan.role ?? 'signer', built.at, inquiry)
  const [primary] = ranked(findings).filter(isDecisive)
  return primary ? describe(primary) : 'valid'
}

/** What the judge is given; a certificate or list that breaks its format is as good as none. */
export function givenOf(plan: PathPlan, { anchors, store, lists, at }: BuiltPath): Given {
  return {
    at,
    receivedAt: null,
    trust: {
      anchors: anchors.flatMap(({ holder, limits }) =>
        readable([holder.certificate], readCertificate).map((certificate) => ({ ...anchorOf(certificate), ...limits })),
      ),
      intermediates: readable(store, readCertificate),
    },
    evidence: { ...NO_EVIDENCE, certificateLists: readable(lists, readCertificateList) },
    policy: { ...OFFICIAL_2021, path: { ...OFFICIAL_2021.path, ...plan.policy } },
  }
}

function readable<T>(encodings: readonly Bytes[], read: (der: Bytes) => Read<T>): readonly T[] {
  return encodings.flatMap((der) => {
    const result = read(der)
    return result.ok ? [result.value] : []
  })
}

function describe({ code, clause, facts }: Finding): string {
  return [code, clause, ...(facts.what ? [facts.what] : [])].join(': ')
}
