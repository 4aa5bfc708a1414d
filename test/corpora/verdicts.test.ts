/** Signed files that others made, judged and compared with what is known of each. The files are used in place. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { instant } from '../../fixtures/authority.ts'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import { trustStoreOf } from '../../src/evidence/trust-anchors.ts'
import { readCertificateFile } from '../../src/format/x509/certificate-file.ts'
import { judge } from '../../src/validation/judge.ts'
import { type Given, NO_EVIDENCE, type TrustStore } from '../../src/validation/judgement.ts'
import type { DocumentReport } from '../../src/validation/report.ts'

const CORPUS = '../shared/corpus'
const VIETNAM = '../shared/vn'
const AUTHORITIES = '../shared/ca'

/** Files where we differ from the manifest and are sure of it; a surprise in either direction fails. */
const DIVERGENCES: Readonly<Record<string, string>> = {
  'test-resources/samples/sample07.notSupported.pdf':
    'Called broken where adbe.x509.rsa_sha1 is not supported: the RSA value holds the SHA-1 of the byte range.',
  'cmpfiles/signatures/chapter02/cmp_hello_level_4_annotated.pdf':
    'Said to be certified with P = 3; its signature says P = 1, which forbids the note that was added.',
  'src/test/resources/signatures/chapter02/cmp_hello_level_4_annotated.pdf': 'The same file in another place.',
  'test_diff_analysis/test_orphan_False___1.pdf':
    'An object that serves nothing after a certification with P = 1 (docs/verdicts.md, What may come after a signature).',
  'test_diff_analysis/test_sign_with_hybrid_sneaky_edit__1.pdf':
    'Made as an attack: a cross-reference stream leads the number of a signed object to the catalog.',
  'src/test/resources/pdf/baseline_profile_test_files/pades-baseline-lta-live-aj.pdf':
    'A time-stamp that anybody may have got is drawn over what the page shows (docs/verdicts.md).',
}

const Row = z.object({
  path: z.string(),
  class: z.string(),
  verdict: z.enum(['accept', 'reject', 'either', 'no-signature']),
  confidence: z.enum(['high', 'medium', 'low']),
})

function rowsOf(folder: string) {
  const lines = readFileSync(join(folder, 'manifest.jsonl'), 'utf8').split('\n')
  return lines
    .filter((line) => line.startsWith('{'))
    .map((line) => Row.extend({ source: z.string() }).parse(JSON.parse(line)))
}

const given = (trust: TrustStore): Given => ({
  at: instant('2026-11-01T00:00:00Z'),
  receivedAt: null,
  trust,
  evidence: NO_EVIDENCE,
  policy: OFFICIAL_2021,
})
const NOBODY = given({ anchors: [], intermediates: [] })

/** What a report says of integrity and later changes, trust aside. */
function said({ signatures }: DocumentReport): 'accept' | 'reject' | 'no-signature' | 'open' {
  if (signatures.length === 0) return 'no-signature'
  if (signatures.some((one) => one.integrity === 'broken' || one.modification === 'suspicious')) return 'reject'
  const sound = signatures.every((one) => one.integrity === 'intact' && /none|permitted/.test(one.modification))
  return sound ? 'accept' : 'open'
}

describe.skipIf(!existsSync(CORPUS))('signed files of other projects (needs ../shared/corpus)', () => {
  const rows = existsSync(CORPUS) ? rowsOf(CORPUS).filter(({ confidence }) => confidence !== 'low') : []
  const judged = rows.map((row) => ({
    ...row,
    said: said(judge(readFileSync(join(CORPUS, row.source, row.path)), NOBODY).report),
  }))

  test('no broken or manipulated file is accepted', () => {
    const accepted = judged.filter((row) => row.verdict === 'reject' && row.said === 'accept' && !DIVERGENCES[row.path])
    expect(accepted.map(({ path }) => path)).toEqual([])
  })

  test('no signature is seen in a file that has none', () => {
    const seen = judged.filter((row) => row.verdict === 'no-signature' && /accept|reject/.test(row.said))
    expect(seen.map(({ path }) => path)).toEqual([])
  })

  test('every file with honest later changes is accepted', () => {
    const honest = judged.filter(
      (row) => row.class === 'signed-intact-later-benign-changes' && row.verdict === 'accept',
    )
    const refused = honest.filter((row) => row.said !== 'accept' && !DIVERGENCES[row.path])
    expect([honest.length > 0, ...refused.map(({ path }) => path)]).toEqual([true])
  })

  test('at least 97 of 100 intact files are accepted', () => {
    const intact = judged.filter((row) => row.class === 'signed-intact' && row.verdict === 'accept')
    const right = intact.filter((row) => row.said === 'accept')
    expect(right.length / intact.length).toBeGreaterThanOrEqual(0.97)
  })
})

describe.skipIf(!existsSync(VIETNAM) || !existsSync(AUTHORITIES))(
  'real signed files of Vietnamese agencies (needs ../shared/vn and ../shared/ca)',
  () => {
    const files = existsSync(AUTHORITIES) ? readdirSync(AUTHORITIES).filter((name) => /\.(cer|crt)$/.test(name)) : []
    const certificates = files.flatMap((name) => {
      const read = readCertificateFile(readFileSync(join(AUTHORITIES, name)))
      return read.ok ? read.value : []
    })
    const trusting = given(trustStoreOf(certificates))
    for (const { path, verdict } of existsSync(VIETNAM) ? rowsOf(VIETNAM) : []) {
      test(path, () => {
        const { report } = judge(readFileSync(join(VIETNAM, path)), trusting)
        if (verdict === 'no-signature') expect(report.outcome).toBe('unsigned')
        else {
          expect(said(report)).toBe('accept')
          expect(report.signatures.map(({ trust }) => trust)).toEqual(report.signatures.map(() => 'trusted'))
          // Without lists nothing worse may be said than that revocation is not known.
          expect(new Set(report.signatures.map(({ code }) => code))).toEqual(new Set(['revocation-unknown']))
        }
      })
    }
  },
)
