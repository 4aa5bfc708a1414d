/** Who vouches for the anchors of a bundle: whoever made the bundle chose them, and anybody can make one. */
import type { ImportedEvidence } from '../evidence/imported.ts'
import { PINS } from '../evidence/pins.ts'
import type { Given, TrustAnchor } from '../validation/judgement.ts'

/** What the operator trusts: the folders of `--trust`. */
export type OwnTrust = {
  readonly anchors: readonly TrustAnchor[]
  readonly barred: ReturnType<ImportedEvidence['rules']>['barred']
}

export const PINS_ONLY: OwnTrust = { anchors: [], barred: new Set() }

export async function ownTrustOf(imported: Pick<ImportedEvidence, 'trust' | 'rules'>): Promise<OwnTrust> {
  return { anchors: (await imported.trust()).anchors, barred: imported.rules().barred }
}

export type Vouched = {
  readonly anchor: TrustAnchor
  readonly by: 'operator' | 'pin' | 'nobody'
}

export function vouchedAnchors({ trust }: Given, own: OwnTrust): readonly Vouched[] {
  return trust.anchors.map((anchor): Vouched => {
    const { sha256 } = anchor.certificate
    const mine = own.anchors.find(({ certificate }) => certificate.sha256 === sha256)
    // With the operator's limits and not with those of the bundle.
    if (mine) return { anchor: mine, by: 'operator' }
    const isPinned = PINS.get(sha256)?.kind === 'anchor' && !own.barred.has(sha256)
    return { anchor, by: isPinned ? 'pin' : 'nobody' }
  })
}

/** The same without the anchors that nobody vouches for: a result that stays did not rest on them. */
export function withVouchedOnly(given: Given, vouched: readonly Vouched[]): Given {
  const anchors = vouched.flatMap(({ anchor, by }) => (by === 'nobody' ? [] : [anchor]))
  return { ...given, trust: { ...given.trust, anchors } }
}
