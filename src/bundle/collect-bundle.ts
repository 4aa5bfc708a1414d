/** The bundle of a stored verdict, from what the service holds; where something is missing, which, and no bundle. */
import { type Bytes, sha256 as hash } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'
import type { Sha256 } from '../lang.ts'
import type { DocumentRow } from '../store/store.ts'
import { type Bundle, DOCUMENT, namedContent } from './bundle.ts'

export type BundleSources = {
  /** Documents, and certificates of trust stores. */
  readonly file: (sha256: Sha256) => Promise<Bytes | null>
  /** Lists and responses, as DER. */
  readonly evidence: (sha256: Sha256) => Promise<Bytes | null>
}

export type CollectedBundle =
  | { readonly kind: 'bundle'; readonly bundle: Bundle }
  /** There is no verdict, or one of a program that did not keep what it rests on; it is to be judged. */
  | { readonly kind: 'not-judged' }
  /** Names in the bundle of what nobody holds any more. */
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }

export async function collectBundle(
  { sha256, verdict, submissions }: DocumentRow,
  sources: BundleSources,
): Promise<CollectedBundle> {
  if (verdict === null || verdict.policy === null || verdict.trust === null) return { kind: 'not-judged' }
  const { policy, trust, evidence, programVersion, judgedAt, receivedAt } = verdict
  const content = new Map<Sha256, Bytes>()
  const missing: string[] = []
  for (const [name, wanted] of namedContent({ trust, evidence })) {
    const bytes = await find(wanted, name.startsWith('certificates/') ? sources.file : sources.evidence)
    if (bytes) content.set(wanted, bytes)
    else missing.push(name)
  }
  const document = await find(sha256, sources.file)
  if (document === null) missing.push(DOCUMENT)
  if (document === null || missing.length > 0) return { kind: 'incomplete', missing }
  const fileName = submissions[0]?.submission.fileName ?? ''
  const report = canonicalJson(verdict.report)
  const made = { programVersion, fileName, judgedAt, receivedAt, policy, trust, evidence }
  return { kind: 'bundle', bundle: { ...made, report, document, content } }
}

/** What was damaged on the disk is as good as lost. */
async function find(sha256: Sha256, source: (sha256: Sha256) => Promise<Bytes | null>): Promise<Bytes | null> {
  const bytes = await source(sha256)
  return bytes !== null && hash(bytes) === sha256 ? bytes : null
}
