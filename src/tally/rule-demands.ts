/** What the counting rule of a campaign demands of signatures that hold, and what a file lacks of it. */
import { type Attribution, speaksForUnit } from '../attribution/attribution.ts'
import type { CountingRule } from '../campaign/counting-rule.ts'
import { type Code, meaningOf } from '../validation/code.ts'
import type { DocumentReport, SignatureReport } from '../validation/report.ts'

export type Shortcoming = 'weak-digest' | 'no-time-stamp' | 'no-organization-signature' | 'no-person-signature'

export type Demand =
  | { readonly kind: 'review' | 'refused'; readonly code: Shortcoming }
  /** All that is demanded is there, and part of it waits for revocation data. */
  | { readonly kind: 'provisional'; readonly code: Code }

/**
 * The first demand that is not met, or null. Signatures of other bodies are not looked at, and none that does not hold; with one that
 * waits for revocation data a demand is met no sooner than it settles.
 */
export function unmetDemand(
  { signatures }: Pick<DocumentReport, 'signatures'>,
  attribution: Attribution,
  rule: CountingRule,
): Demand | null {
  const own = signatures.filter(
    (signature, index) => signature.kind === 'signature' && speaksForUnit(attribution, index),
  )
  const valid = own.filter(({ outcome }) => outcome === 'valid')
  const waiting = own.filter(({ outcome, code }) => outcome !== 'valid' && meaningOf(code).effect === 'provisional')
  const unmet = shortcomingOf([...valid, ...waiting], rule)
  if (unmet !== null) return unmet
  const [first] = waiting
  return first && valid.length > 0 && shortcomingOf(valid, rule) !== null
    ? { kind: 'provisional', code: first.code }
    : null
}

function shortcomingOf(holding: readonly SignatureReport[], rule: CountingRule): Demand | null {
  const stamped = holding.filter(({ timestamp }) => rule.timeStamp === 'optional' || timestamp?.outcome === 'valid')
  if (stamped.length === 0 && holding.length > 0) return { kind: 'refused', code: 'no-time-stamp' }
  const strong = stamped.filter(({ notes }) => rule.weakDigest === 'accepted' || !notes.includes('weak-digest-sha1'))
  if (strong.length === 0 && stamped.length > 0) {
    return { kind: rule.weakDigest === 'review' ? 'review' : 'refused', code: 'weak-digest' }
  }
  const lacks = (kind: 'person' | 'organization') => !strong.some(({ signer }) => signer?.kind === kind)
  if (rule.signatures !== 'any' && lacks('organization')) return { kind: 'refused', code: 'no-organization-signature' }
  if (rule.signatures === 'both' && lacks('person')) return { kind: 'refused', code: 'no-person-signature' }
  return null
}
