/** A trust store as a verdict keeps it: which certificates were given, by hash, and the limits of the anchors. */
import { canonicalHash } from '../canonical-json.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { AnchorRole, TrustStore } from '../validation/judgement.ts'

export type AnchorSnapshot = {
  readonly certificate: Sha256
  readonly trustedFrom: Instant | null
  readonly trustedUntil: Instant | null
  readonly roles: readonly AnchorRole[]
}

/** In the order given. */
export type TrustSnapshot = { readonly anchors: readonly AnchorSnapshot[]; readonly intermediates: readonly Sha256[] }

export function snapshotOf({ anchors, intermediates }: TrustStore): TrustSnapshot {
  return {
    anchors: anchors.map(({ certificate, trustedFrom, trustedUntil, roles }) => ({
      certificate: certificate.sha256,
      trustedFrom,
      trustedUntil,
      roles,
    })),
    intermediates: intermediates.map(({ sha256 }) => sha256),
  }
}

/**
 * Certificates of which something was taken away, and whether something was added. An anchor whose limits have changed, or
 * a certificate that became an anchor, is both: it may now be trusted where it was not, or the other way round.
 */
export function compareTrust(before: TrustSnapshot, now: TrustSnapshot) {
  const old = entriesOf(before)
  const current = entriesOf(now)
  return {
    removed: [...old].flatMap(([entry, certificate]) => (current.has(entry) ? [] : [certificate])),
    hasAdditions: [...current.keys()].some((entry) => !old.has(entry)),
  }
}

/** Equal for snapshots that say the same, in whatever order. */
export function trustKey(trust: TrustSnapshot): Sha256 {
  return canonicalHash([...entriesOf(trust).keys()].toSorted())
}

function entriesOf({ anchors, intermediates }: TrustSnapshot): ReadonlyMap<string, Sha256> {
  return new Map([
    ...anchors.map(
      ({ certificate, trustedFrom, trustedUntil, roles }) =>
        [JSON.stringify([certificate, trustedFrom, trustedUntil, roles.toSorted()]), certificate] as const,
    ),
    ...intermediates.map((certificate) => [certificate, certificate] as const),
  ])
}
