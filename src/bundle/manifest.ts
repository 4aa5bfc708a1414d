/** `bundle.json`: what a bundle holds and how it was judged. docs/bundle.md describes the format. */
import { z } from 'zod'
import { sha256 } from '../bytes.ts'
import { canonicalHash, canonicalJson } from '../canonical-json.ts'
import { explainMistake } from '../json-mistake.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { type Bundle, BundleError, GET_AGAIN } from './bundle.ts'
import { PolicyForm } from './policy-form.ts'

/** Other numbers are refused: a later format may say things that this program would pass over. */
const FORMAT = 1

const Hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/u)
  .transform((hex) => hex as Sha256)
const Time = z.iso.datetime({ precision: 3 }).transform((iso) => Date.parse(iso) as Instant)

const Anchor = z.strictObject({
  certificate: Hash,
  trustedFrom: Time.nullable(),
  trustedUntil: Time.nullable(),
  roles: z.array(z.enum(['signer', 'time-stamp-authority'])),
})

const ManifestForm = z.strictObject({
  format: z.literal(FORMAT),
  programVersion: z.string().max(64),
  document: z.strictObject({ name: z.string(), sha256: Hash, bytes: z.int().nonnegative() }),
  report: Hash,
  judgedAt: Time,
  receivedAt: Time.nullable(),
  policy: PolicyForm,
  policySha256: Hash,
  anchors: z.array(Anchor),
  intermediates: z.array(Hash),
  evidence: z.array(
    z.strictObject({ kind: z.enum(['certificate-list', 'ocsp-response']), sha256: Hash, heldSince: Time.nullable() }),
  ),
})

export type Manifest = Omit<Bundle, 'report' | 'document' | 'content'> & {
  readonly document: Sha256
  readonly report: Sha256
}

export function writeManifest(bundle: Bundle): string {
  const { programVersion, fileName, document, report, policy, trust, evidence } = bundle
  return canonicalJson({
    format: FORMAT,
    programVersion,
    document: { name: fileName, sha256: sha256(document), bytes: document.length },
    report: sha256(Buffer.from(report)),
    judgedAt: iso(bundle.judgedAt),
    receivedAt: iso(bundle.receivedAt),
    policy,
    policySha256: canonicalHash(policy),
    anchors: trust.anchors.map(({ trustedFrom, trustedUntil, ...anchor }) => ({
      ...anchor,
      trustedFrom: iso(trustedFrom),
      trustedUntil: iso(trustedUntil),
    })),
    intermediates: trust.intermediates,
    evidence: evidence.map(({ heldSince, ...one }) => ({ ...one, heldSince: iso(heldSince) })),
  })
}

const iso = (at: Instant | null) => (at === null ? null : new Date(at).toISOString())

/** @throws BundleError */
export function readManifest(text: string): Manifest {
  const parsed = ManifestForm.safeParse(jsonOf(text))
  if (!parsed.success) {
    throw new BundleError(`Tệp bundle.json trong bộ chứng cứ không đúng: ${explainMistake(parsed.error)}. ${GET_AGAIN}`)
  }
  const { format: _, document, policySha256, anchors, intermediates, ...rest } = parsed.data
  if (canonicalHash(rest.policy) !== policySha256) throw new BundleError('Chính sách trong bundle.json đã bị sửa.')
  return { ...rest, fileName: document.name, document: document.sha256, trust: { anchors, intermediates } }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BundleError(`Tệp bundle.json trong bộ chứng cứ không phải JSON. ${GET_AGAIN}`, { cause: error })
  }
}
