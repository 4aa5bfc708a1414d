/** The path validation tests of NIST. They are used in place. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { instant } from '../../fixtures/authority.ts'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import { type Certificate, readCertificate } from '../../src/format/x509/certificate.ts'
import { type CertificateList, readCertificateList } from '../../src/format/x509/crl.ts'
import { validateCertificate } from '../../src/validation/certificate-validation.ts'
import { joinEvidence } from '../../src/validation/embedded-evidence.ts'
import { openFileInquiry } from '../../src/validation/file-inquiry.ts'
import { finding, isDecisive } from '../../src/validation/finding.ts'
import { anchorOf, NO_EVIDENCE } from '../../src/validation/judgement.ts'
import type { Finding } from '../../src/validation/report.ts'

const PKITS = '../shared/pkits'

/** Where the outcome differs from the one of NIST; a surprise in either direction fails. */
const DIVERGENCES: Readonly<Record<string, string>> = {}

const Policy = z.strictObject({
  initialPolicies: z.array(z.string()).nullable(),
  explicitPolicy: z.boolean(),
  inhibitMapping: z.boolean(),
  inhibitAnyPolicy: z.boolean(),
})

const Case = z.object({
  id: z.string(),
  name: z.string(),
  certificate: z.string(),
  otherCertificates: z.array(z.string()),
  crls: z.array(z.string()),
  revocationRequired: z.boolean(),
  valid: z.boolean(),
  policy: Policy.optional(),
})

const cases = existsSync(PKITS) ? z.array(Case).parse(JSON.parse(readFileSync(join(PKITS, 'pkits.json'), 'utf8'))) : []

/** Those that can be read: a certificate or list that breaks its format is as good as none. */
function certificates(...names: readonly string[]): readonly Certificate[] {
  return names.flatMap((name) => {
    const read = readCertificate(readFileSync(join(PKITS, 'certs', name)))
    return read.ok ? [read.value] : []
  })
}

function certificateLists(...names: readonly string[]): readonly CertificateList[] {
  return names.flatMap((name) => {
    const read = readCertificateList(readFileSync(join(PKITS, 'crls', name)))
    return read.ok ? [read.value] : []
  })
}

describe.skipIf(!existsSync(PKITS))('the path validation tests of NIST (need ../shared/pkits)', () => {
  // So that what is skipped has a sentence.
  if (cases.length === 0) test('every case of NIST has the outcome that NIST expects', () => undefined)
  for (const one of cases) {
    test(`${one.id} ${one.name} is ${one.valid ? 'valid' : 'refused'}`, () => {
      const findings = validate(one)
      expect(findings.length === 0, JSON.stringify(findings)).toBe(one.id in DIVERGENCES ? !one.valid : one.valid)
    })
  }
})

function validate(one: z.infer<typeof Case>): readonly Finding[] {
  const given = {
    at: instant('2011-06-01T00:00:00Z'),
    receivedAt: null,
    trust: {
      anchors: certificates('TrustAnchorRootCertificate.crt').map(anchorOf),
      intermediates: certificates(...one.otherCertificates),
    },
    evidence: { ...NO_EVIDENCE, certificateLists: certificateLists('TrustAnchorRootCRL.crl', ...one.crls) },
    policy: {
      ...OFFICIAL_2021,
      path: {
        acceptable: one.policy?.initialPolicies ?? null,
        requireExplicit: one.policy?.explicitPolicy ?? false,
        inhibitMapping: one.policy?.inhibitMapping ?? false,
        inhibitAny: one.policy?.inhibitAnyPolicy ?? false,
      },
    },
  }
  const inquiry = openFileInquiry(given, joinEvidence([]))
  const [leaf] = certificates(one.certificate)
  if (!leaf) return [finding('chain-broken', 'RFC 5280, 4.1', { what: 'unreadable' })]
  return validateCertificate(leaf, 'revocation-authority', given.at, inquiry).findings.filter(
    (found) => isDecisive(found) && (one.revocationRequired || found.code !== 'revocation-unknown'),
  )
}
