/** PORT. What a verdict rests on beside the file: trust anchors, and material that the judge asked for. */
import type { Evidence, RevocationRequest, TrustStore } from '../validation/judgement.ts'

export type EvidenceSource = {
  readonly trust: () => Promise<TrustStore>
  /**
   * What can be had of `wanted`, unjudged: the judge verifies each list and response for the very issuer it needs it for.
   * What cannot be had is left out, whatever the reason.
   *
   * @throws where `signal` aborts.
   */
  readonly gather: (wanted: readonly RevocationRequest[], signal?: AbortSignal) => Promise<Evidence>
}
