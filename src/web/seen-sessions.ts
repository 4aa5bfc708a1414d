/** When each session was used last, noted in the store, and here where the store cannot be written: a full disk signs nobody out. */
import type { AccessStore } from '../access/access-store.ts'
import { SESSION_LIMITS, type Session } from '../access/account.ts'
import type { Instant } from '../lang.ts'

export type SeenSessions = {
  /** As it was last used. */
  readonly of: (session: Session) => Session
  readonly see: (session: Session, now: Instant) => Promise<void>
}

/** Noted at most this often: each page would else wait for the disk. */
const SEEN_MS = 60_000

/** @param onFault is told that a session could not be noted; the page is shown all the same. */
export function openSeenSessions(
  store: Pick<AccessStore, 'seeSession'>,
  onFault: (error: Error) => void,
): SeenSessions {
  const unwritten = new Map<Session['sha256'], Instant>()
  const of = (session: Session): Session => {
    const at = unwritten.get(session.sha256)
    return at === undefined || at <= session.seenAt ? session : { ...session, seenAt: at }
  }
  return {
    of,
    see: async (session, now) => {
      if (now < of(session).seenAt + SEEN_MS) return
      try {
        await store.seeSession(session.sha256, now)
        unwritten.delete(session.sha256)
      } catch (error) {
        if (!(error instanceof Error)) throw error
        onFault(error)
        for (const [sha256, at] of unwritten) if (at + SESSION_LIMITS.idleMs <= now) unwritten.delete(sha256)
        unwritten.set(session.sha256, now)
      }
    },
  }
}
