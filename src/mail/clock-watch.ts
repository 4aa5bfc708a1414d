/** How far the clock of a mail server is ahead of ours, as those letters tell that arrive while we look on. */
import type { Instant } from '../lang.ts'
import type { ListedLetter } from './mail-source.ts'

export type ClockWatch = {
  /** Before each search of the folder. */
  readonly search: (now: Instant) => void
  /** Letters that it found, as the server tells of them. */
  readonly list: (letters: readonly ListedLetter[], now: Instant) => void
  /** Milliseconds; null where nothing new is known since the last time it was asked. */
  readonly ahead: () => number | null
}

/** So many looks must say the same of a server that seems to be behind. */
const AGREEING = 3

/** Letters wait so long on their way through a server, and clocks that are set by the network differ by less. */
export const CLOCK_TOLERANCE_MS = 60_000

/**
 * A letter that was not there at the last search arrived after it, and before it is seen. What the server says beyond that is the
 * least by which the clocks differ. Of the letters of a look the one counts that fits best: people and programs put letters into a
 * folder that bear another time. For that reason a server is only said to be behind where three looks agree; nothing comes from the future.
 */
export function openClockWatch(): ClockWatch {
  let absentAt: Instant | null = null
  let searchAt: Instant | null = null
  let lastUid = 0
  let highestUid = 0
  let ofLook: readonly number[] = []
  let ofLooks: readonly number[] = []
  return {
    search: (now) => {
      absentAt = searchAt
      searchAt = now
      lastUid = highestUid
      ofLook = []
    },
    list: (letters, now) => {
      for (const { key, receivedAt } of letters) {
        const uid = Number(key.uid)
        if (uid <= lastUid) continue
        highestUid = Math.max(highestUid, uid)
        const ahead = beyond(receivedAt, absentAt, now)
        if (ahead !== null) ofLook = [...ofLook, ahead]
      }
    },
    ahead: () => {
      const [best] = ofLook.toSorted((a, b) => Math.abs(a) - Math.abs(b))
      ofLook = []
      if (best === undefined) return null
      ofLooks = [...ofLooks, best].slice(-AGREEING)
      return best >= 0 || agree(ofLooks) ? best : null
    },
  }
}

/** Null at the first search, since nobody knows how long a letter has been there; 0 where the clocks agree, INTERNALDATE in whole seconds. */
function beyond(receivedAt: Instant, absentAt: Instant | null, seenAt: Instant): number | null {
  if (receivedAt - seenAt > CLOCK_TOLERANCE_MS) return receivedAt - seenAt
  if (absentAt === null) return null
  return absentAt - receivedAt > CLOCK_TOLERANCE_MS ? receivedAt - absentAt : 0
}

function agree(looks: readonly number[]): boolean {
  return looks.length === AGREEING && Math.max(...looks) - Math.min(...looks) <= CLOCK_TOLERANCE_MS
}
