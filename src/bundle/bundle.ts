/** The evidence bundle: one document, its verdict, and all that the verdict rests on. docs/bundle.md. */

import type { Bytes } from '../bytes.ts'
import { ExplainedError } from '../explained-error.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { TrustSnapshot } from '../store/trust-snapshot.ts'
import type { GivenEvidence } from '../store/verdict.ts'
import type { ValidationPolicy } from '../validation/policy.ts'

export type Bundle = {
  /** Of the program that judged. */
  readonly programVersion: string
  /** Of the document, as its sender spelled it: hostile text, for display only. */
  readonly fileName: string
  readonly judgedAt: Instant
  readonly receivedAt: Instant | null
  readonly policy: ValidationPolicy
  readonly trust: TrustSnapshot
  readonly evidence: readonly GivenEvidence[]
  /** The report as canonical JSON. */
  readonly report: string
  readonly document: Bytes
  /** DER of each certificate, list and response that is named above. */
  readonly content: ReadonlyMap<Sha256, Bytes>
}

/** The file is no bundle of this form; `message` is Vietnamese and says what is wrong. */
export class BundleError extends ExplainedError {
  override name = 'BundleError'
}

export const GET_AGAIN = 'Tải lại bộ chứng cứ từ trang của văn bản, hoặc lưu lại bằng --save-bundle.'

export const MANIFEST = 'bundle.json'
export const REPORT = 'report.json'
export const DOCUMENT = 'document.pdf'

const certificateName = (sha256: Sha256) => `certificates/${sha256}.cer`

function evidenceName({ kind, sha256 }: GivenEvidence): string {
  return kind === 'certificate-list' ? `lists/${sha256}.crl` : `responses/${sha256}.ors`
}

/** Each certificate, list and response once, with its name in the bundle. */
export function namedContent({ trust, evidence }: Pick<Bundle, 'trust' | 'evidence'>): ReadonlyMap<string, Sha256> {
  const certificates = [...trust.anchors.map(({ certificate }) => certificate), ...trust.intermediates]
  return new Map([
    ...certificates.map((sha256) => [certificateName(sha256), sha256] as const),
    ...evidence.map((one) => [evidenceName(one), one.sha256] as const),
  ])
}
