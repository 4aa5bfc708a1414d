/** Courtesy to the hosts of authorities: one request at a time for each of them, and no more than a few a minute. */
import type { Instant } from '../lang.ts'
import type { Clock } from '../system.ts'

/** Requests a host is asked in a minute (operations.md, S33); a list serves until its nextUpdate, so few are needed. */
const PER_MINUTE = 3

const REFILL_MS = 60_000 / PER_MINUTE

export type HostTurns = {
  /** Runs `work` when those before it are done. Null, and nothing is run, where the host has been asked enough for now. */
  readonly inTurn: <T>(host: string, work: () => Promise<T>) => Promise<T> | null
}

type Host = { tokens: number; at: Instant; last: Promise<unknown> }

/** Remembers hosts for ever: they come from lists of the operator, never from a file that is judged. */
export function hostTurns(clock: Clock): HostTurns {
  const hosts = new Map<string, Host>()
  return {
    inTurn: (name, work) => {
      const now = clock()
      const host = hosts.get(name) ?? { tokens: PER_MINUTE, at: now, last: Promise.resolve() }
      hosts.set(name, host)
      refill(host, now)
      if (host.tokens < 1) return null
      host.tokens -= 1
      const result = host.last.then(work)
      host.last = result.catch(() => undefined) // Told to whoever asked; the next one's turn comes all the same.
      return result
    },
  }
}

/** A clock that was set back adds nothing. */
function refill(host: Host, now: Instant): void {
  const elapsed = Math.max(0, now - host.at)
  host.tokens = Math.min(PER_MINUTE, host.tokens + elapsed / REFILL_MS)
  host.at = now
}
