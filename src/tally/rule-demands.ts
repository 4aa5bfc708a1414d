/** What the counting rule of a campaign demands of signatures that hold, and what a file lacks of it. */
import { type Attribution, speaksForUnit } from '../attribution/attribution.ts'
import type { CountingRule } from '../campaign/counting-rule.ts'
import { meaningOf } from '../validation/code.ts'
import type { DocumentReport, SignatureReport } from '../validation/report.ts'

export type Shortcoming = 'weak-digest' | 'no-time-stamp' | 'no-organization-signature' | 'no-person-signature'

export type Demand = { readonly lacks: Shortcoming; readonly effect: 'review' | 'refused' }

/**
 * The first demand that is not met, or null. Signatures of other bodies are not looked at, and none that does not hold:
 * one that waits for revocation data holds as far as this goes.
 */
export function unmetDemand(
  { signatures }: Pick<DocumentReport, 'signatures'>,
  attribution: Attribution,
  rule: CountingRule,
): Demand | null {
  const holding = signatures.filter((signature, index) => isHolding(signature) && speaksForUnit(attribution, index))
  const stamped = holding.filter(({ timestamp }) => rule.timeStamp === 'optional' || timestamp?.outcome === 'valid')
  if (stamped.length === 0 && holding.length > 0) return { lacks: 'no-time-stamp', effect: 'refused' }
  const strong = stamped.filter(({ notes }) => rule.weakDigest === 'accepted' || !notes.includes('weak-digest-sha1'))
  if (strong.length === 0 && stamped.length > 0) {
    return { lacks: 'weak-digest', effect: rule.weakDigest === 'review' ? 'review' : 'refused' }
  }
  const lacks = (kind: 'person' | 'organization') => !strong.some(({ signer }) => signer?.kind === kind)
  if (rule.signatures !== 'any' && lacks('organization'))
    return { lacks: 'no-organization-signature', effect: 'refused' }
  if (rule.signatures === 'both' && lacks('person')) return { lacks: 'no-person-signature', effect: 'refused' }
  return null
}

function isHolding({ kind, outcome, code }: SignatureReport): boolean {
  return kind === 'signature' && (outcome === 'valid' || meaningOf(code).effect === 'provisional')
}
