/** Of several answers about one certificate, the one that decides. EN 319 102-1, 5.2.6.4; RFC 5280, 6.3.3 (k) and (l). */
import type { ReasonFlag } from '../../format/x509/distribution-point.ts'
import type { Answer } from './answer.ts'

/** Every reason that a list can be limited to. RFC 5280, 4.2.1.13. */
const ALL_REASONS: readonly ReasonFlag[] = [
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
]

/**
 * The latest of those that speak for all reasons, one without reservations before one with them. Answers for some reasons
 * only decide where one of them says revoked, or where together they leave no reason out.
 */
export function chooseAnswer(answers: readonly Answer[]): Answer | null {
  const [newest, ...older] = [...answers].sort((a, b) => b.thisUpdate - a.thisUpdate)
  if (!newest) return null
  const all = [newest, ...older]
  const partial = all.filter(({ reasons }) => reasons !== null)
  const revoked = partial.find((one) => one.revoked)
  if (revoked) return revoked
  const complete = all.filter(({ reasons }) => reasons === null)
  // The latest word that it is revoked is heard, whatever is open about who said it.
  if (complete[0]?.revoked) return complete[0]
  return complete.find(({ reservations }) => reservations.length === 0) ?? complete[0] ?? joined(partial)
}

/** RFC 5280, 6.3.3 (l): no revocation for any reason, told by several lists. The oldest says how old the whole is. */
function joined(partial: readonly Answer[]): Answer | null {
  const told = new Set(partial.flatMap(({ reasons }) => [...(reasons ?? [])]))
  if (ALL_REASONS.some((reason) => !told.has(reason))) return null
  const oldest = partial.at(-1)
  const reservations = partial.flatMap((one) => one.reservations)
  return oldest ? { ...oldest, reasons: null, reservations } : null
}
