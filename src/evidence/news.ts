/** What has become of evidence and trust since somebody looked last: for those whose verdicts may change by it. */
import { hash } from 'node:crypto'
import type { Certificate } from '../format/x509/certificate.ts'
import { readPublicKey } from '../format/x509/public-key.ts'
import { nameKey } from '../validation/distinguished-name.ts'
import { certificatesOf, type TrustStore } from '../validation/judgement.ts'
import type { Held } from './held.ts'

export type EvidenceNews = {
  /** `nameKey` of the authorities of which there are other lists or responses. */
  readonly listIssuers: readonly string[]
  readonly trustChanged: boolean
}

/** A response names its authority by a hash: it is told of those that are imported, and of others by their lists only. */
export function issuersOf(held: Held, trust: TrustStore): readonly string[] {
  if (held.kind === 'list') return [held.issuer]
  return certificatesOf(trust)
    .filter((authority) => held.answers.some(({ digest, keyHash }) => keyHash === keyHashOf(authority, digest)))
    .map(({ subject }) => nameKey(subject))
}

/** RFC 6960, 4.1.1; null where the key cannot be read. */
function keyHashOf({ publicKey }: Certificate, digest: string): string | null {
  const key = readPublicKey(publicKey)
  return key.ok ? hash(digest, key.value.bits) : null
}
