/** Certification paths as values. RFC 5280, 6.1. */
import type { Certificate } from '../../format/x509/certificate.ts'
import type { TrustAnchor } from '../judgement.ts'

export type Path = {
  /** The certificate in question first, the anchor's last; only one where the anchor itself is in question. */
  readonly certificates: readonly Certificate[]
  readonly anchor: TrustAnchor
}

/** The certificate whose key signed the one at `index`; null for the anchor's. */
export function issuerAt({ certificates }: Path, index: number): Certificate | null {
  return certificates[index + 1] ?? null
}
