/** PORT. What a verdict rests on beside the file: trust anchors, and lists and responses about what the judge looked at. */
import type { Evidence, RevocationRequest, TrustStore } from '../validation/judgement.ts'

export type EvidenceSource = {
  readonly trust: () => Promise<TrustStore>
  /**
   * What is imported and kept about `asked`, unjudged as below. Contacts nobody, whatever the settings.
   *
   * @throws where `signal` aborts.
   */
  readonly known: (asked: readonly RevocationRequest[], signal?: AbortSignal) => Promise<Evidence>
  /**
   * What can be had of `wanted`, over the network too where that is switched on, unjudged: the judge verifies each list and response for the very issuer it needs it for.
   * What cannot be had is left out, whatever the reason.
   *
   * @throws where `signal` aborts.
   */
  readonly gather: (wanted: readonly RevocationRequest[], signal?: AbortSignal) => Promise<Evidence>
  /** False only where `gather` would ask nobody about any of these now, and so gives what is known. Contacts nobody. */
  readonly wouldAsk: (requests: readonly RevocationRequest[]) => Promise<boolean>
}
