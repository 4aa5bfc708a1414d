/** Of several answers about one certificate, the one that decides. EN 319 102-1, 5.2.6.4; RFC 5280, 6.3.3 (k) and (l). */
import { REASON_FLAGS, type ReasonFlag } from '../../format/x509/distribution-point.ts'
import type { Instant } from '../../lang.ts'
import type { RevocationPolicy } from '../policy.ts'
import { type Answer, CERTIFICATE_HOLD } from './answer.ts'
import { freshUntil } from './freshness.ts'

/**
 * What revokes before what does not, unless it was taken back; otherwise the latest of those that speak for all reasons, one
 * without reservations before one with them. Of answers that agree, one that is fresh at `at` before a later one that is not:
 * to be told more is never to know less. Answers for some reasons only decide where one of them says revoked, or where
 * together they leave no reason out.
 */
export function chooseAnswer(answers: readonly Answer[], at: Instant, policy: RevocationPolicy): Answer | null {
  const known = newestFirst(withoutSelfPraise(answers))
  const accusing = known.filter(({ revoked }) => revoked)
  const revoking = joinedAccusation(accusing.filter((one) => !isTakenBack(one, known)))
  if (revoking) return revoking
  const lastAccused = accusing[0]?.thisUpdate ?? Number.NEGATIVE_INFINITY
  const partial = withoutSuperseded(known).filter(({ reasons, revoked }) => reasons !== null && !revoked)
  const complete = known.filter(({ reasons, thisUpdate }) => reasons === null && thisUpdate > lastAccused)
  const good = newestFirst([...complete, ...joined(partial, policy)])
  const sure = good.filter(isSure)
  return sure.find((one) => at < freshUntil(one, policy)) ?? sure[0] ?? good[0] ?? null
}

const isSure = ({ reservations }: Answer) => reservations.length === 0

/** The hash decides between answers of one moment, so that the order in which they are given never does. */
function newestFirst(answers: readonly Answer[]): readonly Answer[] {
  return [...answers].sort((a, b) => b.thisUpdate - a.thisUpdate || severity(b) - severity(a) || byHash(a, b))
}

function byHash(a: Answer, b: Answer): number {
  const [one, other] = [a, b].map(({ sha256, alongside }) => [sha256, ...alongside].join()) as [string, string]
  return one < other ? -1 : one > other ? 1 : 0
}

/** Of two answers of the same moment, or for different reasons, the one that costs more is believed. */
function severity({ revoked }: Answer): number {
  return revoked === null ? 0 : isHold(revoked) ? 1 : 2
}

const isHold = ({ reason }: NonNullable<Answer['revoked']>) => reason === CERTIFICATE_HOLD

/**
 * Stricter than RFC 5280, 6.3.3: of whom another one has called revoked no word about itself is heard. A stolen key could
 * sign one at any time, and name a day of revocation to its liking.
 */
function withoutSelfPraise(answers: readonly Answer[]): readonly Answer[] {
  const isAccused = answers.some(({ isCircular, revoked }) => revoked && !isCircular)
  return isAccused ? answers.filter(({ isCircular }) => !isCircular) : answers
}

/**
 * Whether later answers without reservations say something else for all its reasons. Stricter than EN 319 102-1, 5.2.6.4, where
 * the latest decides whoever gave it: a hold ends for everybody, but a revocation is final (RFC 5280, 5.3.1), and only whoever
 * signed it corrects it. A responder may lag behind the lists, or its key be stolen.
 */
function isTakenBack({ revoked, reasons, source, thisUpdate }: Answer, known: readonly Answer[]): boolean {
  const later = known.filter(
    (one) =>
      one.thisUpdate > thisUpdate &&
      isSure(one) &&
      (one.source === source || (revoked && isHold(revoked) && !one.revoked)),
  )
  const told = new Set(later.flatMap((one) => [...(one.reasons ?? REASON_FLAGS)]))
  return [...(reasons ?? REASON_FLAGS)].every((reason) => told.has(reason))
}

/** Stricter than EN 319 102-1, 5.2.6.4: of revocations that all stand, for some reasons or all, the earliest day counts. */
function joinedAccusation(standing: readonly Answer[]): Answer | null {
  const day = ({ revoked }: Answer) => revoked?.at ?? 0
  const earliestFirst = [...standing].sort((a, b) => day(a) - day(b))
  const [worst] = [...earliestFirst].sort((a, b) => severity(b) - severity(a))
  const [first] = earliestFirst
  if (!first?.revoked || !worst?.revoked || day(first) === day(worst)) return worst ?? null
  const alongside = [...worst.alongside, first.sha256, ...first.alongside]
  return { ...worst, alongside, revoked: { ...worst.revoked, at: first.revoked.at } }
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
  const [first, ...others] = [...partial].sort((a, b) => freshUntil(a, policy) - freshUntil(b, policy) || byHash(a, b))
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
