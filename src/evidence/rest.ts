/** What failed is left alone for a while, so that a host that is away is not asked for each document. */
import type { Clock } from '../system.ts'

export type Rest = {
  readonly isResting: (place: string) => boolean
  /** Rests longer with each failure in a row. */
  readonly failed: (place: string) => void
  readonly restFor: (place: string, ms: number) => void
  /** Refused by us: nothing that happens there changes it. */
  readonly refused: (place: string) => void
  readonly worked: (place: string) => void
}

/** An answer of "not now" is often one of a minute. */
const FIRST_MS = 60_000
/** Within an hour after its return a host is asked again. */
const LONGEST_MS = 3_600_000
/** Places come from certificates below trusted anchors; as many responders, lists and signers one service will not meet. */
const MAX_PLACES = 10_000

type Resting = { readonly until: number; readonly failures: number }

export function openRest(clock: Clock): Rest {
  const places = new Map<string, Resting>()
  const note = (place: string, ms: number, failures: number) => {
    // The oldest first, in the order of a Map.
    const [oldest] = places.size >= MAX_PLACES ? places.keys() : []
    if (oldest !== undefined) places.delete(oldest)
    places.set(place, { until: clock() + ms, failures })
  }
  const failuresAt = (place: string) => places.get(place)?.failures ?? 0
  const isResting = (place: string) => clock() < (places.get(place)?.until ?? 0)

  return {
    isResting,
    failed: (place) => {
      const failures = failuresAt(place) + 1
      note(place, Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS), failures)
    },
    restFor: (place, ms) => note(place, ms, failuresAt(place)),
    refused: (place) => note(place, LONGEST_MS, failuresAt(place)),
    worked: (place) => void places.delete(place),
  }
}
