/** PORT. What a verdict rests on beside the file: trust anchors, and material that the judge asked for. */
import type { Evidence, EvidenceRequest, TrustStore } from '../validation/judgement.ts'

export type EvidenceSource = {
  readonly trust: () => Promise<TrustStore>
  /** What can be had of `wanted`. */
  readonly gather: (wanted: readonly EvidenceRequest[]) => Promise<Evidence>
}
