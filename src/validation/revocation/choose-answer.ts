/** Of several answers about one certificate, the one that decides. EN 319 102-1, 5.2.6.4; RFC 5280, 6.3.3 (k) and (l). */
import { REASON_FLAGS, type ReasonFlag } from '../../format/x509/distribution-point.ts'
import type { Instant } from '../../lang.ts'
import type { RevocationPolicy } from '../policy.ts'
import { type Answer, CERTIFICATE_HOLD } from './answer.ts'
import { freshUntil } from './freshness.ts'

/**
 * The latest of those that speak for all reasons, one without reservations before one with them. Of answers that agree, one
 * that is fresh at `at` before a later one that is not: to be told more is never to know less. Answers for some reasons only
 * decide where one of them says revoked, or where together they leave no reason out.
 */
export function chooseAnswer(answers: readonly Answer[], at: Instant, policy: RevocationPolicy): Answer | null {
  const known = newestFirst(withoutSelfPraise(answers))
  const partial = withoutSuperseded(known).filter(({ reasons }) => reasons !== null)
  const [accusing] = partial.filter(({ revoked }) => revoked).sort((a, b) => severity(b) - severity(a))
  if (accusing) return accusing
  const complete = newestFirst([...known.filter(({ reasons }) => reasons === null), ...joined(partial, policy)])
  // The latest word that it is revoked is heard, whatever is open about who said it, unless a later one is sure that it is not.
  const lastRevoked = complete.findIndex(({ revoked }) => revoked)
  const since = lastRevoked < 0 ? complete : complete.slice(0, lastRevoked)
  const sure = since.filter(({ reservations }) => reservations.length === 0)
  return sure.find((one) => at < freshUntil(one, policy)) ?? sure[0] ?? complete[lastRevoked] ?? complete[0] ?? null
}

function newestFirst(answers: readonly Answer[]): readonly Answer[] {
  return [...answers].sort((a, b) => b.thisUpdate - a.thisUpdate || severity(b) - severity(a))
}

/** Of two answers of the same moment, or for different reasons, the one that costs more is believed. */
function severity({ revoked }: Answer): number {
  return revoked === null ? 0 : revoked.reason === CERTIFICATE_HOLD ? 1 : 2
}

/**
 * Stricter than RFC 5280, 6.3.3: nobody whom another one has called revoked takes that back for itself. A stolen key could
 * sign such an answer at any time.
 */
function withoutSelfPraise(answers: readonly Answer[]): readonly Answer[] {
  const isAccused = answers.some(({ isCircular, revoked }) => revoked && !isCircular)
  return isAccused ? answers.filter(({ isCircular, revoked }) => revoked || !isCircular) : answers
}

/** RFC 5280, 6.3.3 (k): what newer answers without reservations say of all its reasons leaves nothing for an older one to tell. */
function withoutSuperseded(known: readonly Answer[]): readonly Answer[] {
  const told = new Set<ReasonFlag>()
  return known.filter(({ reasons, reservations }) => {
    const own = [...(reasons ?? REASON_FLAGS)]
    const isNews = own.some((reason) => !told.has(reason))
    if (reservations.length === 0) for (const reason of own) told.add(reason)
    return isNews
  })
}

/** RFC 5280, 6.3.3 (l): no revocation for any reason, told by several lists; none, or one that holds as long as each of them. */
function joined(partial: readonly Answer[], policy: RevocationPolicy): readonly Answer[] {
  const told = new Set(partial.flatMap(({ reasons }) => [...(reasons ?? [])]))
  if (REASON_FLAGS.some((reason) => !told.has(reason))) return []
  const [first, ...others] = [...partial].sort((a, b) => freshUntil(a, policy) - freshUntil(b, policy))
  if (!first) return []
  return [
    {
      ...first,
      alongside: [...first.alongside, ...others.flatMap(({ sha256, alongside }) => [sha256, ...alongside])],
      thisUpdate: Math.min(...partial.map(({ thisUpdate }) => thisUpdate)) as Instant,
      reasons: null,
      reservations: partial.flatMap(({ reservations }) => reservations),
    },
  ]
}
