/** When the parts of a file, and what was gathered for it, are proved to have existed. EN 319 102-1, 5.6.2.3. */
import type { Instant, Sha256 } from '../lang.ts'
import type { Given } from './judgement.ts'

export type ProofsOfExistence = {
  /** The earliest proof; of what nobody has vouched for, the validation time. */
  readonly earliest: (sha256: Sha256) => Instant
  /** `at` proves all of `objects`. A later proof changes nothing. */
  readonly add: (objects: Iterable<Sha256>, at: Instant) => void
}

/** Lists and responses that we have held are known since then; all else begins with the validation time. */
export function openProofs({ at, evidence }: Given): ProofsOfExistence {
  const known = new Map<Sha256, Instant>()
  const earliest = (sha256: Sha256) =>
    Math.min(at, known.get(sha256) ?? at, evidence.heldSince.get(sha256) ?? at) as Instant
  return {
    earliest,
    add: (objects, proved) => {
      for (const sha256 of objects) known.set(sha256, Math.min(earliest(sha256), proved) as Instant)
    },
  }
}

/** Receipt by the mail server is a proof for the whole file; without a receipt it is known since now. */
export function receipt({ at, receivedAt }: Given): Instant {
  return Math.min(at, receivedAt ?? at) as Instant
}
