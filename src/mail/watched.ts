/** A MailSource under watch: what does not answer in time is given up, whatever the library below believes of it. */
import {
  type ListedLetter,
  type MailFolder,
  type MailSession,
  type MailSource,
  MailSourceError,
} from './mail-source.ts'

export type WatchLimits = {
  /** For an answer that may take long: to connect, to open a large folder, to search it. */
  readonly answerMs: number
  /** For one that every server has at hand: that a folder opened before is still there. With the pause between two looks
   * (30 s) it tells within a minute that a server has frozen. */
  readonly probeMs: number
  /** The slowest line over which a letter is still fetched. */
  readonly bytesPerSecond: number
}

const WATCH_LIMITS: WatchLimits = { answerMs: 180_000, probeMs: 25_000, bytesPerSecond: 16_000 }

export function watched(source: MailSource, limits: WatchLimits = WATCH_LIMITS): MailSource {
  return {
    ...source,
    open: async (signal) => {
      const late = new AbortController()
      const opening = source.open(AbortSignal.any([signal, late.signal]))
      return watchedSession(await inTime(limits.answerMs, opening, () => late.abort()), limits)
    },
  }
}

function watchedSession(session: MailSession, limits: WatchLimits): MailSession {
  const opened = new Set<string>()
  return {
    ...session,
    folder: async (name) => {
      const limitMs = opened.has(name) ? limits.probeMs : limits.answerMs
      const folder = await inTime(limitMs, session.folder(name), session.drop)
      opened.add(name)
      return watchedFolder(folder, session.drop, limits)
    },
  }
}

function watchedFolder(folder: MailFolder, drop: () => void, limits: WatchLimits): MailFolder {
  const { answerMs, bytesPerSecond } = limits
  return {
    place: folder.place,
    uids: (cursor) => inTime(answerMs, folder.uids(cursor), drop),
    allUids: () => inTime(answerMs, folder.allUids(), drop),
    list: (uids) => inTime(answerMs, folder.list(uids), drop),
    fetch: (letter: ListedLetter) =>
      inTime(answerMs + (1000 * letter.size) / bytesPerSecond, folder.fetch(letter), drop),
  }
}

/** @throws MailSourceError `frozen` after the time, when `giveUp` has been called. */
export async function inTime<T>(limitMs: number, answer: Promise<T>, giveUp: () => void): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(new MailSourceError('frozen', `No answer within ${limitMs} ms`))
    giveUp()
  }, limitMs)
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
