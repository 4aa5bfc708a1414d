/** Whether an answer about revocation is young enough for the time that is judged. EN 319 102-1, 5.2.5. */
import type { Instant } from '../../lang.ts'
import type { RevocationPolicy } from '../policy.ts'
import type { Answer } from './answer.ts'

/** The moment from which on `answer` no longer tells: of a time before it the answer is fresh. */
export function freshUntil({ thisUpdate, nextUpdate }: Answer, policy: RevocationPolicy): Instant {
  if (policy.maxAgeMs !== null) return (thisUpdate + policy.maxAgeMs) as Instant
  // RFC 5280, 5.1.2.5 obliges issuers to name it; RFC 6960, 4.2.2.1: without it newer information is there at all times.
  return nextUpdate ?? ((thisUpdate + policy.withoutNextUpdateMs) as Instant)
}
