/** A bundle is collected from what the service holds, whole or not at all. */
import { expect, test } from 'vitest'
import { type BundleSources, collectBundle } from '../../src/bundle/collect-bundle.ts'
import type { Bytes } from '../../src/bytes.ts'
import { canonicalJson } from '../../src/canonical-json.ts'
import type { Sha256 } from '../../src/lang.ts'
import type { DocumentRow } from '../../src/store/store.ts'
import type { VerdictRow } from '../../src/store/verdict.ts'
import { contentOf, hashOf, ISSUER, ROOT, TRUST, verdictOf } from '../store/sample-rows.ts'

const DOCUMENT = hashOf('document')

function rowOf(verdict: VerdictRow | null): DocumentRow {
  const submissions = contentOf(hashOf('letter'), DOCUMENT).submissions.map((submission) => ({
    submission,
    report: null,
    reading: null,
    mailSubject: null,
    attribution: { kind: 'unknown', reason: 'no-witness', evidence: '', testimonies: [] } as const,
  }))
  return { sha256: DOCUMENT, bytes: 8, damage: null, destroyedAt: null, verdict, earlier: [], submissions }
}

const holding = (...names: readonly string[]) => {
  const held = new Map<Sha256, Bytes>(names.map((name) => [hashOf(name), Buffer.from(name)]))
  return async (sha256: Sha256) => held.get(sha256) ?? null
}
const SOURCES: BundleSources = { file: holding('document', 'root', 'issuer'), evidence: holding('list') }

test('all that the verdict names, and the report as it was judged', async () => {
  const verdict = verdictOf(DOCUMENT)
  const { document: _, report, restsOn: _restsOn, retryAt: _retryAt, ...rest } = verdict
  expect(await collectBundle(rowOf(verdict), SOURCES)).toEqual({
    kind: 'bundle',
    bundle: {
      ...rest,
      fileName: 'báo cáo.pdf',
      report: canonicalJson(report),
      document: Buffer.from('document'),
      content: new Map(['root', 'issuer', 'list'].map((name) => [hashOf(name), Buffer.from(name)])),
    },
  })
})

const incomplete: readonly { name: string; sources: Partial<BundleSources>; missing: readonly string[] }[] = [
  { name: 'a list', sources: { evidence: holding() }, missing: [`lists/${hashOf('list')}.crl`] },
  {
    name: 'the document and a certificate',
    sources: { file: holding('root') },
    missing: [`certificates/${ISSUER}.cer`, 'document.pdf'],
  },
  {
    name: 'a certificate whose bytes were damaged',
    sources: {
      file: async (sha256) => (sha256 === ROOT ? Buffer.from('rust') : holding('document', 'issuer')(sha256)),
    },
    missing: [`certificates/${ROOT}.cer`],
  },
]
for (const { name, sources, missing } of incomplete) {
  test(`where ${name} is missing there is no bundle, and what is missing is told`, async () => {
    const collected = await collectBundle(rowOf(verdictOf(DOCUMENT)), { ...SOURCES, ...sources })
    expect(collected).toEqual({ kind: 'incomplete', missing })
  })
}

test('without a verdict, or with one from before policies were kept, there is none yet', async () => {
  expect(await collectBundle(rowOf(null), SOURCES)).toEqual({ kind: 'not-judged' })
  for (const older of [{ policy: null }, { trust: null }]) {
    const verdict = verdictOf(DOCUMENT, 1000, 'valid', { trust: TRUST, ...older })
    expect(await collectBundle(rowOf(verdict), SOURCES)).toEqual({ kind: 'not-judged' })
  }
})
